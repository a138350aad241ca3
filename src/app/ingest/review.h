/*
 * What waits for a person, and how it is settled.  Each decision is a fact with a name and a time, and
 * can be undone.
 */
#ifndef APP_REVIEW_H
#define APP_REVIEW_H

#include <stddef.h>
#include <stdint.h>

#include "app/who.h"
#include "base/mem.h"
#include "domain/state.h"

struct err;
struct home;
struct inferred;
struct js;

struct review_item {
	struct question q;
	char id[QUESTION_ID_SIZE];
	const char *words; /* one sentence */
	struct document d; /* id 0: no paper is known */
	struct who who;
	char code[DOC_CODE_SIZE];
	int64_t batch; /* 0: none */
	const char *file; /* its name; NULL */
	int file_page;
	const char *picture; /* archive object (PNG) of the box, else of the page; NULL */
	const struct inferred *inferred; /* what the pages around prove it to be; NULL */
};

struct review {
	struct arena arena;
	struct review_item *items; /* in order of event */
	size_t n, cap;
};

/* Everything that waits.  r starts zeroed and ends in review_release(), also after a failure. */
int review_load(struct home *h, struct review *r, struct err *e);
/* The same of one event: the questions that it raised, and those of its paper. */
int review_load_event(struct home *h, int64_t event, struct review *r, struct err *e);
void review_release(struct review *r);

/* The open question of that id, borrowed from r; NULL. */
const struct review_item *review_lookup(const struct review *r, const char *id);

/*
 * Those that words name: « 57.1 », « 27-45 » (all that wait from 27 to 45, boxes too).  Marks them in
 * wanted[0..r->n), which the caller gives zeroed.  -1 with e filled: names none that waits.
 */
int
review_select(const struct review *r, const char *words, unsigned char *wanted, struct err *e);

/* The item as an object of `review --json`; freed by the caller. */
struct js *review_item_js(const struct home *h, const struct review_item *it);

/* A person's word. */
struct answer {
	enum decision decision;
	enum role role; /* DECISION_ROLE */
	const char *name; /* DECISION_DELEGATED */
	const char
	    *code; /* DECISION_ATTACH: the paper; for an accord, the placement or the student */
	int copy, page; /* DECISION_ATTACH; 0: not said */
	enum role signed_by[ROLE_COUNT]; /* DECISION_ATTACH: signatures seen on that page */
	size_t n_signed_by;
	const char *text; /* a remark; NULL */
	date stated; /* day of signature, DATE_NONE */
};

/* What a decision did, for people. */
struct settled {
	int64_t event; /* of the decision */
	char code[DOC_CODE_SIZE]; /* "": no paper */
	char before[96], after[96]; /* the paper's state in words; equal: it did not move */
};

/*
 * Settles question `id`.  ERR_ABSENT: there is none (its words say who settled it, when somebody did);
 * ERR_REFUSED: this answer does not fit this question.
 */
int review_settle(
    struct home *h, const char *id, const struct answer *a, struct settled *out, struct err *e);

#endif
