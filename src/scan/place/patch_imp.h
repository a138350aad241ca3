/*
 * A part of the printed page, upright and flat, at a fixed number of pixels a millimetre.
 */
#ifndef SCAN_PATCH_IMP_H
#define SCAN_PATCH_IMP_H

#include "scan/image.h"
#include "scan/place/map_imp.h"

struct patch {
	struct image im;
	double x, y; /* mm of its top left corner */
	double density; /* pixels a millimetre */
};

/* Cuts w x h mm at (x, y) out of the picture.  To be released with image_release(&p->im). */
void patch_cut(const struct image *im, const struct scan_map *m, double x, double y, double w,
    double h, struct patch *p); /* p->density is given */

#endif
