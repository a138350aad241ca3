/*
 * The steps of a placement that a person takes: it will not take place, or it ends before its time.
 * Each is a fact, and can be undone.
 */
#ifndef APP_STAY_STEP_H
#define APP_STAY_STEP_H

#include <stdint.h>

#include "base/date.h"
#include "base/mem.h"

struct err;
struct home;
struct stay;

struct stay_stepped {
	int64_t event; /* of the fact */
	int64_t batch; /* what undoes it with all that came of it; 0: the event alone */
	int papers; /* that were cancelled with it */
};

/* Its last day was `on`; a reason is required.  Its convention stays what it is. */
int stay_interrupt(struct home *h, const char *number, date on, const char *reason,
    struct stay_stepped *out, struct err *e);

/*
 * It will not take place; a reason is required.  Its papers are cancelled with it, but for the accord.
 * ERR_REFUSED: it has begun under a convention signed by all.
 */
int stay_cancel(struct home *h, const char *number, const char *reason,
    struct stay_stepped *out, struct err *e);

/* How it ended before its time, if it did. */
struct stay_ending {
	const char
	    *words; /* « interrompu le 5 février 2027 : motif »; « annulé : motif »; NULL */
	const char *reason; /* NULL: none */
};
int stay_ending_load(struct home *h, const struct stay *s, struct arena *a,
    struct stay_ending *out, struct err *e);

#endif
