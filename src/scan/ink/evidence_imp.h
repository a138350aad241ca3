/*
 * How much the traces of a box speak for a signature: plain measures of what is written, and trees of
 * questions about them, whose answers add up.  Some of the measures are what other trees say of each
 * glyph by itself.  Both were grown from simulated boxes (tests/bench/fit.sh), so that what comes out is
 * a probability: of what scores 0.9, nine in ten are signed.
 */
#ifndef SCAN_EVIDENCE_IMP_H
#define SCAN_EVIDENCE_IMP_H

#include "scan/ink/traces_imp.h"

/* Lengths in mm, shares from 0 to 1, as traces_imp.h, rows_imp.h and pieces_imp.h have them. */
enum measure {
	MEASURE_STROKE, /* length of all strokes */
	MEASURE_PARTS, /* how many */
	MEASURE_LARGE, /* share of them in parts both long and high */
	MEASURE_LONGEST, /* the longest */
	MEASURE_SHARE, /* its share of all */
	MEASURE_STAMPED, /* a stamp's ring or frame was there */
	MEASURE_RULED, /* share that two straight lines explain */
	MEASURE_PEAK, /* how dark, 0..255 */
	MEASURE_SHARP, /* how sharp its edges */
	MEASURE_VEIL, /* how dark the paper within */
	MEASURE_WIDTH, /* of the strokes, mean */
	MEASURE_LENGTH, /* of the writing, along its lines */
	MEASURE_HEIGHT, /* across them */
	MEASURE_SLIM, /* length over height */
	MEASURE_THIN, /* lines no thicker than print */
	MEASURE_THICK, /* the thickest line */
	MEASURE_THIN_SHARE,
	MEASURE_EVEN, /* share of the height on which half of the ink stands */
	MEASURE_END_EVEN, /* the same at its end: the year of a date keeps its height */
	MEASURE_WORDS,
	MEASURE_ROOF, /* how much its upper edge goes up and down */
	MEASURE_FOOT, /* and its lower one */
	MEASURE_FOREIGN, /* strokes of another box */
	MEASURE_BLOT, /* area of blots and stains */
	MEASURE_PIECE, /* height of the pieces, median */
	MEASURE_ALIKE, /* share of pieces as high as that */
	MEASURE_NARROW, /* ... and narrow, as digits are */
	MEASURE_JOINED, /* share of pieces wider than a letter */
	MEASURE_WIDEST, /* width of the widest */
	MEASURE_HIGHEST, /* height of the highest */
	MEASURE_DENSE, /* stroke of the longest over its width and height */
	MEASURE_TALL, /* share of pieces much higher than the others */
	MEASURE_SPREAD, /* of the heights */
	MEASURE_SQUARE, /* share of edges along the lines and upright on them, as in print */
	MEASURE_UPRIGHT,
	MEASURE_HAND, /* how much its glyphs look like a hand that signs, log odds: by their strokes */
	MEASURE_HAND_EACH, /* ... by their number */
	MEASURE_HAND_BEST, /* ... of the one that does most */
	MEASURE_HAND_LONG, /* stroke of those that rather do */
	MEASURE_COUNT
};

void evidence_measures(const struct traces *t, float m[MEASURE_COUNT]);

/* The probability that the box is signed, 0..1. */
double evidence_score(const float m[MEASURE_COUNT]);

#endif
