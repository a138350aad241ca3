/*
 * The steps of the procedure that a person takes on a paper: each is one fact, with who and
 * when, and can be undone.
 */
#ifndef APP_FOLLOW_H
#define APP_FOLLOW_H

#include <stdint.h>

#include "app/who.h"
#include "domain/words.h"
#include "store/placement.h"

struct err;
struct home;
struct import_values;

/* What a step did. */
struct followed {
	int64_t event; /* the last fact written */
	int64_t batch; /* of several facts: what undoes them all; 0: there is one */
	char code[DOC_CODE_SIZE]; /* of the paper; "" */
	char before[96], after[96]; /* its state in words */
	char what[192]; /* follow_undo: what was undone; "" */
	char placement[PLACEMENT_NUMBER_SIZE]; /* follow_validate: whose accord it is now; "" */
	int added; /* 1: that placement is new */
};

/*
 * « 57 » or « fait-57 », an event; « lot-42 », a batch.  ERR_ABSENT or ERR_REFUSED: no such thing,
 * already undone; ERR_USAGE: a bare number that may well be a batch's.
 */
int follow_undo(struct home *h, const char *what, struct followed *out, struct err *e);

/* A reason is required. */
int follow_cancel(
    struct home *h, const char *code, const char *reason, struct followed *out, struct err *e);

/* What a teacher says of an accord that came back. */
struct validation {
	const char
	    *comment; /* NULL: none; it is needed where the company did not sign, or refuses */
	const char *placement; /* that it is for; NULL: not said */
	const struct import_values
	    *given; /* fields of a new placement (app/import/change.h); NULL: none */
};

/*
 * The accord is good.  With a placement, or the fields of a new one, it is attached to it, and what it
 * says of company and dates is kept: the convention must say the same (accord_check).  Fields that
 * are known need not be given: the student, and the periods that the section has fixed.
 */
int follow_validate(struct home *h, const char *code, const struct validation *v,
    struct followed *out, struct err *e);

/* Of an accord that came back; a reason is required. */
int follow_refuse(
    struct home *h, const char *code, const char *reason, struct followed *out, struct err *e);

/*
 * A blank convention becomes that of a placement (the number that people use).  NULL: ERR_USAGE names
 * those that it may be.
 */
int follow_regularise(struct home *h, const char *code, const char *placement,
    struct followed *out, struct err *e);

#endif
