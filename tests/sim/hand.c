#include "hand.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "letters.h"

enum { POINTS_MAX = 160 };

struct writer
writer_new(struct rng *r)
{
	/* most sign with a scribble or with their name */
	static const enum style often[] = { STYLE_CURSIVE, STYLE_CURSIVE, STYLE_CURSIVE,
		STYLE_CURSIVE, STYLE_NAME, STYLE_WAVE, STYLE_WAVE, STYLE_SWEEP, STYLE_SWEEP,
		STYLE_SPRING, STYLE_MONOGRAM, STYLE_SCRAWL, STYLE_SCRAWL, STYLE_TANGLE,
		STYLE_WORDS, STYLE_WORDS, STYLE_WORDS, STYLE_WORDS, STYLE_WORDS, STYLE_WORDS };
	struct writer w;

	w.pen = pen_random(r);
	w.style =
	    rng_chance(r, 0.04) ? STYLE_PRINT : often[rng_int(r, sizeof often / sizeof *often)];
	w.height = exp(rng_range(r, log(1.6), log(5)));
	w.slant = rng_range(r, -0.25, 0.6);
	w.rise = rng_range(r, -0.25, 0.12);
	w.run = rng_range(r, 0.6, 1.3);
	w.loops = rng_real(r);
	w.shake = rng_range(r, 0.03, 0.14);
	w.letters = 4 + rng_int(r, 9);
	w.flourish = rng_int(r, 4);
	w.ways = (uint32_t)rng_u64(r);
	return w;
}

/* How this hand writes a digit; of letters there is one way. */
static int
way_of(const struct writer *w, char c)
{
	return isdigit((unsigned char)c) ? (int)(w->ways >> 2 * (c - '0') & 3) % LETTER_WAYS
					 : 0;
}

/* Slanted, turned, then moved so that (0, 0) is at `origin`. */
static void
place(struct point *at, size_t n, const struct writer *w, struct point origin)
{
	double c = cos(w->rise), s = sin(w->rise);

	for (size_t i = 0; i < n; i++) {
		double x = at[i].x - w->slant * at[i].y, y = at[i].y;

		at[i].x = origin.x + c * x - s * y;
		at[i].y = origin.y + s * x + c * y;
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

/* After the first letter the line swings less and less. */
static size_t
wave(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height, x = 0;
	size_t n = 0;

	for (int i = 0; i < w->letters; i++) {
		double swing = h * (1 - 0.8 * i / w->letters);

		x += h * w->run * rng_range(r, 0.5, 1);
		at[n++] = (struct point){ x, -swing * rng_range(r, 0.5, 1) };
		x += h * w->run * rng_range(r, 0.3, 0.6);
		at[n++] = (struct point){ x, swing * rng_range(r, -0.1, 0.2) };
	}
	at[n++] = (struct point){ x + h * rng_range(r, 1, 4), -h * rng_range(r, -0.2, 0.5) };
	return n;
}

/* A few bold turns of the whole arm. */
static size_t
sweep(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height * 2.2, x = 0;
	size_t n = 0;
	int turns = 3 + w->letters / 3;

	at[n++] = (struct point){ 0, h * rng_range(r, -0.3, 0.4) };
	for (int i = 0; i < turns; i++) {
		at[n++] =
		    (struct point){ x + h * rng_range(r, 0.1, 0.9), -h * rng_range(r, 0.3, 1) };
		at[n++] = (struct point){ x + h * rng_range(r, -0.4, 0.4),
			h * rng_range(r, -0.1, 0.5) };
		x += h * w->run * rng_range(r, 0.2, 0.8);
	}
	at[n++] = (struct point){ x + h * rng_range(r, 0.5, 2.5), h * rng_range(r, -0.4, 0.3) };
	return n;
}

static size_t
spring(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height, step = h * w->run * 0.12, x = 0;
	double fade = rng_range(r, 0, 0.06);
	size_t n = 0;

	for (int i = 0; i < 8 * w->letters; i++, x += step) {
		double a = i * M_PI / 4,
		       size = h * exp(-fade * i / 4) * rng_range(r, 0.85, 1.15);

		at[n++] = (struct point){ x - size * 0.55 * cos(a), -size * 0.8 * sin(a) };
	}
	return n;
}

static size_t
scrawl(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height * 1.3, x = 0;
	size_t n = 0;

	for (int i = 0; i < w->letters + 4; i++) {
		at[n++] = (struct point){ x, (i % 2 ? -h : 0) * rng_range(r, 0.5, 1.2) };
		x += h * rng_range(r, 0.05, 0.5);
	}
	for (int i = 0; i <= w->flourish % 3; i++) { /* back under, and again */
		double y = h * rng_range(r, 0.25, 0.6);

		at[n++] = (struct point){ x * rng_range(r, 0.9, 1.2), y * 0.6 };
		at[n++] = (struct point){ -h * rng_range(r, 0, 0.5), y };
	}
	return n;
}

static size_t
tangle(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height * 2, a = rng_range(r, 0, 6.3), x = 0;
	size_t n = 0;

	for (int i = 0; i < 4 * w->letters + 8; i++) {
		double size = h * rng_range(r, 0.4, 1.1);

		at[n++] = (struct point){ x + 1.3 * size * cos(a), size * sin(a) };
		a += rng_range(r, 0.9, 2.2);
		x += h * 0.05 * w->run;
	}
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

	place(at, sizeof at / sizeof *at, w, base);
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

/* One line of the pen, about the centre, with what the writer adds to it. */
static void
scribble(struct drawing *d, const struct writer *w, struct point *at, size_t n,
    struct point centre, double room, struct rng *r)
{
	struct point lo, hi;
	double fit;

	place(at, n, w, (struct point){ 0, 0 });
	bounds(at, n, &lo, &hi);
	fit = fmin(1, room / (hi.x - lo.x));
	for (size_t i = 0; i < n; i++) {
		at[i].x = centre.x + (at[i].x - (lo.x + hi.x) / 2) * fit;
		at[i].y = centre.y + (at[i].y - (lo.y + hi.y) / 2) * fit;
	}
	bounds(at, n, &lo, &hi);
	drawing_stroke(d, at, n, &w->pen, r);
	if (w->style != STYLE_CURSIVE && w->style != STYLE_WAVE)
		return;
	if (w->flourish == 3 || w->style == STYLE_WAVE)
		capital(d, w, (struct point){ lo.x, hi.y }, r);
	else if (w->flourish != 0)
		flourish(d, w, lo, hi, r);
	if (rng_chance(r, 0.3)) /* the dot of an i */
		drawing_dot(d, (struct point){ lo.x + (hi.x - lo.x) * rng_real(r), lo.y - 0.8 },
		    w->pen.width * 1.5, w->pen.strength);
}

static void
letter(struct drawing *d, const struct writer *w, char c, int from, struct point base,
    struct rng *r)
{
	struct point at[LETTER_POINTS_MAX];
	size_t n;

	for (int k = from; (n = letter_stroke(c, way_of(w, c), k, at)) > 0; k++) {
		for (size_t i = 0; i < n; i++) {
			at[i].x = (at[i].x * w->run + w->shake * rng_normal(r)) * w->height;
			at[i].y = (at[i].y + w->shake * rng_normal(r)) * w->height;
		}
		place(at, n, w, base);
		drawing_stroke(d, at, n, &w->pen, r);
	}
}

/* A word whose letters hang together: their first strokes are one line. */
static void
joined_word(struct drawing *d, const struct writer *w, const char *word, size_t len,
    struct point base, struct rng *r)
{
	struct point at[POINTS_MAX], one[LETTER_POINTS_MAX];
	double x = 0;
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		size_t k = letter_stroke(word[i], way_of(w, word[i]), 0, one);
		struct point corner = { x * w->height, 0 };

		place(&corner, 1, w, base);
		if (isupper((unsigned char)word[i]))
			letter(d, w, word[i], 0, corner, r);
		else if (n + k < POINTS_MAX) {
			for (size_t p = 0; p < k; p++)
				at[n++] = (struct point){ (x + one[p].x * w->run +
							      w->shake * rng_normal(r)) *
							      w->height,
					(one[p].y + w->shake * rng_normal(r)) * w->height };
			letter(d, w, word[i], 1, corner, r); /* dots, bars, accents */
		}
		x += letter_width(word[i], way_of(w, word[i])) * w->run;
	}
	place(at, n, w, base);
	if (n > 1)
		drawing_stroke(d, at, n, &w->pen, r);
}

static double
text_width(const struct writer *w, const char *text)
{
	double width = 0;

	for (; *text != '\0'; text++)
		width += letter_width(*text, way_of(w, *text)) * w->run * w->height;
	return width;
}

void
hand_text(struct drawing *d, const struct writer *w, const char *text, int joined,
    struct point centre, struct rng *r)
{
	double loose =
	    joined ? 0 : rng_range(r, 0.05, 0.35); /* letter by letter they stand apart */
	double x = -(text_width(w, text) + loose * w->height * (double)strlen(text)) / 2;
	double y = w->height / 2;

	while (*text != '\0') {
		size_t len = joined ? strcspn(text, " ") : 1;
		struct point base = { x, y };
		struct writer upright = *w;

		upright.slant = 0; /* the line itself only rises */
		place(&base, 1, &upright, centre);
		if (*text == ' ')
			len = 1;
		else if (joined)
			joined_word(d, w, text, len, base, r);
		else
			letter(d, w, *text, 0, base, r);
		for (size_t i = 0; i < len; i++)
			x += letter_width(text[i], way_of(w, text[i])) * w->run * w->height;
		if (!joined)
			x += loose * w->height;
		text += len;
	}
}

static const char *const first_names[] = { "Camille ", "Jean ", "Aline ", "Hugo ", "Nadia ",
	"Paul ", "Lucie ", "Karim ", "Sylvie ", "Th'o " };
static const char *const firsts[] = { "", "", "", "M. ", "P. ", "C. ", "L. ", "J.", "A.",
	"N." };
static const char *const last_names[] = { "Merceron", "Roux", "Laforgue", "Martin", "Besson",
	"Silva", "Haddad", "Vial", "Nguyen", "Tournier", "Cohen", "Petit" };

/* A name of two parts, no wider than `room`; its width. */
static double
name(struct drawing *d, const struct writer *w, const char *first, int joined,
    struct point centre, double room, struct rng *r)
{
	struct writer fit = *w;
	char text[32];
	double width;

	snprintf(text, sizeof text, "%s%s", first, last_names[rng_int(r, 12)]);
	width = text_width(&fit, text);
	if (width > room)
		fit.height *= room / width;
	hand_text(d, &fit, text, joined, centre, r);
	return fmin(width, room);
}

void
hand_name(struct drawing *d, const struct writer *w, struct point centre, struct rng *r)
{
	const char *first =
	    rng_chance(r, 0.5) ? first_names[rng_int(r, 10)] : firsts[rng_int(r, 10)];

	name(d, w, first, rng_chance(r, 0.6), centre, rng_range(r, 22, 46), r);
}

/* As a signature: the last name, larger than a word in passing, and often underlined. */
static void
signed_name(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r)
{
	struct writer large = *w;
	double width;

	large.height = fmax(2.8, w->height);
	width = name(d, &large, firsts[rng_int(r, 10)], w->style == STYLE_NAME, centre,
	    fmax(room, 36), r);
	if (w->flourish % 2 == 1)
		flourish(d, &large,
		    (struct point){ centre.x - width / 2, centre.y - large.height },
		    (struct point){ centre.x + width / 2, centre.y + large.height }, r);
}

static void
monogram(struct drawing *d, const struct writer *w, struct point centre, struct rng *r)
{
	static const char capitals[] = "ABCDFGHJLMNPRSTV";
	struct writer large = *w;

	large.height *= rng_range(r, 1, 1.8);
	for (int i = 0; i < 2; i++) {
		struct point base = { centre.x +
					  large.height * (i - 1 + rng_range(r, -0.3, 0.3)),
			centre.y + large.height * rng_range(r, 0.6, 1.2) };

		letter(d, &large, capitals[rng_int(r, sizeof capitals - 1)], 0, base, r);
	}
	flourish(d, &large, (struct point){ centre.x - large.height, centre.y - large.height },
	    (struct point){ centre.x + large.height, centre.y + large.height }, r);
}

/* A run in pieces, as long as the pen stays down: a letter or two for some, the whole for others. */
static void
lifted_strokes(
    struct drawing *d, const struct writer *w, const struct point *at, size_t n, struct rng *r)
{
	double lift = w->shake > 0.08 ? rng_range(r, 0.1, 0.6) : 0;
	size_t from = 0;

	for (size_t i = 1; i < n; i++)
		if (i + 1 == n || (i > from && i + 2 < n && rng_chance(r, lift))) {
			drawing_stroke(d, at + from, i + 1 - from, &w->pen, r);
			from = i + 1;
		}
}

/* A capital, a run of cursive: an initial has none, or hardly any. */
static double
signed_word(struct drawing *d, const struct writer *w, struct point at, struct rng *r)
{
	struct point line[POINTS_MAX], hi = { 0, 0 }, lo, corner = at;
	double size = w->height * w->run * 1.2;

	if (rng_chance(r, 0.6)) {
		struct writer big = *w;

		big.height *= rng_range(r, 1.1, 1.7);
		letter(d, &big, "ABCDFGHJLMNPRSTV"[rng_int(r, 16)], 0, corner, r);
		size = 1.4 * big.height * w->run;
	} else
		capital(d, w, corner, r);
	if (w->letters > 0) {
		size_t n = cursive(w, 1, line, r);

		corner.x += size * cos(w->rise);
		corner.y += size * sin(w->rise);
		place(line, n, w, corner);
		lifted_strokes(d, w, line, n, r);
		bounds(line, n, &lo, &hi);
		return hi.x - at.x;
	}
	if (rng_chance(r, 0.4)) /* its point */
		drawing_dot(d, (struct point){ corner.x + size, corner.y }, w->pen.width * 1.4,
		    w->pen.strength);
	return size * 1.3;
}

/* The name in full, or its initials and the last name; hardly wider than `room`. */
static void
signed_words(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r)
{
	int words = 1 + rng_int(r, 3);
	struct writer small = *w;
	struct point at = { centre.x - room / 2, centre.y + w->height / 2 };

	small.height = fmin(w->height, room / (4.5 * words));
	small.loops *= 0.7;
	for (int i = 0; i < words && at.x < centre.x + room / 3; i++) {
		int last = i == words - 1;
		double wide;

		small.letters = last                 ? 3 + rng_int(r, 5)
				: rng_chance(r, 0.5) ? 0
						     : 2 + rng_int(r, 4);
		wide = signed_word(d, &small, at, r) + small.height * rng_range(r, 0.2, 1.2);
		at.x += wide;
		at.y += wide * sin(w->rise);
	}
	if (w->flourish == 1)
		flourish(d, &small,
		    (struct point){ centre.x - room / 3, centre.y - small.height },
		    (struct point){ at.x, at.y }, r);
}

void
hand_signature(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r)
{
	static size_t (*const lines[STYLE_COUNT])(
	    const struct writer *, struct point *, struct rng *) = { [STYLE_WAVE] = wave,
		[STYLE_SWEEP] = sweep,
		[STYLE_SPRING] = spring,
		[STYLE_SCRAWL] = scrawl,
		[STYLE_TANGLE] = tangle };
	struct point at[POINTS_MAX];

	if (w->style == STYLE_NAME || w->style == STYLE_PRINT)
		signed_name(d, w, centre, room, r);
	else if (w->style == STYLE_MONOGRAM)
		monogram(d, w, centre, r);
	else if (w->style == STYLE_WORDS)
		signed_words(d, w, centre, room, r);
	else if (w->style == STYLE_CURSIVE)
		scribble(d, w, at, cursive(w, 1, at, r), centre, room, r);
	else
		scribble(d, w, at, lines[w->style](w, at, r), centre, room, r);
}

void
hand_initials(struct drawing *d, const struct writer *w, struct point centre, struct rng *r)
{
	struct writer small = *w;
	struct point at[POINTS_MAX];

	small.letters = 2;
	small.height = rng_range(r, 2.6, 4.5);
	small.style = STYLE_SWEEP; /* no flourish */
	if (w->style == STYLE_MONOGRAM || w->style == STYLE_PRINT) {
		small.height *= 0.8;
		hand_text(d, &small, rng_chance(r, 0.5) ? "JM" : "CR", 0, centre, r);
	} else
		scribble(d, &small, at, cursive(&small, 1, at, r), centre, 13, r);
}

void
hand_cross(
    struct drawing *d, const struct pen *pen, struct point centre, double size, struct rng *r)
{
	double s = size / 2, lean = rng_range(r, -0.4, 0.4), flat = rng_range(r, 0.6, 1.2);
	double c = cos(lean), t = sin(lean);

	for (int i = 0; i < 2; i++) {
		double side = i ? -1 : 1;
		struct point at[] = { { -s * side, -s * flat * rng_range(r, 0.8, 1.1) },
			{ rng_range(r, -0.3, 0.3), rng_range(r, -0.3, 0.3) },
			{ s * side, s * flat * rng_range(r, 0.8, 1.1) } };

		for (int k = 0; k < 3; k++)
			at[k] = (struct point){ centre.x + c * at[k].x - t * at[k].y,
				centre.y + t * at[k].x + c * at[k].y };
		drawing_stroke(d, at, 3, pen, r);
	}
}
