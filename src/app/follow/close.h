/*
 * Closing an internship: it is over, its certificate was issued, its visits were made.  What lacks
 * is said, and closing all the same needs a reason.  One batch, which one undo takes back.
 */
#ifndef APP_CLOSE_H
#define APP_CLOSE_H

#include <stddef.h>
#include <stdint.h>

#include "app/who.h"
#include "base/mem.h"

struct err;
struct home;
struct js;

struct close_row {
	int64_t placement;
	struct who who;
	const char *class_label;
	date end; /* as it went */
	int ended; /* 1: it is over */
	int64_t closed; /* event; 0: it is not */
	const char *lacks; /* « 1 contact sur 2, attestation pas imprimée »; "": nothing */
	const char
	    *remark; /* worth knowing, and in nobody's way: « attestation pas revenue » */
	int done; /* 1: this run closed it */
};

struct closing {
	struct arena arena;
	struct close_row *rows; /* by section, end, name; those not over yet come last */
	size_t n, cap;
	size_t done; /* closed by this run */
	int64_t batch; /* 0: nothing was written */
};

struct close_request {
	const char *placement, *section, *year; /* placement: its number; NULL: all */
	const char *reason; /* closes those that lack something too; NULL: it does not */
	int apply; /* 0: only says what could be closed */
};

/* c starts zeroed and ends in closing_release(), also after a failure. */
int close_run(struct home *h, const struct close_request *q, struct closing *c, struct err *e);
void closing_release(struct closing *c);

struct js *close_row_js(const struct close_row *r); /* freed by the caller */

#endif
