/*
 * Who is in which company and when: the periods of every placement as light rows, for the
 * questions that look at many of them together.  Placements that are gone are left out, interrupted ones
 * end on their last day.
 */
#ifndef STORE_SPAN_H
#define STORE_SPAN_H

#include <stdint.h>

struct err;
struct store;

/* One period of a placement.  Texts are borrowed for the call. */
struct span {
	int64_t placement, student, company, teacher; /* teacher 0: not said */
	const char *number, *year; /* of the placement; school year */
	const char *tutor; /* by e-mail, else by name; "": not said */
	const char *starts, *ends; /* ISO */
	const char *country, *postcode; /* of the company */
	double weekly_hours;
	int days_off;
};

/* In order of placement, then of time.  Other than 0 stops, and is returned. */
typedef int span_visit(void *ctx, const struct span *s);
int span_each(struct store *st, span_visit *visit, void *ctx, struct err *e);

#endif
