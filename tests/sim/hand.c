#include "hand.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hand_imp.h"
#include "letters.h"

struct writer
writer_new(struct rng *r)
{
	/* most sign with a scribble or with their name */
	static const enum style often[] = { STYLE_CURSIVE, STYLE_CURSIVE, STYLE_CURSIVE,
		STYLE_NAME, STYLE_NAME, STYLE_NAME, STYLE_NAME, STYLE_WAVE, STYLE_SWEEP,
		STYLE_SWEEP, STYLE_SPRING, STYLE_MONOGRAM, STYLE_SCRAWL, STYLE_TANGLE,
		STYLE_WORDS, STYLE_WORDS, STYLE_WORDS, STYLE_WORDS, STYLE_WORDS, STYLE_SPIKES,
		STYLE_SPIKES, STYLE_LOOPS, STYLE_LOOPS, STYLE_PARAPH, STYLE_PARAPH,
		STYLE_TWO_LINES, STYLE_SIGNS, STYLE_SIGNS, STYLE_SIGNS, STYLE_SIGNS };
	struct writer w;

	w.pen = pen_random(r);
	w.style =
	    rng_chance(r, 0.06) ? STYLE_PRINT : often[rng_int(r, sizeof often / sizeof *often)];
	w.height = exp(rng_range(r, log(1.6), log(5)));
	w.slant = rng_range(r, -0.25, 0.6);
	w.rise = rng_range(r, -0.25, 0.12);
	w.run = rng_range(r, 0.6, 1.3);
	w.loops = rng_real(r);
	w.shake = rng_range(r, 0.03, 0.14);
	w.lift = rng_chance(r, 0.4) ? 0 : rng_range(r, 0, 0.7);
	w.capital = 1;
	w.taper = 1;
	w.letters = 4 + rng_int(r, 9);
	w.flourish = rng_int(r, 4);
	w.ways = (uint32_t)rng_u64(r);
	return w;
}

/* How this hand writes it. */
static int
way_of(const struct writer *w, char c)
{
	return isdigit((unsigned char)c) ? (int)(w->ways >> 2 * (c - '0') & 3) % LETTER_WAYS
					 : (int)(w->ways >> c % 32 & 1);
}

void
hand_place(struct point *at, size_t n, const struct writer *w, struct point origin)
{
	double c = cos(w->rise), s = sin(w->rise);

	for (size_t i = 0; i < n; i++) {
		double x = at[i].x - w->slant * at[i].y, y = at[i].y;

		at[i].x = origin.x + c * x - s * y;
		at[i].y = origin.y + s * x + c * y;
	}
}

/* How one letter comes out this time: each is a little wider, higher, lower than the last. */
struct cast {
	double wide, high, down, lean;
};

static struct cast
cast_new(const struct writer *w, struct rng *r)
{
	return (struct cast){ 1 + w->shake * rng_normal(r), 1 + 0.7 * w->shake * rng_normal(r),
		0.6 * w->shake * rng_normal(r), w->shake * rng_normal(r) };
}

static void
cast_points(struct point *at, size_t n, const struct cast *c, const struct writer *w,
    double scale, struct rng *r)
{
	for (size_t i = 0; i < n; i++) {
		double x = at[i].x * c->wide - at[i].y * c->lean, y = at[i].y * c->high;

		at[i].x = (x * w->run + w->shake * rng_normal(r)) * w->height * scale;
		at[i].y =
		    (y + w->shake * rng_normal(r)) * w->height * scale + c->down * w->height;
	}
}

void
hand_letter(struct drawing *d, const struct writer *w, char c, int from, struct point base,
    struct rng *r)
{
	struct point at[LETTER_POINTS_MAX];
	struct cast cast = cast_new(w, r);
	size_t n;

	for (int k = from; (n = letter_stroke(c, way_of(w, c), k, at)) > 0; k++) {
		cast_points(at, n, &cast, w, 1, r);
		hand_place(at, n, w, base);
		drawing_stroke(d, at, n, &w->pen, r);
	}
}

/* How far the next letter stands. */
static double
advance(const struct writer *w, char c)
{
	double large = isupper((unsigned char)c) ? w->capital : 1;

	return letter_width(c, way_of(w, c)) * w->run * w->height * large;
}

/* One line of the pen, which has been kept in the word's own plane. */
static void
draw_line(struct drawing *d, const struct writer *w, struct point *at, size_t n,
    struct point base, struct rng *r)
{
	hand_place(at, n, w, base);
	if (n > 1)
		drawing_stroke(d, at, n, &w->pen, r);
}

/* A word whose letters hang together, but for where the pen lifts: their first strokes are one line. */
static void
joined_word(struct drawing *d, const struct writer *w, const char *word, size_t len,
    struct point base, struct rng *r)
{
	struct point at[HAND_POINTS_MAX];
	double x = 0;
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		double scale = 1 - (1 - w->taper) * (double)i / (double)len;
		struct writer one = *w;
		struct point corner = { x, 0 };
		struct cast cast = cast_new(w, r);
		size_t k;

		one.height *= isupper((unsigned char)word[i]) ? w->capital : scale;
		hand_place(&corner, 1, w, base);
		if (isupper((unsigned char)word[i]) ||
		    n + LETTER_POINTS_MAX > HAND_POINTS_MAX || rng_chance(r, w->lift)) {
			draw_line(d, w, at, n, base, r);
			n = 0;
		}
		if (isupper((unsigned char)word[i])) {
			hand_letter(d, &one, word[i], 0, corner, r);
		} else {
			k = letter_stroke(word[i], way_of(w, word[i]), 0, at + n);
			cast_points(at + n, k, &cast, w, scale, r);
			for (size_t p = n; p < n + k; p++)
				at[p].x += x;
			n += k;
			/* dots, bars, accents */
			hand_letter(d, &one, word[i], 1, corner, r);
		}
		x += advance(w, word[i]) * (isupper((unsigned char)word[i]) ? 1 : scale);
	}
	draw_line(d, w, at, n, base, r);
}

double
hand_text_width(const struct writer *w, const char *text)
{
	double width = 0;

	for (; *text != '\0'; text++)
		width += advance(w, *text);
	return width;
}

/* Digits hang together only in a hurried hand. */
static int
is_joined(const struct writer *w, const char *word)
{
	return !isdigit((unsigned char)*word) || w->lift == 0;
}

void
hand_text(struct drawing *d, const struct writer *w, const char *text, int joined,
    struct point centre, struct rng *r)
{
	double loose = rng_range(r, 0.05, 0.35); /* letter by letter they stand apart */
	double x = -(hand_text_width(w, text) +
		       (joined ? 0 : loose * w->height * (double)strlen(text))) /
		   2;
	struct writer upright = *w, one = *w;

	upright.slant = 0; /* the line itself only rises */
	while (*text != '\0') {
		int run = joined && is_joined(w, text);
		size_t len = run ? strcspn(text, " ") : 1;
		struct point base = { x, w->height / 2 };

		hand_place(&base, 1, &upright, centre);
		one.height = w->height * (isupper((unsigned char)*text) ? w->capital : 1);
		if (*text == ' ')
			len = 1;
		else if (run)
			joined_word(d, w, text, len, base, r);
		else
			hand_letter(d, &one, *text, 0, base, r);
		for (size_t i = 0; i < len; i++)
			x += advance(w, text[i]);
		if (!joined)
			x += loose * w->height;
		text += len;
	}
}

void
hand_any_name(char text[32], int initial, struct rng *r)
{
	static const char *const first_names[] = { "Camille ", "Jean ", "Aline ", "Hugo ",
		"Nadia ", "Paul ", "Lucie ", "Karim ", "Sylvie ", "Th'o ", "Marie ", "Zo' ",
		"Antoine ", "Julie ", "Mehdi ", "Fatou " };
	static const char *const firsts[] = { "", "", "", "M. ", "P. ", "C. ", "L. ", "J.",
		"A.", "N.", "J.F. ", "D. " };
	static const char *const last_names[] = { "Merceron", "Roux", "Laforgue", "Martin",
		"Besson", "Silva", "Haddad", "Vial", "Nguyen", "Tournier", "Cohen", "Petit",
		"Garnier", "Bouchet", "Kowalski", "Fabre", "Lefebvre", "Guyot", "Diallo",
		"Chevalier" };

	snprintf(text, 32, "%s%s",
	    initial ? firsts[rng_int(r, 12)] : first_names[rng_int(r, 16)],
	    last_names[rng_int(r, 20)]);
}

void
hand_name(struct drawing *d, const struct writer *w, struct point centre, struct rng *r)
{
	double room = rng_range(r, 22, 46);
	struct writer fit = *w;
	char text[32];

	hand_any_name(text, rng_chance(r, 0.5), r);
	fit.height *= fmin(1, room / hand_text_width(w, text));
	hand_text(d, &fit, text, rng_chance(r, 0.6), centre, r);
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
