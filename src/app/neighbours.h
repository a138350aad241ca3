/*
 * The papers that lay next to a lost page in the stack: most often it is one of theirs.
 */
#ifndef APP_NEIGHBOURS_H
#define APP_NEIGHBOURS_H

#include "app/review.h"

struct neighbour {
	int file_page;
	struct who who;
	enum doc_kind kind;
	char code[DOC_CODE_SIZE];
	int copy, page;
	const char *missing; /* « manque la page 4 » of that copy; "" */
	int likely; /* the missing page that the lost one may be; 0: none */
};

struct neighbours {
	struct neighbour at[2]; /* the one before, the one after */
	size_t n;
};

/* Texts live in the arena.  0 or -1. */
int neighbours_find(struct home *h, const struct review_item *it, struct arena *a,
    struct neighbours *out, struct err *e);

#endif
