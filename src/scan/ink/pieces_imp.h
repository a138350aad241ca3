/*
 * The separate strokes of a box, seen along their line of writing: digits and the letters of a stamp
 * are many, of one height, each narrow; the words of a signature hang together.
 */
#ifndef SCAN_PIECES_IMP_H
#define SCAN_PIECES_IMP_H

#include "scan/ink/glyphs_imp.h"

struct pieces {
	int n; /* of more than a point */
	double height; /* mm: half of the writing is in lower pieces */
	double alike; /* share of the writing in pieces about as high as that */
	double narrow; /* ... and no wider than high */
	double joined; /* share in pieces much wider than that height */
	double widest, highest; /* mm */
	double dense; /* of the longest piece: its stroke over its width and height */
	double high; /* share of it in pieces much higher than that */
	double spread; /* of the heights, as logarithms: mean distance from that one's */
	double square; /* share of the edges along the line of writing or upright on it */
	double upright; /* share of them upright on it */
	struct glyphs glyphs;
};

/* angle: of the line of writing, radians. */
void pieces_find(
    const struct area *a, const struct parts *p, int member, double angle, struct pieces *out);

#endif
