/*
 * Rubber stamps: a round one with a ring, a company's framed one with lines of text.
 */
#ifndef SIM_STAMP_H
#define SIM_STAMP_H

#include "pen.h"

/* To be released. */
struct drawing stamp_draw(double dpi, struct point centre, struct rng *r);

#endif
