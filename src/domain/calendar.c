#include "domain/calendar.h"

#include <stdlib.h>

#include "base/mem.h"
#include "domain/holiday.h"

void
calendar_add(struct calendar *c, date first, date last)
{
	c->at = mem_grow(c->at, c->n, &c->cap, sizeof *c->at);
	c->at[c->n++] = (struct calendar_break){ first, last };
}

void
calendar_release(struct calendar *c)
{
	free(c->at);
	*c = (struct calendar)CALENDAR_INIT;
}

static int
is_break(const struct calendar *c, date d)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->at[i].first <= d && d <= c->at[i].last)
			return 1;
	return 0;
}

int
calendar_days(const struct calendar *c, date from, date to)
{
	int n = 0;

	for (date d = from + 1; d <= to; d++)
		n += holiday_working_days(d, d, c->alsace_moselle) > 0 && !is_break(c, d);
	return n;
}
