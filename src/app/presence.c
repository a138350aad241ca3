#include "app/presence.h"

#include <string.h>

#include "domain/holiday.h"
#include "store/placement.h"

static int
weekdays(date first, date last)
{
	int n = 0;

	for (date d = first; d <= last; d++)
		n += date_weekday(d) < 5;
	return n;
}

int
presence_working_days(date first, date last, const char *postcode)
{
	int alsace_moselle = strncmp(postcode, "57", 2) == 0 ||
			     strncmp(postcode, "67", 2) == 0 || strncmp(postcode, "68", 2) == 0;

	return holiday_working_days(first, last, alsace_moselle);
}

int
presence_is_abroad(const struct stay *s)
{
	return strcmp(s->company.country, "France") != 0;
}

int
presence_period_days(const struct stay *s, const struct period *p)
{
	date first = date_parse(p->starts), last = date_parse(p->ends);
	int days = presence_is_abroad(s)
		       ? weekdays(first, last)
		       : presence_working_days(first, last, s->company.postcode);

	days -= p->days_off;
	return days > 0 ? days : 0;
}

double
presence_period_hours(const struct stay *s, const struct period *p)
{
	return presence_period_days(s, p) * p->weekly_hours / 5;
}

double
presence_hours(const struct stay *s)
{
	double hours = 0;

	for (size_t i = 0; i < s->p.n_periods; i++)
		hours += presence_period_hours(s, &s->p.periods[i]);
	return hours;
}
