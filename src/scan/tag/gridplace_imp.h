/*
 * Where a tag may lie that the decoder did not see: guesses for grid_fit.
 */
#ifndef SCAN_GRIDPLACE_IMP_H
#define SCAN_GRIDPLACE_IMP_H

#include "scan/tag/grid_imp.h"

enum { GRIDPLACES_MAX = 64 };

struct gridplace {
	struct grid grid;
	double reach; /* modules: how far off it may be */
	double fit; /* as grid_fit finds it */
};

/* By the corner marks of the page; the most certain first.  Returns how many. */
int gridplace_of_marks(const struct image *im, struct gridplace out[GRIDPLACES_MAX]);

/* By two or three finder patterns; the best fitting first. */
int gridplace_of_finders(const struct image *im, struct gridplace out[GRIDPLACES_MAX]);

#endif
