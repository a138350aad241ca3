/*
 * Working days of a school: Monday to Friday, less public holidays and its own breaks.
 */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include <stddef.h>

#include "base/date.h"

struct calendar_break {
	date first, last; /* both without school */
};

struct calendar {
	int alsace_moselle; /* where two more days are holidays */
	struct calendar_break *at;
	size_t n, cap;
};
#define CALENDAR_INIT                                                                          \
	{                                                                                      \
		0, NULL, 0, 0                                                                  \
	}

void calendar_add(struct calendar *c, date first, date last);
void calendar_release(struct calendar *c);

/* Working days from the day after `from` to `to`, that one included: 0 when to <= from. */
int calendar_days(const struct calendar *c, date from, date to);

#endif
