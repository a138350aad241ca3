#include "stamp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hand.h"
#include "type.h"

static const struct tint pads[] = { { { 40, 50, 150 } }, { { 110, 40, 120 } },
	{ { 30, 30, 34 } }, { { 170, 30, 40 } }, { { 70, 110, 190 } }, { { 30, 100, 70 } },
	{ { 20, 25, 95 } }, { { 12, 12, 16 } } };

static const char *const companies[] = { "ATELIERS DU GRAND PRE", "SARL MERCERON & FILS",
	"OFFICE DE TOURISME", "Boulangerie TOURNIER", "GARAGE DE LA GARE", "CABINET HADDAD",
	"SAS ORBE INFORMATIQUE", "Pharmacie du Centre", "NUMERIA", "Transports VIAL",
	"EHPAD LES TILLEULS", "L'Atelier 12" };
static const char *const streets[] = { "4 rue des Tanneurs", "Place du Marche",
	"12 bis avenue de la Republique", "ZA Les Quatre Vents", "BP 40012" };
static const char *const towns[] = { "59999 VILLENEUVE", "71990 VILLENARD-SUR-ORBE",
	"99100 SAINT-ESSAI CEDEX", "71990 ORBE" };
static const char *const words[] = { "PAYE", "COPIE", "URGENT", "ORIGINAL", "ACCORD",
	"COPIE CONFORME", "BON POUR ACCORD", "Le Directeur", "P/O le gerant" };
static const char *const around[] = { "LYCEE AURELIE MONTCHARMONT", "MAIRIE DE SAINT-ESSAI",
	"ACADEMIE DE DIJON", "REPUBLIQUE FRANCAISE", "CHAMBRE DE METIERS",
	"ORDRE DES AVOCATS" };
static const char *const within[] = { "LYCEE", "MAIRIE", "59999", "R.F.", "ORBE", "71" };
static const char *const fields[] = { "Reg. no", "Visa", "N. d'ordre", "Service", "Transmis a",
	"Suite donnee", "P.J.", "Dossier suivi par", "Courrier arrive le" };
static const char *const months[] = { "JAN", "FEV", "MARS", "AVR", "MAI", "JUIN", "JUIL",
	"AOUT", "SEPT", "OCT", "NOV", "DEC" };

#define PICK(r, list) (list)[rng_int(r, sizeof(list) / sizeof *(list))]

#define WIDEST 46.0 /* mm that a line of text may take */
enum { LINES_MAX = 6 };

struct stamp {
	struct point centre;
	struct type *type, *bold_type;
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

/* A set line, `scale` mm a pixel, its middle at (u, v) of a stamp. */
static void
print_mask(struct drawing *d, const struct stamp *s, const struct mask *m, double u, double v,
    double scale)
{
	double least = 0.6 * 25.4 / d->dpi;

	for (int y = 0; y < m->h; y++)
		for (int x = 0; x < m->w; x++)
			if (m->px[y * m->w + x] > 127)
				drawing_dot(d,
				    on_page(s, u + (x - m->w / 2.0) * scale,
					v + (y - TYPE_CAPITAL / 2.0) * scale),
				    fmax(scale * 1.2, least), s->strength);
}

/* Capitals so high (mm), v below the centre; side -1: from the left edge of the widest line. */
static void
text(struct drawing *d, const struct stamp *s, struct type *type, const char *line, double v,
    double height, int side)
{
	struct mask m = type_set(type, line);
	double scale = fmin(height / TYPE_CAPITAL, WIDEST / m.w);

	print_mask(d, s, &m, side * (WIDEST - m.w * scale) / 2, v, scale);
	free(m.px);
}

/* Along a circle: over its top, or under its foot. */
static void
text_around(struct drawing *d, const struct stamp *s, const char *line, double radius,
    double height, int top)
{
	double pitch = height * 1.05 / radius, from;
	size_t n = strlen(line);

	pitch = fmin(pitch, (top ? 4.4 : 2.6) / (double)n);
	from = -(double)(n - 1) / 2 * pitch;
	for (size_t i = 0; i < n; i++) {
		char letter[2] = { line[i], '\0' };
		struct mask m = type_set(s->bold_type, letter);
		double a = from + (double)i * pitch;
		struct stamp at = *s;

		at.centre = on_page(s, radius * sin(a), radius * (top ? -cos(a) : cos(a)));
		at.angle = s->angle + (top ? a : -a);
		if (line[i] != ' ')
			print_mask(d, &at, &m, 0, 0, height / TYPE_CAPITAL);
		free(m.px);
	}
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

/* A solid shape with strokes cut out of it, as logos are. */
static void
emblem(struct drawing *d, const struct stamp *s, double u, double v, double size, struct rng *r)
{
	int round = rng_chance(r, 0.5), bars = 2 + rng_int(r, 4);
	double lean = rng_range(r, -1, 1);

	for (double y = -size / 2; y < size / 2; y += 0.12) {
		double half = round ? sqrt(size * size / 4 - y * y) : size / 2, from = -half;

		for (double x = -half; x <= half; x += 0.1) {
			int cut =
			    x >= half - 0.1 || fmod(fabs(x + lean * y) * bars / size, 1) > 0.7;

			if (!cut)
				continue;
			if (x - from > 0.15)
				drawing_line(d, on_page(s, u + from, v + y),
				    on_page(s, u + x - 0.1, v + y), 0.15, s->strength);
			from = x + 0.1;
		}
	}
}

/* A school's or a town hall's: rings, words along them or across, often an emblem. */
static void
round_stamp(struct drawing *d, const struct stamp *s, struct rng *r)
{
	double radius = rng_range(r, 11, 18), flat = rng_chance(r, 0.2) ? 0.6 : 1;
	double inner = rng_range(r, 0.6, 0.75);

	ring(d, s, radius, radius * flat, s->bold * 1.2);
	if (rng_chance(r, 0.7))
		ring(d, s, radius * inner, radius * inner * flat, s->bold * 0.6);
	if (flat == 1 && rng_chance(r, 0.75)) {
		text_around(d, s, PICK(r, around), radius * (1 + inner) / 2, radius * 0.17, 1);
		if (rng_chance(r, 0.5))
			text_around(
			    d, s, PICK(r, within), radius * (1 + inner) / 2, radius * 0.17, 0);
	}
	if (rng_chance(r, 0.35)) {
		emblem(d, s, 0, 0, radius * 0.7 * flat, r);
		return;
	}
	text(d, s, s->bold_type, PICK(r, within), -radius * 0.2 * flat, radius * 0.2, 0);
	text(d, s, s->type, rng_chance(r, 0.5) ? "Le directeur" : PICK(r, within),
	    radius * 0.2 * flat, radius * 0.15, 0);
}

/* A company's: its name, where it is, its numbers; framed or bare. */
static void
company_stamp(struct drawing *d, const struct stamp *s, int framed, struct rng *r)
{
	char lines[LINES_MAX][48];
	int n = 2 + rng_int(r, LINES_MAX - 1), side = rng_chance(r, 0.25) ? -1 : 0;
	double height = rng_range(r, 1.3, 2.4), pitch = height * rng_range(r, 1.5, 2.1);
	double first = height * rng_range(r, 1, 2.2);

	n = n > LINES_MAX ? LINES_MAX : n;
	snprintf(lines[0], sizeof *lines, "%s", PICK(r, companies));
	snprintf(lines[1], sizeof *lines, "%s", PICK(r, streets));
	snprintf(lines[2], sizeof *lines, "%s", PICK(r, towns));
	snprintf(lines[3], sizeof *lines, "Tel. 03 99 00 %02d %02d", rng_int(r, 100),
	    rng_int(r, 100));
	snprintf(lines[4], sizeof *lines, "SIRET %03d %03d %03d 000%02d", rng_int(r, 1000),
	    rng_int(r, 1000), rng_int(r, 1000), rng_int(r, 100));
	snprintf(lines[5], sizeof *lines, "contact@essai.example");
	for (int i = 0; i < n; i++)
		text(d, s, i == 0 ? s->bold_type : s->type, lines[i],
		    (i - (n - 1) / 2.0) * pitch - (i == 0 ? (first - height) / 2 : 0),
		    i == 0 ? first : height, side);
	if (side < 0 && rng_chance(r, 0.6))
		emblem(d, s, WIDEST / 2 - 5, 0, fmin(n * pitch, 9), r);
	if (framed)
		frame(d, s, WIDEST + 3, n * pitch + 4);
}

/* A day as a date stamp has it. */
static void
any_day(char line[32], struct rng *r)
{
	switch (rng_int(r, 3)) {
	case 0:
		snprintf(line, 32, "%02d %s 2027", 1 + rng_int(r, 28), PICK(r, months));
		break;
	case 1:
		snprintf(line, 32, "%02d/%02d/2027", 1 + rng_int(r, 28), 1 + rng_int(r, 12));
		break;
	default:
		snprintf(line, 32, "-%d. %02d. 2027", 1 + rng_int(r, 28), 1 + rng_int(r, 12));
	}
}

/* One cell of a stamp to fill in: what goes there, and often a figure in somebody's hand. */
static void
cell(struct drawing *d, const struct stamp *s, double u, double v, double w, double h,
    struct rng *r)
{
	struct mask m = type_set(s->type, PICK(r, fields));
	double scale = fmin(h * 0.22 / TYPE_CAPITAL, w * 0.9 / m.w);

	print_mask(d, s, &m, u - w / 2 + 1 + m.w * scale / 2, v - h * 0.25, scale);
	free(m.px);
	if (rng_chance(r, 0.3)) {
		struct writer hand = writer_new(r);
		char figure[12];

		hand.height = h * 0.3;
		hand.rise = s->angle;
		snprintf(figure, sizeof figure, rng_chance(r, 0.5) ? "%d" : "%d/27",
		    rng_int(r, 999));
		hand_text(d, &hand, figure, 0, on_page(s, u + w * 0.15, v + h * 0.15), r);
	}
}

/* « Courrier arrivé »: a frame ruled into cells, with a day and what a clerk fills in. */
static void
form_stamp(struct drawing *d, const struct stamp *s, struct rng *r)
{
	int rows = 2 + rng_int(r, 3), columns = 1 + rng_int(r, 2), dated = rng_int(r, rows);
	double w = rng_range(r, 30, 48), h = rows * rng_range(r, 5, 8), high = h / rows;
	char day[32];

	frame(d, s, w, h);
	if (rng_chance(r, 0.3))
		frame(d, s, w + 1.6, h + 1.6);
	for (int i = 0; i < rows; i++) {
		double v = (i + 0.5) * high - h / 2;

		if (i > 0)
			drawing_line(d, on_page(s, -w / 2, v - high / 2),
			    on_page(s, w / 2, v - high / 2), s->bold * 0.7, s->strength);
		if (i == dated) {
			any_day(day, r);
			text(d, s, s->bold_type, day, v, high * 0.45, 0);
			continue;
		}
		for (int k = 0; k < columns; k++)
			cell(d, s, (k + 0.5) * w / columns - w / 2, v, w / columns, high, r);
		if (columns == 2)
			drawing_line(d, on_page(s, 0, v - high / 2),
			    on_page(s, 0, v + high / 2), s->bold * 0.7, s->strength);
	}
}

/* « Reçu le » and a day, or one large word; framed or bare. */
static void
word_stamp(struct drawing *d, const struct stamp *s, struct rng *r)
{
	int day = rng_chance(r, 0.6), over = day && rng_chance(r, 0.6);
	double height = rng_range(r, 3, 7), wide;
	struct mask m;
	char line[32];

	if (day)
		any_day(line, r);
	else
		snprintf(line, sizeof line, "%s", PICK(r, words));
	m = type_set(s->bold_type, line);
	wide = fmin(m.w * height / TYPE_CAPITAL, WIDEST);
	height = wide / m.w * TYPE_CAPITAL;
	print_mask(d, s, &m, 0, 0, height / TYPE_CAPITAL);
	free(m.px);
	if (over)
		text(d, s, s->type, rng_chance(r, 0.5) ? "RECU LE" : "ARRIVE LE", -height * 1.3,
		    height * 0.6, 0);
	if (rng_chance(r, 0.5)) {
		frame(d, s, wide + 5, height * (over ? 4.4 : 1.9));
		if (rng_chance(r, 0.3))
			frame(d, s, wide + 7, height * (over ? 4.4 : 1.9) + 2);
	}
}

struct drawing
stamp_draw(double dpi, struct point centre, struct rng *r)
{
	double dry = pow(rng_real(r), 2); /* most are well inked */
	struct drawing d = drawing_new(dpi, centre.x - 36, centre.y - 30, 72, 60);
	enum face face = (enum face)rng_int(r, FACE_COUNT);
	double kind = rng_real(r);
	struct stamp s = { centre, type_new(face),
		type_new(face == FACE_SERIF  ? FACE_SERIF_BOLD
			 : face == FACE_SANS ? FACE_SANS_BOLD
					     : face),
		rng_range(r, -1, 1) * (rng_chance(r, 0.1) ? 1.3 : 0.3), 1 - 0.5 * dry,
		rng_range(r, 0.25, 0.6) };

	d.tint = PICK(r, pads);
	if (kind < 0.27)
		round_stamp(&d, &s, r);
	else if (kind < 0.37)
		form_stamp(&d, &s, r);
	else if (kind < 0.8)
		company_stamp(&d, &s, rng_chance(r, 0.5), r);
	else
		word_stamp(&d, &s, r);
	type_free(s.type);
	type_free(s.bold_type);
	drawing_wear(&d, 0.05 + 0.7 * pow(rng_real(r), 2), r);
	return d;
}
