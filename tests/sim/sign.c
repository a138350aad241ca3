#include <math.h>
#include <string.h>

#include "hand.h"
#include "hand_imp.h"
#include "moves.h"

static const char capitals[] = "ABCDFGHJLMNPRSTV";

static char
any_capital(struct rng *r)
{
	return capitals[rng_int(r, sizeof capitals - 1)];
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
first_loop(struct drawing *d, const struct writer *w, struct point base, struct rng *r)
{
	double h = w->height * rng_range(r, 2, 3), b = h * rng_range(r, 0.35, 0.7);
	struct point at[] = { { -b * 0.6, -h * 0.2 }, { -b * 0.2, -h }, { b * 0.5, -h * 0.8 },
		{ 0, -h * 0.35 }, { -b * 0.5, h * 0.1 }, { b * 0.3, h * 0.15 },
		{ b * 1.1, -h * 0.35 } };

	hand_place(at, sizeof at / sizeof *at, w, base);
	drawing_stroke(d, at, sizeof at / sizeof *at, &w->pen, r);
}

/* From the end of the name in one go under it, or back through it. */
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

/* A line of its own under the name, or two, straight or wavy. */
static void
underline(
    struct drawing *d, const struct writer *w, struct point lo, struct point hi, struct rng *r)
{
	double wide = hi.x - lo.x, y = hi.y + w->height * rng_range(r, -0.1, 0.7);
	double from = lo.x + wide * rng_range(r, -0.1, 0.4),
	       tilt = w->rise + rng_range(r, -0.08, 0.08);
	int lines = 1 + rng_chance(r, 0.3);

	for (int i = 0; i < lines; i++) {
		double len = wide * rng_range(r, 0.4, 0.9),
		       bend = w->height * rng_range(r, -0.3, 0.3);
		struct point at[] = { { from, y },
			{ from + len / 2, y + tilt * len / 2 + bend },
			{ from + len, y + tilt * len } };

		drawing_stroke(d, at, 3, &w->pen, r);
		y += w->height * rng_range(r, 0.3, 0.6);
		from += len * rng_range(r, 0, 0.4);
	}
}

/* Round and round under the name, and through it, as large as it is. */
static void
paraph(
    struct drawing *d, const struct writer *w, struct point lo, struct point hi, struct rng *r)
{
	struct point at[HAND_POINTS_MAX];
	double wide = hi.x - lo.x + w->height, high = hi.y - lo.y, y = hi.y;
	int turns = 1 + rng_int(r, 3);
	size_t n = 0;

	at[n++] = (struct point){ hi.x, (lo.y + hi.y) / 2 };
	for (int i = 0; i < turns; i++) {
		double reach = wide * rng_range(r, 0.1, 0.4);

		at[n++] = (struct point){ hi.x + reach, y - high * rng_range(r, 0, 0.5) };
		at[n++] = (struct point){ hi.x, y + high * rng_range(r, 0, 0.4) };
		at[n++] = (struct point){ lo.x - reach * rng_real(r),
			y + high * rng_range(r, -0.1, 0.5) };
		at[n++] = (struct point){ lo.x, y - high * rng_range(r, 0, 0.6) };
		y += high * rng_range(r, -0.3, 0.3);
	}
	at[n++] = (struct point){ hi.x + wide * rng_range(r, -0.3, 0.6),
		y + high * rng_range(r, -0.4, 0.4) };
	drawing_stroke(d, at, n, &w->pen, r);
}

/* Dots of letters, the bar of a t that flies over some of them. */
static void
touches(
    struct drawing *d, const struct writer *w, struct point lo, struct point hi, struct rng *r)
{
	double wide = hi.x - lo.x;

	if (rng_chance(r, 0.3))
		drawing_dot(d,
		    (struct point){
			lo.x + wide * rng_real(r), lo.y + w->height * rng_range(r, -0.4, 0.4) },
		    w->pen.width * 1.5, w->pen.strength);
	if (rng_chance(r, 0.25)) {
		double x = lo.x + wide * rng_range(r, 0.1, 0.6),
		       y = lo.y + (hi.y - lo.y) * rng_range(r, 0, 0.4);
		struct point bar[] = { { x, y },
			{ x + wide * rng_range(r, 0.15, 0.5),
			    y + w->height * rng_range(r, -0.4, 0.2) } };

		drawing_stroke(d, bar, 2, &w->pen, r);
	}
}

/* The line in pieces, as the pen lifts. */
static void
lifted_strokes(
    struct drawing *d, const struct writer *w, const struct point *at, size_t n, struct rng *r)
{
	size_t from = 0;

	for (size_t i = 1; i < n; i++)
		if (i + 1 == n || (i > from + 1 && i + 2 < n && rng_chance(r, w->lift * 0.5))) {
			drawing_stroke(d, at + from, i + 1 - from, &w->pen, r);
			from = i + 1;
		}
}

/* Moved to the centre, and as large as the room lets it be, or smaller. */
static void
fit(struct point *at, size_t n, struct point centre, double room, struct rng *r)
{
	double high = fmin(22, 0.75 * room); /* boxes are wider than high */
	int as_it_is = rng_chance(r, 0.3);
	double want = room * rng_range(r, 0.65, 1), k;
	struct point lo, hi;

	bounds(at, n, &lo, &hi);
	k = (as_it_is ? fmin(want, hi.x - lo.x) : want) / (hi.x - lo.x);
	k = fmin(k, high / (hi.y - lo.y));
	for (size_t i = 0; i < n; i++) {
		at[i].x = centre.x + (at[i].x - (lo.x + hi.x) / 2) * k;
		at[i].y = centre.y + (at[i].y - (lo.y + hi.y) / 2) * k;
	}
}

/* One line of the pen, about the centre, with what the writer adds to it. */
static void
scribble(struct drawing *d, const struct writer *w, move_fn *move, struct point centre,
    double room, struct rng *r)
{
	struct point at[HAND_POINTS_MAX], lo, hi;
	size_t n = move(w, at, r);

	hand_place(at, n, w, (struct point){ 0, 0 });
	fit(at, n, centre, room, r);
	bounds(at, n, &lo, &hi);
	if (w->style == STYLE_CURSIVE)
		lifted_strokes(d, w, at, n, r);
	else
		drawing_stroke(d, at, n, &w->pen, r);
	if (w->style == STYLE_WAVE || (w->style == STYLE_CURSIVE && w->flourish == 3))
		first_loop(d, w, (struct point){ lo.x, hi.y }, r);
	else if (w->style == STYLE_CURSIVE && w->flourish != 0)
		flourish(d, w, lo, hi, r);
	else if (rng_chance(r, 0.25))
		underline(d, w, lo, hi, r);
	touches(d, w, lo, hi, r);
}

/* A hand that signs is larger in its capitals than one that fills in a form, and hurries at the end. */
static struct writer
signing(const struct writer *w, struct rng *r)
{
	struct writer o = *w;

	o.capital = rng_range(r, 0.9, 1.9);
	o.taper = rng_range(r, 0.5, 1.1);
	o.shake *= rng_range(r, 1, 1.7);
	return o;
}

/* As a signature: the last name, often larger than a word in passing, and underlined. */
static void
signed_name(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r)
{
	struct writer o = signing(w, r);
	double wide;
	char text[32];

	hand_any_name(text, rng_chance(r, 0.6), r);
	o.height = 1;
	wide = fmax(room, 30) * rng_range(r, 0.7, 1);
	o.height = fmin(wide / hand_text_width(&o, text), 7);
	wide = hand_text_width(&o, text);
	hand_text(d, &o, text, o.style != STYLE_PRINT, centre, r);
	if (o.flourish == 1)
		flourish(d, &o, (struct point){ centre.x - wide / 2, centre.y - o.height },
		    (struct point){ centre.x + wide / 2, centre.y + o.height }, r);
	else if (o.flourish == 3)
		underline(d, &o, (struct point){ centre.x - wide / 2, centre.y - o.height },
		    (struct point){ centre.x + wide / 2, centre.y + o.height / 2 }, r);
}

static void
monogram(struct drawing *d, const struct writer *w, struct point centre, struct rng *r)
{
	struct writer large = *w;

	large.height *= rng_range(r, 1, 1.8);
	for (int i = 0; i < 2; i++) {
		struct point base = { centre.x +
					  large.height * (i - 1 + rng_range(r, -0.3, 0.3)),
			centre.y + large.height * rng_range(r, 0.6, 1.2) };

		hand_letter(d, &large, any_capital(r), 0, base, r);
	}
	flourish(d, &large, (struct point){ centre.x - large.height, centre.y - large.height },
	    (struct point){ centre.x + large.height, centre.y + large.height }, r);
}

/* Two or three initials, or a short word, and the flourish. */
static void
initials_and_paraph(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r)
{
	struct writer o = *w;
	int n = 1 + rng_int(r, 3);
	double wide;

	o.height = fmin(w->height * rng_range(r, 1, 1.5), room / (3.2 * n));
	wide = o.height * 1.3 * o.run * n;
	for (int i = 0; i < n; i++) {
		struct point base = { centre.x - wide / 2 + wide * i / n,
			centre.y + o.height / 2 };

		hand_letter(d, &o, any_capital(r), 0, base, r);
		if (rng_chance(r, 0.3))
			drawing_dot(d, (struct point){ base.x + wide / n * 0.9, base.y },
			    o.pen.width * 1.4, o.pen.strength);
	}
	paraph(d, &o, (struct point){ centre.x - wide / 2, centre.y - o.height * 1.3 },
	    (struct point){ centre.x + wide / 2, centre.y + o.height * 0.6 }, r);
}

/* A capital, a run of cursive: an initial has none, or hardly any. */
static double
signed_word(struct drawing *d, const struct writer *w, struct point at, struct rng *r)
{
	struct point line[HAND_POINTS_MAX], hi = { 0, 0 }, lo, corner = at;
	double size = w->height * w->run * 1.2;

	if (rng_chance(r, 0.7)) {
		struct writer big = *w;

		big.height *= rng_range(r, 1, 1.9);
		hand_letter(d, &big, any_capital(r), 0, corner, r);
		size = 1.4 * big.height * w->run;
	} else {
		first_loop(d, w, corner, r);
	}
	if (w->letters > 0) {
		size_t n = move_cursive(w, line, r);

		corner.x += size * cos(w->rise);
		corner.y += size * sin(w->rise);
		hand_place(line, n, w, corner);
		lifted_strokes(d, w, line, n, r);
		bounds(line, n, &lo, &hi);
		return hi.x - at.x;
	}
	if (rng_chance(r, 0.4)) /* its point */
		drawing_dot(d, (struct point){ corner.x + size, corner.y }, w->pen.width * 1.4,
		    w->pen.strength);
	return size * 1.3;
}

/* The name in full, or its initials and the last name, up to WORDS_MAX. */
enum { WORDS_MAX = 3 };

static void
signed_words(struct drawing *d, const struct writer *w, int words, struct point centre,
    double room, struct rng *r)
{
	struct writer small = signing(w, r);
	struct point at = { centre.x - room / 2, centre.y + w->height / 2 };
	int letters[WORDS_MAX];
	double wide = 0; /* heights, about */

	for (int i = 0; i < words; i++) {
		letters[i] = i == words - 1       ? 3 + rng_int(r, 5)
			     : rng_chance(r, 0.5) ? 0
						  : 2 + rng_int(r, 4);
		wide += w->run * (2 + 0.92 * letters[i]) + 1.2;
	}
	small.height = fmin(rng_chance(r, 0.5) ? w->height : 6, room / wide);
	small.loops *= 0.7;
	for (int i = 0; i < words; i++) {
		double step;

		small.letters = letters[i];
		step = signed_word(d, &small, at, r) + small.height * rng_range(r, 0.2, 1.2);
		at.x += step;
		at.y += step * sin(w->rise);
	}
	if (w->flourish == 1)
		flourish(d, &small,
		    (struct point){ centre.x - room / 3, centre.y - small.height }, at, r);
	else if (w->flourish == 3)
		underline(d, &small,
		    (struct point){ centre.x - room / 2, centre.y - small.height }, at, r);
}

static void
signed_lines(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r)
{
	struct writer small = *w;
	double apart = fmin(w->height, 3) * rng_range(r, 0.9, 1.6);

	small.height = fmin(w->height, 3);
	small.flourish = 0;
	for (int i = 0; i < 2; i++) {
		struct point at = { centre.x + room * rng_range(r, -0.12, 0.12),
			centre.y + (i ? apart : -apart) };

		small.flourish = i ? w->flourish : 0;
		signed_words(d, &small, 1, at, room * rng_range(r, 0.45, 0.75), r);
	}
}

/* One stroke of a sign: across its square, down it, slanting, or hardly more than a dot. */
static void
sign_stroke(
    struct drawing *d, const struct writer *w, struct point base, double size, struct rng *r)
{
	static const struct point ways[] = { { 1, 0.05 }, { 0.1, 1 }, { -0.6, 0.8 },
		{ 0.7, 0.7 }, { 0.2, 0.25 } };
	struct point way = ways[rng_int(r, sizeof ways / sizeof *ways)];
	double len = size * rng_range(r, 0.25, 0.85);
	struct point at[3] = { { size * rng_range(r, 0, 0.7), -size * rng_range(r, 0.25, 1) } };
	size_t n = 2 + rng_chance(r, 0.3);

	at[1] = (struct point){ at[0].x + len * way.x, at[0].y + len * way.y };
	/* a hook at its end, or the way to the next stroke */
	at[2] = (struct point){ at[1].x + size * rng_range(r, -0.4, 0.4),
		at[1].y + size * rng_range(r, -0.3, 0.5) };
	hand_place(at, n, w, base);
	drawing_stroke(d, at, n, &w->pen, r);
}

/* One sign of a script that we cannot read. */
static void
sign(struct drawing *d, const struct writer *w, struct point base, double size, struct rng *r)
{
	int strokes = 3 + rng_int(r, 8);

	for (int i = 0; i < strokes; i++)
		sign_stroke(d, w, base, size, r);
}

static void
signs(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r)
{
	int n = rng_chance(r, 0.85) ? 2 + rng_int(r, 2) : 4;
	double size = fmin(room * rng_range(r, 0.4, 0.95) / (1.1 * n), 16);
	double step = size * rng_range(r, 0.9, 1.25), x = centre.x - step * n / 2;

	for (int i = 0; i < n; i++, x += step)
		sign(d, w,
		    (struct point){ x, centre.y + size / 2 + (x - centre.x) * sin(w->rise) },
		    size * rng_range(r, 0.85, 1.15), r);
	if (w->flourish == 1 && rng_chance(r, 0.4)) /* the line that some scripts hang from */
		underline(d, w, (struct point){ x - step * n, centre.y - size },
		    (struct point){ x, centre.y - size / 2 }, r);
}

void
hand_signature(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r)
{
	static move_fn *const moves[STYLE_COUNT] = {
		[STYLE_CURSIVE] = move_cursive,
		[STYLE_WAVE] = move_wave,
		[STYLE_SWEEP] = move_sweep,
		[STYLE_SPRING] = move_spring,
		[STYLE_SCRAWL] = move_scrawl,
		[STYLE_TANGLE] = move_tangle,
		[STYLE_SPIKES] = move_spikes,
		[STYLE_LOOPS] = move_loops,
	};

	switch (w->style) {
	case STYLE_NAME:
	case STYLE_PRINT:
		signed_name(d, w, centre, room, r);
		break;
	case STYLE_MONOGRAM:
		monogram(d, w, centre, r);
		break;
	case STYLE_PARAPH:
		initials_and_paraph(d, w, centre, room, r);
		break;
	case STYLE_WORDS:
		signed_words(d, w, 1 + rng_int(r, WORDS_MAX), centre, room, r);
		break;
	case STYLE_SIGNS:
		signs(d, w, centre, room, r);
		break;
	case STYLE_TWO_LINES:
		signed_lines(d, w, centre, room, r);
		break;
	default:
		scribble(d, w, moves[w->style], centre, room, r);
	}
}

void
hand_initials(struct drawing *d, const struct writer *w, struct point centre, struct rng *r)
{
	struct writer small = *w;

	small.letters = 2;
	small.height = rng_range(r, 2.6, 4.5);
	small.style = STYLE_SWEEP; /* no flourish */
	if (w->style == STYLE_MONOGRAM || w->style == STYLE_PRINT) {
		char two[] = { any_capital(r), any_capital(r), '\0' };

		small.height *= 0.8;
		hand_text(d, &small, two, 0, centre, r);
	} else {
		scribble(d, &small, move_cursive, centre, 13, r);
	}
}
