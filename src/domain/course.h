/*
 * The course of a placement beside its papers, derived from the facts about it by a pure fold: who
 * visits, what visits were made, what was really done, how it ended.
 */
#ifndef DOMAIN_COURSE_H
#define DOMAIN_COURSE_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "domain/fact.h"

struct arena;

struct course_visit {
	int64_t event; /* as last corrected */
	date on;
	enum visit_mode mode;
	const char *by, *comment; /* NULL: not said, or erased */
	const char *actor; /* who recorded it */
	int64_t at;
};

/* Texts are borrowed from the facts. */
struct course {
	int assigned; /* 1: somebody said who visits, nobody included */
	int64_t visitor; /* teacher; 0: nobody */
	int locked;
	struct course_visit *visits; /* in order of date */
	size_t n_visits;
	double hours; /* really done; negative: not said */
	int64_t cents; /* of euros, paid in all; negative: not said */
	int64_t interrupted; /* event; 0: not */
	date last_day; /* of an interrupted one */
	const char *interruption;
	int64_t cancelled; /* event; 0: not */
	const char *cancellation;
	int64_t closed, closed_at; /* event, UTC seconds */
	const char *closing; /* why although something lacked; NULL */
};

/* The n facts of one placement (event_list_of_placement), in order of event. */
void course_fold(const struct fact *facts, size_t n, struct arena *a, struct course *out);

#endif
