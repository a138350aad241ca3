/*
 * What composing needs from one paper to the next: metrics, the dictionary, room to work in.
 */
#ifndef PDF_COMPOSER_IMP_H
#define PDF_COMPOSER_IMP_H

#include <hyphen.h>

#include "base/buf.h"
#include "base/shelf.h"
#include "pdf/metrics_imp.h"
#include "pdf/paper.h"
#include "pdf/type_imp.h"

struct qr_table; /* pdf/qr_imp.h */

enum item_type { ITEM_BOX, ITEM_GLUE, ITEM_PENALTY };
enum {
	COST_NEVER = 10000,
	COST_HYPHEN = 60,
	COST_DASH = 30,
	COST_URL = 200,
	COST_SPLIT = 5000,
	COST_FORCED = -10000
};

/* What a paragraph is made of, as Knuth and Plass have it. */
struct item {
	enum item_type type;
	enum face face;
	double size;
	double width; /* pt; of a penalty: of the hyphen */
	double stretch, shrink;
	int cost; /* of a penalty */
	int hyphen; /* a break here prints one */
	int tied; /* glue: no break here */
	int wide; /* box: too wide for a line, with its neighbours */
	size_t text, n; /* of a box or glue: n letters from composer.text[text] */
	const char *url;
};

struct item_list {
	struct item *at;
	size_t n, cap;
};

/* A place where a line may end, and the best way to get there. */
struct stop {
	size_t item; /* the line ends at this item */
	size_t from; /* the stop before */
	size_t line; /* lines up to here */
	int fit; /* tight 0 .. loose 3 */
	int hyphen;
	double width, stretch, shrink; /* of all that is before the next line's start */
	double cost;
};

struct composer {
	HyphenDict *dict, *english; /* english NULL: not asked for yet */
	int in_english; /* the text at hand is cut by English rules */
	const struct metrics *metrics[FACE_COUNT];
	const struct qr_table *codes;
	struct item_list items;
	uint16_t *text; /* letters of the paragraph at hand */
	size_t text_n, text_cap;
	struct stop *stops;
	size_t stops_n, stops_cap;
	size_t *active;
	size_t active_n, active_cap;
	struct shelf sets; /* struct text_set, by its runs, style and measure */
	struct arena kept; /* what they hold */
	size_t kept_n; /* about as many bytes */
	struct packer *packer; /* pdf/pack_imp.h */
	struct buf scratch, key;
};

/* Forgets what was set, when that has become much.  Between papers. */
void composer_trim(struct composer *c);

int metric_advance(const struct metrics *m, uint32_t c);
int metric_kern(const struct metrics *m, uint32_t a, uint32_t b);

/* From now on texts are English, or French again; -1: an error. */
int composer_language(struct composer *c, int english, struct err *e);

/* Fills c->items and c->text from runs; the places of hyphens cost time, and are only sometimes needed. */
int items_read(struct composer *c, const struct run *runs, const struct type_style *st,
    int hyphens, struct err *e);

/* Lets what is wider than the measure be cut anywhere: better than ink in the margin. */
void items_split(struct composer *c, double width);

/*
 * Chooses where the lines of c->items end, for lines of `width`: total fit.  The chosen stops, first line
 * first, are c->active[0 .. n-1] as indexes of c->stops; n is returned, 0: there is no good way
 * without hyphens (with them there always is one, after items_split).
 */
size_t fit_total(struct composer *c, double width, int hyphens);

/* The same line by line, for text that is not justified. */
size_t fit_first(struct composer *c, double width, int hyphens);

/* lines.c: the work behind type_set and type_extent; *out gains the lines, which live in a. */
int lines_set(struct composer *c, const struct run *runs, const struct type_style *st,
    double width, struct arena *a, struct line **out, struct err *e);
int lines_extent(struct composer *c, const struct run *runs, const struct type_style *st,
    double *word, double *whole, struct err *e);

/* points[i] not 0: the word may be cut after its letter i. */
void hyphen_points(struct composer *c, const uint16_t *word, size_t n, char *points);

#endif
