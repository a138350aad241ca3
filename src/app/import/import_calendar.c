/*
 * Days without school: the ministry's file (fr-en-calendrier-scolaire) or a plain list.
 *
 * The ministry writes instants, midnight in Paris or overseas as UTC (« 2026-10-16T22:00:00+00:00 » is
 * 17 October), and its « Date de fin » is the day on which classes begin again; in a plain
 * list the last day is one without school.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/home.h"

#include "app/import/import_imp.h"
#include "base/date.h"
#include "base/utf8.h"
#include "store/people.h"
#include "store/school_break.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

/* The day that an instant is midnight of, whatever the zone: half a day later, as UTC tells it. */
static date
instant_day(const char *s)
{
	int year, month, day, hour, minute, end = 0;

	if (sscanf(s, "%4d-%2d-%2dT%2d:%2d%n", &year, &month, &day, &hour, &minute, &end) != 5)
		return DATE_NONE;
	date d = date_make(year, month, day);
	const char *zone = s + end + strspn(s + end, ":.0123456789");
	int offset_hour = 0, offset_minute = 0;

	if (*zone == '+' || *zone == '-')
		sscanf(zone + 1, "%2d:%2d", &offset_hour, &offset_minute);
	int offset = (offset_hour * HOUR + offset_minute * 60) * (*zone == '-' ? -1 : 1);
	int seconds = hour * HOUR + minute * 60 - offset + DAY / 2;

	return d == DATE_NONE ? d : d + (seconds + DAY) / DAY - 1;
}

/* DATE_NONE after import_say(). */
static date
day_of(struct import_reader *r, const char *column)
{
	const char *s = import_value(r, column);
	date d = strchr(s, 'T') != NULL ? instant_day(s) : date_parse(s);

	if (d == DATE_NONE)
		import_say(r, column, "« %s » n'est pas une date (attendu JJ/MM/AAAA)", s);
	return d;
}

/* The last day without school.  « Début des vacances d'été » has no end: they go to 31 August. */
static date
last_day(const char *label, date first, date last, int of_ministry)
{
	char *key = utf8_key(label);
	int summer = strstr(key, " ete") != NULL, year, month, day;

	free(key);
	date_split(first, &year, &month, &day);
	if (!of_ministry || last > first)
		return of_ministry ? last - 1 : last;
	return summer ? date_make(year, 8, 31) : first;
}

/* « Zone B » and « B » are the same; the key of the store. */
static const char *
zone_key(struct import_reader *r)
{
	const char *zone = import_value(r, "zone");

	return zone != NULL ? school_zone_key(zone, &r->arena) : "";
}

int
import_put_calendar(struct import_reader *r, struct err *e)
{
	const char *population = import_value(r, "population");
	const char *label = import_value(r, "libelle");
	date first = day_of(r, "debut"), last = day_of(r, "fin");
	char starts[DATE_ISO_SIZE], ends[DATE_ISO_SIZE];
	char *key = utf8_key(population != NULL ? population : "");
	int of_teachers = strstr(key, "enseignant") != NULL;

	free(key);
	if (first == DATE_NONE || last == DATE_NONE)
		return ROW_PUT_REFUSED;
	if (last < first) {
		import_say(r, "fin", "avant le premier jour");
		return ROW_PUT_REFUSED;
	}
	if (of_teachers)
		return PUT_SAME; /* teachers come back before their students do */
	last = last_day(label, first, last, import_cell(r, "population") != NULL);
	date_iso(first, starts);
	date_iso(last, ends);
	struct school_break b = {
		.zone = zone_key(r), .label = label, .starts = starts, .ends = ends
	};
	int rc = school_break_put(r->home->store, &b, e);

	r->put = b.id;
	return rc;
}
