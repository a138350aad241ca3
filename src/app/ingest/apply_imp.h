/*
 * Inside `apply`: one file, page after page (apply.c); the returns of a generic accord (apply_return.c);
 * what is news (apply_news.c).
 */
#ifndef APP_APPLY_IMP_H
#define APP_APPLY_IMP_H

#include "app/ingest/intake.h"
#include "base/mem.h"
#include "store/document.h"

struct err;
struct home;

/* The return of a generic accord whose pages are coming. */
struct returning {
	struct document mould; /* id 0: none */
	struct document instance;
	int known; /* each of its pages was applied before, from another file */
	uint64_t taken[PAGE_WORDS]; /* its pages so far */
};

/* A file being applied. */
struct applying {
	struct home *home;
	const struct intake *in;
	struct arena arena;
	int64_t batch, file;
	struct returning ret;
	struct document cover; /* behind which untagged pages come; id 0: none */
	int behind; /* how many have */
};

/* What a page turned out to be. */
struct placed {
	const struct intake_page *page;
	enum outcome outcome;
	struct tag tag;
	struct document d; /* id 0: none */
	int64_t same; /* the event that applied the same picture; 0: none */
	const struct state *so_far; /* what the document showed; NULL: not a copy of it */
};

/* The reader's word is taken for blank, damaged and codeless pages; a tag is looked up again here. */
int apply_place(
    struct applying *ap, const struct intake_page *page, struct placed *pl, struct err *e);

/*
 * The event that applied the very same picture: 1 with *event, 0, -1.  Of a generic accord, from
 * another file: in one stack they are two sheets that look the same.
 */
int
apply_same_picture(struct applying *ap, const struct placed *pl, int64_t *event, struct err *e);

/* Puts a page of a generic accord in its return: pl->d is that one, or pl->same what it repeats. */
int apply_in_return(struct applying *ap, struct placed *pl, struct err *e);

/* 1 when the page was seen before, as this picture or as another that said the same. */
int apply_is_duplicate(const struct placed *pl, const struct fact *f);

#endif
