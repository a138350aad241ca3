/*
 * The units of an issue, made by some processes: layout is most of the work.  Each takes the next unit
 * that nobody has, and answers through a file in memory: a JSON object a unit, what became of its
 * papers or why not.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "pdf/paper.h"

enum { DIGITS = 12, ANSWER_MAX = 256 << 20, JOBS_MAX = 64 };

static struct js *
box_js(const struct box *b)
{
	struct js *o = js_object();

	js_set_str(o, "id", b->id);
	js_set_int(o, "kind", b->kind);
	js_set_int(o, "role", b->role);
	js_set_int(o, "page", b->page);
	js_set_real(o, "x", b->x);
	js_set_real(o, "y", b->y);
	js_set_real(o, "w", b->w);
	js_set_real(o, "h", b->h);
	return o;
}

static void
box_read(struct box *b, const struct js *o)
{
	snprintf(b->id, sizeof b->id, "%s", js_get_str(o, "id", ""));
	b->kind = (enum box_kind)js_get_int(o, "kind", 0);
	b->role = (enum role)js_get_int(o, "role", 0);
	b->page = (int)js_get_int(o, "page", 0);
	b->x = js_get_real(o, "x", 0);
	b->y = js_get_real(o, "y", 0);
	b->w = js_get_real(o, "w", 0);
	b->h = js_get_real(o, "h", 0);
}

static struct js *
draft_js(const struct draft *d)
{
	struct js *o = js_object(), *boxes = js_array();

	js_set_int(o, "pages", d->pages);
	js_set_int(o, "sheet", d->sheet_pages);
	for (size_t i = 0; i < d->n_boxes; i++)
		js_add(boxes, box_js(&d->boxes[i]));
	js_set(o, "boxes", boxes);
	return o;
}

static void
draft_read(struct draft *d, const struct js *o)
{
	const struct js *boxes = js_member(o, "boxes");

	d->pages = (int)js_get_int(o, "pages", 0);
	d->sheet_pages = (int)js_get_int(o, "sheet", 0);
	d->n_boxes = js_len(boxes) < DRAFT_BOXES_MAX ? js_len(boxes) : DRAFT_BOXES_MAX;
	for (size_t i = 0; i < d->n_boxes; i++)
		box_read(&d->boxes[i], js_at(boxes, i));
}

static struct js *
output_js(const struct output *o)
{
	struct js *to = js_object();

	js_set_str(to, "temp", o->temp);
	js_set_int(to, "pages", o->pages);
	return to;
}

static void
output_read(struct output *o, const struct js *from)
{
	const char *temp = js_get_str(from, "temp", NULL);

	o->temp = temp != NULL ? mem_str(temp) : NULL;
	o->pages = (int)js_get_int(from, "pages", 0);
}

static void
write_answer(int fd, const struct js *answer)
{
	struct buf out = BUF_INIT;
	size_t done = 0;

	js_write(answer, DIGITS, &out);
	buf_char(&out, '\n');
	while (done < out.len) {
		ssize_t n = write(fd, out.data + done, out.len - done);

		if (n <= 0 && errno != EINTR)
			break; /* the parent finds the answer incomplete */
		done += n > 0 ? (size_t)n : 0;
	}
	buf_release(&out);
}

/* One line: what became of unit i, or why not. */
static void
unit_answer(struct issue *is, size_t i, int rc, const struct err *e, int fd)
{
	struct unit *u = &is->units[i];
	struct js *answer = js_object(), *docs = js_array(), *files = js_array();

	for (size_t k = 0; rc == 0 && k < u->n; k++)
		js_add(docs, draft_js(&is->drafts[u->first + k]));
	for (size_t k = 0; k < u->n_outputs; k++)
		js_add(files, output_js(&is->outputs[u->output + k]));
	js_set_int(answer, "unit", (long long)i);
	js_set(answer, "docs", docs);
	js_set(answer, "files", files);
	js_set_str(answer, "frozen", u->frozen);
	if (rc < 0) {
		js_set_int(answer, "kind", e->kind);
		js_set_str(answer, "error", e->text);
	}
	write_answer(fd, answer);
	js_free(answer);
}

/* The child: never returns, never touches the database.  Takes units as long as there are some. */
static void
work(struct issue *is, int fd)
{
	struct err e = ERR_INIT;
	struct composer *c;
	size_t i, texts = is->texts.n;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	c = composer_new(&e);
	while ((i = atomic_fetch_add(&is->tally->next, 1)) < is->n_units) {
		int rc = c != NULL ? issue_unit_make(is, c, &is->units[i], &e) : -1;

		unit_answer(is, i, rc, &e, fd);
		if (rc < 0)
			break;
		texts_forget(&is->texts, texts);
	}
	atomic_store(&is->tally->next, is->n_units); /* after a fault the others end too */
	_exit(0);
}

static int
take_answer(struct issue *is, const struct js *answer, struct err *e)
{
	size_t i = (size_t)js_get_int(answer, "unit", -1);
	const struct js *docs = js_member(answer, "docs"), *files = js_member(answer, "files");
	const char *why = js_get_str(answer, "error", NULL);
	struct unit *u = i < is->n_units ? &is->units[i] : NULL;

	for (size_t k = 0; u != NULL && k < u->n_outputs && k < js_len(files); k++)
		output_read(&is->outputs[u->output + k], js_at(files, k));
	if (why != NULL)
		return err_set(
		    e, (enum err_kind)js_get_int(answer, "kind", ERR_INTERNAL), "%s", why);
	if (u == NULL || js_len(docs) != u->n || js_len(files) != u->n_outputs)
		return err_set(
		    e, ERR_INTERNAL, "un processus d'impression a répondu de travers");
	for (size_t k = 0; k < u->n; k++)
		draft_read(&is->drafts[u->first + k], js_at(docs, k));
	u->frozen = mem_str(js_get_str(answer, "frozen", ""));
	return 0;
}

/* What one worker answered, a line a unit; the last may be cut short. */
static int
take_answers(struct issue *is, const struct buf *text, struct err *e)
{
	const char *line = text->data, *end;
	int rc = 0;

	for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		struct err other = ERR_INIT;
		struct js *answer = js_parse(line, (size_t)(end - line), &other);

		if (answer == NULL || take_answer(is, answer, &other) < 0) {
			if (rc == 0)
				*e = other;
			rc = -1;
		}
		js_free(answer);
	}
	return rc;
}

static int
read_answers(struct issue *is, int fd, struct err *e)
{
	struct buf text = BUF_INIT;
	char path[32];
	int rc;

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	rc = file_read(path, ANSWER_MAX, &text, e);
	if (rc == 0)
		rc = take_answers(is, &text, e);
	buf_release(&text);
	return rc;
}

struct worker {
	pid_t pid;
	int fd; /* a file in memory, that its answers are in */
};

static int
worker_start(struct issue *is, struct worker *w, struct err *e)
{
	w->fd = memfd_create("answers", MFD_CLOEXEC);
	if (w->fd < 0)
		return err_system(e, "impression", errno);
	fflush(NULL);
	w->pid = fork();
	if (w->pid < 0)
		return err_system(e, "impression", errno);
	if (w->pid == 0)
		work(is, w->fd);
	return 0;
}

/* Waits for one of our own children, by its id; tells meanwhile how far all of them are. */
static void
wait_for(const struct issue *is, pid_t pid)
{
	static const struct timespec pause = { 0, 100000000 };
	int asked = is->q->progress != NULL, status;
	pid_t got;

	while ((got = waitpid(pid, &status, asked ? WNOHANG : 0)) <= 0) {
		if (got < 0 && errno != EINTR)
			return;
		if (got == 0) {
			is->q->progress(is->q->progress_ctx, is->tally->done, is->n_drafts);
			nanosleep(&pause, NULL);
		}
	}
}

static size_t
worker_count(const struct issue *is)
{
	cpu_set_t cores;
	size_t n = is->q->jobs > 0                                   ? (size_t)is->q->jobs
		   : sched_getaffinity(0, sizeof cores, &cores) == 0 ? (size_t)CPU_COUNT(&cores)
								     : 1;

	n = n > is->n_units ? is->n_units : n;
	return n > JOBS_MAX ? JOBS_MAX : n;
}

/* Starts the workers and waits for all, also after a fault, so that their files are known. */
static int
workers_run(struct issue *is, struct worker *w, size_t n, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++)
		rc = worker_start(is, &w[i], e);
	for (size_t i = 0; i < n; i++) {
		struct err other = ERR_INIT;

		if (w[i].pid > 0) {
			wait_for(is, w[i].pid);
			if (read_answers(is, w[i].fd, rc == 0 ? e : &other) < 0)
				rc = -1;
		}
		if (w[i].fd >= 0)
			close(w[i].fd);
	}
	for (size_t i = 0; rc == 0 && i < is->n_units; i++)
		if (is->units[i].frozen == NULL)
			rc = err_set(e, ERR_SYSTEM,
			    "un processus d'impression s'est arrêté (mémoire ou disque insuffisants ?)");
	return rc;
}

int
issue_pool(struct issue *is, struct err *e)
{
	size_t n = worker_count(is);
	struct worker *workers;
	int rc;

	is->tally = mmap(
	    NULL, sizeof *is->tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (is->tally == MAP_FAILED)
		return err_system(e, "impression", errno);
	workers = mem_alloc(n * sizeof *workers);
	for (size_t i = 0; i < n; i++)
		workers[i] = (struct worker){ 0, -1 };
	rc = workers_run(is, workers, n, e);
	if (is->q->progress != NULL)
		is->q->progress(is->q->progress_ctx, is->n_drafts, is->n_drafts);
	munmap(is->tally, sizeof *is->tally);
	is->tally = NULL;
	free(workers);
	return rc;
}
