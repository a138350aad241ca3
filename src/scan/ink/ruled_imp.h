/*
 * Is it drawn with a ruler's simplicity?  A lone cross, a tick, a stroke through the box.
 */
#ifndef SCAN_RULED_IMP_H
#define SCAN_RULED_IMP_H

#include "scan/place/map_imp.h"

/* The share of n points that the two best straight lines of that width explain, 0..1. */
double ruled_share(struct pt *at, int n, double width); /* reorders at */

#endif
