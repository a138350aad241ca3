/*
 * What is known of each signature box of one copy, after the facts so far.  A person's
 * decision is stronger than every reading before it; a later reading can only add.
 */
#ifndef DOMAIN_TRACE_IMP_H
#define DOMAIN_TRACE_IMP_H

#include "domain/state.h"

/* A signature in a box. */
struct mark {
	int set;
	int64_t since, event, decided;
	int box;
	enum origin origin;
	const char *delegate;
	date stated;
};

struct trace {
	const struct box *box; /* of the document */
	struct mark mark;
	enum role belongs; /* whose signature it is; other than box->role by a person's word */
	int settled; /* a person has seen it signed: a later « empty » is no news */
	int answered; /* a person has looked at this box */
	const struct fact *doubt; /* the first reading that could not tell; NULL */
	int doubt_box;
	const struct fact
	    *conflict; /* the reading that saw it empty after it was signed; NULL */
	int conflict_box;
};

void trace_start(struct trace *t, const struct box *box);

/* Reading f says this of its box number `box` (from 1). */
void trace_read(struct trace *t, const struct fact *f, int box);

/* A person's word `d` on box number `box` of reading (or attached page) f. */
void trace_decide(struct trace *t, const struct fact *d, const struct fact *f, int box);

/* The copy has been printed again: another sheet of paper, of which nothing is settled. */
void trace_reprint(struct trace *t);

/* The status and circumstances of a role, from the n traces of one copy. */
void trace_sign(const struct trace *traces, size_t n, enum role role, struct sign *out);

#endif
