#include "hand.h"

#include <math.h>
#include <string.h>

enum { POINTS_MAX = 96 };

struct writer
writer_new(struct rng *r)
{
	struct writer w;

	w.pen = pen_random(r);
	w.height = rng_range(r, 2.2, 5.5);
	w.slant = rng_range(r, -0.1, 0.55);
	w.run = rng_range(r, 0.6, 1.3);
	w.loops = rng_real(r);
	w.letters = 4 + rng_int(r, 9);
	w.flourish = rng_int(r, 4);
	return w;
}

/* Slanted, then moved so that (0, 0) is at `origin`. */
static void
place(struct point *at, size_t n, double slant, struct point origin)
{
	for (size_t i = 0; i < n; i++) {
		at[i].x += origin.x - slant * at[i].y;
		at[i].y += origin.y;
	}
}

/*
 * A run of cursive: for each letter the pen goes up, round and down again, with now and then an
 * ascender or a descender.  y up is negative; the line starts at (0, 0).
 */
static size_t
cursive(const struct writer *w, double scale, struct point *at, struct rng *r)
{
	double h = w->height * scale, x = 0;
	size_t n = 0;

	at[n++] = (struct point){ -h * 0.4, -h * rng_range(r, 0, 0.6) };
	for (int i = 0; i < w->letters && n + 4 < POINTS_MAX; i++) {
		double up = h * rng_range(r, 0.6, 1.1), down = h * rng_range(r, -0.1, 0.15);
		double step = h * w->run * rng_range(r, 0.6, 1.25);

		if (rng_chance(r, 0.22))
			up *= rng_range(r, 1.7, 2.4);
		else if (rng_chance(r, 0.15))
			down += h * rng_range(r, 0.8, 1.6);
		at[n++] = (struct point){ x + step * 0.5, -up };
		at[n++] = (struct point){ x + step * (0.5 - 0.55 * w->loops), -up * 0.75 };
		at[n++] = (struct point){ x + step * 0.55, down };
		x += step;
	}
	at[n++] = (struct point){ x + h * rng_range(r, 0.5, 2), -h * rng_range(r, -0.3, 0.8) };
	return n;
}

static void
bounds(const struct point *at, size_t n, struct point *lo, struct point *hi)
{
	*lo = *hi = at[0];
	for (size_t i = 1; i < n; i++) {
		lo->x = fmin(lo->x, at[i].x);
		lo->y = fmin(lo->y, at[i].y);
		hi->x = fmax(hi->x, at[i].x);
		hi->y = fmax(hi->y, at[i].y);
	}
}

/* The first letter: a tall loop before the name. */
static void
capital(struct drawing *d, const struct writer *w, struct point base, struct rng *r)
{
	double h = w->height * rng_range(r, 2, 3), b = h * rng_range(r, 0.35, 0.7);
	struct point at[] = { { -b * 0.6, -h * 0.2 }, { -b * 0.2, -h }, { b * 0.5, -h * 0.8 },
		{ 0, -h * 0.35 }, { -b * 0.5, h * 0.1 }, { b * 0.3, h * 0.15 },
		{ b * 1.1, -h * 0.35 } };

	place(at, sizeof at / sizeof *at, w->slant, base);
	drawing_stroke(d, at, sizeof at / sizeof *at, &w->pen, r);
}

static void
flourish(
    struct drawing *d, const struct writer *w, struct point lo, struct point hi, struct rng *r)
{
	double under = hi.y + w->height * rng_range(r, 0.1, 0.6);
	double through = (lo.y + hi.y) / 2;
	double y = w->flourish == 2 ? through : under;
	struct point at[] = { { hi.x, through }, { hi.x + w->height * 0.8, y },
		{ (lo.x + hi.x) / 2, y + w->height * rng_range(r, -0.3, 0.3) },
		{ lo.x - w->height * 0.4, y + w->height * rng_range(r, -0.2, 0.4) },
		{ lo.x + (hi.x - lo.x) * rng_range(r, 0.1, 0.6), y + w->height * 0.3 } };

	drawing_stroke(d, at, w->flourish == 2 ? 4 : 5, &w->pen, r);
}

void
hand_signature(struct drawing *d, const struct writer *w, struct point centre, struct rng *r)
{
	struct point at[POINTS_MAX], lo, hi;
	size_t n = cursive(w, 1, at, r);
	double fit;

	place(at, n, w->slant, (struct point){ 0, 0 });
	bounds(at, n, &lo, &hi);
	fit = fmin(1, 44 / (hi.x - lo.x)); /* a hand keeps to the width that it is given */
	for (size_t i = 0; i < n; i++) {
		at[i].x = centre.x + (at[i].x - (lo.x + hi.x) / 2) * fit;
		at[i].y = centre.y + (at[i].y - (lo.y + hi.y) / 2) * fit;
	}
	bounds(at, n, &lo, &hi);
	drawing_stroke(d, at, n, &w->pen, r);
	if (w->flourish == 3)
		capital(d, w, (struct point){ lo.x, hi.y }, r);
	else if (w->flourish != 0)
		flourish(d, w, lo, hi, r);
	if (rng_chance(r, 0.3)) /* the dot of an i */
		drawing_dot(d, (struct point){ lo.x + (hi.x - lo.x) * rng_real(r), lo.y - 0.8 },
		    w->pen.width * 1.5, w->pen.strength);
}

void
hand_initials(struct drawing *d, const struct writer *w, struct point centre, struct rng *r)
{
	struct writer small = *w;
	struct point at[POINTS_MAX], lo, hi;
	size_t n;

	small.letters = 2;
	small.height = 3;
	n = cursive(&small, rng_range(r, 0.8, 1.1), at, r);
	bounds(at, n, &lo, &hi);
	place(at, n, 0.2,
	    (struct point){ centre.x - (lo.x + hi.x) / 2, centre.y - (lo.y + hi.y) / 2 });
	drawing_stroke(d, at, n, &w->pen, r);
}

/* Digits as a pen makes them, in a cell of 1 x 1, y down; a row ends where x is negative. */
static const struct point digits_at[11][9] = {
	{ { 0.6, 0 }, { 0.1, 0.3 }, { 0.2, 0.9 }, { 0.6, 1 }, { 0.8, 0.5 }, { 0.6, 0 },
	    { -1, 0 } },
	{ { 0.2, 0.3 }, { 0.55, 0 }, { 0.5, 0.5 }, { 0.5, 1 }, { -1, 0 } },
	{ { 0.1, 0.2 }, { 0.5, 0 }, { 0.75, 0.3 }, { 0.1, 1 }, { 0.8, 0.95 }, { -1, 0 } },
	{ { 0.15, 0.05 }, { 0.7, 0.1 }, { 0.35, 0.45 }, { 0.75, 0.7 }, { 0.4, 1 },
	    { 0.1, 0.85 }, { -1, 0 } },
	{ { 0.5, 0 }, { 0.1, 0.6 }, { 0.8, 0.6 }, { 0.6, 0.35 }, { 0.55, 1 }, { -1, 0 } },
	{ { 0.75, 0 }, { 0.25, 0.05 }, { 0.2, 0.45 }, { 0.7, 0.55 }, { 0.6, 0.95 },
	    { 0.1, 0.95 }, { -1, 0 } },
	{ { 0.65, 0 }, { 0.2, 0.5 }, { 0.25, 0.95 }, { 0.7, 0.85 }, { 0.6, 0.5 },
	    { 0.25, 0.65 }, { -1, 0 } },
	{ { 0.1, 0.05 }, { 0.8, 0.05 }, { 0.5, 0.5 }, { 0.35, 1 }, { -1, 0 } },
	{ { 0.6, 0.1 }, { 0.2, 0.25 }, { 0.7, 0.7 }, { 0.4, 1 }, { 0.15, 0.75 }, { 0.7, 0.2 },
	    { -1, 0 } },
	{ { 0.7, 0.2 }, { 0.3, 0.1 }, { 0.2, 0.45 }, { 0.7, 0.35 }, { 0.65, 0.7 }, { 0.4, 1 },
	    { -1, 0 } },
	{ { 0.7, -0.1 }, { 0.4, 0.5 }, { 0.1, 1.1 }, { -1, 0 } }, /* the slash */
};

static void
digit(struct drawing *d, const struct writer *w, int which, struct point corner, struct rng *r)
{
	struct point at[9];
	size_t n = 0;

	for (; n < 9 && digits_at[which][n].x >= 0; n++) {
		at[n].x = digits_at[which][n].x * w->height * 0.7 + 0.1 * rng_normal(r);
		at[n].y = digits_at[which][n].y * w->height + 0.1 * rng_normal(r);
	}
	place(at, n, w->slant * 0.5, corner);
	drawing_stroke(d, at, n, &w->pen, r);
}

void
hand_number(struct drawing *d, const struct writer *w, const char *digits, struct point centre,
    struct rng *r)
{
	double step = w->height * 0.85;
	struct point corner = { centre.x - step * (double)strlen(digits) / 2,
		centre.y - w->height / 2 };

	for (; *digits != '\0'; digits++, corner.x += step)
		if (*digits != ' ')
			digit(d, w, *digits == '/' ? 10 : *digits - '0', corner, r);
}

void
hand_cross(
    struct drawing *d, const struct pen *pen, struct point centre, double size, struct rng *r)
{
	double s = size / 2;
	struct point one[] = { { centre.x - s, centre.y - s * rng_range(r, 0.8, 1.1) },
		{ centre.x + rng_range(r, -0.3, 0.3), centre.y },
		{ centre.x + s, centre.y + s } };
	struct point two[] = { { centre.x + s, centre.y - s },
		{ centre.x + rng_range(r, -0.3, 0.3), centre.y },
		{ centre.x - s, centre.y + s * rng_range(r, 0.8, 1.1) } };

	drawing_stroke(d, one, 3, pen, r);
	drawing_stroke(d, two, 3, pen, r);
}
