#include "scan/workers/pool_imp.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "scan/workers/hand_imp.h"
#include "scan/source/source_imp.h"
#include "scan/workers/task_imp.h"

enum {
	WORKERS_MAX = 64,
	STARTS_MAX = 2, /* workers in a row that died before they opened the file */
	HASH_STEPS = 16, /* 1 MB between two looks at the workers */
	PAGE_SECONDS = 180, /* of the clock; the CPU limit of the worker itself is tighter */
	AROUND_BYTES = 24 << 20 /* thumb, crops and what wraps a page object, at most */
};

struct pool {
	const struct pool_plan *plan;
	struct scan_file *out;
	struct hand *hands;
	int n_hands;
	struct tasks tasks;
	struct hash_run *hashing; /* of the file, while the workers read; NULL: done */
	int failed_starts;
	int no_sandbox; /* 1: the machine does not let workers close theirs */
	int fault; /* enum source_fault that the first worker met */
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
cores(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	if (sched_getaffinity(0, sizeof set, &set) < 0)
		return 1;
	return CPU_COUNT(&set);
}

/* The worker died or lied or is stuck: its first page is suspect, the second just goes back. */
static void
hand_lost(struct pool *p, struct hand *h, int slow)
{
	int opened = h->opened, n = h->n_queue, first = h->queue[0];

	for (int i = 0; i < n; i++)
		p->tasks.at[h->queue[i]].state = TASK_WAITS;
	switch (hand_end(h)) {
	case HAND_NO_SANDBOX:
		p->no_sandbox = 1;
		break;
	case HAND_SLOW:
		slow = 1;
		break;
	case HAND_ENDED:
		break;
	}
	if (!opened)
		p->failed_starts++;
	else if (n > 0)
		task_blame(&p->tasks, first, slow);
}

/* -1: errno */
static int
hand_begin(struct pool *p, struct hand *h)
{
	if (hand_start(h, p->plan->file, p->plan->size, p->plan->o) < 0)
		return -1;
	h->since = now();
	return 0;
}

/* -1: it does not listen. */
static int
task_give(struct pool *p, struct hand *h, int task)
{
	struct wire_job job;

	task_job(&p->tasks, task, &job);
	if (hand_say(h, WIRE_JOB, &job, sizeof job) < 0)
		return -1;
	p->tasks.at[task].state = TASK_RUNS;
	if (h->n_queue == 0)
		h->since = now();
	h->queue[h->n_queue++] = task;
	return 0;
}

/* Starts the worker when there is none.  A page that killed one is tried in a fresh one, alone. */
static int
hand_feed(struct pool *p, struct hand *h)
{
	int task = task_waiting(&p->tasks, p->n_hands);

	if (task >= 0 && h->pid != 0 && h->opened && h->n_queue == 0 && h->done > 0 &&
	    p->tasks.at[task].tries > 0)
		hand_end(h);
	if (task >= 0 && h->pid == 0)
		return hand_begin(p, h);
	if (h->pid == 0 || !h->opened)
		return 0;
	while (!h->alone && h->n_queue < HAND_QUEUE &&
	       (task = task_waiting(&p->tasks, p->n_hands)) >= 0) {
		if (p->tasks.at[task].tries > 0 && (h->n_queue > 0 || h->done > 0))
			break;
		h->alone = p->tasks.at[task].tries > 0;
		if (task_give(p, h, task) < 0) {
			hand_lost(p, h, 0);
			break;
		}
	}
	return 0;
}

static int
on_opened(struct pool *p, struct hand *h, const unsigned char *body)
{
	struct wire_opened m;

	memcpy(&m, body, sizeof m);
	if (h->opened || m.fault < 0 || m.fault >= SOURCE_FAULT_COUNT)
		return -1;
	h->opened = 1;
	p->failed_starts = 0;
	if (m.fault != SOURCE_FINE) {
		p->fault = m.fault;
		return p->tasks.at != NULL ? -1 : 0;
	}
	if (p->tasks.at != NULL)
		return m.pages == p->out->pages ? 0 : -1;
	if (m.pages < 1 || m.pages > SOURCE_PAGES_MAX ||
	    memchr(m.type, '\0', sizeof m.type) == NULL)
		return -1;
	p->out->pages = m.pages;
	memcpy(p->out->type, m.type, sizeof m.type);
	tasks_start(&p->tasks, p->plan->wanted != NULL ? (int)p->plan->n_wanted : m.pages);
	return 0;
}

static int
on_ask(struct pool *p, struct hand *h, const unsigned char *body)
{
	struct wire_ask ask;
	struct wire_answer *answer;
	int rc;

	memcpy(&ask, body, sizeof ask);
	if (h->n_queue == 0 || h->n_asked == HAND_ASKED || p->plan->wanted != NULL ||
	    memchr(ask.text, '\0', sizeof ask.text) == NULL)
		return -1;
	answer = mem_zero(1, sizeof *answer);
	answer->claim = p->plan->o->resolve(p->plan->o->ctx, ask.text, &answer->known);
	if (answer->claim != SCAN_CLAIM_KNOWN || answer->known.n_boxes > SCAN_BOXES_MAX)
		answer->known.n_boxes = 0;
	hand_note(h, ask.text, answer);
	rc = hand_say(h, WIRE_ANSWER, answer, sizeof *answer);
	free(answer);
	return rc;
}

static int
on_page(struct pool *p, struct hand *h, const unsigned char *body, size_t n)
{
	struct wire_job job;
	struct result *r;
	int task;

	if (h->n_queue == 0)
		return -1;
	task = h->queue[0];
	task_job(&p->tasks, task, &job);
	r = result_check(h, &job, body, n);
	if (r == NULL)
		return -1;
	memmove(h->queue, h->queue + 1, sizeof h->queue - sizeof h->queue[0]);
	h->n_queue--;
	hand_forget(h);
	h->alone = 0;
	h->done++;
	h->since = now();
	task_done(&p->tasks, task, r);
	return 0;
}

static int
on_message(
    struct pool *p, struct hand *h, const struct wire_head *head, const unsigned char *body)
{
	switch ((enum wire_kind)head->kind) {
	case WIRE_OPENED:
		return on_opened(p, h, body);
	case WIRE_ASK:
		return on_ask(p, h, body);
	case WIRE_PAGE:
		return on_page(p, h, body, head->size);
	case WIRE_JOB:
	case WIRE_ANSWER:
		break;
	}
	return -1;
}

static void
hand_serve(struct pool *p, struct hand *h)
{
	size_t most =
	    (p->plan->size < (UINT32_MAX >> 1) ? (size_t)p->plan->size : UINT32_MAX >> 1) +
	    AROUND_BYTES;
	const unsigned char *body;
	struct wire_head head;
	int rc, gone = hand_hear(h) < 0;

	while ((rc = hand_message(h, most, &head, &body)) == 1) {
		if (on_message(p, h, &head, body) < 0) {
			rc = -1;
			break;
		}
		hand_drop(h, &head);
	}
	if (rc < 0 || gone)
		hand_lost(p, h, 0);
}

static void
hands_expire(struct pool *p)
{
	double t = now();

	for (int i = 0; i < p->n_hands; i++) {
		struct hand *h = &p->hands[i];

		if (h->pid != 0 && (h->n_queue > 0 || !h->opened) &&
		    t - h->since > PAGE_SECONDS)
			hand_lost(p, h, 1);
	}
}

/* A little more of the file's hash.  -1: errno */
static int
pool_hash(struct pool *p)
{
	unsigned char hash[HASH_SIZE];
	int rc = 1;

	for (int i = 0; i < HASH_STEPS && rc == 1; i++)
		rc = hash_run_step(p->hashing, hash);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	hash_hex(hash, p->out->sha256);
	hash_run_free(p->hashing);
	p->hashing = NULL;
	return 0;
}

/* Waits for any of the workers, but for the hash that is still to do, and serves those that spoke. */
static int
pool_turn(struct pool *p)
{
	struct pollfd fds[WORKERS_MAX];
	int n = 0;

	if (p->hashing != NULL && pool_hash(p) < 0)
		return -1;
	for (int i = 0; i < p->n_hands; i++) {
		fds[i].fd = p->hands[i].pid != 0 ? p->hands[i].fd : -1;
		fds[i].events = POLLIN;
		n += p->hands[i].pid != 0;
	}
	if (n == 0)
		return 0;
	if (poll(fds, (nfds_t)p->n_hands, p->hashing != NULL ? 0 : 1000) < 0 && errno != EINTR)
		return -1;
	for (int i = 0; i < p->n_hands; i++)
		if (p->hands[i].pid != 0 && (fds[i].revents & (POLLIN | POLLHUP | POLLERR)))
			hand_serve(p, &p->hands[i]);
	hands_expire(p);
	return 0;
}

/* Workers do not live long enough to do anything. */
static int
starts_failed(const struct pool *p, struct err *e)
{
	const char *name = path_base(p->plan->path);

	if (p->no_sandbox)
		return err_set(e, ERR_SYSTEM,
		    "%s : rien n'est lu, car cette machine ne permet pas d'enfermer les processus de "
		    "lecture (seccomp) ; prévenez l'administrateur",
		    name);
	if (p->tasks.at != NULL)
		return err_set(e, ERR_SYSTEM,
		    "%s : les processus de lecture s'arrêtent dès leur début (mémoire ?)",
		    name);
	return err_set(e, ERR_INPUT,
	    "%s : ce fichier met le lecteur en échec ; numérisez de nouveau, ou imprimez-le et "
	    "numérisez le papier",
	    name);
}

/* The first worker says what the file is. */
static int
pool_open(struct pool *p, struct err *e)
{
	const char *name = path_base(p->plan->path);

	while (p->tasks.at == NULL && p->fault == SOURCE_FINE) {
		if (p->failed_starts >= STARTS_MAX)
			return starts_failed(p, e);
		if (p->hands[0].pid == 0 && hand_begin(p, &p->hands[0]) < 0)
			return err_system(e, "processus de lecture", errno);
		if (pool_turn(p) < 0)
			return err_system(e, "processus de lecture", errno);
	}
	if (p->fault != SOURCE_FINE)
		return err_set(e, ERR_INPUT, "%s : %s", name,
		    source_fault_words((enum source_fault)p->fault));
	return 0;
}

/* One worker for two pages at most: a small file is not worth more. */
static void
pool_widen(struct pool *p)
{
	int n = p->plan->o->workers > 0 ? p->plan->o->workers : cores();

	if (n > (p->tasks.n + 1) / 2)
		n = (p->tasks.n + 1) / 2;
	p->n_hands = n < 1 ? 1 : n > WORKERS_MAX ? WORKERS_MAX : n;
}

/* What the caller does with a page takes time that is not the workers'. */
static void
hands_wait(struct pool *p, double seconds)
{
	for (int i = 0; i < p->n_hands; i++)
		p->hands[i].since += seconds;
}

static int
pool_work(struct pool *p, struct err *e)
{
	double start;
	int rc;

	while (p->tasks.next < p->tasks.n) {
		for (int i = 0; i < p->n_hands; i++)
			if (hand_feed(p, &p->hands[i]) < 0)
				return err_system(e, "processus de lecture", errno);
		if (p->failed_starts >= STARTS_MAX)
			return starts_failed(p, e);
		if (pool_turn(p) < 0)
			return err_system(e, "processus de lecture", errno);
		if (p->hashing != NULL)
			continue;
		start = now();
		rc = tasks_deliver(&p->tasks);
		hands_wait(p, now() - start);
		if (rc != 0)
			return rc;
	}
	return 0;
}

int
pool_run(const struct pool_plan *plan, struct scan_file *out, struct err *e)
{
	struct pool p = { .plan = plan, .out = out, .n_hands = 1, .tasks = { .plan = plan } };
	int rc;

	p.hands = mem_zero(WORKERS_MAX, sizeof *p.hands);
	p.hashing = hash_run_new(plan->file);
	rc = pool_open(&p, e);
	if (rc == 0) {
		pool_widen(&p);
		rc = pool_work(&p, e);
	}
	for (int i = 0; i < p.n_hands; i++)
		hand_end(&p.hands[i]);
	tasks_release(&p.tasks);
	hash_run_free(p.hashing);
	free(p.hands);
	return rc;
}
