/*
 * What a template says, as a tree of blocks: mustache filled with the data, then Markdown
 * parsed (cmark-gfm behind).
 *
 * Markdown as it is, plus fenced blocks whose info string names something of ours:
 *
 *	```signatures		one signature box a line, kept together on one page, three abreast
 *	id | role | label | name | function
 *	```
 *	```fields		key-value lines, values aligned
 *	Raison sociale | {{company.name}}
 *	```
 *	```lines		lines to fill by hand
 *	3
 *	```
 *	```blanks		labelled dotted lines to fill by hand; several a line: « a | b »
 *	Nom de l'entreprise
 *	```
 *	```checks		tick boxes; several a line: « id | label | id | label »
 *	id | label
 *	```
 *	```place		« Fait à ..., le ... » and « Cachet » areas, outside the signature boxes
 *	label
 *	```
 *	```notice		a framed paragraph or list (Markdown inside)
 *	```
 *	```bilingual		French and English side by side, paragraph by paragraph (Markdown inside)
 *	La présente convention...
 *	---
 *	This agreement...
 *	```
 *	```address		whom a letter is for, where the window of an envelope shows it
 *	```
 *	```pagebreak
 *	```
 *
 * {{x}} is escaped for Markdown; {{{x}}} is not.  Sections {{#x}}{{/x}}, {{^x}}, comments {{!}},
 * partials {{> annexes/SIO}}, and filters: {{x|date}} « 12 mars 2027 », {{x|date_en}} « 12 March 2027 », {{x|siret}} grouped by 3 3 3 5,
 * {{x|phone}} by pairs, {{x|upper}}, {{x|or:…}} a text when x is empty,
 * {{x|if:née/né}} one of two, {{n|plural:jour/jours}} « 3 jours ».
 */
#ifndef TEMPLATE_BLOCK_H
#define TEMPLATE_BLOCK_H

#include <stddef.h>

#include "base/mem.h"
#include "domain/words.h"

struct buf;
struct err;
struct js;

enum block_type {
	BLOCK_DOCUMENT,
	BLOCK_HEADING, /* level 1..4; runs */
	BLOCK_PARAGRAPH, /* runs */
	BLOCK_LIST, /* ordered, start; children: BLOCK_ITEM */
	BLOCK_ITEM,
	BLOCK_QUOTE, /* children */
	BLOCK_RULE, /* a thin line across */
	BLOCK_TABLE, /* children: BLOCK_ROW; the first `header` of them are headers */
	BLOCK_ROW,
	BLOCK_CELL, /* runs; align */
	BLOCK_SIGNATURES, /* children: BLOCK_SIGNATURE */
	BLOCK_SIGNATURE, /* id, role, label, name, function */
	BLOCK_FIELDS, /* children: BLOCK_FIELD (label, runs) */
	BLOCK_FIELD,
	BLOCK_LINES, /* count */
	BLOCK_BLANKS, /* children: BLOCK_BLANK (label); same `row`: same line */
	BLOCK_BLANK,
	BLOCK_CHECKS, /* children: BLOCK_CHECK (id, runs); same `row`: same line */
	BLOCK_CHECK,
	BLOCK_PLACE, /* label */
	BLOCK_NOTICE, /* children */
	BLOCK_ADDRESS, /* children */
	BLOCK_BILINGUAL, /* children: two BLOCK_DOCUMENT, French and English */
	BLOCK_PAGEBREAK,
	BLOCK_PICTURE /* id names it: crops on a slip; caption in runs */
};

enum run_style { RUN_BOLD = 1, RUN_ITALIC = 2, RUN_CODE = 4, RUN_BREAK = 8, RUN_LINK = 16 };

/* A piece of text in one style; RUN_BREAK ends the line. */
struct run {
	struct run *next;
	const char *text; /* UTF-8, NFC, French spacing already applied */
	int style;
	const char *url; /* of a RUN_LINK */
};

enum block_align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct block {
	enum block_type type;
	struct block *next, *child;
	struct run *runs;
	int level; /* heading; lines: count; list: first number */
	int ordered, tight; /* list */
	int header; /* table: header rows */
	int row; /* blank, check: those of one number stand on one line */
	enum block_align align;
	const char *id, *label, *name, *function;
	enum role role;
	const unsigned char *picture; /* PNG or JPEG bytes, borrowed */
	size_t picture_size;
	double width_mm; /* picture; 0: its own */
	const char *file; /* the template, for messages; NULL unknown */
	int line; /* in it; 0 unknown */
};

/* Templates as they were parsed, so that a class is printed without parsing each one every time. */
struct template_cache;
struct template_cache *template_cache_new(void);
void template_cache_free(struct template_cache *c);

/* Loads a template by name (« convention.md », « annexes/SIO.md »): borrowed text, or NULL. */
struct template_source {
	const char *(*load)(void *ctx, const char *name);
	void *ctx;
	struct template_cache
	    *cache; /* NULL: none; else load() always gives the same text for a name */
};

/*
 * Fills the template `name` with data and parses it.  Everything lives in a.  NULL with e filled:
 * « convention.md:12:7 : variable inconnue « student.nam » » (line and column; the line alone for a
 * mistake of Markdown).
 */
struct block *template_render(const struct template_source *src, const char *name,
    const struct js *data, struct arena *a, struct err *e);

/*
 * Looks for every mistake of the template and of those it calls, in both ways of each section; tells
 * each by `say`, as above.  Returns how many.
 */
size_t template_check(const struct template_source *src, const char *name,
    const struct js *data, void (*say)(void *ctx, const char *text), void *ctx);

/* The same of one that template_text() fills. */
size_t template_text_check(const struct template_source *src, const char *name,
    const struct js *data, void (*say)(void *ctx, const char *text), void *ctx);

/*
 * Fills the template as plain text: no Markdown is made of it, values stand as they are on their line.
 * Added to out; -1 with e filled as above.
 */
int template_text(const struct template_source *src, const char *name, const struct js *data,
    struct buf *out, struct err *e);

/* template_render from a text in hand, for slips and letters made in code. */
struct block *
template_parse(const char *markdown, const char *name, struct arena *a, struct err *e);

#endif
