/*
 * The forms and templates that a home would print, tried on an invented student before a real
 * one is: a school edits them freely, and learns here what its edits broke.
 */
#ifndef APP_LINT_TEMPLATES_H
#define APP_LINT_TEMPLATES_H

#include <stddef.h>

struct err;
struct home;

struct templates_check {
	size_t forms, problems; /* looked at, found */
	void (*say)(void *ctx, const char *line); /* a problem, or what to know; French */
	void *ctx;
};

/*
 * Reads each form, fills its templates with a whole set of data and with an empty one, lays them
 * out, and looks for a signature box of each role of its order; in conventions also for the
 * fifteen mentions of D124-4, each announced by a comment {{! mention : NAME }}.
 * 0 whatever was found; -1: could not look.
 */
int lint_templates(struct home *h, struct templates_check *check, struct err *e);

#endif
