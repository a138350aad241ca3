#include "marks.h"

#include <math.h>

#include "ink.h"
#include "pen.h"

static void
shade(struct sheet *s, int x, int y, int k)
{
	for (int p = 0; p < s->planes; p++) {
		uint8_t *px = &s->px[p][(size_t)y * (size_t)s->w + (size_t)x];
		int v = *px * k / 256;

		*px = (uint8_t)(v > 255 ? 255 : v);
	}
}

void
marks_pen(struct sheet *s, int level, struct rng *r)
{
	struct drawing d = drawing_new(s->dpi, CODE_X - 15, CODE_Y - 8, 50, 42);
	struct pen pen = pen_random(r);

	pen.width = 0.3 + 0.15 * level;
	for (int i = 0; i < (level + 1) / 2; i++) {
		double y = CODE_Y + CODE_SIDE * rng_range(r, 0.2, 0.8);
		struct point at[] = { { CODE_X - rng_range(r, 2, 12), y + rng_range(r, -8, 8) },
			{ CODE_X + CODE_SIDE * rng_range(r, 0.3, 0.6), y },
			{ CODE_X + CODE_SIDE * (0.3 + 0.18 * level),
			    y + rng_range(r, -6, 6) } };

		drawing_stroke(&d, at, 3, &pen, r);
	}
	sheet_ink(s, &d.mask, d.tint);
	drawing_release(&d);
}

/* The higher the level, the nearer to the code's middle. */
void
marks_stamp(struct sheet *s, int level, struct rng *r)
{
	double off = 7.0 * (5 - level) + 6;

	ink_stamp(s, CODE_X + CODE_SIDE / 2.0 - off * rng_range(r, 0.7, 1),
	    CODE_Y + CODE_SIDE / 2.0 + off * rng_range(r, 0.3, 0.8), r);
}

/* One straight crease across the sheet: dark on one side, bright on the other. */
void
marks_fold(struct sheet *s, int level, struct rng *r)
{
	int upright = rng_chance(r, 0.25), n = upright ? s->w : s->h, m = upright ? s->h : s->w;
	double at = n * (rng_chance(r, 0.5) ? 1 / 3.0 : 1 / 2.0) * rng_range(r, 0.92, 1.08);
	double lean = rng_range(r, -0.01, 0.01), width = sheet_px(s, 0.25 + 0.05 * level);
	double soft = sheet_px(s, 6), depth = 0.05 + 0.07 * level;

	for (int i = 0; i < m; i++) {
		double middle = at + lean * i;
		int from = (int)(middle - soft), to = (int)(middle + soft);

		for (int j = from < 0 ? 0 : from; j < to && j < n; j++) {
			double t = (j - middle) / soft,
			       crease = exp(-pow((j - middle) / width, 2));
			double light = 1 - depth * crease * (t < 0 ? 1 : -0.3) -
				       0.25 * depth * (t < 0 ? 1 + t : 0);

			shade(s, upright ? j : i, upright ? i : j, (int)(256 * light));
		}
	}
}

/* A corner turned over or torn off, across the given legs (px). */
static void
corner(struct sheet *s, int legs, int torn)
{
	for (int y = 0; y < legs && y < s->h; y++)
		for (int x = 0; x < legs - y && x < s->w; x++) {
			int edge = legs - y - x; /* px from the fold */

			for (int p = 0; p < s->planes; p++)
				s->px[p][(size_t)y * (size_t)s->w + (size_t)x] =
				    (uint8_t)(torn              ? 252
					      : edge < legs / 2 ? 225 + edge % 3
								: 250);
			if (edge < 4)
				shade(s, x, y, 150);
		}
}

void
marks_staple(struct sheet *s, int level, struct rng *r)
{
	double angle = rng_range(r, -0.3, 0.9), x = rng_range(r, 7, 12),
	       y = rng_range(r, 6, 10);
	struct point a = { x, y }, b = { x + 10 * cos(angle), y + 10 * sin(angle) };
	struct drawing d = drawing_new(s->dpi, 0, 0, 40, 40);

	if (level >= 3)
		corner(
		    s, (int)sheet_px(s, rng_range(r, 4, 5) * (level - 1)), rng_chance(r, 0.4));
	drawing_line(&d, a, b, 0.6, 0.35 + 0.1 * level);
	a.y += 0.5;
	b.y += 0.5;
	drawing_line(&d, a, b, 1.2, 0.08 * level);
	sheet_ink(s, &d.mask, (struct tint){ { 40, 40, 44 } });
	drawing_release(&d);
}

/* Light gets in along one side; the outermost strip is black. */
void
marks_lid(struct sheet *s, int level, struct rng *r)
{
	int side = rng_int(r, 4), across = side % 2 == 0;
	int n = across ? s->w : s->h, m = across ? s->h : s->w;
	int reach = (int)sheet_px(s, rng_range(r, 15, 25) * level);
	int black = (int)sheet_px(s, rng_range(r, 0.2, 0.6) * level);
	double depth = 0.12 * level;

	for (int j = 0; j < reach && j < n; j++) {
		int k =
		    j < black ? 20 : (int)(256 * (1 - depth * pow(1 - (double)j / reach, 2)));
		int line = side < 2 ? j : n - 1 - j;

		for (int i = 0; i < m; i++)
			shade(s, across ? line : i, across ? i : line, k);
	}
}

static void
streak(struct sheet *s, int x, int width, int dark, struct rng *r)
{
	int from = 0, to = s->h, strength = 256 - (int)(256 * rng_range(r, 0.35, 0.8));

	if (rng_chance(r, 0.3)) { /* the dirt came or went during the page */
		from = rng_int(r, s->h);
		to = from + rng_int(r, s->h - from);
	}
	for (int y = from; y < to; y++)
		for (int i = x; i < x + width && i < s->w; i++)
			for (int p = 0; p < s->planes; p++) {
				uint8_t *px = &s->px[p][(size_t)y * (size_t)s->w + (size_t)i];
				int target = dark ? 60 : 255;

				if (dark ? *px > target : *px < target)
					*px =
					    (uint8_t)(target + (*px - target) * strength / 256);
			}
}

void
marks_lines(struct sheet *s, int level, struct rng *r)
{
	int n = 1 + rng_int(r, 2 * level);

	for (int i = 0; i < n; i++)
		streak(s, rng_int(r, s->w), 1 + rng_int(r, 1 + (int)sheet_px(s, 0.06 * level)),
		    rng_chance(r, 0.65), r);
}
