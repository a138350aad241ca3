#include "ink.h"

#include <string.h>

#include "hand.h"
#include "stamp.h"

enum { E = 1 << VERDICT_EMPTY, S = 1 << VERDICT_SIGNED, D = 1 << VERDICT_DOUBTFUL };

static const struct {
	const char *name;
	unsigned verdicts;
} inks[INK_COUNT] = {
	[INK_NONE] = { "none", E },
	[INK_SIGNATURE] = { "signature", S },
	[INK_INITIALS] = { "initials", S | D },
	[INK_PENCIL] = { "pencil", S | D },
	[INK_OVERFLOW] = { "overflow", S },
	[INK_STAMPED] = { "stamped", S | D },
	[INK_STAMP] = { "stamp", D },
	[INK_DATE] = { "date", D },
	[INK_CROSS] = { "cross", D | S },
	[INK_TICK] = { "tick", S },
	[INK_DOT] = { "dot", E | D },
	[INK_LINE] = { "line", E | D },
};

const char *
ink_name(enum ink k)
{
	return inks[k].name;
}

int
ink_parse(const char *name)
{
	for (int k = 0; k < INK_COUNT; k++)
		if (strcmp(inks[k].name, name) == 0)
			return k;
	return -1;
}

unsigned
ink_verdicts(enum ink k)
{
	return inks[k].verdicts;
}

/* Where the writing goes: near the middle of the box, seldom in it. */
static struct point
spot(const struct box *b, double stray, struct rng *r)
{
	struct point p = { b->x + b->w * (0.5 + stray * rng_range(r, -1, 1)),
		b->y + b->h * (0.5 + stray * rng_range(r, -1, 1)) };

	return p;
}

static void
draw_signature(struct drawing *d, const struct box *b, enum ink k, struct rng *r)
{
	struct writer w = writer_new(r);
	struct point at = spot(b, 0.1, r);

	if (k == INK_PENCIL)
		w.pen = pen_pencil(r);
	if (k == INK_OVERFLOW) {
		at.x += rng_sign(r) * b->w * 0.2;
		at.y += rng_sign(r) * b->h * 0.3;
		w.height += 1.5;
	}
	hand_signature(d, &w, at, r);
}

static void
draw_line(struct drawing *d, const struct box *b, struct rng *r)
{
	struct pen pen = pen_random(r);
	double y = b->y + b->h * rng_range(r, 0.2, 0.8), lean = b->h * rng_range(r, -0.5, 0.5);
	struct point at[] = { { b->x - 12, y - lean }, { b->x + b->w / 2, y },
		{ b->x + b->w + 12, y + lean } };

	drawing_stroke(d, at, 3, &pen, r);
}

static void
draw_tick(struct drawing *d, const struct box *b, struct rng *r)
{
	struct pen pen = pen_random(r);
	struct point at[] = { { b->x, b->y + b->h * 0.5 }, { b->x + b->w * 0.4, b->y + b->h },
		{ b->x + b->w * 1.2, b->y - b->h * 0.2 } };

	if (rng_chance(r, 0.5))
		drawing_stroke(d, at, 3, &pen, r);
	else
		hand_cross(d, &pen, spot(b, 0.1, r), b->w * 1.2, r);
}

static void
draw_date(struct drawing *d, const struct box *b, struct rng *r)
{
	struct writer w = writer_new(r);
	char text[] = "01/01/2027";

	text[0] = (char)('0' + rng_int(r, 3));
	text[1] = (char)('1' + rng_int(r, 9));
	text[4] = (char)('1' + rng_int(r, 9));
	w.height = rng_range(r, 3, 4.2);
	hand_number(d, &w, text, spot(b, 0.1, r), r);
}

/* With the pen: everything but stamps. */
static void
draw_written(struct drawing *d, const struct box *b, enum ink k, struct rng *r)
{
	struct writer w;

	switch (k) {
	case INK_SIGNATURE:
	case INK_PENCIL:
	case INK_OVERFLOW:
	case INK_STAMPED:
		draw_signature(d, b, k, r);
		break;
	case INK_INITIALS:
		w = writer_new(r);
		hand_initials(d, &w, spot(b, 0.1, r), r);
		break;
	case INK_DATE:
		draw_date(d, b, r);
		break;
	case INK_CROSS:
		w = writer_new(r);
		hand_cross(d, &w.pen, spot(b, 0.15, r), rng_range(r, 4, 9), r);
		break;
	case INK_TICK:
		draw_tick(d, b, r);
		break;
	case INK_DOT:
		w = writer_new(r);
		d->tint = w.pen.tint;
		drawing_dot(d, spot(b, 0.4, r), w.pen.width * 1.6, w.pen.strength);
		break;
	case INK_LINE:
		draw_line(d, b, r);
		break;
	case INK_NONE:
	case INK_STAMP:
	case INK_COUNT:
		break;
	}
}

void
ink_draw(struct sheet *s, const struct box *b, enum ink k, struct rng *r)
{
	enum { MARGIN = 18 }; /* mm around the box that a hand may reach */
	struct drawing d = drawing_new(
	    s->dpi, b->x - MARGIN, b->y - MARGIN, b->w + 2 * MARGIN, b->h + 2 * MARGIN);

	draw_written(&d, b, k, r);
	sheet_ink(s, &d.mask, d.tint);
	drawing_release(&d);
	if (k == INK_STAMP || k == INK_STAMPED)
		ink_stamp(s, b->x + b->w * rng_range(r, 0.4, 0.6),
		    b->y + b->h * rng_range(r, 0.4, 0.6), r);
}

void
ink_stamp(struct sheet *s, double x, double y, struct rng *r)
{
	struct point centre = { x, y };
	struct drawing d = stamp_draw(s->dpi, centre, r);

	sheet_ink(s, &d.mask, d.tint);
	drawing_release(&d);
}
