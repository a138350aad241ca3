/*
 * Facts: what happened to papers.  They are only ever added; every state is derived from them
 * (domain/state.h), and an `undo` is one more fact that voids others.
 *
 * A fact is void when a live FACT_UNDONE names it or its batch, or when the fact that it rests
 * upon (`target`) is void: a decision falls with the reading that it settles, the
 * superseding of a document with the issue of its successor.
 */
#ifndef DOMAIN_FACT_H
#define DOMAIN_FACT_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "domain/words.h"

enum fact_kind {
	FACT_ISSUED, /* a document was made and printed; an instance of a mould came back */
	FACT_REPRINTED, /* same tags again: copy, page (0: all) */
	FACT_READ, /* a scan page that bears our tag: document, copy, page, boxes */
	FACT_PAGE, /* a scan page of no document: outcome says why (blank, no-code, ...) */
	FACT_DECIDED, /* a person's word on target[.box]: decision, role, name, text, stated */
	FACT_HANDED_OUT, /* a copy (0: all) was given to `role` to be signed */
	FACT_HANDED_OVER, /* a copy (0: all) reached its recipient for good; text: reason, name: to whom */
	FACT_LINKED, /* belongs to placement or enrolment: an accord attached, a blank regularised */
	FACT_VALIDATED, /* an accord; text: comment */
	FACT_REFUSED, /* an accord; text: reason */
	FACT_CANCELLED, /* text: reason */
	FACT_SUPERSEDED, /* by document `other`; target: the issue of that one */
	FACT_CLOSED, /* the internship is over and filed */
	FACT_REMINDED, /* `role` was asked for a signature; name: the address, NULL: a letter */
	/* of a placement, and no document: domain/course.h */
	FACT_PLACEMENT_ADDED, /* by a person, or by a list (its batch) */
	FACT_PLACEMENT_CHANGED, /* the same */
	FACT_PLACEMENT_CANCELLED, /* it will not take place; text: reason */
	FACT_ASSIGNED, /* teacher `other` visits it; locked: a new sharing keeps it */
	FACT_VISITED, /* on `stated`, by `name`, `mode`; text: comment; target: the visit that this one corrects */
	FACT_ACCOUNTED, /* `hours` of presence were really done, `cents` of gratification paid in all */
	FACT_INTERRUPTED, /* its last day was `stated`; text: reason */
	FACT_NOTED, /* text: a handwritten correction, a remark; changes no state */
	FACT_INGESTED, /* a file was read: its pages are the facts of the same batch */
	FACT_UNDONE, /* target, or target_batch, never happened */
	FACT_KIND_COUNT
};

enum decision {
	DECISION_NONE,
	DECISION_SIGNED,
	DECISION_EMPTY,
	DECISION_ROLE, /* the signature in this box is that of `role` */
	DECISION_DELEGATED, /* signed by `name` « par délégation » */
	DECISION_ATTACH, /* the page is document, copy, page (copy or page 0: not said); boxes: the person's verdicts */
	DECISION_IGNORE,
	DECISION_ACCEPT, /* the page is document, copy, page as its neighbours suggest; boxes: as read */
	DECISION_COUNT
};

/* How a reading came. */
enum origin {
	ORIGIN_PAPER,
	ORIGIN_MAIL, /* an e-mailed copy: « original non reçu » */
	ORIGIN_ELECTRONIC, /* declared by an electronic signature */
	ORIGIN_COUNT
};

/* How a teacher met the tutor and the student. */
enum visit_mode { VISIT_ON_SITE, VISIT_PHONE, VISIT_VIDEO, VISIT_MODE_COUNT };

/* A box as read; `id` is that of the document's box. */
struct fact_box {
	char id[BOX_ID_SIZE];
	enum box_kind kind;
	enum role role;
	enum verdict verdict;
	double score; /* probability that it is signed */
	const char *hint; /* French: why it is doubtful; NULL */
	const char *crop; /* archive object: its picture; NULL */
};

/* Strings and boxes are borrowed from whoever made the fact; 0, NULL, DATE_NONE: not said. */
struct fact {
	int64_t event; /* from 1, in the order in which things were recorded */
	int64_t at; /* UTC seconds */
	const char *actor;
	enum fact_kind kind;
	int voided;
	int64_t document;
	int copy, page;
	int64_t batch;
	int64_t target; /* event that this one rests upon, or undoes */
	int box; /* from 1, among target's boxes; 0: the page */
	int64_t target_batch;

	enum outcome outcome; /* FACT_READ, FACT_PAGE */
	enum origin origin; /* FACT_READ, FACT_DECIDED with DECISION_ACCEPT */
	int64_t duplicate_of; /* FACT_READ: the same picture was applied by that event */
	struct fact_box
	    *boxes; /* FACT_READ; FACT_DECIDED with DECISION_ATTACH, DECISION_ACCEPT */
	size_t n_boxes;

	enum decision decision; /* FACT_DECIDED */
	/* DECISION_ROLE, FACT_HANDED_OUT, FACT_REMINDED; FACT_LINKED: ROLE_GUARDIAN when a minor's guardian signs too */
	enum role role;
	const char *name;
	const char *text;
	date
	    stated; /* day of signature as a person gives it; FACT_LINKED: the internship's first day */

	int64_t placement, enrolment; /* FACT_LINKED; placement alone: what is of no document */
	int64_t other; /* FACT_SUPERSEDED: a document; FACT_ASSIGNED: a teacher, 0 nobody */
	int locked; /* FACT_ASSIGNED */
	enum visit_mode mode; /* FACT_VISITED */
	double hours; /* FACT_ACCOUNTED; negative: not said */
	int64_t cents; /* FACT_ACCOUNTED: euro cents; negative: not said */
};
#define FACT_INIT(k)                                                                           \
	{                                                                                      \
		.kind = (k), .outcome = OUTCOME_READ, .stated = DATE_NONE, .hours = -1,        \
		.cents = -1                                                                    \
	}

/*
 * Sets `voided` of each of the n facts of a whole log, in order of event: the rule above, from
 * the log alone.
 */
void facts_void(struct fact *facts, size_t n);

/* Stable names: "read", "handed-over", "signed", "mail". */
const char *fact_kind_name(enum fact_kind k);
const char *decision_name(enum decision d);
const char *origin_name(enum origin o);
const char *visit_mode_name(enum visit_mode m); /* "on-site" */
int fact_kind_parse(const char *name);
int decision_parse(const char *name);
int origin_parse(const char *name);
int visit_mode_parse(const char *name);

/* French, for the history of a document: « page lue », « exemplaire remis ». */
const char *fact_kind_words(enum fact_kind k);
const char *visit_mode_words(enum visit_mode m); /* « sur place », « par téléphone » */

#endif
