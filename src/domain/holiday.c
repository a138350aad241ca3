#include "domain/holiday.h"

#include <stddef.h>

static const struct fixed {
	int month, day, alsace_only;
	const char *name;
} fixed_days[] = {
	{ 1, 1, 0, "jour de l'an" },
	{ 5, 1, 0, "fête du Travail" },
	{ 5, 8, 0, "8 mai" },
	{ 7, 14, 0, "fête nationale" },
	{ 8, 15, 0, "Assomption" },
	{ 11, 1, 0, "Toussaint" },
	{ 11, 11, 0, "11 novembre" },
	{ 12, 25, 0, "Noël" },
	{ 12, 26, 1, "Saint-Étienne" },
};

enum { GOOD_FRIDAY = -2 }; /* days after Easter */

static const struct moving {
	int after_easter, alsace_only;
	const char *name;
} moving_days[] = {
	{ GOOD_FRIDAY, 1, "vendredi saint" },
	{ 1, 0, "lundi de Pâques" },
	{ 39, 0, "Ascension" },
	{ 50, 0, "lundi de Pentecôte" },
};

/* The anonymous Gregorian computus (Nature, 1876). */
date
holiday_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return date_make(year, n / 31, n % 31 + 1);
}

const char *
holiday_name(date d, int alsace_moselle)
{
	int year, month, day;

	date_split(d, &year, &month, &day);
	for (size_t i = 0; i < sizeof fixed_days / sizeof fixed_days[0]; i++) {
		const struct fixed *f = &fixed_days[i];

		if (f->month == month && f->day == day && (alsace_moselle || !f->alsace_only))
			return f->name;
	}
	for (size_t i = 0; i < sizeof moving_days / sizeof moving_days[0]; i++) {
		const struct moving *m = &moving_days[i];

		if (d == holiday_easter(year) + m->after_easter &&
		    (alsace_moselle || !m->alsace_only))
			return m->name;
	}
	return NULL;
}

int
holiday_is_local(date d)
{
	int year, month, day;

	date_split(d, &year, &month, &day);
	return d == holiday_easter(year) + GOOD_FRIDAY;
}

int
holiday_working_days(date first, date last, int alsace_moselle)
{
	int n = 0;

	for (date d = first; d <= last; d++)
		n += date_weekday(d) < 5 && holiday_name(d, alsace_moselle) == NULL;
	return n;
}
