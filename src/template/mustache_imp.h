/*
 * Mustache: a template becomes a list of nodes, and nodes with data become Markdown.
 */
#ifndef TEMPLATE_MUSTACHE_IMP_H
#define TEMPLATE_MUSTACHE_IMP_H

#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "template/block.h"

enum node_type { NODE_TEXT, NODE_VALUE, NODE_RAW, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL };

/* « date », « or » with its argument. */
struct filter_use {
	struct filter_use *next;
	const char *name, *arg; /* arg NULL: none */
};

struct node {
	struct node *next, *child;
	enum node_type type;
	const char *text; /* of NODE_TEXT; else the dotted name */
	size_t len; /* of NODE_TEXT */
	struct filter_use *filters;
	int line, column; /* of the tag, from 1 */
};

/*
 * Parses text, the template called name.  Nodes live in a; French spacing is applied to what the
 * template says itself.  An empty template gives *out == NULL.
 */
int mustache_parse(
    const char *text, const char *name, struct arena *a, struct node **out, struct err *e);

/* Where each line of a filled text comes from. */
struct origin {
	const char *name;
	int line;
};

struct filled {
	struct buf text;
	struct origin *origins; /* one a line of text */
	size_t n, cap;
};

/* Fills the template called name. */
int mustache_fill(const struct template_source *src, const char *name, const struct js *data,
    struct arena *a, struct filled *out, struct err *e);
void filled_release(struct filled *f);

/* « convention.md:12 : » and a message; returns -1. */
int template_err(struct err *e, const char *name, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#endif
