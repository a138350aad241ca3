/*
 * What is particular to a prior agreement (accord préalable) that came back: whose it is, and on
 * which form it was written.
 */
#ifndef APP_ACCORD_H
#define APP_ACCORD_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct document;
struct err;
struct home;
struct js;
struct stay;
struct store;

/*
 * « formulaire de 2025-2026 », « ancienne version du formulaire »: a return of a generic accord that
 * is not on the form in use.  NULL: it is, or it can't be told.  Lives in a.
 */
const char *accord_form_words(struct store *st, const struct document *d, struct arena *a);

/* A student whose accord it may be. */
struct accord_pupil {
	int64_t enrolment;
	const char *name, *class_label; /* « MARTIN Camille », « SIO2 » */
	int waits; /* 1: neither a placement nor an accord that came back */
};

/* In the order of classes and names; at and its texts live in the arena. */
struct accord_pupils {
	struct arena arena;
	struct accord_pupil *at;
	size_t n, cap, n_waiting;
};

/*
 * Those of the accord's year (and of its section, when no words are given) whose names and class begin as
 * the words say: « martin cam », « SIO2 », « sio2 martin ».  words NULL: all.
 */
int accord_pupils_load(struct home *h, const struct document *d, const char *words,
    struct accord_pupils *out, struct err *e);
void accord_pupils_release(struct accord_pupils *p);

/* What an accord that is validated says of a placement: kept with the fact.  Freed by the caller. */
struct js *accord_said(const struct stay *s);

enum accord_verdict {
	ACCORD_FITS, /* one was validated, and says the same, or nothing */
	ACCORD_NONE, /* none was validated for this placement, nor for its student */
	ACCORD_CONTRADICTS
};

/*
 * Does the placement say what its validated accord said?  why (in a): of ACCORD_CONTRADICTS both values and
 * the remedy; else NULL.  An enum accord_verdict, or -1.
 */
int accord_check(
    struct home *h, const struct stay *s, struct arena *a, const char **why, struct err *e);

/* The one enrolment that words mean; else -1: the error lists those that it could be. */
int accord_pupil_find(struct home *h, const struct document *d, const char *words,
    int64_t *enrolment, struct err *e);

#endif
