/*
 * A page seen from one side: a code of 24 mm tells its own place well and that of the far corners badly,
 * so that the marks are looked for everywhere, and those are taken which make a page with it.
 */
#ifndef SCAN_FAR_IMP_H
#define SCAN_FAR_IMP_H

#include "scan/image.h"
#include "scan/place/map_imp.h"

enum { FAR_MARKS = 3 };

struct far_marks {
	struct tie tie[FAR_MARKS];
	int n; /* 3; 2: one is covered, or out of the picture; 0: there is no such page */
};

/*
 * code: ties of the code's own patterns, n of them; near: a map that is good at the code; mm: where the
 * marks stand on the page.
 */
void far_find(const struct image *im, const struct tie *code, int n,
    const struct scan_map *near, const struct pt mm[FAR_MARKS], struct far_marks *out);

#endif
