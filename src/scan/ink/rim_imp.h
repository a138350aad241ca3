/*
 * The rim of a stain, which is all that a scan in black and white leaves of it.
 */
#ifndef SCAN_RIM_IMP_H
#define SCAN_RIM_IMP_H

#include "scan/ink/points_imp.h"

/* Do the strokes of a member go once around their middle, as one thin line? */
int rim_find(const struct area *a, const struct parts *p, int member);

#endif
