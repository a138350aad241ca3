#include "scan/workers/task_imp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "scan/source/input_imp.h"

enum {
	TRIES_MAX = 2, /* a page that has cost so many workers is damaged */
	AHEAD = 16, /* pages a worker that may wait to be handed over */
	AHEAD_BYTES = 24 << 20 /* when they hold more, only the next pages go on */
};

void
tasks_start(struct tasks *t, int n)
{
	t->n = n;
	t->at = mem_zero((size_t)n + 1, sizeof *t->at);
}

void
tasks_release(struct tasks *t)
{
	for (int i = 0; i < t->n; i++)
		result_free(t->at[i].result);
	free(t->at);
	t->at = NULL;
	t->n = 0;
}

void
task_job(const struct tasks *t, int i, struct wire_job *job)
{
	const struct scan_page *wanted = t->plan->wanted != NULL ? &t->plan->wanted[i] : NULL;

	memset(job, 0, sizeof *job);
	job->page = wanted != NULL ? wanted->page : i + 1;
	job->keep = t->plan->o->keep;
	if (wanted == NULL)
		return;
	job->extract = job->keep = 1;
	job->registered = wanted->registered;
	job->rotation = wanted->rotation;
	job->map = wanted->map;
	job->n_boxes = wanted->n_boxes < SCAN_BOXES_MAX ? wanted->n_boxes : SCAN_BOXES_MAX;
	for (size_t k = 0; k < job->n_boxes; k++)
		job->boxes[k] = wanted->boxes[k].box;
}

static struct result *
damaged_result(const struct tasks *t, int i, const char *note)
{
	struct result *r = mem_zero(1, sizeof *r);
	struct wire_job job;

	task_job(t, i, &job);
	r->page.page = job.page;
	r->page.outcome = OUTCOME_DAMAGED;
	r->page.residual_mm = -1;
	snprintf(r->page.note, sizeof r->page.note, "%s", note);
	return r;
}

void
task_done(struct tasks *t, int i, struct result *r)
{
	t->at[i].state = TASK_DONE;
	t->at[i].result = r;
	t->pending += r->bytes;
}

void
task_blame(struct tasks *t, int i, int slow)
{
	t->at[i].tries++;
	if (slow)
		task_done(
		    t, i, damaged_result(t, i, "page abandonnée : trop longue à déchiffrer"));
	else if (t->at[i].tries >= TRIES_MAX)
		task_done(t, i,
		    damaged_result(t, i, "page abandonnée : elle met le lecteur en échec"));
}

int
task_waiting(const struct tasks *t, int workers)
{
	int ahead = t->pending > AHEAD_BYTES ? workers : AHEAD * workers + 1;
	int end = t->next + ahead < t->n ? t->next + ahead : t->n;

	for (int i = t->next; i < end; i++)
		if (t->at[i].state == TASK_WAITS)
			return i;
	return -1;
}

/* The object of a page that is the whole file. */
static void
take_whole_file(const struct tasks *t, struct scan_page *page)
{
	struct input in = { .fd = t->plan->file, .size = t->plan->size };

	page->object = mem_alloc((size_t)in.size);
	page->object_size = input_read(&in, 0, page->object, (size_t)in.size);
}

static int
hand_over(const struct tasks *t, struct result *r)
{
	unsigned char hash[HASH_SIZE];

	if (r->whole_file)
		take_whole_file(t, &r->page);
	if (r->page.object != NULL) {
		hash_sha256(r->page.object, r->page.object_size, hash);
		hash_hex(hash, r->page.object_sha256);
	}
	return t->plan->o->page(t->plan->o->ctx, &r->page);
}

int
tasks_deliver(struct tasks *t)
{
	while (t->next < t->n && t->at[t->next].state == TASK_DONE) {
		struct task *one = &t->at[t->next++];
		int rc = hand_over(t, one->result);

		t->pending -= one->result->bytes;
		result_free(one->result);
		one->result = NULL;
		if (rc != 0)
			return rc;
	}
	return 0;
}
