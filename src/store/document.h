/*
 * Documents: one issued paper each, and what was frozen with it: fields, template, boxes.
 */
#ifndef STORE_DOCUMENT_H
#define STORE_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#include "domain/fact.h"
#include "domain/state.h"
#include "domain/tag.h"
#include "domain/words.h"

struct arena;
struct buf;
struct err;
struct js;
struct store;

struct document {
	int64_t id;
	char number[TAG_NUMBER_SIZE];
	enum doc_kind kind;
	const char *form; /* « convention »: forms/convention.ini */
	int version; /* from 1, within the case */
	int64_t case_id; /* the dossier: id of its first document */
	int64_t placement; /* 0: none (yet); follows FACT_LINKED */
	int64_t enrolment; /* the student in that year; 0: none (yet) */
	int64_t section; /* of a generic paper too; 0: none */
	const char *year; /* « 2026-2027 » */
	int64_t mould; /* the generic accord of which this is a return; 0: none */
	int generic, blank;
	int copies, pages;
	int sheet_pages; /* of the instruction sheet, copy 0 */
	int guardian;
	date start; /* the internship's first day, DATE_NONE */
	int64_t amends; /* of an amendment: the convention; 0: none */
	int64_t supersedes; /* document; 0: none */
	int64_t issued; /* event */
	int64_t issued_at;
	int64_t batch; /* the printing it was part of; 0: none */
	int purged; /* 1: what it said is erased (purge.h); only its last state is known */
};

/* Everything of a document that is to be made.  Borrowed. */
struct document_draft {
	struct document
	    d; /* id, case_id (of a first version), issued, issued_at are filled by document_add */
	const struct js *fields; /* what the templates said */
	const char *template_text; /* as used, with its annex */
	const char *const *recipients; /* of copies 1..copies, NULL entries allowed */
	const struct box *boxes;
	size_t n_boxes;
};

/*
 * Adds the document and the fact that it was issued, inside a transaction.  d.number "" gives it
 * a new one.  d.supersedes: that document gets its FACT_SUPERSEDED, case and next version.
 */
int
document_add(struct store *st, struct document_draft *draft, const char *actor, struct err *e);

/* 1, 0 when there is none, -1.  Strings live in the arena. */
int document_lookup(
    struct store *st, const char *number, struct arena *a, struct document *d, struct err *e);
int document_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct document *d, struct err *e);

/* What a person typed (tag_code_parse): ERR_INPUT, ERR_ABSENT worded. 0 or -1. */
int document_by_code(
    struct store *st, const char *code, struct arena *a, struct document *d, struct err *e);

/*
 * The boxes of one page, for the reader: 1 and *n boxes (0 for a page without); 0 when there is
 * no such document (or it is erased), copy or page.  More than max boxes: the first max.
 */
int document_page_boxes(struct store *st, const struct tag *t, struct box *out, size_t max,
    size_t *n, struct err *e);

/* Frozen things; x_find: you free. */
struct js *document_find_fields(struct store *st, int64_t id, struct err *e);
char *document_find_template(struct store *st, int64_t id, struct err *e);
char *document_find_recipient(struct store *st, int64_t id, int copy, struct err *e);
int document_boxes(struct store *st, int64_t id, struct arena *a, struct box **boxes, size_t *n,
    struct err *e);

/* A document with all that is known of it. */
struct folded {
	struct document d;
	struct shape shape;
	struct fact *facts;
	size_t n_facts;
	struct state state;
};

/* 1, 0 no such document, -1. Everything lives in the arena. */
int
document_fold(struct store *st, int64_t id, struct arena *a, struct folded *f, struct err *e);

/* Which documents; all zero: all of them. */
struct document_filter {
	int64_t placement, enrolment, section, case_id, mould;
	int kind_set;
	enum doc_kind kind;
	const char *year; /* « 2026-2027 »; NULL: any */
	int64_t batch;
	int with_purged; /* 1: also those that were erased */
};

/* Folds each in order of id; f is borrowed for the call.  Other than 0 stops, and is returned. */
typedef int document_visit(void *ctx, const struct folded *f);
int document_each(struct store *st, const struct document_filter *filter, document_visit *visit,
    void *ctx, struct err *e);

/*
 * The live document of a placement and kind (state_is_live; the highest version): 1, 0, -1.  For a
 * convention it may be a cover, when what stands behind it is a convention that is not ours and more
 * advanced (state.foreign).
 */
int document_live(struct store *st, int64_t placement, enum doc_kind kind, struct arena *a,
    struct folded *f, struct err *e);
/* The same for a paper that hangs on a student and no placement: a nominative accord. */
int document_live_of_enrolment(struct store *st, int64_t enrolment, enum doc_kind kind,
    struct arena *a, struct folded *f, struct err *e);

#endif
