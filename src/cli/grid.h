/*
 * Columns on a terminal: aligned by what letters take on the screen, coloured only where a person
 * looks (a terminal, and no NO_COLOR in the environment).
 */
#ifndef CLI_GRID_H
#define CLI_GRID_H

#include <stddef.h>
#include <stdio.h>

#include "base/date.h"

enum tint { TINT_NONE, TINT_BOLD, TINT_DIM, TINT_GOOD, TINT_WARN, TINT_BAD, TINT_COUNT };

/* The escape that starts a tint on out, "" where colours do not belong; tint_end() ends it. */
const char *tint_start(FILE *out, enum tint t);
const char *tint_end(FILE *out, enum tint t);

/* Columns of the terminal that out is; 0: it is none. */
int terminal_columns(FILE *out);

struct grid_cell {
	char *text; /* owned */
	enum tint tint;
	int title; /* the first cell of a row that is a title: over all columns, not indented */
};

struct grid {
	size_t columns;
	unsigned right; /* bit i: column i is aligned to the right */
	int indent;
	struct grid_cell *at; /* row by row */
	size_t n, cap;
};

void grid_init(struct grid *g, size_t columns, unsigned right, int indent);

/* Adds the next cell.  NULL is an empty one. */
void grid_add(struct grid *g, enum tint t, const char *text);
void grid_addf(struct grid *g, enum tint t, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* « 12 mars 2027 »; DATE_NONE is `none`, dimmed. */
void grid_add_day(struct grid *g, enum tint t, date d, const char *none);

/* As grid_add, cut to `most` columns with « … ». */
void grid_add_cut(struct grid *g, enum tint t, const char *text, size_t most);

/* A row of its own over all columns, after an empty line. */
void grid_title(struct grid *g, enum tint t, const char *text);

/* Prints the whole rows, and empties the grid. */
void grid_print(struct grid *g, FILE *out);
void grid_release(struct grid *g);

#endif
