/*
 * Where the paper lies on the glass, or before the lens: skew, scale, a lost edge,
 * perspective, creases.  One resampling for all of it.
 */
#ifndef SIM_WARP_H
#define SIM_WARP_H

#include "sheet.h"
#include "wear.h"

/* Replaces the sheet by what the scanner sees of it; *s has another size for a photo. */
void warp_sheet(struct sheet *s, const struct wears *w);

/*
 * Where a point of the paper, mm, comes to lie in the scan that warp_sheet would make of it: pixels;
 * and the size of that scan.
 */
struct landed {
	double x, y;
	int w, h;
};
struct landed
warp_where(const struct sheet *paper, const struct wears *w, double x_mm, double y_mm);

#endif
