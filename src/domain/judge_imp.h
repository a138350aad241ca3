/*
 * Inside the judgment of one convention: what it must say and last, and who meets whom (judge.c), its
 * days and hours (judge_days.c).
 */
#ifndef DOMAIN_JUDGE_IMP_H
#define DOMAIN_JUDGE_IMP_H

#include "base/number.h"
#include "domain/law.h"

enum { HOURS_SIZE = NUMBER_SIZE + 4 };

/* The rules, what they are put to, and where findings go. */
struct judge {
	const struct law *law;
	const struct law_case *c;
	struct law_findings *out;
};

/* The rule on the day that counts: the issue; of a minor's, the start. NULL: none holds. */
const struct law_rule *judge_rule(const struct judge *j, const char *id);
const struct law_rule *judge_minor_rule(const struct judge *j, const char *id);

/*
 * Adds « text (article, how sure) ».  Abroad nothing is refused by a rule on the host (of_host): it
 * becomes something to check.
 */
void judge_found(const struct judge *j, const struct law_rule *r, int of_host, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* « 308 h », « 31,5 h » */
const char *judge_hours(double hours, char out[HOURS_SIZE]);

/* 1 when the student is a minor on the first day. */
int judge_is_minor(const struct judge *j);

/* Minors, rest days, the section's periods, the gap between two internships. */
void judge_days(const struct judge *j);

#endif
