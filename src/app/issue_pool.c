/*
 * The units of an issue, each made by a process of its own: layout is most of the work, and what
 * libharu holds of a class goes with its process.  A worker answers through a file in
 * memory: one JSON object, what became of its papers or why not.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/home.h"
#include "app/issue_imp.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"

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
	while (done < out.len) {
		ssize_t n = write(fd, out.data + done, out.len - done);

		if (n <= 0 && errno != EINTR)
			break; /* the parent finds the answer incomplete */
		done += n > 0 ? (size_t)n : 0;
	}
	buf_release(&out);
}

/* The child: never returns, never touches the database. */
static void
work(struct issue *is, struct unit *u, int fd)
{
	struct err e = ERR_INIT;
	struct js *answer = js_object(), *docs = js_array(), *files = js_array();

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	int rc = issue_unit_make(is, u, &e);

	for (size_t i = 0; rc == 0 && i < u->n; i++)
		js_add(docs, draft_js(&is->drafts[u->first + i]));
	for (size_t i = 0; i < u->n_outputs; i++)
		js_add(files, output_js(&is->outputs[u->output + i]));
	js_set(answer, "docs", docs);
	js_set(answer, "files", files);
	js_set_str(answer, "frozen", u->frozen);
	if (rc < 0) {
		js_set_int(answer, "kind", e.kind);
		js_set_str(answer, "error", e.text);
	}
	write_answer(fd, answer);
	_exit(0);
}

static int
take_answer(struct issue *is, struct unit *u, const struct js *answer, struct err *e)
{
	const struct js *docs = js_member(answer, "docs"), *files = js_member(answer, "files");
	const char *why = js_get_str(answer, "error", NULL);

	for (size_t i = 0; i < u->n_outputs && i < js_len(files); i++)
		output_read(&is->outputs[u->output + i], js_at(files, i));
	if (why != NULL)
		return err_set(
		    e, (enum err_kind)js_get_int(answer, "kind", ERR_INTERNAL), "%s", why);
	if (js_len(docs) != u->n || js_len(files) != u->n_outputs)
		return err_set(
		    e, ERR_INTERNAL, "un processus d'impression a répondu de travers");
	for (size_t i = 0; i < u->n; i++)
		draft_read(&is->drafts[u->first + i], js_at(docs, i));
	u->frozen = mem_str(js_get_str(answer, "frozen", ""));
	return 0;
}

static int
read_answer(struct issue *is, struct unit *u, int fd, struct err *e)
{
	struct buf text = BUF_INIT;
	struct js *answer;
	char path[32];
	int rc = -1;

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (file_read(path, ANSWER_MAX, &text, e) == 0) {
		answer = text.len > 0 ? js_parse(text.data, text.len, e) : NULL;
		rc =
		    answer != NULL
			? take_answer(is, u, answer, e)
			: err_set(e, ERR_SYSTEM,
			      "un processus d'impression s'est arrêté (mémoire ou disque insuffisants ?)");
		js_free(answer);
	}
	buf_release(&text);
	return rc;
}

/* The workers of an issue: unit i is in the hands of pid[i], which answers in fd[i]. */
struct pool {
	pid_t *pid;
	int *fd;
	size_t next, running;
};

static int
start_one(struct issue *is, struct pool *p, struct err *e)
{
	size_t i = p->next++;

	p->fd[i] = memfd_create("unit", MFD_CLOEXEC);
	if (p->fd[i] < 0)
		return err_system(e, "impression", errno);
	fflush(NULL);
	p->pid[i] = fork();
	if (p->pid[i] < 0)
		return err_system(e, "impression", errno);
	if (p->pid[i] == 0)
		work(is, &is->units[i], p->fd[i]);
	p->running++;
	return 0;
}

/* Waits for one of our own children, by its id; tells meanwhile how far all of them are. */
static void
wait_for(const struct issue *is, pid_t pid)
{
	static const struct timespec pause = { 0, 100000000 };
	int status;
	pid_t got;

	while ((got = waitpid(pid, &status, is->done != NULL ? WNOHANG : 0)) <= 0) {
		if (got < 0 && errno != EINTR)
			return;
		if (got == 0) {
			is->q->progress(is->q->progress_ctx, *is->done, is->n_drafts);
			nanosleep(&pause, NULL);
		}
	}
}

/* Waits for the oldest that runs. */
static int
finish_one(struct issue *is, struct pool *p, size_t i, struct err *e)
{
	wait_for(is, p->pid[i]);
	p->pid[i] = 0;
	p->running--;
	return read_answer(is, &is->units[i], p->fd[i], e);
}

static size_t
job_count(const struct issue *is)
{
	cpu_set_t cores;
	size_t n = is->q->jobs > 0                                   ? (size_t)is->q->jobs
		   : sched_getaffinity(0, sizeof cores, &cores) == 0 ? (size_t)CPU_COUNT(&cores)
								     : 1;

	return n > JOBS_MAX ? JOBS_MAX : n;
}

/* What workers count in together with their parent. */
static void
count_open(struct issue *is)
{
	void *shared = is->q->progress == NULL
			   ? MAP_FAILED
			   : mmap(NULL, sizeof *is->done, PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	is->done = shared != MAP_FAILED ? shared : NULL;
}

static void
count_close(struct issue *is)
{
	if (is->done == NULL)
		return;
	is->q->progress(is->q->progress_ctx, is->n_drafts, is->n_drafts);
	munmap((void *)is->done, sizeof *is->done);
	is->done = NULL;
}

int
issue_pool(struct issue *is, struct err *e)
{
	struct pool p = { mem_zero(is->n_units, sizeof(pid_t)),
		mem_zero(is->n_units, sizeof(int)), 0, 0 };
	size_t jobs = job_count(is), done = 0;
	int rc = 0;

	count_open(is);
	for (size_t i = 0; i < is->n_units; i++)
		p.fd[i] = -1;
	while (done < is->n_units && (rc == 0 || p.running > 0)) {
		struct err other = ERR_INIT;

		if (rc == 0 && p.next < is->n_units && p.running < jobs) {
			rc = start_one(is, &p, e);
			continue;
		}
		/* after a failure the others are waited for, so that their files are known */
		if (p.pid[done] > 0 && finish_one(is, &p, done, rc == 0 ? e : &other) < 0)
			rc = -1;
		done++;
	}
	for (size_t i = 0; i < is->n_units; i++)
		if (p.fd[i] >= 0)
			close(p.fd[i]);
	count_close(is);
	free(p.pid);
	free(p.fd);
	return rc;
}
