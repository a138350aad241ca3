/* Who visits whom: proposed for all (visit_share.h), or said of one placement. */
#ifndef APP_VISIT_ASSIGN_H
#define APP_VISIT_ASSIGN_H

#include "app/follow/visit.h"
#include "app/follow/visit_share.h"

/* A teacher in the sharing. */
struct visit_teacher {
	int64_t id;
	const char *name, *key; /* the key puts names in order */
	int most; /* visits that the teacher takes; -1: any number */
	struct share_sum sum;
};

struct visit_plan {
	struct arena arena;
	struct visits v; /* every placement of the sharing */
	int64_t *teacher; /* of each row: who it is given to; 0: nobody */
	struct visit_teacher *teachers; /* by name; those without a visit too */
	size_t n_teachers, cap;
	int64_t batch; /* of what was applied; 0: nothing was */
	size_t changed; /* rows that change hands */
	const char *everybody; /* section that no teacher was named for: all were asked; NULL */
};

/*
 * Shares the visits of a year (and section; NULL: all).  apply 1: writes who visits whom, in one
 * batch.  p starts zeroed and ends in visit_plan_release(), also after a failure.
 */
int visit_plan(struct home *h, const struct visit_filter *f, int apply, struct visit_plan *p,
    struct err *e);
void visit_plan_release(struct visit_plan *p);

/* What a person says of one placement. */
struct visit_choice {
	const char *placement; /* number */
	const char *teacher; /* as typed; NULL: as it is */
	int lock, unlock;
};
struct visit_chosen {
	int64_t event;
	const char *who, *teacher; /* in the arena */
	int locked;
	int students,
	    at_once; /* that the teacher now visits on the busiest day; the law's limit */
	int visits, most; /* in all; -1: no limit */
};
int visit_choose(struct home *h, const struct visit_choice *q, struct arena *a,
    struct visit_chosen *out, struct err *e);

#endif
