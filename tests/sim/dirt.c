#include "dirt.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "pen.h"

/* Multiplies what lies under each pixel of the drawing; full strength leaves `tint`. */
static void
lay(struct sheet *s, struct drawing *d, struct tint tint)
{
	sheet_ink(s, &d->mask, tint);
	drawing_release(d);
}

static struct drawing
over(const struct sheet *s, const struct box *b)
{
	return drawing_new(s->dpi, b->x - 12, b->y - 12, b->w + 24, b->h + 24);
}

static struct point
somewhere(const struct box *b, struct rng *r)
{
	return (struct point){ b->x + b->w * rng_range(r, 0.15, 0.85),
		b->y + b->h * rng_range(r, 0.2, 0.8) };
}

/* A drop that dried, a ring of a cup, a blot: soft inside, its rim a little darker. */
static void
stain(struct sheet *s, const struct box *b, struct rng *r)
{
	static const struct tint tints[] = { { { 190, 150, 100 } }, { { 200, 200, 190 } },
		{ { 150, 120, 90 } } };
	struct drawing d = over(s, b);
	struct point c = somewhere(b, r);
	double radius = rng_range(r, 1.5, 8), wobble = rng_range(r, 0.05, 0.25);
	double phase = rng_range(r, 0, 6.3), rim = rng_range(r, 0.2, 0.6);
	double full = rng_range(r, 0.1, 0.5), k = s->dpi / 25.4;

	for (int y = 0; y < d.mask.h; y++)
		for (int x = 0; x < d.mask.w; x++) {
			double dx = d.x + x / k - c.x, dy = d.y + y / k - c.y;
			double a = atan2(dy, dx);
			double edge = radius * (1 + wobble * sin(3 * a + phase) +
						   wobble * 0.4 * sin(7 * a));
			double in = (edge - hypot(dx, dy)) / 0.5; /* half a mm of softness */
			double at = full + rim * exp(-in * in / 4);

			if (in > 0)
				d.mask.px[(size_t)y * (size_t)d.mask.w + (size_t)x] =
				    (uint8_t)(255 * fmin(1, at * fmin(1, in)));
		}
	lay(s, &d, tints[rng_int(r, 3)]);
}

/* Broad pale strokes one over the other. */
static void
smudge(struct sheet *s, const struct box *b, struct rng *r)
{
	struct drawing d = over(s, b);
	struct point c = somewhere(b, r);

	for (int i = 0; i < 6; i++) {
		struct point from = { c.x - rng_range(r, 3, 9), c.y + rng_range(r, -3, 3) };
		struct point to = { c.x + rng_range(r, 3, 9), c.y + rng_range(r, -3, 3) };

		drawing_line(&d, from, to, rng_range(r, 2, 5), rng_range(r, 0.04, 0.14));
	}
	drawing_wear(&d, 0.7, r);
	lay(s, &d, (struct tint){ { 60, 60, 64 } });
}

static void
marker(struct sheet *s, const struct box *b, struct rng *r)
{
	static const struct tint tints[] = { { { 250, 240, 60 } }, { { 255, 150, 190 } },
		{ { 150, 230, 130 } }, { { 140, 200, 250 } } };
	struct drawing d = over(s, b);
	struct tint tint = tints[rng_int(r, 4)];
	int lines = 1 + rng_int(r, 3);

	for (int i = 0; i < lines; i++) {
		double y = b->y + b->h * (i + 1) / (lines + 1) + rng_range(r, -1, 1);
		struct point from = { b->x + b->w * rng_range(r, -0.1, 0.3), y };
		struct point to = { b->x + b->w * rng_range(r, 0.6, 1.1),
			y + rng_range(r, -1.5, 1.5) };

		drawing_line(&d, from, to, rng_range(r, 3.5, 5), 0.95);
	}
	lay(s, &d, tint);
}

/* The scanner's dark or light lid shows through. */
static void
hole(struct sheet *s, const struct box *b, struct rng *r)
{
	struct drawing d = over(s, b);
	struct point c = somewhere(b, r);

	if (rng_chance(r, 0.6))
		drawing_dot(&d, c, rng_range(r, 5, 6.5), rng_range(r, 0.3, 1));
	else
		for (int i = 0; i < 40; i++) { /* a white one has a shadow on one side */
			double a = M_PI * i / 40;
			struct point at = { c.x + 2.8 * cos(a), c.y + 2.8 * sin(a) };

			drawing_dot(&d, at, 0.35, 0.5 * sin(a));
		}
	lay(s, &d, (struct tint){ { 30, 30, 32 } });
}

/* White over white: only its edge casts a thin shadow, here and there. */
static void
fluid(struct sheet *s, const struct box *b, struct rng *r)
{
	struct drawing d = over(s, b);
	struct point c = somewhere(b, r);
	double w = rng_range(r, 4, 14), h = rng_range(r, 2, 4),
	       strength = rng_range(r, 0.1, 0.3);

	for (int i = 0; i < 120; i++) {
		double a = 2 * M_PI * i / 120, wide = 1 + 0.1 * sin(5 * a);
		struct point at = { c.x + w * wide * cos(a), c.y + h * wide * sin(a) };

		drawing_dot(&d, at, 0.4, strength * fmax(0, sin(a + 0.6)));
	}
	lay(s, &d, (struct tint){ { 90, 90, 90 } });
}

/* Pressed into the paper across the box, or a corner of it: a soft line of shadow. */
static void
crease(struct sheet *s, const struct box *b, struct rng *r)
{
	struct drawing d = over(s, b);
	double y = b->y + b->h * rng_range(r, 0.2, 0.8), lean = rng_range(r, -8, 8);
	double strength = rng_range(r, 0.08, 0.35);
	struct point from = { b->x - 10, y - lean }, to = { b->x + b->w + 10, y + lean };

	if (rng_chance(r, 0.3)) { /* it ends inside */
		to.x = b->x + b->w * rng_range(r, 0.3, 0.8);
		to.y = y;
	}
	for (int i = 4; i >= 1; i--)
		drawing_line(&d, from, to, 0.35 * i, strength * (5 - i) / 4);
	lay(s, &d, (struct tint){ { 60, 60, 60 } });
}

/* On the glass: thin, and curved as no pen line is. */
static void
hair(struct sheet *s, const struct box *b, struct rng *r)
{
	struct drawing d = over(s, b);
	struct pen pen = { 0.09, 0.1, rng_range(r, 0.3, 0.7), 0, 0, { { 50, 45, 40 } } };
	struct point at[4] = { somewhere(b, r) };
	double a = rng_range(r, 0, 6.3);

	for (int i = 1; i < 4; i++) {
		a += rng_range(r, -0.6, 0.6);
		at[i].x = at[i - 1].x + 5 * cos(a);
		at[i].y = at[i - 1].y + 5 * sin(a);
	}
	drawing_stroke(&d, at, 4, &pen, r);
	lay(s, &d, pen.tint);
}

void
dirt_draw(struct sheet *s, const struct box *b, enum dirt k, struct rng *r)
{
	static void (*const kinds[DIRT_COUNT])(struct sheet *, const struct box *,
	    struct rng *) = { stain, smudge, marker, hole, fluid, crease, hair };

	kinds[k](s, b, r);
}
