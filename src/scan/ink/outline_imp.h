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
 * Is ink on an oval in nearly all directions in which it lies in the member's box, and little right inside
 * and outside of it?
 */
int outline_is_ring(
    const struct area *a, int member, const struct points *q, const struct outline *o);

/* The oval that a part draws by itself; q is overwritten.  0: none. */
int
oval_of_part(const struct area *a, const struct part *p, struct points *q, struct outline *out);

/* The oval around all points, which a worn stamp draws in pieces.  0: none. */
int oval_around(const struct area *a, int member, const struct points *q, struct outline *out);

/*
 * The rings that a member's strokes draw, max at most; q is left with the points of its strokes that
 * no ring explains.  Returns how many.
 */
int rings_find(const struct area *a, const struct parts *p, int member, struct points *q,
    struct outline *out, int max);

#endif
