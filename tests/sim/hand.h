/*
 * What a hand writes: signatures in many writers' ways, initials, dates, marks.  Drawn with
 * the centre of the writing at a given place; sizes in mm.
 */
#ifndef SIM_HAND_H
#define SIM_HAND_H

#include "pen.h"

/* A writer: the same seed signs alike each time, never twice the same. */
struct writer {
	struct pen pen;
	double height; /* of the small letters */
	double slant; /* x per y, about 0.2 */
	double run; /* width of a letter, in heights */
	double loops; /* how round: 0 a zigzag, 1 loops */
	int letters; /* 4 .. 14 */
	int flourish; /* 0 none, 1 a line under, 2 back through, 3 a big first letter */
};

struct writer writer_new(struct rng *r);

void
hand_signature(struct drawing *d, const struct writer *w, struct point centre, struct rng *r);
void
hand_initials(struct drawing *d, const struct writer *w, struct point centre, struct rng *r);
/* Digits, slashes and spaces. */
void hand_number(struct drawing *d, const struct writer *w, const char *digits,
    struct point centre, struct rng *r);
void hand_cross(
    struct drawing *d, const struct pen *pen, struct point centre, double size, struct rng *r);

#endif
