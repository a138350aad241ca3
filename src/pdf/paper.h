/*
 * From blocks to paper: layout of one document, and the PDF writer that stamps its copies.
 *
 *	struct composer	what composing needs and papers share; made once, used for many papers
 *	struct paper	one laid-out document: its pages as drawing operations and its box table,
 *			the same for every copy
 *	struct press	a PDF file being written: papers go in, copy by copy
 *
 * libharu and libhyphen are behind this room, and codes that libqrencode drew at build time; nothing of
 * them shows here.
 */
#ifndef PDF_PAPER_H
#define PDF_PAPER_H

#include <stddef.h>
#include <stdint.h>

#include "domain/words.h"

struct err;
struct buf;
struct block; /* template/block.h: a tree of blocks */

/* What stands in the head and foot of each page, beside the tag. UTF-8, NFC; NULL: nothing. */
struct paper_face {
	const char *school; /* first line of the header */
	const char *title; /* « Convention de stage » */
	const char
	    *who; /* « NGUYỄN Thị Hạnh – BTS SIO 2e année »; NULL on a non-nominative page */
	const unsigned char *logo; /* PNG or JPEG, at the right of the header; NULL: none */
	size_t logo_size;
	const char *foot; /* left of the foot: a short legal or school line */
	const char *lang; /* "fr-FR" */
	int initials; /* 1: boxes for initials at the foot of each page */
	/* NULL-ended, one a box; NULL: student, company, principal */
	const char *const *initials_labels;
	const enum role *initials_roles;
};

/*
 * What papers have in common, made once: the hyphenation dictionary (opening it takes milliseconds),
 * the texts that were set and the pages that were packed, kept within bounds for the papers after.
 * One for a thread, kept for as long as there are papers to lay out and presses to print them.
 */
struct composer *composer_new(struct err *e);
void composer_free(struct composer *c);

/*
 * Lays out.  The paper owns its copies of the texts; `c`, `blocks` and `face` may go.  NULL with e
 * filled: a character that the fonts lack (names it, and the words around it), a block too
 * tall for a page.
 */
struct paper *paper_new(struct composer *c, const struct block *blocks,
    const struct paper_face *face, struct err *e);
void paper_free(struct paper *p);

int paper_pages(const struct paper *p);

/* Where every box stands, in order of page then of template. Borrowed. */
const struct box *paper_boxes(const struct paper *p, size_t *n);

/* The text of a page as laid out, line by line, for golden tests. */
void paper_text(const struct paper *p, int page, struct buf *out);

/* One copy to print. */
struct press_copy {
	const char *number; /* of the document: 12 Crockford digits */
	int copy; /* as in the tag */
	const char *label; /* « Exemplaire 2/3 – étudiante »; NULL where there is one copy */
	const char *human_copy; /* « ex. 2/3 »; NULL where there is one copy */
	const unsigned char *key; /* 32 bytes: the school's; NULL: no tag (a slip, a board) */
	const char *outline; /* entry in the PDF's outline; NULL: none */
	int page; /* 0: all; else only this one (a reprint) */
};

struct press_info {
	const char *title, *author, *subject; /* of the PDF; NULL: none */
	int64_t created; /* UTC seconds */
	int duplex; /* 1: each copy starts on a right-hand page, after a blank back where needed */
};

/* A file being made, in memory; c is borrowed. */
struct press *press_new(struct composer *c, const struct press_info *info, struct err *e);

/*
 * A paper as a press has it: all of its pages, or the one that will be printed.  The press keeps and frees it; the
 * paper may go.
 */
struct press_paper;
struct press_paper *press_take(struct press *pr, const struct paper *p, int page);

/* Prints a copy of it, after all that was printed so far.  Copies share their text. */
int press_print(struct press *pr, const struct press_paper *p, const struct press_copy *copy,
    struct err *e);

/* Takes a paper and prints n copies of it, each whole before the next. */
int press_add(struct press *pr, const struct paper *p, const struct press_copy *copies,
    size_t n, struct err *e);

int press_pages(const struct press *pr);

/* The PDF's bytes, appended to out.  Same input, same bytes. */
int press_save(struct press *pr, struct buf *out, struct err *e);
void press_free(struct press *pr);

#endif
