/*
 * The school's calendar: days without school, by zone.
 */
#ifndef STORE_SCHOOL_BREAK_H
#define STORE_SCHOOL_BREAK_H

#include <stdint.h>

struct calendar;
struct err;
struct store;

/* Key: zone and first day. */
struct school_break {
	int64_t id;
	const char *zone; /* utf8_key of « B », « Corse »; "": every school's */
	const char *label; /* « Vacances de la Toussaint » */
	const char *starts, *ends; /* ISO, both without school */
};

/* Inside a transaction: an enum put (store/people.h), or -1. */
int school_break_put(struct store *st, struct school_break *b, struct err *e);

/* Adds the breaks of every school's and of that zone. */
int school_breaks(struct store *st, const char *zone, struct calendar *c, struct err *e);

#endif
