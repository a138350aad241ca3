/*
 * Placements (internships): 1 to n periods in one company, hung on an enrolment.  Same
 * conventions as store/people.h.
 */
#ifndef STORE_PLACEMENT_H
#define STORE_PLACEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "store/people.h"

struct js;

enum { PERIODS_MAX = 8, PLACEMENT_NUMBER_SIZE = 24 };

struct period {
	const char *starts, *ends; /* ISO */
	double weekly_hours;
	int days_off; /* working days */
};

/* Key: student, school year, company, first day. */
struct placement {
	int64_t id;
	const char *number; /* what people call it; a new one is given by placement_put */
	int64_t enrolment, company, teacher; /* teacher 0: not said */
	const char *tutor_name, *tutor_function, *tutor_email, *tutor_phone;
	const char *tasks, *schedule, *unusual, *gratification, *benefits, *workplace;
	const char *insurance, *rules, *remarks;
	/* By the facts about it (placement_refresh): leave NULL. */
	const char *gone; /* "cancelled"; "undone": its adding was undone; "": it is there */
	const char *interrupted; /* the last day, ISO; "": it was not */
	struct period periods[PERIODS_MAX];
	size_t n_periods;
};

int placement_put(struct store *st, struct placement *p, struct err *e);

/*
 * *id of the one of the same student and year (whatever the section), company and first day; 0: none.
 * 0 or -1.
 */
int placement_match(struct store *st, const struct placement *p, int64_t *id, struct err *e);

/* All that people say of a placement, as kept with a fact; freed by the caller. */
struct js *placement_js(const struct placement *p);

/* Puts back what placement_js() kept, whole. */
int placement_restore(struct store *st, int64_t id, const struct js *kept, struct err *e);

/* A placement with all that hangs on it. */
struct stay {
	struct placement p;
	struct student student;
	struct enrolment enrolment;
	struct section section;
	struct company company;
	struct teacher teacher; /* id 0: none */
};

/*
 * All NULL or 0: all of them, but for those that are gone; by number also the cancelled, by id all.  In
 * order of section, name, first day.
 */
struct stay_filter {
	const char *year, *section; /* section: its code */
	const char *number;
	int64_t placement, student, enrolment, company, teacher;
};
typedef int stay_visit(void *ctx, const struct stay *s);

/* s is borrowed for the call.  Other than 0 stops, and is returned. */
int stay_each(
    struct store *st, const struct stay_filter *f, stay_visit *visit, void *ctx, struct err *e);

/* Moves the texts of a borrowed stay into a, so that it can be kept. */
void stay_keep(struct stay *s, struct arena *a);

/* By the number that people use, or by id: 1, 0, -1. */
int stay_lookup(
    struct store *st, const char *number, struct arena *a, struct stay *s, struct err *e);
int
stay_lookup_id(struct store *st, int64_t id, struct arena *a, struct stay *s, struct err *e);

#endif
