/*
 * What the strokes of a box look like together.
 */
#ifndef SCAN_SHAPE_IMP_H
#define SCAN_SHAPE_IMP_H

#include "scan/part_imp.h"
#include "scan/traces_imp.h"

/* The parts of an area that are more than dust. */
struct parts {
	struct part *at;
	size_t cap;
	int n;
};

/* The share of a member's strokes, width mm wide, that two straight lines explain. */
double shape_ruled(const struct area *a, const struct parts *p, int member, double width);

/* 1: the ring or the frame of a rubber stamp stands among a member's strokes. */
int shape_stamped(const struct area *a, const struct parts *p, int member);

/* Small closed loops within what the traces span: letters have many. */
int shape_holes(const struct area *a, const struct traces *t);

#endif
