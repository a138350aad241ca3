/*
 * The strokes of one box as points, for what looks at their shape.
 */
#ifndef SCAN_POINTS_IMP_H
#define SCAN_POINTS_IMP_H

#include "scan/place/map_imp.h"
#include "scan/ink/part_imp.h"

/* The parts of an area that are more than dust. */
struct parts {
	struct part *at;
	size_t cap;
	int n;
};

enum { POINTS_MAX = 3000 };

struct points {
	struct pt at[POINTS_MAX]; /* mm */
	int n;
};

/* Every step-th pixel of a blob. */
void points_add(const struct area *a, const struct blob *b, int step, struct points *q);

/* Evenly spread points of a member's strokes; with lines, of its plain lines too. */
void points_gather(
    const struct area *a, const struct parts *p, int member, int lines, struct points *q);

#endif
