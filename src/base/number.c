#include "base/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
number_text(double x, char out[NUMBER_SIZE])
{
	size_t n = (size_t)snprintf(out, NUMBER_SIZE, "%.1f", x);

	/* the locale of the program is that of C for numbers */
	if (n > 2 && n < NUMBER_SIZE && strcmp(out + n - 2, ".0") == 0)
		out[n - 2] = '\0';
	for (char *p = out; *p != '\0'; p++)
		if (*p == '.')
			*p = ',';
	return out;
}

const char *
money_text(int64_t cents, char out[NUMBER_SIZE])
{
	int euros = (int)(cents / 100 % 1000000), rest = (int)(cents % 100);

	/* a narrow no-break space parts the thousands */
	if (euros >= 1000)
		snprintf(out, NUMBER_SIZE, "%d %03d,%02d €", euros / 1000, euros % 1000, rest);
	else
		snprintf(out, NUMBER_SIZE, "%d,%02d €", euros, rest);
	return out;
}

/* Digits with one decimal sign at most, spaces of any kind left out; what follows starts at *end. */
static int
plain_number(const char *s, char out[NUMBER_SIZE], const char **end)
{
	size_t n = 0;
	int point = 0;

	for (; *s != '\0' && n < NUMBER_SIZE - 1; s++) {
		if (strncmp(s, " ", 2) == 0 || strncmp(s, " ", 3) == 0)
			s += *s == '\xc2' ? 1 : 2;
		else if ((*s == ',' || *s == '.') && !point++)
			out[n++] = '.';
		else if (*s >= '0' && *s <= '9')
			out[n++] = *s;
		else if (*s != ' ')
			break;
	}
	out[n] = '\0';
	*end = s;
	return n > (size_t)point ? 0 : -1;
}

int64_t
money_parse(const char *s)
{
	char digits[NUMBER_SIZE];
	const char *end, *point;

	if (plain_number(s, digits, &end) < 0 ||
	    (*end != '\0' && strcmp(end, "€") != 0 && strcmp(end, "EUR") != 0 &&
		strcmp(end, "euros") != 0))
		return -1;
	point = strchr(digits, '.');
	/* tenths of cents are a slip of the hand */
	if (point != NULL && strlen(point) > 3)
		return -1;
	double euros = strtod(digits, NULL);

	return euros < 1000000 ? (int64_t)(euros * 100 + 0.5) : -1;
}

double
hours_parse(const char *s)
{
	char digits[NUMBER_SIZE];
	const char *end;

	if (plain_number(s, digits, &end) < 0 ||
	    (*end != '\0' && strcmp(end, "h") != 0 && strcmp(end, "heures") != 0))
		return -1;
	return strtod(digits, NULL);
}
