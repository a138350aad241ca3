#include "ink.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "dirt.h"
#include "hand.h"
#include "stamp.h"

enum { E = 1 << VERDICT_EMPTY, S = 1 << VERDICT_SIGNED, D = 1 << VERDICT_DOUBTFUL };

static const struct {
	const char *name;
	unsigned verdicts;
} inks[INK_COUNT] = {
	[INK_NONE] = { "none", E },
	[INK_SIGNATURE] = { "signature", S },
	[INK_PLAIN] = { "plain", S },
	[INK_INITIALS] = { "initials", S },
	[INK_PENCIL] = { "pencil", S },
	[INK_OVERFLOW] = { "overflow", S },
	[INK_MISSED] = { "missed", S | D },
	[INK_SMEARED] = { "smeared", S },
	[INK_NOTED] = { "noted", S },
	[INK_STAMPED] = { "stamped", S },
	[INK_STAMP] = { "stamp", D },
	[INK_DATE] = { "date", D },
	[INK_MENTION] = { "mention", S | D },
	[INK_NAME] = { "name", S },
	[INK_CROSS] = { "cross", D },
	[INK_HOOK] = { "hook", D },
	[INK_TICK] = { "tick", S },
	[INK_DOT] = { "dot", E | D },
	[INK_LINE] = { "line", E | D },
	[INK_BEHIND] = { "behind", E },
	[INK_STAIN] = { "stain", E | D },
	[INK_SMUDGE] = { "smudge", E },
	[INK_MARKER] = { "marker", E | D },
	[INK_HOLE] = { "hole", E },
	[INK_FLUID] = { "fluid", E },
	[INK_CREASE] = { "crease", E },
	[INK_HAIR] = { "hair", E | D },
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
	struct point at = spot(b, 0.12, r);
	double room = b->w * rng_range(r, 0.5, 0.85);

	at.x = fmin(fmax(at.x, b->x + room / 2 + 1), b->x + b->w - room / 2 - 1);
	if (k == INK_PENCIL)
		w.pen = pen_pencil(r);
	if (k == INK_PLAIN) {
		w.style = STYLE_TANGLE;
		w.height = 6;
		w.pen = pen_gel(r);
		room = b->w * 0.75;
		at = spot(b, 0, r);
	}
	if (k == INK_OVERFLOW) {
		at.x += rng_sign(r) * b->w * rng_range(r, 0, 0.25);
		at.y += rng_sign(r) * b->h * 0.3;
		w.height += 1.5;
		room = b->w * 1.1;
	}
	if (k == INK_MISSED)
		at.y += rng_sign(r) * (b->h / 2 + rng_range(r, 2, 8));
	if (k == INK_NOTED)
		at.y += b->h * 0.15;
	hand_signature(d, &w, at, room, r);
	if (k == INK_SMEARED)
		drawing_smear(d, rng_range(r, 2, 6), rng_range(r, 0.3, 0.7));
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

/* As people write a day. */
static void
date_words(char text[48], struct rng *r)
{
	static const char *const months[] = { "janvier", "f'vrier", "mars", "avril", "mai",
		"juin", "juillet", "aout", "sept.", "octobre", "nov.", "d'cembre" };
	static const char *const shapes[] = { "%02d/%02d/%02d", "%02d/%02d/%02d", "%d/%d/%02d",
		"%d.%d.%02d", "%02d-%02d-%02d", "%d-%d-%02d", "%d / %d / %02d",
		"%02d %02d %02d", "%02d.%02d.%02d", "le %d/%d/%02d" };
	static const char *const before[] = { "", "", "", "le ", "Le ", "Orbe, le ",
		"Fait le " };
	int day = 1 + rng_int(r, 31), month = rng_int(r, 12);
	int year = rng_chance(r, 0.6) ? 2025 + rng_int(r, 6) : 25 + rng_int(r, 6);

	if (rng_chance(r, 0.65))
		snprintf(text, 48, shapes[rng_int(r, 10)], day, 1 + month, year);
	else
		snprintf(
		    text, 48, "%s%d %s %d", before[rng_int(r, 7)], day, months[month], year);
}

static void
draw_date(struct drawing *d, const struct box *b, double y, struct rng *r)
{
	struct writer w = writer_new(r);
	struct point at = spot(b, 0.1, r);
	char text[48];

	at.y += y;
	w.run = rng_range(r, 0.7, 1.3);
	w.height = exp(rng_range(r, log(1.2), log(3.6)));
	w.rise *= rng_real(r);
	date_words(text, r);
	w.height = fmin(w.height, b->w * 0.9 / ((double)strlen(text) * (1.3 * w.run + 0.3)));
	hand_text(d, &w, text, strlen(text) > 10 && rng_chance(r, 0.4), at, r);
}

static void
draw_mention(struct drawing *d, const struct box *b, double y, struct rng *r)
{
	static const char *const words[] = { "lu et approuv'", "Lu et approuv'",
		"Bon pour accord", "lu et approuve" };
	struct writer w = writer_new(r);
	struct point at = spot(b, 0.08, r);

	at.y += y;
	w.run = rng_range(r, 0.7, 1.1);
	w.height = rng_range(r, 1.6, 2.6);
	hand_text(d, &w, words[rng_int(r, 4)], rng_chance(r, 0.65), at, r);
}

static void
draw_hook(struct drawing *d, const struct box *b, struct rng *r)
{
	struct pen pen = pen_random(r);
	struct point at = spot(b, 0.2, r);
	double s = rng_range(r, 3, 9);
	struct point hook[] = { { at.x - s * 0.4, at.y - s * 0.1 },
		{ at.x - s * 0.1, at.y + s * 0.4 },
		{ at.x + s * 0.6, at.y - s * rng_range(r, 0.5, 1) } };

	drawing_stroke(d, hook, 3, &pen, r);
}

/* With the pen: everything but stamps. */
static void
draw_written(struct drawing *d, const struct box *b, enum ink k, struct rng *r)
{
	struct writer w;

	switch (k) {
	case INK_NOTED:
		if (rng_chance(r, 0.5))
			draw_date(d, b, -b->h * 0.3, r);
		else
			draw_mention(d, b, -b->h * 0.3, r);
		draw_signature(d, b, k, r);
		break;
	case INK_SIGNATURE:
	case INK_PLAIN:
	case INK_PENCIL:
	case INK_OVERFLOW:
	case INK_MISSED:
	case INK_SMEARED:
	case INK_STAMPED:
	case INK_BEHIND:
		draw_signature(d, b, k, r);
		break;
	case INK_INITIALS:
		w = writer_new(r);
		hand_initials(d, &w, spot(b, 0.1, r), r);
		break;
	case INK_DATE:
		draw_date(d, b, 0, r);
		break;
	case INK_MENTION:
		draw_mention(d, b, 0, r);
		break;
	case INK_NAME:
		w = writer_new(r);
		w.height = rng_range(r, 1.8, 3.4);
		hand_name(d, &w, spot(b, 0.1, r), r);
		break;
	case INK_CROSS:
		w = writer_new(r);
		hand_cross(d, &w.pen, spot(b, 0.15, r),
		    rng_chance(r, 0.3) ? b->h * rng_range(r, 0.4, 0.95) : rng_range(r, 4, 12),
		    r);
		break;
	case INK_HOOK:
		draw_hook(d, b, r);
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
	default: /* nothing, a stamp, dirt */
		break;
	}
}

/* Mirrored, blurred and pale. */
static void
draw_behind(struct sheet *s, struct drawing *d, struct rng *r)
{
	double pale = rng_range(r, 0.08, 0.22);

	for (int y = 0; y < d->mask.h; y++) {
		uint8_t *row = d->mask.px + (size_t)y * (size_t)d->mask.w;

		for (int i = 0, j = d->mask.w - 1; i <= j; i++, j--) {
			uint8_t left = row[i];

			row[i] = (uint8_t)(row[j] * pale);
			row[j] = (uint8_t)(left * pale);
		}
	}
	drawing_soften(d, 0.2);
	sheet_ink(s, &d->mask, (struct tint){ { 60, 60, 66 } });
}

static void
draw_pen(struct sheet *s, const struct box *b, enum ink k, struct rng *r)
{
	enum { MARGIN = 18 }; /* mm around the box that a hand may reach */
	struct drawing d = drawing_new(
	    s->dpi, b->x - MARGIN, b->y - MARGIN, b->w + 2 * MARGIN, b->h + 2 * MARGIN);

	draw_written(&d, b, k, r);
	if (k == INK_BEHIND)
		draw_behind(s, &d, r);
	else
		sheet_ink(s, &d.mask, d.tint);
	drawing_release(&d);
}

void
ink_draw(struct sheet *s, const struct box *b, enum ink k, struct rng *r)
{
	if (k == INK_NONE)
		return;
	if (k >= INK_STAIN)
		dirt_draw(s, b, (enum dirt)(k - INK_STAIN), r);
	else if (k != INK_STAMP)
		draw_pen(s, b, k, r);
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
