#include "pen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tone.h"

static const struct tint blues[] = { { { 28, 46, 140 } }, { { 20, 60, 170 } },
	{ { 45, 70, 150 } }, { { 15, 25, 90 } }, { { 60, 100, 190 } } };
static const struct tint blacks[] = { { { 20, 20, 24 } }, { { 40, 40, 46 } },
	{ { 62, 62, 70 } } };
static const struct tint others[] = { { { 90, 30, 120 } }, { { 20, 100, 60 } },
	{ { 170, 30, 40 } } };

struct pen
pen_random(struct rng *r)
{
	static const struct pen kinds[] = {
		{ 0.42, 0.25, 0.92, 0.05, 0.02, { { 0, 0, 0 } } }, /* ballpoint */
		{ 0.36, 0.30, 0.85, 0.12, 0.10, { { 0, 0, 0 } } }, /* ballpoint that skips */
		{ 0.28, 0.15, 0.90, 0.00, 0.03, { { 0, 0, 0 } } }, /* thin gel */
		{ 0.60, 0.12, 0.97, 0.00, 0.00, { { 0, 0, 0 } } }, /* gel */
		{ 1.00, 0.10, 0.95, 0.00, 0.00, { { 0, 0, 0 } } }, /* felt tip */
		{ 0.65, 0.50, 0.92, 0.00, 0.00, { { 0, 0, 0 } } }, /* fountain pen */
		{ 0.21, 0.25, 0.85, 0.05, 0.06, { { 0, 0, 0 } } }, /* fine ballpoint */
	};
	static const int often[] = { 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 6 };
	struct pen pen = kinds[often[rng_int(r, sizeof often / sizeof *often)]];

	pen.width *= rng_range(r, 0.85, 1.25);
	pen.tint = rng_chance(r, 0.06)  ? others[rng_int(r, 3)]
		   : rng_chance(r, 0.6) ? blues[rng_int(r, 5)]
					: blacks[rng_int(r, 3)];
	return pen;
}

struct pen
pen_gel(struct rng *r)
{
	struct pen pen = { 0.6, 0.12, 0.97, 0, 0, { { 0, 0, 0 } } };

	pen.tint = rng_chance(r, 0.6) ? blues[rng_int(r, 5)] : blacks[rng_int(r, 2)];
	return pen;
}

struct pen
pen_pencil(struct rng *r)
{
	static const struct tint leads[] = { { { 90, 90, 94 } }, { { 70, 70, 74 } },
		{ { 120, 120, 124 } }, { { 70, 90, 170 } } };
	struct pen pen = { 0.5, 0.3, 0.75, 0.45, 0.05, { { 0, 0, 0 } } };

	pen.width *= rng_range(r, 0.7, 1.3);
	pen.strength *= rng_range(r, 0.7, 1.15);
	pen.tint = leads[rng_int(r, 4)];
	return pen;
}

struct drawing
drawing_new(double dpi, double x, double y, double w, double h)
{
	double k = dpi / 25.4;
	struct drawing d = { { NULL, (int)floor(x * k), (int)floor(y * k), (int)ceil(w * k) + 1,
				 (int)ceil(h * k) + 1 },
		dpi, 0, 0, { { 0, 0, 0 } } };

	d.x = d.mask.x / k;
	d.y = d.mask.y / k;
	d.mask.px = mem_zero((size_t)d.mask.w, (size_t)d.mask.h);
	return d;
}

void
drawing_release(struct drawing *d)
{
	free(d->mask.px);
	d->mask.px = NULL;
}

static int
clip(double v, int max)
{
	return v < 0 ? 0 : v > max ? max : (int)v;
}

/* Distance from (x, y) to the piece of line a-b, all in pixels. */
static double
distance(double x, double y, const struct point *a, const struct point *b)
{
	double dx = b->x - a->x, dy = b->y - a->y, len = dx * dx + dy * dy;
	double t = len > 0 ? ((x - a->x) * dx + (y - a->y) * dy) / len : 0;

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return hypot(x - a->x - t * dx, y - a->y - t * dy);
}

void
drawing_line(struct drawing *d, struct point a, struct point b, double width, double strength)
{
	double k = d->dpi / 25.4, r = width * k / 2;
	struct point pa = { (a.x - d->x) * k, (a.y - d->y) * k };
	struct point pb = { (b.x - d->x) * k, (b.y - d->y) * k };
	int x0 = clip(fmin(pa.x, pb.x) - r - 1, d->mask.w);
	int x1 = clip(fmax(pa.x, pb.x) + r + 2, d->mask.w);
	int y0 = clip(fmin(pa.y, pb.y) - r - 1, d->mask.h);
	int y1 = clip(fmax(pa.y, pb.y) + r + 2, d->mask.h);

	for (int y = y0; y < y1; y++)
		for (int x = x0; x < x1; x++) {
			uint8_t *px = d->mask.px + (size_t)y * (size_t)d->mask.w + x;
			double cover = r + 0.5 - distance(x + 0.5, y + 0.5, &pa, &pb);

			/* thinner than a pixel: paler, not narrower */
			cover = cover > 1 ? 1 : cover > 2 * r ? 2 * r : cover;
			if (cover * strength * 255 > *px)
				*px = (uint8_t)(cover * strength * 255);
		}
}

static double
spline(double a, double b, double c, double d, double t)
{
	return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
			 (3 * b - a - 3 * c + d) * t * t * t);
}

/* The point at t in [0, 1] of the i-th piece of a Catmull-Rom curve. */
static struct point
curve_point(const struct point *at, size_t n, size_t i, double t)
{
	const struct point *a = &at[i > 0 ? i - 1 : 0], *b = &at[i], *c = &at[i + 1];
	const struct point *d = &at[i + 2 < n ? i + 2 : n - 1];
	struct point p = { spline(a->x, b->x, c->x, d->x, t),
		spline(a->y, b->y, c->y, d->y, t) };

	return p;
}

void
drawing_stroke(
    struct drawing *d, const struct point *at, size_t n, const struct pen *pen, struct rng *r)
{
	double swell = rng_range(r, 0, 6.3), pace = rng_range(r, 0.25, 0.6), along = 0;
	double dry = 0; /* mm that it will still skip */
	struct point from = at[0];

	d->tint = pen->tint;
	for (size_t i = 0; i + 1 < n; i++) {
		double length = hypot(at[i + 1].x - at[i].x, at[i + 1].y - at[i].y);
		int steps = 2 + (int)(length / 0.35);

		for (int s = 1; s <= steps; s++) {
			struct point to = curve_point(at, n, i, (double)s / steps);
			double press = 1 + pen->pressure * sin(swell + along * pace);

			double step = hypot(to.x - from.x, to.y - from.y), give = pen->strength;

			along += step;
			dry -= step;
			if (along < 0.8) /* the pen lands */
				press *= 0.6 + 0.5 * along;
			if (dry < 0 && rng_chance(r, pen->skips * step / 2))
				dry = rng_range(r, 0.5, 3.5);
			if (dry > 0)
				give *= 0.15;
			if (!rng_chance(r, pen->grain * 0.6))
				drawing_line(d, from, to, pen->width * press,
				    give * (1 - pen->grain * rng_real(r)));
			from = to;
		}
	}
}

void
drawing_dot(struct drawing *d, struct point at, double width, double strength)
{
	drawing_line(d, at, at, width, strength);
}

void
drawing_soften(struct drawing *d, double sigma)
{
	struct sheet plane = { { d->mask.px }, d->mask.w, d->mask.h, 1, d->dpi };

	tone_soften(&plane, sheet_px(&plane, sigma), sheet_px(&plane, sigma));
}

void
drawing_smear(struct drawing *d, double mm, double strength)
{
	int reach = (int)(mm * d->dpi / 25.4);

	for (int y = 0; y < d->mask.h; y++) {
		uint8_t *row = d->mask.px + (size_t)y * (size_t)d->mask.w;
		double wet = 0;

		for (int x = 0; x < d->mask.w; x++) {
			double pale = wet * strength * 255;

			wet += (row[x] / 255.0 - wet) / reach;
			if (pale > row[x])
				row[x] = (uint8_t)pale;
		}
	}
}

/* Smooth noise in [0, 1] from a grid of random values 2.5 mm apart. */
void
drawing_wear(struct drawing *d, double amount, struct rng *r)
{
	double step = 2.5 * d->dpi / 25.4;
	int gw = (int)(d->mask.w / step) + 2, gh = (int)(d->mask.h / step) + 2;
	double *grid = mem_alloc(sizeof *grid * (size_t)gw * (size_t)gh);

	for (int i = 0; i < gw * gh; i++)
		grid[i] = rng_real(r);
	for (int y = 0; y < d->mask.h; y++)
		for (int x = 0; x < d->mask.w; x++) {
			uint8_t *px = d->mask.px + (size_t)y * (size_t)d->mask.w + x;
			double u = x / step, v = y / step;
			const double *g = grid + (int)v * gw + (int)u;
			double fu = u - (int)u, fv = v - (int)v;
			double at = (g[0] * (1 - fu) + g[1] * fu) * (1 - fv) +
				    (g[gw] * (1 - fu) + g[gw + 1] * fu) * fv;

			if (*px != 0)
				*px = (uint8_t)(*px * (1 - amount * (1 - at) *
							       (0.6 + 0.4 * rng_real(r))));
		}
	free(grid);
}
