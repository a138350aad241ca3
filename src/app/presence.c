#include "app/presence.h"

#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "domain/holiday.h"
#include "store/placement.h"

enum { WEEK = 5 }; /* working days */

static int
weekdays(date first, date last)
{
	int n = 0;

	for (date d = first; d <= last; d++)
		n += date_weekday(d) < WEEK;
	return n;
}

int
presence_in_alsace_moselle(const char *postcode)
{
	return strncmp(postcode, "57", 2) == 0 || strncmp(postcode, "67", 2) == 0 ||
	       strncmp(postcode, "68", 2) == 0;
}

int
presence_working_days(date first, date last, const char *postcode)
{
	return holiday_working_days(first, last, presence_in_alsace_moselle(postcode));
}

int
presence_country_is_abroad(const char *country)
{
	return strcmp(country, "France") != 0;
}

int
presence_is_abroad(const struct stay *s)
{
	return presence_country_is_abroad(s->company.country);
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
	return presence_period_days(s, p) * p->weekly_hours / WEEK;
}

double
presence_hours(const struct stay *s)
{
	double hours = 0;

	for (size_t i = 0; i < s->p.n_periods; i++)
		hours += presence_period_hours(s, &s->p.periods[i]);
	return hours;
}

/* « 6 semaines × 35 h », or where days are left over « 32 jours × 7 h » */
static void
add_length(const struct period *p, struct buf *out)
{
	int days = weekdays(date_parse(p->starts), date_parse(p->ends));
	int whole = days % WEEK == 0;
	char hours[NUMBER_SIZE];
	int n = whole ? days / WEEK : days;

	buf_printf(out, "%d %s%s × %s h", n, whole ? "semaine" : "jour", n > 1 ? "s" : "",
	    number_text(whole ? p->weekly_hours : p->weekly_hours / WEEK, hours));
}

/* « − 2 jours fériés (Ascension, lundi de Pentecôte) » */
static void
add_holidays(const struct stay *s, const struct period *p, struct buf *out)
{
	int alsace_moselle = presence_in_alsace_moselle(s->company.postcode), n = 0;
	date last = date_parse(p->ends);
	struct buf names = BUF_INIT;

	for (date d = date_parse(p->starts); d <= last && !presence_is_abroad(s); d++) {
		const char *name =
		    date_weekday(d) < WEEK ? holiday_name(d, alsace_moselle) : NULL;

		if (name != NULL)
			buf_printf(&names, "%s%s", n++ > 0 ? ", " : "", name);
	}
	if (n > 0)
		buf_printf(out, " − %d jour%s férié%s (%s)", n, n > 1 ? "s" : "",
		    n > 1 ? "s" : "", names.data);
	buf_release(&names);
}

void
presence_words(const struct stay *s, struct buf *out)
{
	char hours[NUMBER_SIZE];

	for (size_t i = 0; i < s->p.n_periods; i++) {
		const struct period *p = &s->p.periods[i];

		buf_str(out, i > 0 ? " + " : "");
		add_length(p, out);
		add_holidays(s, p, out);
		if (p->days_off > 0)
			buf_printf(out, " − %d jour%s d'absence", p->days_off,
			    p->days_off > 1 ? "s" : "");
	}
	buf_printf(out, " = %s h", number_text(presence_hours(s), hours));
}
