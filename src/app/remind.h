/*
 * Reminders: a letter for each convention that the student or the company still has to sign.
 */
#ifndef APP_REMIND_H
#define APP_REMIND_H

#include <stddef.h>

struct buf;
struct err;
struct home;

struct remind_request {
	const char *section, *year; /* NULL: all; the year of today */
	int all; /* all that wait, not only what is late */
};

struct remind_report {
	int letters;
	int unsure; /* left out: a person must look at a scan first */
};

/*
 * Adds the PDF of the letters to out, one after another in the order of the board; nothing when
 * nobody is to be reminded.  0 or -1.
 */
int remind(struct home *h, const struct remind_request *q, struct remind_report *report,
    struct buf *out, struct err *e);

#endif
