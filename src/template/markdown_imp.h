/*
 * Markdown into blocks (cmark-gfm behind).
 */
#ifndef TEMPLATE_MARKDOWN_IMP_H
#define TEMPLATE_MARKDOWN_IMP_H

#include "template/mustache_imp.h"

/* The name of a box. */
struct box_id {
	struct box_id *next;
	const char *id;
};

/* One text being parsed. */
struct reading {
	struct arena *a;
	const struct filled *from; /* where lines come from */
	int articles; /* numbered so far */
	struct box_id *ids; /* of the boxes so far */
	struct mistakes *m;
};

/* Parses text, whose first line is the `first`-th of r->from; the blocks, or NULL with e filled. */
struct block *markdown_parse(struct reading *r, const char *text, size_t len, int first);

/* One line of inline Markdown: its runs (NULL for an empty text), or its bare words. */
int markdown_inline(struct reading *r, const char *text, int line, struct run **out);
const char *runs_text(struct arena *a, const struct run *runs);

struct block *
block_add(struct reading *r, struct block ***tail, enum block_type type, int line);

/*
 * Our fenced blocks: adds what the fence `info` with this content means at *tail.  `line` is that of
 * the fence in r->from.
 */
int fence_parse(
    struct reading *r, const char *info, const char *content, int line, struct block ***tail);

/* A mistake at a line of r->from: -1: stop; 0: told, go on. */
int reading_err(struct reading *r, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * What can be printed, but is hardly what was meant: told where every mistake is, else let be, for
 * the data may hold it.
 */
void reading_hint(struct reading *r, int line, const char *text);

#endif
