/*
 * Maps from page millimetres to pixels, fitted to points that are known in both.
 */
#ifndef SCAN_MAP_IMP_H
#define SCAN_MAP_IMP_H

#include "scan/scan.h"

struct pt {
	double x, y;
};

/* A printed point, and where it was seen. */
struct tie {
	struct pt mm, px;
	double weight;
};

struct pt map_apply(const struct scan_map *m, double x, double y);

/* Page millimetres of a pixel. */
struct pt map_back(const struct scan_map *m, double px, double py);

/*
 * Pixels for a step of one millimetre to the right (right) and down (down) at a point of the
 * page.
 */
void map_axes(const struct scan_map *m, double x, double y, struct pt *right, struct pt *down);

/* Pixels a millimetre at a point of the page: the mean of both directions. */
double map_density(const struct scan_map *m, double x, double y);

/* Weighted least squares.  0, or -1 where the points do not determine the map. */
int map_fit_similarity(const struct tie *t, int n, struct scan_map *out);
int map_fit_affine(const struct tie *t, int n, struct scan_map *out);
int map_fit_homography(const struct tie *t, int n, struct scan_map *out);

/* Distance in mm between where a tie was seen and where the map puts it. */
double map_error(const struct scan_map *m, const struct tie *t);

#endif
