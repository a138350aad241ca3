/*
 * States, derived from facts by a pure fold (design.md section 7).  Same facts, same
 * state: nothing depends on the clock or on the order of anything but the facts.
 */
#ifndef DOMAIN_STATE_H
#define DOMAIN_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "domain/fact.h"
#include "domain/tag.h"
#include "domain/words.h"

struct arena;
struct buf;

/* In the order of the procedure; a later one is the more advanced. */
enum doc_state {
	STATE_DRAFT, /* no live issue */
	STATE_ISSUED,
	STATE_RETURNED, /* accord, visit, certificate, cover: came back on a scan */
	STATE_VALIDATED, /* accord */
	STATE_REFUSED, /* accord */
	STATE_SIGNED_STUDENT,
	STATE_SIGNED_COMPANY,
	STATE_SIGNED_PRINCIPAL,
	STATE_DELIVERED,
	STATE_CLOSED,
	STATE_CANCELLED,
	STATE_SUPERSEDED,
	STATE_COUNT
};

/* What the document is; frozen when it was issued. */
struct shape {
	enum doc_kind kind;
	int copies; /* copies 1..copies */
	int pages; /* of each copy */
	int guardian; /* 1: a minor's; the student's step needs both */
	int mould; /* 1: a generic accord: its returns are documents of their own */
	int instance; /* 1: such a return */
	int blank; /* 1: a blank convention */
	int linked; /* 1: issued for a known placement or enrolment */
	date start; /* the internship's first day, DATE_NONE where unknown */
	const struct box *boxes;
	size_t n_boxes;
};

enum sign_status {
	SIGN_NONE,
	SIGN_DOUBTFUL, /* a person must look */
	SIGN_SIGNED,
	SIGN_CONFLICT, /* signed, then seen empty: counts as signed until a person says otherwise */
	SIGN_STATUS_COUNT
};

/* A box to be ticked, of one copy. */
struct tick {
	const struct box *box; /* of the document */
	int copy;
	enum sign_status status; /* SIGN_SIGNED: ticked */
	int64_t event; /* the reading that showed it ticked; 0: none */
	int at; /* from 1, among that reading's boxes */
	int64_t decided; /* the decision that made it so, 0: the reader alone */
};

/* What the company answered on an accord, by its boxes « accept » and « refuse ». */
enum reply {
	REPLY_NONE,
	REPLY_DOUBTFUL, /* a person must look */
	REPLY_ACCEPTS,
	REPLY_REFUSES,
	REPLY_BOTH, /* both are ticked: a person says which counts */
	REPLY_COUNT
};

/* One role's signature on one copy. */
struct sign {
	enum sign_status status;
	int expected; /* 1: the document has a box for this role */
	int64_t since; /* when it was first seen; 0: never */
	int64_t event; /* the reading that showed it */
	int box; /* from 1, among that reading's boxes */
	int64_t decided; /* the decision that made it so, 0: the reader alone */
	enum origin
	    origin; /* paper as soon as one paper reading shows it; of a doubt, that of the reading */
	const char *delegate; /* « par délégation »: who; NULL */
	date stated; /* the day that a person gave, DATE_NONE */
	int late; /* « vue après le début du stage » */
	int early; /* seen before its turn */
};

enum { PAGE_WORDS = (TAG_PAGE_MAX + 64) / 64 };

struct state_copy {
	int copy; /* from 1 */
	enum doc_state state;
	struct sign sign[ROLE_COUNT];
	uint64_t seen[PAGE_WORDS]; /* bit p % 64 of word p / 64: page p was scanned */
	int n_seen;
	int incomplete; /* some pages seen, not all */
	int out_of_order; /* a signature stands before its turn, and one before it still lacks */
	int wrong_box; /* the principal's stands and the company's box is empty */
	enum role missing; /* the next in turn that lacks; ROLE_COUNT: none */
	int64_t
	    handed_out; /* when it left to be signed and has not been seen since; 0: it is here */
	enum role holder; /* who has it then */
	int64_t handed_over; /* when it reached its recipient; 0: not yet */
	const char *handed_to, *handover_reason; /* NULL: not said */
};

enum question_kind {
	QUESTION_DOUBTFUL, /* is this box signed? */
	QUESTION_CONFLICT, /* signed before, empty now */
	QUESTION_WRONG_BOX, /* « mauvaise case ? » */
	QUESTION_PAGE, /* a page that could not be read or placed: outcome says why */
	QUESTION_OUTDATED, /* a page of a paper that was replaced or cancelled, or whose issue was undone */
	QUESTION_ATTACH, /* whose accord is this? */
	QUESTION_BOTH, /* « accepte » and « refuse » are both ticked */
	QUESTION_KIND_COUNT
};

/* What waits for a person.  Its id, « 57.1 » or « 57 », never changes. */
struct question {
	int64_t event;
	int box; /* from 1; 0: the page */
	enum question_kind kind;
	int64_t at;
	int64_t document; /* 0: none is known */
	int copy, page;
	enum role role; /* of the box */
	enum box_kind box_kind;
	char box_id[BOX_ID_SIZE]; /* « accept »; "": the page */
	enum outcome outcome; /* QUESTION_PAGE */
	double score;
	const char *hint; /* French, from the reader; NULL */
	const char *crop; /* archive object; NULL */
};

enum { QUESTION_ID_SIZE = 32 };

struct state {
	enum doc_state state;
	int best; /* index of the most advanced copy */
	struct state_copy *copies;
	size_t n_copies;
	struct tick *ticks; /* of copy 1, then of copy 2, ... */
	size_t n_ticks;
	enum reply reply;
	struct question *questions;
	size_t n_questions;
	int out_of_order, wrong_box, late, conflict; /* of any copy */
	int missing_tutor, missing_teacher; /* a box is there, and no copy shows it signed */
	int returned; /* some page came back */
	int64_t returned_at; /* the first; 0: none */
	int to_regularise; /* a blank convention that no placement owns yet */
	int64_t placement, enrolment; /* of the last live FACT_LINKED; 0: none */
	int64_t superseded_by; /* document */
	int64_t since; /* when the state became what it is */
	int64_t reminded[ROLE_COUNT]; /* when each was last reminded of it; 0: never */
	const char *reason; /* of a refusal or a cancellation; NULL */
	const char *foreign; /* of a cover: the tick that makes its pages a convention; NULL */
	int unsaid; /* a cover came back, and no tick says what its pages are */
};

/* Folds the n facts of one document, in order of event.  What out points to lives in a, or in the facts. */
void state_fold(const struct shape *shape, const struct fact *facts, size_t n, struct arena *a,
    struct state *out);

/* 1 when both say the same of the same document. */
int state_same(const struct state *a, const struct state *b);

/* 1 when the document takes part in the procedure: neither draft, refused, cancelled nor superseded. */
int state_is_live(const struct state *st);

/* 1 when a signature counts (signed, or in conflict). */
int sign_counts(const struct sign *s);

/* 1 when all those who sign in turn have signed this copy. */
int state_copy_complete(const struct state_copy *c);

/* « 1-4 », « 2, 4-5 »: the pages of a copy never seen; "" when none lacks. */
void
state_missing_pages(const struct shape *shape, const struct state_copy *c, struct buf *out);

/* "signed_student"; "signed", "none", "doubtful", "conflict"; "wrong-box". */
const char *doc_state_name(enum doc_state s);
int doc_state_parse(const char *name);
const char *sign_status_name(enum sign_status s);
const char *question_kind_name(enum question_kind k);

/* What people read: « en attente de l'entreprise », for an accord « validé ». */
const char *doc_state_words(enum doc_kind kind, enum doc_state s);

/* The same, for one document: also « en attente du représentant légal ». */
const char *state_words(const struct shape *shape, const struct state *st);

/* "accepts"; « l'entreprise accepte », NULL where there is nothing to say. */
const char *reply_name(enum reply r);
const char *reply_words(enum reply r);

/* The two boxes of an accord, in French: « accepte »; NULL for any other. */
const char *tick_words(const char *box_id);

/* « mauvaise case ? » and so on. */
const char *question_words(enum question_kind k);

/* « 57.1 » */
void question_id(const struct question *q, char out[QUESTION_ID_SIZE]);
int question_id_parse(const char *id, int64_t *event, int *box);

#endif
