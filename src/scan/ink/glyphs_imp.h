/*
 * What stands by itself in a box (a digit, a letter of a stamp, a whole signature), one by one: whose
 * work does each look like?  Pieces of a stroke that a faint scan broke are put together first.
 */
#ifndef SCAN_GLYPHS_IMP_H
#define SCAN_GLYPHS_IMP_H

#include "scan/ink/points_imp.h"

/* Along and across the line of writing; heights against that of the box's other glyphs. */
enum glyph_measure {
	GLYPH_HIGH, /* mm */
	GLYPH_WIDE,
	GLYPH_SIZE, /* height over the median of the box */
	GLYPH_FLAT, /* width over height */
	GLYPH_STROKE, /* length of its stroke, mm */
	GLYPH_DENSE, /* that over width and height */
	GLYPH_PART, /* its share of all that is written in the box */
	GLYPH_PEN, /* width of the stroke, mm */
	GLYPH_HOLES,
	GLYPH_ACROSS, /* strokes that a line through it meets, mean: across ... */
	GLYPH_DOWN, /* ... and down */
	GLYPH_UPRIGHT, /* share of its edges upright on the line of writing */
	GLYPH_SQUARE, /* and those along it too */
	GLYPH_MIDDLE_X, /* where its ink is, 0..1 */
	GLYPH_MIDDLE_Y,
	GLYPH_FOOT, /* its foot under the median of the feet, in median heights */
	GLYPH_NEAR, /* room to the next one along the line, in median heights */
	GLYPH_TWINS, /* share of the box's glyphs that are as high and stand as it does */
	GLYPH_OTHERS, /* how many glyphs there are */
	GLYPH_GRID, /* share of its ink in each ninth, row by row; the last follows from these */
	GLYPH_GRID_END = GLYPH_GRID + 8,
	GLYPH_MEASURE_COUNT = GLYPH_GRID_END
};

enum { GLYPHS_MAX = 64 };

struct glyphs {
	float m[GLYPHS_MAX][GLYPH_MEASURE_COUNT];
	int n;
};

/* angle: of the line of writing, radians. */
void glyphs_find(
    const struct area *a, const struct parts *p, int member, double angle, struct glyphs *out);

#endif
