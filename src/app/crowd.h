/*
 * Who is where at one time: all placements gathered once, so that the law's limits on numbers of
 * people, on hours in one company and on the gap between two internships cost no question to
 * the database for each placement.
 */
#ifndef APP_CROWD_H
#define APP_CROWD_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/mem.h"

struct err;
struct stay;
struct store;

/* By what placements are gathered. */
enum crowd_kind { CROWD_TEACHER, CROWD_TUTOR, CROWD_COMPANY, CROWD_STUDENT, CROWD_COUNT };

struct crowd_span;
struct crowd_whole;

struct crowd_group {
	size_t first, n; /* among the spans in the order of its kind */
	size_t level, n_levels;
};

struct crowd {
	struct arena arena;
	struct crowd_span *spans;
	size_t n, cap;
	struct crowd_order {
		struct crowd_span **at; /* sorted by the kind's key */
		struct crowd_group *groups;
		size_t n_groups, cap_groups;
		struct crowd_level {
			date day; /* from that day on */
			int students;
		} * levels;
		size_t n_levels, cap_levels;
	} orders[CROWD_COUNT];
	struct crowd_whole *wholes; /* placements, by company and last day */
	size_t n_wholes, cap_wholes;
	int longest; /* days, of any placement */
};

/* Reads the school's placements; c ends in crowd_release(), also after a failure. */
int crowd_load(struct store *st, struct crowd *c, struct err *e);
void crowd_release(struct crowd *c);

/*
 * How many students the same teacher, tutor or company has on the busiest day of this placement,
 * itself included; 0: it has none.
 */
int crowd_busiest(const struct crowd *c, const struct stay *s, enum crowd_kind kind);

/* Hours of the student's other placements in the same company and school year. */
double crowd_other_hours(const struct crowd *c, const struct stay *s);

/*
 * Of the placements in the same company that ended before this one begins, the one that keeps the
 * post closed longest when a `share`th of its length must pass: 1, or 0 when none was near.
 */
struct crowd_before {
	const char *number; /* borrowed from c */
	date end;
	int days; /* of the calendar, its periods together */
};
int crowd_before(
    const struct crowd *c, const struct stay *s, double share, struct crowd_before *out);

#endif
