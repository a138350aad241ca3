#include "stamp.h"

#include <leptonica/allheaders.h>
#include <math.h>

static const struct tint pads[] = { { { 40, 50, 150 } }, { { 110, 40, 120 } },
	{ { 30, 30, 34 } }, { { 170, 30, 40 } } };

static const char *const lines[][3] = {
	{ "ATELIERS DU GRAND PRE", "4 rue des Tanneurs", "59999 VILLENEUVE" },
	{ "SARL MERCERON & FILS", "Travaux - Entretien", "Tel. 01 99 00 12 34" },
	{ "OFFICE DE TOURISME", "Place du Marche", "Siret 123 456 789 00012" },
};

#define WIDEST 42.0 /* mm that a line of text may take */

/* Leptonica's own letters at the height wanted, mm, about the centre, turned by `angle`. */
static void
text(struct drawing *d, const char *words, struct point centre, double height, double angle)
{
	L_BMF *font = bmfCreate(NULL, 20);
	PIX *line = pixCreate(2600, 160, 1), *cut = NULL;
	double k = d->dpi / 25.4, scale;
	l_int32 width, overflow;

	pixSetTextline(line, font, words, 1, 5, 120, &width, &overflow);
	pixClipToForeground(line, &cut, NULL);
	scale = cut == NULL ? 0 : fmin(height / pixGetHeight(cut), WIDEST / pixGetWidth(cut));
	for (l_int32 y = 0; cut != NULL && y < pixGetHeight(cut); y++)
		for (l_int32 x = 0; x < pixGetWidth(cut); x++) {
			double u = (x - pixGetWidth(cut) / 2.0) * scale;
			double v = (y - pixGetHeight(cut) / 2.0) * scale;
			struct point at = { centre.x + u * cos(angle) - v * sin(angle),
				centre.y + u * sin(angle) + v * cos(angle) };
			l_uint32 set;

			pixGetPixel(cut, x, y, &set);
			if (set)
				drawing_dot(d, at, fmax(scale * 1.2, 0.6 / k), 0.85);
		}
	pixDestroy(&cut);
	pixDestroy(&line);
	bmfDestroy(&font);
}

static void
ring(struct drawing *d, struct point centre, double radius, double width)
{
	enum { SIDES = 90 };
	struct point from = { centre.x + radius, centre.y };

	for (int i = 1; i <= SIDES; i++) {
		double a = 2 * M_PI * i / SIDES;
		struct point to = { centre.x + radius * cos(a), centre.y + radius * sin(a) };

		drawing_line(d, from, to, width, 0.85);
		from = to;
	}
}

static void
frame(struct drawing *d, struct point centre, double w, double h, double angle)
{
	struct point at[5];

	for (int i = 0; i < 5; i++) {
		double u = (i % 4 == 0 || i % 4 == 3 ? -w : w) / 2,
		       v = (i % 4 < 2 ? -h : h) / 2;

		at[i].x = centre.x + u * cos(angle) - v * sin(angle);
		at[i].y = centre.y + u * sin(angle) + v * cos(angle);
	}
	for (int i = 0; i < 4; i++)
		drawing_line(d, at[i], at[i + 1], 0.5, 0.85);
}

/* Below `centre` along the stamp's own vertical. */
static struct point
below(struct point centre, double v, double angle)
{
	struct point p = { centre.x - v * sin(angle), centre.y + v * cos(angle) };

	return p;
}

struct drawing
stamp_draw(double dpi, struct point centre, struct rng *r)
{
	const char *const *words = lines[rng_int(r, 3)];
	double angle = rng_range(r, -0.2, 0.2);
	struct drawing d = drawing_new(dpi, centre.x - 32, centre.y - 24, 64, 48);

	d.tint = pads[rng_int(r, 4)];
	if (rng_chance(r, 0.35)) {
		ring(&d, centre, 16, 0.6);
		ring(&d, centre, 11.5, 0.3);
		text(&d, "LYCEE", below(centre, -2.5, angle), 3.2, angle);
		text(&d, "Le directeur", below(centre, 2.5, angle), 2.4, angle);
	} else {
		frame(&d, centre, 46, 19, angle);
		text(&d, words[0], below(centre, -5, angle), 3.4, angle);
		text(&d, words[1], below(centre, 0.5, angle), 2.8, angle);
		text(&d, words[2], below(centre, 5.5, angle), 2.8, angle);
	}
	drawing_wear(&d, rng_range(r, 0.3, 0.8), r);
	return d;
}
