/*
 * The papers that lay next to a lost page in the stack: most often it is one of theirs.
 */
#ifndef APP_NEIGHBOURS_H
#define APP_NEIGHBOURS_H

#include "app/ingest/review.h"

struct neighbour {
	int file_page;
	int64_t document;
	char number[TAG_NUMBER_SIZE];
	struct who who;
	enum doc_kind kind;
	char code[DOC_CODE_SIZE];
	int copy, page;
	const char *missing; /* « manque la page 4 » of that copy; "" */
	int n_missing; /* pages of that copy never seen */
	int only; /* the one that lacks, where it is one; 0 */
	int likely; /* the missing page that the lost one may be; 0: none */
};

struct neighbours {
	struct neighbour at[2]; /* the one before, the one after */
	size_t n;
	int lost; /* pages of no known paper between them, this one too; blanks not counted */
};

/* What the neighbours prove a lost page to be. */
struct inferred {
	int there; /* 0: nothing */
	int64_t document;
	char number[TAG_NUMBER_SIZE];
	char code[DOC_CODE_SIZE];
	enum doc_kind kind;
	struct who who;
	int copy, page;
};

/* Texts live in the arena.  0 or -1. */
int neighbours_find(struct home *h, const struct review_item *it, struct arena *a,
    struct neighbours *out, struct err *e);

/*
 * The lost page lies alone between pages 2 and 4 of one copy (in either order), or beside a copy of
 * which it must be the one page that lacks.  Texts live in the arena.  0 or -1.
 */
int inferred_find(struct home *h, const struct review_item *it, struct arena *a,
    struct inferred *out, struct err *e);

#endif
