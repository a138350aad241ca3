/*
 * The law's word on placements, before their conventions are printed and after.
 */
#ifndef APP_LINT_H
#define APP_LINT_H

#include "app/crowd.h"
#include "base/date.h"
#include "domain/law.h"

struct err;
struct home;
struct stay;

/* The built-in rules and those of paraphe.ini; ended by law_release(). */
int lint_rules(struct law *l, const struct home *h, struct err *e);

/* What is looked at together with each placement. */
struct lint {
	struct home *home;
	const struct law *law; /* borrowed */
	struct crowd crowd;
};

/* l ends in lint_close(), also after a failure. */
int lint_open(struct lint *l, struct home *h, const struct law *law, struct err *e);
void lint_close(struct lint *l);

/* When the convention was issued, and what has become of it. */
struct lint_when {
	date issued; /* the day whose rules hold; about to be: today */
	date today; /* DATE_NONE: it is about to be issued */
	int signed_by_all;
};

/* Adds what the rules say of the placement. */
int lint_stay(const struct lint *l, const struct stay *s, const struct lint_when *when,
    struct law_findings *out, struct err *e);

/* Adds what the rules of that day say of the home's own template of conventions. */
int lint_convention(const struct lint *l, date issued, struct law_findings *out, struct err *e);

#endif
