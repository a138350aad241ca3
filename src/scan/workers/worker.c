#include "scan/workers/worker_imp.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/cpu_imp.h"
#include "scan/look_imp.h"
#include "scan/sandbox_imp.h"
#include "scan/source/source_imp.h"
#include "scan/wire_imp.h"

enum { JOBS_MAX = 4 };

struct worker {
	struct source source;
	const char *told; /* scan_options */
	char hint[WIRE_HINT_SIZE]; /* of the page being done */
	struct wire_job jobs[JOBS_MAX]; /* that came while waiting for an answer */
	int n_jobs;
	int turn[2]; /* how the pictures of the last two pages read had to be turned */
};

static void
gone(void)
{
	_exit(0);
}

/* Reads the next message; a job is put with the others.  Its kind. */
static enum wire_kind
hear(struct worker *w, struct wire_answer *answer)
{
	struct wire_head head;

	if (wire_read(SANDBOX_SOCKET, &head, sizeof head) < 0)
		gone();
	if (head.kind == WIRE_JOB && head.size == sizeof *w->jobs && w->n_jobs < JOBS_MAX) {
		if (wire_read(SANDBOX_SOCKET, &w->jobs[w->n_jobs++], sizeof *w->jobs) < 0)
			gone();
	} else if (head.kind != WIRE_ANSWER || answer == NULL || head.size != sizeof *answer ||
		   wire_read(SANDBOX_SOCKET, answer, sizeof *answer) < 0) {
		gone();
	}
	return (enum wire_kind)head.kind;
}

static enum scan_claim
resolve(void *ctx, const char *text, struct scan_known *known)
{
	struct wire_ask ask;
	struct wire_answer answer;

	memset(&ask, 0, sizeof ask);
	snprintf(ask.text, sizeof ask.text, "%s", text);
	if (wire_say(SANDBOX_SOCKET, WIRE_ASK, &ask, sizeof ask) < 0)
		gone();
	while (hear(ctx, &answer) != WIRE_ANSWER)
		;
	*known = answer.known;
	return answer.claim;
}

/* Where the box ends in shown pixels, the lowest row of its four corners. */
static double
box_bottom(const struct scan_map *map, const struct box *b)
{
	double low = 0;

	for (int i = 0; i < 4; i++) {
		double x = b->x + (i & 1 ? b->w : 0), y = b->y + (i & 2 ? b->h : 0);
		const double *m = map->m;

		low = fmax(low, (m[3] * x + m[4] * y + m[5]) / (m[6] * x + m[7] * y + 1));
	}
	return low;
}

/* A box whose pixels were lost or may be false is nobody's verdict. */
static void
doubt_lost_boxes(const struct source_page *sp, struct scan_page *out)
{
	for (size_t i = 0; i < out->n_boxes; i++) {
		struct scan_box *b = &out->boxes[i];

		if (out->registered && box_bottom(&out->map, &b->box) <= sp->trusted)
			continue;
		b->verdict = VERDICT_DOUBTFUL;
		b->hint =
		    sp->ended ? "image tronquée à cet endroit" : "image abîmée à cet endroit";
	}
}

/*
 * What is signed electronically shows no pen in its boxes, and they are not empty for all that: a
 * person says whose signature counts where.
 */
static void
doubt_unsigned_boxes(struct worker *w, struct source_page *sp, int keep, struct scan_page *out)
{
	snprintf(w->hint, sizeof w->hint, "signature électronique déclarée, non vérifiée : %s",
	    out->signers);
	for (size_t i = 0; i < out->n_boxes; i++) {
		struct scan_box *b = &out->boxes[i];

		if (b->box.kind != BOX_SIGNATURE || b->verdict == VERDICT_SIGNED)
			continue;
		b->verdict = VERDICT_DOUBTFUL;
		b->score = 0.5;
		b->hint = w->hint;
		if (keep && out->registered && b->crop == NULL)
			b->crop = look_crop(
			    &sp->px, &out->map, &b->box, out->rotation, &b->crop_size);
	}
}

/* Damage comes first: it may be why the rest was seen. */
static void
note_damage(const struct source_page *sp, struct scan_page *out)
{
	size_t words = strlen(sp->note), seen = strlen(out->note);

	if (seen == 0) {
		memcpy(out->note, sp->note, words + 1);
	} else if (sp->damaged && strstr(out->note, "tronquée") == NULL &&
		   words + 3 + seen < sizeof out->note) {
		memmove(out->note + words + 3, out->note, seen + 1);
		memcpy(out->note, sp->note, words);
		memcpy(out->note + words, " ; ", 3);
	}
	/* nothing was found, and it may be for want of pixels */
	if (sp->damaged && (out->outcome == OUTCOME_NO_CODE || out->outcome == OUTCOME_BLANK))
		out->outcome = OUTCOME_DAMAGED;
}

static void
look(
    struct worker *w, const struct wire_job *job, struct source_page *sp, struct scan_page *out)
{
	/* one turned page says little about the next: fronts and backs may alternate */
	struct look_ask ask = { resolve, w, w->told,
		w->turn[0] == w->turn[1] ? w->turn[0] : 0 };

	look_page(&sp->px, &ask, job->keep, out);
	if (out->outcome == OUTCOME_READ) {
		w->turn[0] = w->turn[1];
		w->turn[1] = (out->rotation + sp->px.viewer_rotation) % 360;
	}
	note_damage(sp, out);
	memcpy(out->signers, w->source.signers, sizeof out->signers);
	if (out->signers[0] != '\0')
		doubt_unsigned_boxes(w, sp, job->keep, out);
	if (sp->trusted < sp->px.im.h)
		doubt_lost_boxes(sp, out);
	if (out->registered)
		source_stored(sp, &out->map);
	out->dpi *= sp->mean * sp->decoded;
}

static void
extract(const struct wire_job *job, struct source_page *sp, struct scan_page *out)
{
	struct scan_map map = job->map;

	out->outcome = OUTCOME_READ;
	out->registered = job->registered;
	out->rotation = job->rotation;
	out->map = job->map;
	out->n_boxes = job->n_boxes;
	source_shown(sp, &map);
	for (size_t i = 0; i < job->n_boxes; i++) {
		struct scan_box *b = &out->boxes[i];

		b->box = job->boxes[i];
		if (job->registered)
			b->crop =
			    look_crop(&sp->px, &map, &b->box, job->rotation, &b->crop_size);
	}
	out->thumb = look_thumb(&sp->px, job->rotation, &out->thumb_size);
	snprintf(out->note, sizeof out->note, "%s", sp->note);
}

static void
send_bytes(const void *p, size_t n)
{
	if (n > 0 && wire_send(SANDBOX_SOCKET, p, n) < 0)
		gone();
}

/* Pointers are left out; the bytes follow. */
static void
send_page(struct scan_page *page, int whole_file)
{
	struct wire_page m;
	struct wire_head head = { WIRE_PAGE, 0 };
	size_t size = sizeof m + page->object_size + page->thumb_size;

	memset(&m, 0, sizeof m);
	m.page = *page;
	m.whole_file = whole_file;
	m.page.object = m.page.thumb = NULL;
	for (size_t i = 0; i < page->n_boxes; i++) {
		if (page->boxes[i].hint != NULL)
			snprintf(m.hints[i], sizeof m.hints[i], "%s", page->boxes[i].hint);
		m.page.boxes[i].hint = NULL;
		m.page.boxes[i].crop = NULL;
		size += page->boxes[i].crop_size;
	}
	if (size > UINT32_MAX)
		abort();
	head.size = (uint32_t)size;
	send_bytes(&head, sizeof head);
	send_bytes(&m, sizeof m);
	send_bytes(page->object, page->object_size);
	send_bytes(page->thumb, page->thumb_size);
	for (size_t i = 0; i < page->n_boxes; i++)
		send_bytes(page->boxes[i].crop, page->boxes[i].crop_size);
}

static void
page_free(struct scan_page *page)
{
	for (size_t i = 0; i < page->n_boxes; i++)
		free(page->boxes[i].crop);
	free(page->thumb);
	free(page);
}

/* The page's own bytes.  1: they are those of the whole file. */
static int
make_object(struct source_page *sp, struct buf *bytes, struct scan_page *out)
{
	snprintf(out->object_ext, sizeof out->object_ext, "%s", sp->source->kind->ext);
	if (sp->object != NULL)
		sp->object(sp, bytes, out->object_ext);
	if (bytes->len == 0) {
		snprintf(out->object_ext, sizeof out->object_ext, "%s", sp->source->kind->ext);
		return 1;
	}
	out->object = (unsigned char *)bytes->data;
	out->object_size = bytes->len;
	return 0;
}

static void
do_job(struct worker *w, const struct wire_job *job)
{
	struct source_page sp;
	struct scan_page *out = mem_zero(1, sizeof *out);
	struct buf object = BUF_INIT;
	double start = cpu_ms();
	int whole = 0, rc;

	out->residual_mm = -1;
	sandbox_cpu(WORKER_PAGE_CPU_SECONDS);
	rc = source_page_open(&w->source, job->page, &sp);
	if (rc == 0 && !job->extract) {
		look(w, job, &sp, out);
	} else if (rc == 0) {
		extract(job, &sp, out);
	} else {
		out->outcome = OUTCOME_DAMAGED;
		snprintf(out->note, sizeof out->note, "%s", sp.note);
	}
	out->page = job->page;
	if (job->keep && job->page >= 1 && job->page <= w->source.pages)
		whole = make_object(&sp, &object, out);
	source_page_close(&sp);
	out->ms = cpu_ms() - start;
	send_page(out, whole);
	buf_release(&object);
	page_free(out);
}

static void
open_source(struct worker *w, uint64_t size)
{
	struct wire_opened m;

	memset(&m, 0, sizeof m);
	m.fault = (int)source_open(&w->source, SANDBOX_FILE, size);
	m.pages = w->source.pages;
	if (m.fault == SOURCE_FINE)
		memcpy(m.type, w->source.kind->type, sizeof m.type);
	if (wire_say(SANDBOX_SOCKET, WIRE_OPENED, &m, sizeof m) < 0 || m.fault != SOURCE_FINE)
		gone();
}

void
worker_run(int sock, int file, uint64_t size, const struct scan_options *o)
{
	struct worker *w = mem_zero(1, sizeof *w);

	w->told = o->told;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (o->forget != NULL)
		o->forget(o->ctx);
	if (sandbox_descriptors(sock, file) < 0)
		_exit(WORKER_NO_SANDBOX);
	look_start();
	if (sandbox_enter(source_prepare(SANDBOX_FILE)) < 0)
		_exit(WORKER_NO_SANDBOX);
	sandbox_cpu(WORKER_PAGE_CPU_SECONDS);
	open_source(w, size);
	for (;;) {
		struct wire_job job;

		while (w->n_jobs == 0)
			hear(w, NULL);
		job = w->jobs[0];
		memmove(w->jobs, w->jobs + 1, (size_t)--w->n_jobs * sizeof *w->jobs);
		do_job(w, &job);
	}
}
