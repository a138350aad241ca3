/*
 * What happens to a sheet between the printer and the file: kinds of damage, each with a
 * severity from 1 (hardly visible) through 2 (an ordinary office), 3 (a bad day) and 4 (near
 * what a person would refuse) to 5 (past it).  0: none.
 */
#ifndef SIM_WEAR_H
#define SIM_WEAR_H

#include "rng.h"
#include "sheet.h"

struct err;

enum wear {
	WEAR_SKEW, /* turned by up to 1, 2, 3, 5, 8 degrees */
	WEAR_JPEG, /* quality 90, 70, 50, 35, 20 */
	WEAR_BLUR, /* optical or motion, sigma 0.06 to 0.30 mm */
	WEAR_SCALE, /* 99 to 94 %, the axes differing by 0.2 to 1 % */
	WEAR_BILEVEL, /* the threshold of black and white drifts from the ideal one */
	WEAR_NOISE, /* Gaussian, salt and pepper */
	WEAR_FAINT, /* toner lightened, with voids */
	WEAR_FAT, /* ink spread */
	WEAR_LINES, /* dark and light streaks of a dirty glass */
	WEAR_FOLD, /* a crease, with local displacement */
	WEAR_STAPLE, /* its shadow, a turned or torn corner */
	WEAR_SHADOW, /* the lid open: a gradient, a black edge */
	WEAR_CUT, /* up to 2, 4, 6, 9, 14 mm lost on one edge */
	WEAR_COPY, /* a copy of a copy: hard contrast, blur, dust, a slight skew */
	WEAR_PEN, /* a pen stroke over the code */
	WEAR_STAMP, /* a rubber stamp over the code */
	WEAR_BLEED, /* the back shows through */
	WEAR_CRUMPLE, /* smooth random displacement, with shading */
	WEAR_PHOTO, /* a phone: perspective, uneven light, a table behind */
	WEAR_COUNT
};

/* The damage of one page. */
struct wears {
	int level[WEAR_COUNT]; /* 0..5 */
	uint64_t seed; /* of this page */
};

const char *wear_name(enum wear k);

/* What `--damage` asks for: bits 1 << enum wear, or the two mixes. */
enum { WEARS_OFFICE = 1 << 30, WEARS_MIX = 1 << 29 };
int wears_parse(const char *text, unsigned *wanted, struct err *e);

/*
 * Draws the damage of a page.  Kinds asked for by name all stand at `severity`; a mix takes
 * some kinds, one at severity itself, the others milder.
 */
void wears_choose(struct wears *w, unsigned wanted, int severity, struct rng *r);

/* The stream of one kind on this page. */
struct rng wear_stream(const struct wears *w, enum wear k);

/* How dark the toner of this page is: 1 black, 0 white. */
double wear_toner(const struct wears *w);

/* In this order, around the signing and the scanner's own geometry. */
void wear_print(struct sheet *s, const struct wears *w);
void wear_paper(struct sheet *s, const struct wears *w);
void wear_scan(struct sheet *s, const struct wears *w);

#endif
