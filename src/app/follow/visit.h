/*
 * Follow-up: who visits whom, what visits were made, what is still to be done before the end.
 *
 * The visits of a placement are made by whom it was assigned to, else by its referent.  The law wants
 * several contacts (L124-1).  A comment is personal data: the student may ask to read it, and it is
 * erased with the placement.
 */
#ifndef APP_VISIT_H
#define APP_VISIT_H

#include <stddef.h>
#include <stdint.h>

#include "app/who.h"
#include "base/mem.h"
#include "domain/course.h"
#include "store/document.h"

struct err;
struct home;
struct js;
struct stay;

/* Why a placement is no visit to be shared. */
enum visit_out {
	VISIT_IN,
	VISIT_CANCELLED,
	VISIT_LEFT,
	VISIT_INTERRUPTED,
	VISIT_CLOSED,
	VISIT_ENDED
};

struct visit_row {
	int64_t placement, section;
	struct who who;
	const char *class_label;
	int64_t visitor; /* teacher; 0: nobody */
	const char *visitor_name, *visitor_key; /* ""; the key puts names in order */
	struct course course;
	date start, end; /* as it went: an interrupted one ends on its last day */
	enum visit_out out;
	const char *town, *town_key,
	    *area; /* « Saint-Aubrac »; what is compared; start of the postcode */
	int far; /* outside the school's département */
	int abroad; /* from afar: no trip */
	int sheet; /* 1: a sheet was printed, the last is: */
	char sheet_code[DOC_CODE_SIZE];
	enum doc_state sheet_state;
	int64_t sheet_since;
	int ticked; /* enum visit_mode that the returned sheet shows; -1 */
};

struct visits {
	struct arena arena;
	struct visit_row *rows; /* by teacher, then end, then name */
	size_t n, cap;
	int least; /* contacts that the law wants */
	int at_once; /* students of a teacher at one time */
	date today;
};

struct visit_filter {
	const char *year, *section, *placement; /* NULL: all */
	int64_t teacher; /* who visits; 0: all */
	int todo; /* 1: only those that still lack a contact and are not over */
};

/* v starts zeroed and ends in visits_release(), also after a failure. */
int visits_load(struct home *h, const struct visit_filter *f, struct visits *v, struct err *e);
void visits_release(struct visits *v);

/* 1 when a contact is still to be made. */
int visit_is_due(const struct visits *v, const struct visit_row *r);

/* « à visiter avant le 12 mars 2027 : 54 jours », « fiche revenue le ... : visite à saisir »; "". */
void visit_words(const struct visits *v, const struct visit_row *r, struct buf *out);

/* An object of `visit list --json`; freed by the caller. */
struct js *visit_row_js(const struct visits *v, const struct visit_row *r);

/* A visit as a person reports it. */
struct visit_report {
	const char *placement; /* number */
	const char *on; /* date as typed; NULL: today */
	const char *mode; /* « sur place », "phone"; NULL: what the returned sheet shows */
	const char *comment; /* NULL: none */
	const char *by; /* teacher, as typed; NULL: who is to visit */
	const char *corrects; /* number of the event; NULL */
};

/* What was written: « la visite du 12 mars 2027 ». */
struct visit_done {
	int64_t event;
	int n, least; /* contacts so far */
	int after; /* 1: after the end */
	const char *who; /* in the arena of the caller */
};
int visit_record(struct home *h, const struct visit_report *r, struct arena *a,
    struct visit_done *out, struct err *e);

/* « sur place », "on-site", « visio », « téléphone »: an enum visit_mode, or -1. */
int visit_mode_typed(const char *word);

#endif
