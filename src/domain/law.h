/*
 * The law of internships as dated data: each rule has its article, the days on which it holds,
 * its value, how sure we are of it, and what it does.  Not legal advice: a rule that was not read in
 * the text itself says « à vérifier par l'établissement », and warns.
 *
 * A convention is judged by the rules of its issue date (a minor's by the start date).
 * Where no row covers the date the judgment says so; nothing is guessed.
 */
#ifndef DOMAIN_LAW_H
#define DOMAIN_LAW_H

#include <stddef.h>

#include "base/date.h"
#include "base/mem.h"

struct conf;
struct err;

enum law_source {
	LAW_READ,
	LAW_SECONDARY,
	LAW_MEMORY
}; /* the text itself; a page about it; memory */
enum law_severity { LAW_WARN, LAW_REFUSE };

struct law_rule {
	const char *id; /* "gratification.rate" */
	const char *article; /* of the code de l'éducation unless it says so */
	date from, until; /* both included; DATE_NONE: open */
	double value; /* in `unit` */
	const char *
	    unit; /* French: « h », « € par heure », « étudiants »; "": the rule has no value */
	enum law_source source;
	enum law_severity severity;
	const char *words; /* French: what the rule says */
};

/* The rules in force: the built-in table, and what a school's settings add or replace. */
struct law {
	struct arena arena;
	struct law_rule *rules;
	size_t n, cap;
};

void law_init(struct law *l);
void law_release(struct law *l);

/*
 * Adds the sections « [rule ID] » of a settings file: article, from, until, value, source
 * (text, secondary, memory), severity (warn, refuse).  They come before the built-in ones, and
 * take from the newest of them what they do not say.  A section that names days must name the value
 * that holds on them.
 */
int law_read(struct law *l, const struct conf *c, const char *name, struct err *e);

/* The rule on that day; NULL when no row covers it.  Borrowed. */
const struct law_rule *law_lookup(const struct law *l, const char *id, date on);

/* Presence is counted: 7 hours are a day, 22 days a month (D124-6). */
enum { LAW_HOURS_A_DAY = 7, LAW_DAYS_A_MONTH = 22 };

/* What a convention must name (D124-4), as far as it comes from data and not from the template. */
enum law_mention {
	MENTION_TITLE, /* full title of the course */
	MENTION_TEACHING, /* its hours of teaching */
	MENTION_TEACHER,
	MENTION_TUTOR,
	MENTION_TASKS,
	MENTION_DATES,
	MENTION_WEEKLY,
	MENTION_REPRESENTATIVE, /* who signs for the company */
	MENTION_COUNT
};

/* A run of days in the company, and what the section's own calendar says of it. */
struct law_stint {
	date first, last;
	double weekly; /* hours */
	int framed; /* 1: the section has periods for that year; the next three are of the nearest */
	date frame_first, frame_last;
	int frame_weeks;
};
enum { LAW_STINTS_MAX = 8 };

/* One convention, as the rules look at it.  Texts are borrowed. */
struct law_case {
	date issued, start, end;
	date today; /* DATE_NONE: it is only about to be printed */
	int signed_by_all;
	struct law_stint stints[LAW_STINTS_MAX];
	size_t n_stints;
	int alsace_moselle; /* the company stands where two more days are holidays */
	const char
	    *sum; /* how `hours` come about: « 6 semaines x 35 h = 210 h »; NULL: not said */
	const char *schedule; /* days and hours in words; NULL: not said */
	double
	    teaching; /* hours of teaching in the year, the least that is said; 0: not known */
	const char *
	    previous; /* number of the last internship in the same company before; NULL: none */
	date previous_end;
	int previous_days; /* how long it was, in days of the calendar */
	date birth; /* DATE_NONE: unknown */
	int abroad; /* the host's rules of French law become « à vérifier » */
	double hours; /* of presence, in all */
	double other_hours; /* in the same company and school year, other internships */
	double weekly; /* the most in a week */
	int paid;
	double rate; /* euros an hour; 0: not known as a number */
	int guardian; /* a guardian is named */
	int unusual; /* nights, Sundays or public holidays are announced */
	int teacher_students; /* whom the referent follows at one time, this one included */
	int tutor_students;
	int host_students; /* in the company at one time */
	int staff; /* of the company; 0: not known */
	unsigned missing; /* bits 1 << enum law_mention */
};

enum { LAW_TEXT_SIZE = 1024 };

struct law_finding {
	const char *id;
	enum law_severity severity;
	char text[LAW_TEXT_SIZE]; /* French, with the article and the remedy */
};

struct law_findings {
	struct law_finding *at;
	size_t n, cap;
};
#define LAW_FINDINGS_INIT                                                                      \
	{                                                                                      \
		NULL, 0, 0                                                                     \
	}

/* Adds what the rules say of c to out. */
void law_judge(const struct law *l, const struct law_case *c, struct law_findings *out);

/* The same of the template of a convention; bits 1 << i: mention i is not announced in it. */
void law_judge_template(
    const struct law *l, date issued, unsigned unannounced, struct law_findings *out);
void law_findings_release(struct law_findings *f);

/* What a convention must say (D124-4, fifteen mentions); NULL past the last. */
const char *law_mention_name(size_t i); /* by which templates announce it: « compétences » */
const char *law_mention_words(size_t i); /* « les compétences à acquérir ou à développer » */

/* Is gratification due for that many hours on that day? 1, 0, -1: no rule covers the day. */
int law_gratification_due(const struct law *l, double hours, date on);

#endif
