/*
 * What was put on the paper in and around the boxes, once what is printed, and what the paper
 * and the scanner add, are taken away.
 */
#ifndef SCAN_TRACES_IMP_H
#define SCAN_TRACES_IMP_H

#include "scan/ink/pieces_imp.h"
#include "scan/place/register_imp.h"
#include "scan/ink/rows_imp.h"

/* Of one box. */
struct traces {
	double stroke_mm; /* length of all strokes */
	double ink_mm2; /* their area */
	double x0, y0, x1, y1; /* mm: what they span; x1 <= x0 where there are none */
	int parts; /* separate strokes */
	int stamped; /* 1: the ring or the frame of a rubber stamp */
	int rim; /* 1: one thin line around its middle is all there is */
	double part_mm; /* the longer side of the biggest part */
	double part_stroke_mm; /* the stroke length of the longest part */
	double ruled; /* 0..1: share that two straight lines explain; short traces only */
	double darkness; /* 0..255 against the paper, mean of the strokes */
	double single_mm; /* length of plain strokes that never turn, not counted above */
	int across; /* plain strokes and lines from one side to another */
	double tail_mm; /* of those, what comes in over a side and ends */
	double beside_mm; /* handwriting outside it that may be meant for it */
	double foreign_mm; /* inside it, of strokes that are or may be another box's */
	double stain_mm2; /* area of blots and shadows, not counted */
	double blot_mm2; /* of it: sharp and not round, as a scribble may be */
	double specks_mm2; /* of black ink in pieces too small for strokes */
	struct rows rows; /* of the strokes */
	struct pieces pieces; /* the same, one by one */
	double large_mm; /* stroke length of parts both long and high: not letters one by one */
	double sharp; /* of the edges of the strokes, as in part_imp.h, mean */
	double
	    peak; /* 0..255 against the paper: of the darkest part that is more than a letter */
	double
	    veil; /* how dark the paper within the largest part is, over the peak of its strokes */
};

/* The traces of every box: out has n. */
void traces_find(const struct image *im, const struct registration *r, const struct box *boxes,
    size_t n, struct traces *out);

#endif
