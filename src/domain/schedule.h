/*
 * Days and hours of presence as people write them: « du lundi au vendredi, de 9 h à 12 h et de 13 h 30 à
 * 17 h 30 ».  Only what is plainly there is taken; the rest is « not said ».
 */
#ifndef DOMAIN_SCHEDULE_H
#define DOMAIN_SCHEDULE_H

enum { SCHEDULE_NONE = -1 };

struct schedule {
	unsigned days; /* bits 1 << weekday, 0 Monday ... 6 Sunday; 0: not said */
	int earliest, latest; /* minutes of the day; SCHEDULE_NONE: no hours are said */
	int night, sunday, holiday; /* the words are there, and are not denied */
};

void schedule_read(const char *text, struct schedule *out);

/* Days named; 0: not said. */
int schedule_days(const struct schedule *s);

/* The longest run of days off, the week being a ring; 7 when no day is said. */
int schedule_rest(const struct schedule *s);

#endif
