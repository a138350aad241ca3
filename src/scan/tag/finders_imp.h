/*
 * Finder patterns of QR codes: dark, light, dark, light, dark as 1:1:3:1:1.  The decoder wants all
 * three of a code; here each is told alone.
 */
#ifndef SCAN_FINDERS_IMP_H
#define SCAN_FINDERS_IMP_H

#include "scan/image.h"
#include "scan/place/map_imp.h"

enum { FINDERS_MAX = 16 };

struct finder {
	struct pt at; /* pixels */
	double module; /* pixels */
	int rows; /* that showed it */
};

/* Those of a picture of a few pixels a module, most rows first.  Returns how many. */
int finders_find(const struct image *im, struct finder out[FINDERS_MAX]);

#endif
