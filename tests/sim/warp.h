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

#endif
