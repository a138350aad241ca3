/*
 * What people put into a box, and what a reader should then say of it.
 */
#ifndef SIM_INK_H
#define SIM_INK_H

#include "domain/words.h"
#include "rng.h"
#include "sheet.h"

enum ink {
	INK_NONE,
	INK_SIGNATURE, /* as one of all sorts of people signs */
	INK_PLAIN, /* one that nobody doubts: for tests of what follows from it */
	INK_INITIALS,
	INK_PENCIL, /* a signature in pencil */
	INK_OVERFLOW, /* a signature that leaves the box */
	INK_MISSED, /* a signature beside its box, by some mm */
	INK_SMEARED, /* a signature that the hand dragged over while it was wet */
	INK_NOTED, /* a signature with a date or a mention */
	INK_STAMPED, /* a signature with a rubber stamp over it */
	INK_STAMP, /* a rubber stamp alone */
	INK_DATE, /* a date alone */
	INK_MENTION, /* « lu et approuvé » alone: nobody can tell it from a name */
	INK_NAME, /* a name that can be read, in one line */
	INK_CROSS,
	INK_HOOK, /* a tick, in a box to sign */
	INK_TICK, /* in a check box */
	INK_DOT,
	INK_LINE, /* a line of the pen that crosses the box and goes on */
	INK_BEHIND, /* a signature on the back that shows through */
	INK_STAIN,
	INK_SMUDGE,
	INK_MARKER,
	INK_HOLE,
	INK_FLUID,
	INK_CREASE,
	INK_HAIR,
	INK_COUNT
};

const char *ink_name(enum ink k);
int ink_parse(const char *name); /* -1: no such ink */

/* The verdicts that are right for a box with this ink, as bits 1 << enum verdict. */
unsigned ink_verdicts(enum ink k);

/* Draws it on an unturned sheet that shows the whole page. */
void ink_draw(struct sheet *s, const struct box *b, enum ink k, struct rng *r);

/* A rubber stamp with its centre at (x, y) mm, wherever people put one. */
void ink_stamp(struct sheet *s, double x, double y, struct rng *r);

#endif
