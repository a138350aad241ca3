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
 * Where mistakes go: the first ends the work (say is NULL; e is filled), or each is told and the work
 * goes on as well as it can.
 */
struct mistakes {
	struct err *e;
	void (*say)(void *ctx, const char *text);
	void *ctx;
	size_t n; /* told */
};

struct place {
	const char *name;
	int line, column; /* from 1; column 0: only the line is known */
};

/* « convention.md:12:7 : » and the message.  -1: stop here; 0: told, go on. */
int mistake(struct mistakes *m, struct place at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Parses text, the template called name.  Nodes live in a; French spacing is applied to what the
 * template says itself.  An empty template gives *out == NULL.
 */
int mustache_parse(
    const char *text, const char *name, struct arena *a, struct node **out, struct mistakes *m);

/* The same through a cache, which then owns the nodes; no cache: as above. */
int cache_parse(struct template_cache *c, const char *text, const char *name, struct arena *a,
    struct node **out, struct mistakes *m);

/* Where each line of a filled text comes from. */
struct origin {
	const char *name;
	int line;
};

struct filled {
	struct buf text;
	struct origin *origins; /* one a line of text */
	size_t n, cap;
	int plain; /* 1: text for a mail, nothing is escaped for Markdown */
};

/* What names are looked up in, from the inside out. */
struct scope {
	const struct scope *outer;
	const struct js *value;
};

/* NULL: no such variable. */
const struct js *scope_lookup(const struct scope *scope, const char *path);
int value_is_empty(const struct js *v); /* as sections see it */

/* Adds the value, filtered.  -1: a filter can't take it, *unfit names the filter. */
int value_filtered(
    const struct js *v, const struct filter_use *u, struct buf *out, const char **unfit);

/* « annexes/SIO » is the template annexes/SIO.md. */
const char *partial_name(const struct node *n, struct arena *a);

/* Fills the template called name. */
int mustache_fill(const struct template_source *src, const char *name, const struct js *data,
    struct arena *a, struct filled *out, struct mistakes *m);
void filled_release(struct filled *f);

#endif
