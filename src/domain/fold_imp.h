/*
 * A fold under way: state.c takes the facts one by one, turns.c says whose signatures stand on a
 * copy and who is next, ticks.c which boxes are ticked, ask.c what a person must settle.
 */
#ifndef DOMAIN_FOLD_IMP_H
#define DOMAIN_FOLD_IMP_H

#include "domain/state.h"
#include "domain/trace_imp.h"

struct fold {
	const struct shape *shape;
	const struct fact *facts;
	size_t n;
	struct arena *arena;
	struct state *out;
	struct box *boxes; /* the shape's; a cover's tick of a signature stands for that one */
	size_t n_boxes; /* signature boxes, in each copy */
	struct trace *traces; /* n_copies times n_boxes */
	size_t n_checks; /* boxes to be ticked, in each copy */
	struct trace *checks; /* n_copies times n_checks */
	const struct fact *issued, *cancelled, *superseded, *closed;
	const struct fact *ended; /* the first that replaced or cancelled it */
	const struct fact *judged; /* the last FACT_VALIDATED or FACT_REFUSED */
	const struct fact *returned; /* the first page that came back */
	int guardian; /* 1: a minor's, whose guardian signs too: as issued, else as linked */
	date start; /* the internship's first day: as issued, else as linked */
};

/* The n_boxes traces of a copy, from 1. */
struct trace *fold_traces(const struct fold *w, int copy);

/* The fact of that event; NULL: none, or void. */
const struct fact *fold_live(const struct fold *w, int64_t event);

/* 1 when a page read in f is of a paper in use: issued before, not replaced, not cancelled. */
int fold_counts(const struct fold *w, const struct fact *f);

/* 1 when a box of a cover that `is` one of a sort is ticked. */
int fold_is_ticked(const struct fold *w, int (*is)(const char *id));

/* Fills the signatures of a copy, its state, who is next, and what is out of order. */
void fold_copy(const struct fold *w, struct state_copy *c);

/* When the last of the signatures that make the copy's state was seen. */
int64_t fold_copy_since(const struct fold *w, const struct state_copy *c);

/* Fills ticks and reply. */
void fold_ticks(struct fold *w);

/* Fills the questions; the rest of the state is known. */
void fold_ask(struct fold *w);

#endif
