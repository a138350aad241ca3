/*
 * People and companies: what a school imports.
 *
 * The structs serve both ways.  Given to x_put, a NULL text, a negative number or a 0 reference is
 * « not said » and leaves what is known; "" says that there is nothing.  Read back, texts
 * are never NULL and live in the caller's arena.  Dates are ISO text.
 *
 * x_put is an upsert by the natural key, inside a transaction: it fills id, and returns an
 * enum put, or -1 with e filled.
 */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct store;

enum put { PUT_SAME, PUT_CHANGED, PUT_NEW };

/* Key: code. */
struct section {
	int64_t id;
	const char *code; /* SIO */
	const char *title; /* Services informatiques aux organisations */
	const char *label; /* BTS SIO */
	const char *hours; /* of teaching, as the convention says them */
	const char *annex; /* templates/annexes/SIO.md */
};

/* What a section fixes for the students of one year. */
struct section_period {
	const char *year; /* 2026-2027 */
	int year_of_study, n; /* n from 1, within the year of study */
	const char *title;
	int weeks;
	const char *starts, *ends;
};

/* Key: e-mail, else the name. */
struct teacher {
	int64_t id;
	const char *name; /* Mireille Delaunay-Roch */
	const char *key; /* of the store: leave NULL */
	const char *email, *phone, *discipline;
	const char *sections; /* whose students the teacher visits: « SIO, CG »; "": not said */
	const char *max_visits; /* in a year; "": any number */
	int female;
};

/* Key: both names (as utf8_key compares them) and the birth date. */
struct student {
	int64_t id;
	const char *last_name, *first_name, *birth_date;
	const char *key; /* utf8_key of both names; of the store: leave NULL */
	const char *ine; /* matches imports; never printed */
	const char *local_id; /* the school program's own number; the same use */
	const char *email, *phone, *address, *postcode, *city;
	const char *guardian_name, *guardian_email, *guardian_phone;
	int female;
};

/* Key: student, year, section. */
struct enrolment {
	int64_t id, student, section;
	const char *year; /* 2026-2027 */
	int year_of_study;
	const char *class_label;
	const char *left_on; /* "": still there */
};

/* Key: SIRET, else name + postcode + country. */
struct company {
	int64_t id;
	const char *name, *siret, *address, *postcode, *city, *country, *phone, *email;
	const char *key, *name_key; /* of the store: leave NULL */
	const char *activity, *representative, *representative_function;
	int representative_female;
	int staff; /* 0: not known */
};

int section_put(struct store *st, struct section *s, struct err *e);
int teacher_put(struct store *st, struct teacher *t, struct err *e);
int student_put(struct store *st, struct student *s, struct err *e);
int company_put(struct store *st, struct company *c, struct err *e);

/*
 * A student has one enrolment in a year and section.  One of the same year in another section
 * that nothing hangs on yet moves over: the list was corrected.
 */
int enrolment_put(struct store *st, struct enrolment *en, struct err *e);

/* Replaces the periods of the section in the school years that p names. */
int section_put_periods(
    struct store *st, int64_t section, const struct section_period *p, size_t n, struct err *e);
int section_periods(struct store *st, int64_t section, const char *year, struct arena *a,
    struct section_period **p, size_t *n, struct err *e);

/* 1 found, 0 none, -1. */
int section_lookup(
    struct store *st, const char *code, struct arena *a, struct section *s, struct err *e);
int section_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct section *s, struct err *e);
int teacher_lookup_email(
    struct store *st, const char *email, struct arena *a, struct teacher *t, struct err *e);
int teacher_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct teacher *t, struct err *e);
int student_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct student *s, struct err *e);
int enrolment_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct enrolment *en, struct err *e);
int company_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct company *c, struct err *e);
int company_lookup_siret(
    struct store *st, const char *siret, struct arena *a, struct company *c, struct err *e);

/* Other than 0 stops the walk, and is returned. */
typedef int section_visit(void *ctx, const struct section *s);
int section_each(struct store *st, section_visit *visit, void *ctx, struct err *e);
typedef int teacher_visit(void *ctx, const struct teacher *t);
int teacher_each(struct store *st, teacher_visit *visit, void *ctx, struct err *e);
typedef int company_visit(void *ctx, const struct company *c);
int company_each(struct store *st, company_visit *visit, void *ctx, struct err *e);

/* A student in a year: what a list, a form or a search shows. */
struct pupil {
	struct student student;
	struct enrolment enrolment;
	struct section section;
};

/* All NULL or 0: everybody, every year.  In order of section, year of study, name. */
struct pupil_filter {
	const char *year, *section; /* section: its code */
	const char *name; /* words that the names must all begin with, any order */
	int with_class; /* 1: the name of the class counts among the names */
	int year_of_study;
	int64_t student, enrolment;
};
typedef int pupil_visit(void *ctx, const struct pupil *p);
int pupil_each(struct store *st, const struct pupil_filter *f, pupil_visit *visit, void *ctx,
    struct err *e);

/* Moves the texts of a borrowed pupil into a, so that it can be kept. */
void pupil_keep(struct pupil *p, struct arena *a);

/* The wanted school year if anybody is enrolled in it, else the latest; "" when nobody is at all. */
int enrolment_year(struct store *st, const char *wanted, char year[10], struct err *e);

/*
 * Who a list means by its names (utf8_key of « last first ») and birth date (NULL: not said): how many
 * match, the first in *id.
 */
int student_match(
    struct store *st, const char *key, const char *birth_date, int64_t *id, struct err *e);
/* The same by INE or by the school program's number. */
int student_match_id(
    struct store *st, const char *ine, const char *local_id, int64_t *id, struct err *e);
/* Companies of that name (utf8_key): how many, the first in *id. */
int company_match(struct store *st, const char *name, int64_t *id, struct err *e);

#endif
