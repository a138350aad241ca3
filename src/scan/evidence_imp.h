/*
 * How much the traces of a box speak for a signature: terms between 0 and 1, each a plain reading of
 * some measures, weighed together.  The weights were fitted (`scansim --fit`, ink_weights_imp.h), so
 * that what comes out is a probability: of what scores 0.9, nine in ten are signed.
 */
#ifndef SCAN_EVIDENCE_IMP_H
#define SCAN_EVIDENCE_IMP_H

#include "scan/traces_imp.h"

enum term {
	TERM_TINY, /* hardly anything is written */
	TERM_LONGEST, /* one stroke is long */
	TERM_COMPACT, /* it takes little room, as initials do */
	TERM_ROW, /* a line of writing, long and low */
	TERM_ROW_EVEN, /* ... as dense above as below: of digits */
	TERM_ROW_YEAR, /* ... so at its end */
	TERM_ROW_WORDS, /* ... of words */
	TERM_ROW_SHORT, /* ... of which none is long */
	TERM_LINES, /* several lines as thin as print */
	TERM_PRINT, /* ... and many, of many letters */
	TERM_STAMPED, /* a stamp's ring or frame */
	TERM_STAMP_PALE, /* one of the two, and nothing darker */
	TERM_STAMP_CROSSED, /* one of the two, and strokes larger than its letters */
	TERM_SCATTERED, /* many parts, all tiny, far apart */
	TERM_RULED, /* two straight lines say it all */
	TERM_PALE,
	TERM_SOFT, /* its edges are not a pen's */
	TERM_VEIL, /* the paper within is dark: a stain and its rim */
	TERM_FOREIGN, /* strokes of another box come in */
	TERM_COUNT
};

void evidence_terms(const struct traces *t, double term[TERM_COUNT]);

/* The probability that the box is signed, 0..1. */
double evidence_score(const double term[TERM_COUNT]);

#endif
