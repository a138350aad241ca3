/*
 * Places of a small picture that are dark inside and light around, as the corner marks are.  Sums over
 * boxes find them: a pen stroke or a stain across a mark lowers its contrast and does not hide it.
 */
#ifndef SCAN_SQUARES_IMP_H
#define SCAN_SQUARES_IMP_H

#include "scan/image.h"

#define SQUARE_RING 4.2 /* mm: half the side of what is looked at */

struct candidate {
	int x, y; /* pixels of the small picture */
	double contrast; /* grey levels between inside and around */
};

/* The best `max`, of so much contrast at least.  density: pixels a millimetre.  How many. */
int squares_find(
    const struct image *small, double density, double contrast, struct candidate *out, int max);

#endif
