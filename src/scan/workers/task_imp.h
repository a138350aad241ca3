/*
 * The pages of one file as work: what each is to be, how often it was tried, and its result
 * until it is handed over, in order.
 */
#ifndef SCAN_TASK_IMP_H
#define SCAN_TASK_IMP_H

#include "scan/workers/hand_imp.h"
#include "scan/workers/pool_imp.h"

enum task_state { TASK_WAITS, TASK_RUNS, TASK_DONE };

struct task {
	enum task_state state;
	int tries; /* workers that died of it */
	struct result *result;
};

/* Starts zeroed, with its plan; ends in tasks_release. */
struct tasks {
	const struct pool_plan *plan;
	struct task *at; /* NULL: nobody knows yet how many there are */
	int n;
	int next; /* the one to be handed over next */
	size_t pending; /* bytes that wait to be handed over */
};

void tasks_start(struct tasks *t, int n);
void tasks_release(struct tasks *t);

/* What a worker is told to do. */
void task_job(const struct tasks *t, int i, struct wire_job *job);

/*
 * The first one that waits, not too far ahead of the one to be handed over next: as far as
 * keeps so many workers busy, less when large results wait.  -1: none.
 */
int task_waiting(const struct tasks *t, int workers);

/* Takes r over. */
void task_done(struct tasks *t, int i, struct result *r);

/* It has cost a worker.  slow: it ran out of time, and would again. */
void task_blame(struct tasks *t, int i, int slow);

/* Hands over what is ready, in order.  Not 0: what the caller's page() said to stop. */
int tasks_deliver(struct tasks *t);

#endif
