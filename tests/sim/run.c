#include "run.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "base/mem.h"
#include "output.h"
#include "page.h"

enum { THREADS_MAX = 16, AHEAD = 24 }; /* finished pages that may wait for their turn */

struct slot {
	struct page page;
	int ready, rc;
	struct err err;
};

/* What the threads share; the lock guards all but what is const. */
struct run {
	pthread_mutex_t lock;
	pthread_cond_t moved;
	const struct options *o;
	char *const *files;
	size_t n_files;
	const struct job *jobs;
	size_t n, next, written;
	struct slot slots[AHEAD];
	int stop;
};

static int
job_take(struct run *run, size_t *i)
{
	int taken;

	pthread_mutex_lock(&run->lock);
	while (!run->stop && run->next < run->n && run->next >= run->written + AHEAD)
		pthread_cond_wait(&run->moved, &run->lock);
	taken = !run->stop && run->next < run->n;
	if (taken)
		*i = run->next++;
	pthread_mutex_unlock(&run->lock);
	return taken;
}

static void *
work(void *arg)
{
	struct run *run = arg;
	struct err e = ERR_INIT;
	struct source *src = source_new(run->files, run->n_files, &e);
	size_t i;

	while (job_take(run, &i)) {
		struct slot *slot = &run->slots[i % AHEAD];
		int rc = -1;

		if (src != NULL)
			rc = page_make(src, run->o, &run->jobs[i], &slot->page, &e);
		pthread_mutex_lock(&run->lock);
		slot->rc = rc;
		slot->err = e;
		slot->ready = 1;
		pthread_cond_broadcast(&run->moved);
		pthread_mutex_unlock(&run->lock);
	}
	source_free(src);
	return NULL;
}

static int
truth_write(FILE *f, struct js *truth, const struct output *out)
{
	struct buf line = BUF_INIT;
	int page, rc;
	const char *path = output_path(out, &page);

	js_set_str(truth, "file", path_base(path));
	js_set_int(truth, "page", page);
	js_write(truth, 6, &line);
	rc = fprintf(f, "%s\n", line.data);
	buf_release(&line);
	return rc < 0 ? -1 : 0;
}

/* Page i, when a thread has made it. */
static int
page_write(struct run *run, size_t i, struct output *out, FILE *truth, struct err *e)
{
	struct slot *slot = &run->slots[i % AHEAD];
	int rc;

	pthread_mutex_lock(&run->lock);
	while (!slot->ready)
		pthread_cond_wait(&run->moved, &run->lock);
	pthread_mutex_unlock(&run->lock);
	rc = slot->rc;
	if (rc < 0) {
		*e = slot->err;
	} else {
		rc = output_page(out, &slot->page.scan, &run->jobs[i], e);
		if (rc == 0)
			rc = truth_write(truth, slot->page.truth, out);
		page_release(&slot->page);
	}
	pthread_mutex_lock(&run->lock);
	slot->ready = 0;
	run->written++;
	run->stop |= rc < 0;
	pthread_cond_broadcast(&run->moved);
	pthread_mutex_unlock(&run->lock);
	return rc;
}

static int
write_all(struct run *run, FILE *truth, struct err *e)
{
	struct output *out = output_new(run->o->format, run->o->out, (int)run->n, e);
	pthread_t threads[THREADS_MAX];
	int n = run->o->threads < THREADS_MAX ? run->o->threads : THREADS_MAX, rc = 0;

	if (out == NULL)
		return -1;
	for (int t = 0; t < n; t++)
		pthread_create(&threads[t], NULL, work, run);
	for (size_t i = 0; rc == 0 && i < run->n; i++)
		rc = page_write(run, i, out, truth, e);
	for (int t = 0; t < n; t++)
		pthread_join(threads[t], NULL);
	for (size_t i = 0; i < AHEAD; i++) /* made, and never written because of an error */
		if (run->slots[i].ready && run->slots[i].rc == 0)
			page_release(&run->slots[i].page);
	if (output_close(out, e) < 0)
		rc = -1;
	return rc;
}

int
run_scans(const struct options *o, char *const *files, size_t n, struct err *e)
{
	struct run *run = mem_zero(1, sizeof *run);
	struct source *src = source_new(files, n, e);
	struct job *jobs = src == NULL ? NULL : plan_make(o, source_pages(src), &run->n, e);
	char *path = o->truth == NULL ? mem_printf("%s.truth", o->out) : mem_str(o->truth);
	FILE *truth = jobs == NULL ? NULL : fopen(path, "w");
	int rc = -1;

	source_free(src);
	run->o = o;
	run->files = files;
	run->n_files = n;
	run->jobs = jobs;
	pthread_mutex_init(&run->lock, NULL);
	pthread_cond_init(&run->moved, NULL);
	if (truth != NULL)
		rc = write_all(run, truth, e);
	else if (jobs != NULL)
		err_system(e, path, errno);
	if (truth != NULL && fclose(truth) != 0)
		rc = err_system(e, path, errno);
	free(path);
	free(jobs);
	free(run);
	return rc;
}
