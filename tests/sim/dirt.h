/*
 * What gets onto a box without a hand that writes: stains, an eraser's smudge, a highlighter, a
 * punch hole, correction fluid, a crease, a hair.
 */
#ifndef SIM_DIRT_H
#define SIM_DIRT_H

#include "domain/words.h"
#include "rng.h"
#include "sheet.h"

enum dirt {
	DIRT_STAIN,
	DIRT_SMUDGE,
	DIRT_MARKER,
	DIRT_HOLE,
	DIRT_FLUID,
	DIRT_CREASE,
	DIRT_HAIR,
	DIRT_COUNT
};

/* Somewhere on box b of an unturned sheet that shows the whole page. */
void dirt_draw(struct sheet *s, const struct box *b, enum dirt k, struct rng *r);

#endif
