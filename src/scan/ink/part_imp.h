/*
 * One blob of an area, measured: how long a stroke, how wide, how dark, how sharp, where.
 * Lengths, area and place are of what lies inside its box, where it has one.
 */
#ifndef SCAN_PART_IMP_H
#define SCAN_PART_IMP_H

#include "scan/ink/area_imp.h"

enum part_kind {
	PART_DUST, /* too small or too faint */
	PART_STAIN, /* too wide or too soft for a pen: blots, holes, shadows */
	PART_PRINT, /* what is left of a border */
	PART_LINE, /* a plain stroke that never turns */
	PART_STROKE
};

struct part {
	enum part_kind kind;
	int blob;
	int spilled; /* 1: not surely of the place it lies in, see writings_imp.h */
	int from; /* then: the member whose it may be; -1: none */
	double x0, y0, x1, y1; /* mm */
	double stroke_mm, width_mm, extent_mm, area_mm2;
	double across_mm; /* about its size across its longer axis */
	double dark; /* mean darkness, 0..255 */
	double peak; /* that a tenth of it reaches */
	double sharp; /* change of darkness at its edges over peak, per mm */
	double ragged; /* square of its outline over that of a disc as large: 1 is round */
	double
	    veil; /* darkness of what is not ink within its bounds, over peak; pale parts only */
	int owner; /* member with most of it inside; -1: it lies outside all, or is writing that does for the most part */
	double inside_mm[SCAN_BOXES_MAX]; /* stroke length inside each member */
};

/* Writing, unlike print, has parts that are both wide and high, or higher than any letter. */
int part_by_hand(const struct part *p);

void part_measure(const struct area *a, int blob, struct part *out);

#endif
