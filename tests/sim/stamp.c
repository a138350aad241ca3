#include "stamp.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdio.h>

static const struct tint pads[] = { { { 40, 50, 150 } }, { { 110, 40, 120 } },
	{ { 30, 30, 34 } }, { { 170, 30, 40 } }, { { 70, 110, 190 } }, { { 30, 100, 70 } } };

static const char *const companies[] = { "ATELIERS DU GRAND PRE", "SARL MERCERON & FILS",
	"OFFICE DE TOURISME", "Boulangerie TOURNIER", "GARAGE DE LA GARE", "CABINET HADDAD",
	"SAS ORBE INFORMATIQUE", "Pharmacie du Centre" };
static const char *const streets[] = { "4 rue des Tanneurs", "Place du Marche",
	"12 bis avenue de la Republique", "ZA Les Quatre Vents", "BP 40012" };
static const char *const towns[] = { "59999 VILLENEUVE", "71990 VILLENARD-SUR-ORBE",
	"99100 SAINT-ESSAI CEDEX" };

#define WIDEST 44.0 /* mm that a line of text may take */
enum { LINES_MAX = 6 };

struct stamp {
	struct point centre;
	double angle;
	double strength; /* how well it was inked */
	double bold; /* width of lines, mm */
};

/* (u, v) of the stamp's own plane on the page. */
static struct point
on_page(const struct stamp *s, double u, double v)
{
	return (struct point){ s->centre.x + u * cos(s->angle) - v * sin(s->angle),
		s->centre.y + u * sin(s->angle) + v * cos(s->angle) };
}

/* Leptonica's own letters at the height wanted, mm, v below the centre. */
static void
text(struct drawing *d, const struct stamp *s, const char *words, double v0, double height)
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
			double v = v0 + (y - pixGetHeight(cut) / 2.0) * scale;
			l_uint32 set;

			pixGetPixel(cut, x, y, &set);
			if (set)
				drawing_dot(d, on_page(s, u, v), fmax(scale * 1.2, 0.6 / k),
				    s->strength);
		}
	pixDestroy(&cut);
	pixDestroy(&line);
	bmfDestroy(&font);
}

/* A ring, round or oval. */
static void
ring(struct drawing *d, const struct stamp *s, double a, double b, double width)
{
	enum { SIDES = 90 };
	struct point from = on_page(s, a, 0);

	for (int i = 1; i <= SIDES; i++) {
		double t = 2 * M_PI * i / SIDES;
		struct point to = on_page(s, a * cos(t), b * sin(t));

		drawing_line(d, from, to, width, s->strength);
		from = to;
	}
}

static void
frame(struct drawing *d, const struct stamp *s, double w, double h)
{
	for (int i = 0; i < 4; i++) {
		double u0 = (i == 0 || i == 3 ? -w : w) / 2, v0 = (i < 2 ? -h : h) / 2;
		double u1 = (i < 2 ? w : -w) / 2, v1 = (i == 0 || i == 3 ? -h : h) / 2;

		drawing_line(d, on_page(s, u0, v0), on_page(s, u1, v1), s->bold, s->strength);
	}
}

/* A school's or a town hall's: rings and two lines, often an emblem. */
static void
round_stamp(struct drawing *d, const struct stamp *s, struct rng *r)
{
	double radius = rng_range(r, 11, 18), flat = rng_chance(r, 0.2) ? 0.6 : 1;

	ring(d, s, radius, radius * flat, s->bold * 1.2);
	if (rng_chance(r, 0.7))
		ring(d, s, radius * 0.72, radius * 0.72 * flat, s->bold * 0.6);
	text(d, s, rng_chance(r, 0.5) ? "LYCEE" : "MAIRIE", -radius * 0.2 * flat, radius * 0.2);
	text(d, s, rng_chance(r, 0.5) ? "Le directeur" : "59999", radius * 0.2 * flat,
	    radius * 0.15);
}

/* A company's: its name, where it is, its numbers; framed or bare. */
static void
company_stamp(struct drawing *d, const struct stamp *s, int framed, struct rng *r)
{
	char lines[LINES_MAX][48];
	int n = 2 + rng_int(r, LINES_MAX - 1);
	double height = rng_range(r, 1.7, 2.7), pitch = height * rng_range(r, 1.5, 1.9);

	n = n > LINES_MAX ? LINES_MAX : n;
	snprintf(lines[0], sizeof *lines, "%s", companies[rng_int(r, 8)]);
	snprintf(lines[1], sizeof *lines, "%s", streets[rng_int(r, 5)]);
	snprintf(lines[2], sizeof *lines, "%s", towns[rng_int(r, 3)]);
	snprintf(lines[3], sizeof *lines, "Tel. 03 99 00 %02d %02d", rng_int(r, 100),
	    rng_int(r, 100));
	snprintf(lines[4], sizeof *lines, "SIRET %03d %03d %03d 000%02d", rng_int(r, 1000),
	    rng_int(r, 1000), rng_int(r, 1000), rng_int(r, 100));
	snprintf(lines[5], sizeof *lines, "contact@essai.example");
	for (int i = 0; i < n; i++)
		text(d, s, lines[i], (i - (n - 1) / 2.0) * pitch,
		    i == 0 ? height * 1.3 : height);
	if (framed)
		frame(d, s, 48, n * pitch + 3);
}

struct drawing
stamp_draw(double dpi, struct point centre, struct rng *r)
{
	struct drawing d = drawing_new(dpi, centre.x - 34, centre.y - 28, 68, 56);
	struct stamp s = { centre, rng_range(r, -0.3, 0.3), rng_range(r, 0.45, 0.95),
		rng_range(r, 0.25, 0.6) };

	d.tint = pads[rng_int(r, 6)];
	if (rng_chance(r, 0.3))
		round_stamp(&d, &s, r);
	else
		company_stamp(&d, &s, rng_chance(r, 0.5), r);
	drawing_wear(&d, rng_range(r, 0.2, 0.8), r);
	return d;
}
