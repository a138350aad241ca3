/*
 * Grey values along short lines of a picture: the base of every sub-pixel measure.
 */
#ifndef SCAN_PROBE_IMP_H
#define SCAN_PROBE_IMP_H

#include "scan/image.h"
#include "scan/place/map_imp.h"

/* Between pixels; paper (255) outside. */
double probe_at(const struct image *im, double x, double y);

/* The grey that a share of the pixels of a window lie below, by a sample of them. */
int probe_level(const struct image *im, double share);

/* Half way between dark and light in a window of 2 * half pixels about a place.  -1: it is too small. */
int probe_middle(const struct image *im, struct pt at, double half);

/* A dark square to be measured: where it should be, and how. */
struct square {
	struct pt at; /* pixels: guess in, centre out */
	struct pt right, down; /* pixels for one millimetre */
	double half; /* mm from the centre to an edge */
	double reach; /* mm along the edge that are looked at, each way */
	double slack; /* an edge may be so far from its place, mm */
	int level; /* grey between dark and light */
	double side; /* measured side out, mm */
	int lines; /* profiles that saw both edges, out of 2 * PROBE_LINES */
};
enum { PROBE_LINES = 15 };

/* Centre by the middle of opposite edges, the median of many profiles.  -1 where it is no square. */
int probe_square(const struct image *im, struct square *s);

double median(double *v, int n); /* sorts v; 0 for n = 0 */

#endif
