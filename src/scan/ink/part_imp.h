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
	int spilled; /* 1: the rest of a stroke of another box */
	double x0, y0, x1, y1; /* mm */
	double stroke_mm, width_mm, extent_mm, area_mm2;
	double across_mm; /* about its size across its longer axis */
	double dark; /* mean darkness, 0..255 */
	double peak; /* that a tenth of it reaches */
	double sharp; /* change of darkness at its edges over peak, per mm */
	double ragged; /* square of its outline over that of a disc as large: 1 is round */
	double
	    veil; /* darkness of what is not ink within its bounds, over peak; pale parts only */
	int owner; /* member with most of it inside; -1: it lies outside all */
	double inside; /* share of it inside the owner */
	double inside_mm[SCAN_BOXES_MAX]; /* stroke length inside each member */
};

void part_measure(const struct area *a, int blob, struct part *out);

#endif
