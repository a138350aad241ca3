/*
 * The corner marks: solid squares of 5 mm with 2 mm clear around.
 */
#ifndef SCAN_MARKS_IMP_H
#define SCAN_MARKS_IMP_H

#include "scan/image.h"
#include "scan/place/map_imp.h"

struct mark_search {
	struct pt at; /* pixels: where it should be */
	struct pt right, down; /* pixels for one millimetre there */
	double reach; /* mm: how far it may be from there */
};

/* The best square within reach, to sub-pixel.  -1: there is none. */
int mark_find(const struct image *im, const struct mark_search *s, struct pt *out);

#endif
