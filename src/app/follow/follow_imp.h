/*
 * Inside the steps that a person takes on a paper: handing over, cancelling (follow.c), judging an
 * accord (follow_accord.c).
 */
#ifndef APP_FOLLOW_IMP_H
#define APP_FOLLOW_IMP_H

#include "app/follow/follow.h"
#include "base/mem.h"
#include "domain/fact.h"

/* A step being taken, inside the transaction. */
struct step {
	struct home *h;
	struct arena arena;
	struct folded f; /* the paper before the step */
	struct followed *out;
	struct err *e;
};

int follow_step_start(
    struct step *s, struct home *h, const char *code, struct followed *out, struct err *e);

/* Adds the fact to the paper; `more` as of event_append(). */
int follow_step_append(struct step *s, struct fact *f, const struct js *more);

/* Commits when all went well; either way the step is over. */
int follow_step_end(struct step *s, int rc);

int follow_needs_reason(const char *reason, const char *what, struct err *e);

#endif
