/*
 * Strokes of a pen, drawn in millimetres of the page on a mask that sheet_ink lays down.
 */
#ifndef SIM_PEN_H
#define SIM_PEN_H

#include <stddef.h>

#include "rng.h"
#include "sheet.h"

struct point {
	double x, y; /* mm */
};

struct pen {
	double width; /* mm, under mean pressure */
	double pressure; /* how much the width varies along a stroke: 0 a felt tip, 0.5 a nib */
	double strength; /* how dark: 1 a felt tip, 0.3 a hard pencil */
	double
	    grain; /* how much of the line the paper's tooth leaves bare: 0 ink, 0.5 pencil */
	double
	    skips; /* share of the line, in pieces of some mm, on which it gives little ink */
	struct tint tint;
};

/* The pens of an office: ballpoints above all, then gel, felt tip, fountain pen. */
struct pen pen_random(struct rng *r);
struct pen pen_gel(struct rng *r); /* dark, and never skips */
struct pen pen_pencil(struct rng *r); /* black, grey, or a coloured one */

struct drawing {
	struct mask mask;
	double dpi;
	double x, y; /* mm of the mask's corner on the page */
	struct tint tint; /* of the last pen that drew */
};

/* An empty drawing over the given part of the page, mm.  To be released. */
struct drawing drawing_new(double dpi, double x, double y, double w, double h);
void drawing_release(struct drawing *d);

/* A straight piece of line with round ends. */
void
drawing_line(struct drawing *d, struct point a, struct point b, double width, double strength);

/* A smooth curve through the points, as one stroke of a hand. */
void drawing_stroke(
    struct drawing *d, const struct point *at, size_t n, const struct pen *pen, struct rng *r);

/* A filled disc. */
void drawing_dot(struct drawing *d, struct point at, double width, double strength);

/* A blur, its sigma in mm. */
void drawing_soften(struct drawing *d, double sigma);

/* A hand drags over what is still wet: a pale shadow of it, mm to the right. */
void drawing_smear(struct drawing *d, double mm, double strength);

/* Multiplies the mask by patches of worn rubber or dry ink: 0 leaves it, 1 is very uneven. */
void drawing_wear(struct drawing *d, double amount, struct rng *r);

#endif
