/*
 * Rubber stamps: round ones with words along a ring, companies' with lines of text, days, large words.
 */
#ifndef SIM_STAMP_H
#define SIM_STAMP_H

#include "pen.h"

/* To be released. */
struct drawing stamp_draw(double dpi, struct point centre, struct rng *r);

#endif
