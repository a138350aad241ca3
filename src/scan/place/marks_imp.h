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

/* A square somewhere in a picture. */
struct mark_seen {
	struct pt at; /* its middle, pixels */
	double side; /* pixels */
};

/*
 * All squares of the picture, however light falls, that are from half to one and a half times as
 * large as a mark where one millimetre is `right` and `down`.  How many, at most max.
 */
int marks_find_all(
    const struct image *im, struct pt right, struct pt down, struct mark_seen *out, int max);

#endif
