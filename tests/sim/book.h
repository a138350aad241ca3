/*
 * Where the boxes stand: what `paraphe show CODE --json` says of each document, and who signs
 * which of them.
 */
#ifndef SIM_BOOK_H
#define SIM_BOOK_H

#include <stddef.h>

#include "domain/tag.h"
#include "domain/words.h"
#include "ink.h"

struct err;

struct book_entry {
	char number[TAG_NUMBER_SIZE];
	struct box box;
};

struct book {
	struct book_entry *at;
	size_t n, cap;
};
#define BOOK_INIT                                                                              \
	{                                                                                      \
		NULL, 0, 0                                                                     \
	}

/* Adds the documents of a file: JSON objects one after the other.  -1 with e filled. */
int book_read(struct book *b, const char *path, struct err *e);
void book_release(struct book *b);

/* The parts of a tag that say where a page belongs; its code is not checked (no key here). */
struct doc_place {
	char number[TAG_NUMBER_SIZE];
	int copy, page;
};
int place_parse(const char *tag, struct doc_place *p); /* -1: not the text of a tag */

/* One `--sign`: who signs where.  See scansim.c for how it is written. */
struct sign {
	char number[TAG_NUMBER_SIZE]; /* "" for every document */
	int copy; /* -1 for every copy */
	char who[BOX_ID_SIZE + 4]; /* a role, a box's id, "initials", "all" */
	enum ink ink;
	double chance; /* 0..1 that the box is signed */
};

struct signs {
	struct sign *at;
	size_t n, cap;
};

/* Adds the comma-separated specs of one option. */
int signs_parse(struct signs *s, const char *text, enum ink ink, struct err *e);

/* What goes into box b of the page: the last spec that fits decides. */
enum ink
signs_ink(const struct signs *s, const struct doc_place *p, const struct box *b, struct rng *r);

#endif
