/*
 * The law's word on placements, before their conventions are printed.
 */
#ifndef APP_LINT_H
#define APP_LINT_H

#include "base/date.h"
#include "domain/law.h"

struct err;
struct home;
struct stay;

/* The built-in rules and those of paraphe.ini; ended by law_release(). */
int lint_rules(struct law *l, const struct home *h, struct err *e);

/* Adds what the rules of that day say of the placement. */
int lint_stay(struct home *h, const struct law *l, const struct stay *s, date today,
    struct law_findings *out, struct err *e);

#endif
