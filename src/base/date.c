#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const months[] = { "janvier", "février", "mars", "avril", "mai", "juin",
	"juillet", "août", "septembre", "octobre", "novembre", "décembre" };

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* Days from civil, after Howard Hinnant's published algorithm: eras of 400 years. */
date
date_make(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return DATE_NONE;
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400;
	int yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

void
date_split(date d, int *year, int *month, int *day)
{
	int z = d + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

static int
two_digit_year(int yy)
{
	int year, month, day;

	date_split(time_date(time_now()), &year, &month, &day);
	int full = year / 100 * 100 + yy;

	return full > year + 20 ? full - 100 : full;
}

date
date_parse(const char *s)
{
	int a, b, c, end = 0;

	while (*s == ' ')
		s++;
	if (sscanf(s, "%4d-%2d-%2d%n", &a, &b, &c, &end) == 3 && end == 10 &&
	    s[end + (int)strspn(s + end, " ")] == '\0')
		return date_make(a, b, c);
	if (sscanf(s, "%2d/%2d/%4d%n", &a, &b, &c, &end) != 3 ||
	    s[end + (int)strspn(s + end, " ")] != '\0')
		return DATE_NONE;
	size_t year_digits = strcspn(strrchr(s, '/') + 1, " ");

	if (year_digits == 2)
		c = two_digit_year(c);
	else if (year_digits != 4)
		return DATE_NONE;
	return date_make(c, b, a);
}

void
date_iso(date d, char out[DATE_ISO_SIZE])
{
	int y, m, day;

	out[0] = '\0';
	if (d == DATE_NONE)
		return;
	date_split(d, &y, &m, &day);
	snprintf(out, DATE_ISO_SIZE, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
	    (unsigned)day % 100);
}

void
date_text(date d, char out[DATE_TEXT_SIZE])
{
	int y, m, day;

	out[0] = '\0';
	if (d == DATE_NONE)
		return;
	date_split(d, &y, &m, &day);
	snprintf(
	    out, DATE_TEXT_SIZE, "%d%s %s %d", day, day == 1 ? "er" : "", months[m - 1], y);
}

void
date_english(date d, char out[DATE_TEXT_SIZE])
{
	static const char *const english[] = { "January", "February", "March", "April", "May",
		"June", "July", "August", "September", "October", "November", "December" };
	int y, m, day;

	out[0] = '\0';
	if (d == DATE_NONE)
		return;
	date_split(d, &y, &m, &day);
	snprintf(out, DATE_TEXT_SIZE, "%d %s %d", day, english[m - 1], y);
}

int
date_weekday(date d)
{
	int w = (d + 3) % 7; /* 1970-01-01 was a Thursday */

	return w < 0 ? w + 7 : w;
}

int
date_age(date birth, date d)
{
	int by, bm, bd, y, m, day;

	date_split(birth, &by, &bm, &bd);
	date_split(d, &y, &m, &day);
	return y - by - (m < bm || (m == bm && day < bd));
}

int64_t
time_now(void)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");

	return fixed != NULL && *fixed != '\0' ? strtoll(fixed, NULL, 10) : (int64_t)time(NULL);
}

static struct tm
local_time(int64_t t)
{
	time_t seconds = (time_t)t;
	struct tm tm;

	localtime_r(&seconds, &tm);
	return tm;
}

date
time_date(int64_t t)
{
	struct tm tm = local_time(t);

	return date_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

void
time_text(int64_t t, char out[DATE_TEXT_SIZE + 16])
{
	struct tm tm = local_time(t);
	char day[DATE_TEXT_SIZE];

	date_text(time_date(t), day);
	snprintf(out, DATE_TEXT_SIZE + 16, "%s, %d h %02d", day, tm.tm_hour, tm.tm_min);
}

void
time_iso(int64_t t, char out[24])
{
	time_t seconds = (time_t)t;
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void
school_year_of(date d, char out[10])
{
	int y, m, day;

	date_split(d, &y, &m, &day);
	if (m < 8)
		y--;
	snprintf(out, 10, "%04u-%04u", (unsigned)y % 10000, (unsigned)(y + 1) % 10000);
}
