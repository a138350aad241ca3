/*
 * Who visits whom: a fair sharing of the visits, the same at each run, in words that a staff room can
 * check.
 *
 * Never: a teacher whom the visit is not for, more students at one time than the law lets (D124-3),
 * more visits than the teacher takes.  A visit that nobody can take stays with nobody.
 * Then the sum of these is made as small as moves and exchanges can make it:
 *
 *	the square of each teacher's visits		equal numbers
 *	twice the square of each one's far trips	nobody alone with all the far ones
 *	three for each trip				one trip serves a whole town
 *	one for each area (start of the postcode)	neighbouring towns together
 *	one for each visit that changes hands		what people are used to
 */
#ifndef APP_VISIT_SHARE_H
#define APP_VISIT_SHARE_H

#include <stddef.h>

#include "base/date.h"

struct share_visit {
	const char *town; /* the same text is the same town; NULL: abroad, no trip */
	const char *area;
	int far;
	date first, last; /* when it can be made: a trip serves those that share a day */
	const unsigned char *may; /* of each teacher: 1, the visit is for them; borrowed */
	int now; /* who would make it by habit; -1: nobody */
	int fixed; /* 1: stays with `now`, also beyond the limits */
	int teacher; /* what is found; -1: nobody */
};

struct share {
	struct share_visit *visits;
	size_t n;
	const int *most; /* visits that each teacher takes; -1: any number */
	size_t n_teachers;
	int at_once; /* students of a teacher at one time */
};

/* What the sharing gives one teacher. */
struct share_sum {
	int visits, trips, far_trips;
};

/* Fills `teacher` of each visit. */
void share_out(struct share *s);

struct share_sum share_sum(const struct share *s, int teacher);

#endif
