/*
 * The certificate of an internship (attestation, D124-9): how long it really lasted, absences
 * subtracted, and what was paid in all.
 *
 * Hours that nobody recorded are those that the convention foresaw; the certificate is printed so,
 * for the company to read again and sign, and the command says it.
 */
#ifndef APP_CERTIFICATE_H
#define APP_CERTIFICATE_H

#include <stdint.h>

#include "base/date.h"
#include "domain/course.h"

struct arena;
struct err;
struct home;
struct js;
struct stay;

/* What a certificate states. */
struct attested {
	date start, end; /* as it went: an interrupted one ends on its last day */
	double planned, hours; /* foreseen until then; really done */
	int recorded; /* 1: somebody said the hours */
	int64_t cents; /* paid in all; negative: not known */
};

/* c: its course; NULL where there is none (a specimen). */
void certificate_of(const struct stay *s, const struct course *c, struct attested *out);

/* The object `certificate` of the templates; freed by the caller. */
struct js *certificate_js(const struct attested *at);

/* 0 when it may be printed on that day; -1 with e filled: before the end, or cancelled. */
int
certificate_check(const struct attested *at, const struct course *c, date today, struct err *e);

/* What a person says was really done; texts as typed, NULL: not said. */
struct account {
	const char *placement; /* number */
	const char *hours, *absent; /* hours done, or hours of absence: one of them */
	const char *paid; /* in all */
};
struct accounted {
	int64_t event;
	const char *who; /* in the arena of the caller */
	struct attested now;
};
/* Records it; -1 with e filled also before the end. */
int certificate_account(struct home *h, const struct account *q, struct arena *a,
    struct accounted *out, struct err *e);

/* « 203 h, soit 29 jours (1 mois et 7 jours) » */
const char *certificate_duration(double hours, struct arena *a);

#endif
