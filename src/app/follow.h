/*
 * The steps of the procedure that a person takes on a paper: each is one fact (or one a copy), with who and
 * when, and can be undone.
 */
#ifndef APP_FOLLOW_H
#define APP_FOLLOW_H

#include <stdint.h>

#include "app/who.h"
#include "domain/words.h"

struct err;
struct home;

/* What a step did. */
struct followed {
	int64_t event; /* the last fact written */
	int64_t batch; /* of several facts: what undoes them all; 0: there is one */
	char code[DOC_CODE_SIZE]; /* of the paper; "" */
	char before[96], after[96]; /* its state in words */
	char what[192]; /* follow_undo: what was undone; "" */
};

/*
 * « 57 » or « fait-57 », an event; « lot-42 », a batch.  ERR_ABSENT or ERR_REFUSED: no such thing,
 * already undone; ERR_USAGE: a bare number that may well be a batch's.
 */
int follow_undo(struct home *h, const char *what, struct followed *out, struct err *e);

/*
 * A copy (0: each that has not yet) reached its recipient.  One that lacks a signature needs a reason
 * (ERR_REFUSED names what lacks); one handed over before is refused.
 */
int follow_handover(struct home *h, const char *code, int copy, const char *to,
    const char *reason, struct followed *out, struct err *e);

/* A copy (0: each) left the school to be signed by `role`. */
int follow_handout(struct home *h, const char *code, int copy, enum role role,
    struct followed *out, struct err *e);

/* A reason is required. */
int follow_cancel(
    struct home *h, const char *code, const char *reason, struct followed *out, struct err *e);

/* Of an accord that came back; text: a comment (NULL: none), a reason that is required. */
int follow_validate(
    struct home *h, const char *code, const char *text, struct followed *out, struct err *e);
int follow_refuse(
    struct home *h, const char *code, const char *reason, struct followed *out, struct err *e);

/* A blank convention becomes that of a placement (the number that people use). */
int follow_regularise(struct home *h, const char *code, const char *placement,
    struct followed *out, struct err *e);

#endif
