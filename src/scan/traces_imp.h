/*
 * What was put on the paper in and around one box, once what is printed, and what the paper and
 * the scanner add, are taken away.
 */
#ifndef SCAN_TRACES_IMP_H
#define SCAN_TRACES_IMP_H

#include "scan/ink_imp.h"

struct traces {
	double stroke_mm; /* length of all strokes */
	double ink_mm2; /* their area */
	double x0, y0, x1, y1; /* mm: what they span; x1 <= x0 where there are none */
	int parts; /* separate strokes */
	double part_mm; /* the longer side of the biggest part */
	double part_stroke_mm; /* the stroke length of the longest part */
	double straight; /* 0..1: share of the edges that run in the two main directions */
	double darkness; /* 0..255 against the paper, mean of the strokes */
	double beside_mm; /* length of strokes like handwriting wholly outside the box */
	double line_mm; /* length of single straight lines inside, not counted as strokes */
	int lines_across; /* straight lines from one side to another */
	double stain_mm2; /* area of blots and shadows, not counted */
	double noise; /* standard deviation of the paper's grey */
};

void traces_find(const struct ink_page *p, const struct box *b, struct traces *out);

#endif
