/*
 * The thin lines of a rubber stamp: rings, ovals, the sides of a frame.
 */
#ifndef SCAN_OUTLINE_IMP_H
#define SCAN_OUTLINE_IMP_H

#include "scan/ink/points_imp.h"

/*
 * All points with n . p = offset, or, where it has a size, an oval: those that (xx, xy, yy) turns
 * and stretches into the circle of radius 1 about n.
 */
struct outline {
	struct pt n;
	double offset;
	double size, xx, xy, yy; /* size: mean radius, mm */
};

/* Millimetres from an outline, about. */
double outline_away(const struct outline *o, struct pt p);

/* Leaves out the points that an outline explains. */
void outline_drop(const struct outline *o, struct points *q);

/*
 * The rings that a member's strokes draw, max at most; q is left with the points of its strokes that
 * no ring explains.  Returns how many.
 */
int rings_find(const struct area *a, const struct parts *p, int member, struct points *q,
    struct outline *out, int max);

#endif
