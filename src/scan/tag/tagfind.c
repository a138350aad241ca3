#include "scan/tag/tagfind_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan/blank_imp.h"
#include "scan/cpu_imp.h"
#include "scan/tag/gridplace_imp.h"
#include "scan/place/register_imp.h"
#include "scan/tag/texture_imp.h"

/* Where an attempt looks. */
enum where {
	AT_TOP, /* the top right corner, before the rest of the page is there */
	AT_TURNED, /* the corner where a page turned by quarters has it */
	AT_CORNERS,
	AT_PAGE,
	AT_MARKS, /* where the corner marks say, module by module */
	AT_FINDERS, /* where two finder patterns say */
	AT_SMALL, /* a picture of few pixels, enlarged */
	AT_OTHERS /* the corners again, for a second tag */
};

/* What is done to the picture first. */
enum filter {
	FILTER_NONE,
	FILTER_BLUR, /* box of 3 x 3 */
	FILTER_BLUR_MORE, /* of 5 x 5 */
	FILTER_DOWN, /* thin lines down the page are taken away */
	FILTER_ACROSS
};

struct attempt {
	enum where where;
	double module; /* pixels a module to aim at, by whole shrinking; 0: full scale */
	int step; /* lines: every one, every second */
	enum filter filter;
	const char *words; /* French */
};

/*
 * In the order in which they are made, until one of ours is found.  zbar reads best at 3 to 5 pixels
 * a module, and a picture at half scale costs a quarter.  The order follows what `read --explain` counts
 * on simulated scans of severities 1 to 5: the first attempt reads nearly all of the first three.
 */
static const struct attempt attempts[] = {
	{ AT_TOP, 3.8, 1, FILTER_NONE, "haut, 3,8 px par module" },
	{ AT_TOP, 5.6, 1, FILTER_NONE, "haut, 5,6 px" },
	{ AT_TOP, 3.8, 1, FILTER_BLUR, "haut, 3,8 px, flou" },
	{ AT_TURNED, 3.8, 1, FILTER_NONE, "page tournée, 3,8 px" },
	{ AT_CORNERS, 3.8, 1, FILTER_NONE, "coins, 3,8 px" },
	{ AT_CORNERS, 5.6, 1, FILTER_NONE, "coins, 5,6 px" },
	{ AT_CORNERS, 3.8, 1, FILTER_BLUR, "coins, 3,8 px, flou" },
	{ AT_FINDERS, 0, 1, FILTER_NONE, "grille d'après les mires du code" },
	{ AT_MARKS, 0, 1, FILTER_NONE, "grille d'après les repères" },
	{ AT_PAGE, 3.8, 1, FILTER_NONE, "page, 3,8 px" },
	{ AT_CORNERS, 5.6, 1, FILTER_DOWN, "coins, 5,6 px, sans traits en long" },
	{ AT_CORNERS, 5.6, 1, FILTER_ACROSS, "coins, 5,6 px, sans traits en travers" },
	{ AT_CORNERS, 0, 2, FILTER_NONE, "coins, entiers, une ligne sur deux" },
	{ AT_CORNERS, 0, 1, FILTER_BLUR, "coins, entiers, flou" },
	{ AT_CORNERS, 0, 1, FILTER_BLUR_MORE, "coins, entiers, plus flou" },
	{ AT_CORNERS, 2.9, 1, FILTER_NONE, "coins, 2,9 px" },
	{ AT_PAGE, 5.6, 1, FILTER_NONE, "page, 5,6 px" },
	{ AT_PAGE, 2.9, 1, FILTER_NONE, "page, 2,9 px" },
	{ AT_PAGE, 0, 1, FILTER_NONE, "page entière" },
	{ AT_SMALL, 0, 1, FILTER_NONE, "petite image, agrandie" },
	{ AT_OTHERS, 3.2, 2, FILTER_NONE, "autres étiquettes" },
};

/* The strip at the top: the tag ends 36 mm down, and there is room for skew and shift. */
static const double top_mm = 45;
static const double corner_mm = 80;
static const int small_px = 500; /* each way: enlarging costs little */

enum { ATTEMPTS = sizeof attempts / sizeof *attempts };
_Static_assert((int)ATTEMPTS <= (int)SCAN_ATTEMPTS_MAX, "a page counts them all");

const char *
scan_attempt_words(size_t i)
{
	return i < ATTEMPTS ? attempts[i].words : NULL;
}

void
tagfind_init(struct tagfind *f, const struct look_ask *ask, double dpi, int any_size,
    struct scan_attempt count[SCAN_ATTEMPTS_MAX])
{
	memset(f, 0, sizeof *f);
	f->any_size = any_size;
	f->count = count;
	f->reader = tagreader_new();
	f->ask = ask;
	f->dpi = dpi;
	f->ours = -1;
}

void
tagfind_release(struct tagfind *f)
{
	tagreader_free(f->reader);
	f->reader = NULL;
}

static int
strip_rows(double dpi)
{
	return (int)(top_mm * dpi / 25.4);
}

int
tagfind_rows(const struct tagfind *f, const struct image *page, int turn)
{
	return turn == 0 || turn == 90 ? strip_rows(f->dpi) : page->h;
}

/* Asks about the codes that nobody was asked about yet. */
static void
ask_new(struct tagfind *f)
{
	for (; f->asked < f->codes.n; f->asked++) {
		struct scan_known known = { .n_boxes = 0 };
		int i = f->asked;

		f->claim[i] = f->ask->resolve(f->ask->ctx, f->codes.at[i].text, &known);
		if (f->claim[i] == SCAN_CLAIM_FOREIGN)
			continue;
		if (f->ours >= 0) {
			f->two = 1;
			continue;
		}
		f->ours = i;
		f->known = known;
	}
}

static uint8_t
median(uint8_t a, uint8_t b, uint8_t c)
{
	uint8_t low = a < b ? a : b, high = a < b ? b : a;

	return c < low ? low : c > high ? high : c;
}

/*
 * A speck on the scanner's glass draws a line through both finder patterns of a code, and
 * zbar then sees none: the median of three across the line takes it away.
 */
static void
without_lines(const struct image *im, int down, struct image *out)
{
	size_t step = down ? 1 : im->stride;

	image_init(out, im->w, im->h);
	out->dpi = im->dpi;
	for (int y = 0; y < im->h; y++) {
		const uint8_t *in = im->px + (size_t)y * im->stride;
		uint8_t *to = out->px + (size_t)y * out->stride;
		int edge = !down && (y == 0 || y == im->h - 1);

		for (int x = 0; x < im->w; x++)
			to[x] = edge || (down && (x == 0 || x == im->w - 1))
				    ? in[x]
				    : median(in[x - (ptrdiff_t)step], in[x],
					  in[x + (ptrdiff_t)step]);
	}
}

/* Below these, what lies there is no code; a code half covered stays above. */
static const double grid_slid_min = 0.3, grid_fitted_min = 0.5;
enum { GRIDS_READ_MAX = 8 }; /* guesses that lie almost alike: one of them may be readable */

static int
best_fit(const void *a, const void *b)
{
	double x = ((const struct gridplace *)a)->fit, y = ((const struct gridplace *)b)->fit;

	return (x < y) - (x > y);
}

/* Is the text after the last code none of those before? */
static int
is_new(const struct tagfind *f)
{
	for (int i = 0; i < f->codes.n; i++)
		if (strcmp(f->codes.at[i].text, f->codes.at[f->codes.n].text) == 0)
			return 0;
	return 1;
}

static void
read_grids(struct tagfind *f, const struct image *im, enum where where)
{
	struct gridplace place[GRIDPLACES_MAX];
	int n = (where == AT_MARKS ? gridplace_of_marks : gridplace_of_finders)(im, place);

	for (int i = 0; i < n; i++)
		place[i].fit = grid_slide(im, &place[i].grid, place[i].reach);
	qsort(place, (size_t)n, sizeof *place, best_fit);
	for (int i = 0; i < n && i < GRIDS_READ_MAX && f->ours < 0; i++) {
		if (place[i].fit < grid_slid_min || f->codes.n == CODES_MAX)
			break;
		if (grid_fit(im, &place[i].grid) < grid_fitted_min)
			continue;
		if (grid_read(im, &place[i].grid, &f->codes.at[f->codes.n]) && is_new(f))
			f->codes.n++;
		ask_new(f);
	}
}

static void
filter(const struct image *im, enum filter how, struct image *out)
{
	switch (how) {
	case FILTER_NONE:
		*out = *im;
		return;
	case FILTER_BLUR:
		image_blur(im, 1, out);
		return;
	case FILTER_BLUR_MORE:
		image_blur(im, 2, out);
		return;
	case FILTER_DOWN:
	case FILTER_ACROSS:
		without_lines(im, how == FILTER_DOWN, out);
		return;
	}
}

/* A code of one or two pixels a module, or without white around it. */
static void
decode_small(struct tagfind *f, const struct image *im)
{
	enum { MARGIN = 8 };
	struct image large;

	image_double(im, MARGIN, &large);
	tagreader_scan(
	    f->reader, &large, 1, (struct place){ -MARGIN, -MARGIN, 0.5 }, &f->codes);
	image_release(&large);
}

/* Scales, filters, decodes. */
static void
decode(struct tagfind *f, const struct image *im, struct place where, const struct attempt *a)
{
	double module = f->dpi / 25.4 * TAG_SIDE / TAG_MODULES;
	int factor = a->module > 0 ? (int)lround(module / a->module) : 1;
	struct image small = *im, ready;

	factor = factor < 1 ? 1 : factor;
	if (factor > 1)
		image_shrink(im, factor, &small);
	filter(&small, a->filter, &ready);
	where.factor = factor;
	tagreader_scan(f->reader, &ready, a->step, where, &f->codes);
	if (ready.px != small.px)
		image_release(&ready);
	if (factor > 1)
		image_release(&small);
}

/* One attempt at one window, counted.  1 when one of ours is known. */
static int
try(struct tagfind *f, const struct image *im, struct place where, const struct attempt *a)
{
	struct scan_attempt *count = &f->count[a - attempts];
	int codes = f->codes.n, ours = f->ours;
	double start = cpu_ms();

	if (a->where == AT_MARKS || a->where == AT_FINDERS)
		read_grids(f, im, a->where);
	else if (a->where == AT_SMALL)
		decode_small(f, im);
	else
		decode(f, im, where, a);
	ask_new(f);
	count->tried++;
	count->found += f->codes.n > codes;
	count->ours += ours < 0 && f->ours >= 0;
	count->ms += cpu_ms() - start;
	return f->ours >= 0;
}

int
tagfind_corner(struct tagfind *f, const struct image *im, int turn)
{
	int side = strip_rows(f->dpi);
	int x = (turn == 0 || turn == 270) && im->w > side ? im->w - side : 0;
	int y = (turn == 180 || turn == 270) && im->h > side ? im->h - side : 0;
	enum where where = turn == 0 ? AT_TOP : AT_TURNED;
	struct image w = image_window(im, x, y, side, side);

	if (!texture_like_code(&w, NULL))
		return 0;
	for (int i = 0; i < ATTEMPTS; i++)
		if (attempts[i].where == where &&
		    try(f, &w, (struct place){ x, y, 1 }, &attempts[i]))
			return 1;
	return 0;
}

/* The first attempt at such a place. */
static const struct attempt *
first_at(enum where where)
{
	const struct attempt *a = attempts;

	while (a->where != where)
		a++;
	return a;
}

/* Was one of ours found in this square already? */
static int
holds(const struct tagfind *f, int x, int y, int side)
{
	const struct pt *p = f->codes.at[f->ours].corner;

	return p->x >= x && p->x < x + side && p->y >= y && p->y < y + side;
}

/* May this window, the i-th corner, hold a code?  Looked at once. */
static int
is_worth(struct tagfind *f, const struct image *w, int i)
{
	if (f->corner[i] == CORNER_UNSEEN) {
		int worth = f->any_size ? !blank_window(w) : texture_like_code(w, NULL);

		f->corner[i] = worth ? CORNER_WORTH : CORNER_BARE;
	}
	return f->corner[i] == CORNER_WORTH;
}

/* Top right and bottom left first: upright and upside down.  all: goes on once ours is found. */
static int
corners(struct tagfind *f, const struct image *im, const struct attempt *a, int all)
{
	static const int right[] = { 1, 0, 0, 1 }, bottom[] = { 0, 1, 0, 1 };
	int side = (int)(corner_mm * f->dpi / 25.4);

	for (int i = 0; i < 4; i++) {
		int x = right[i] && im->w > side ? im->w - side : 0;
		int y = bottom[i] && im->h > side ? im->h - side : 0;
		struct image w = image_window(im, x, y, side, side);

		if ((all && holds(f, x, y, side)) || (bottom[i] && im->h <= side))
			continue;
		if (is_worth(f, &w, i) && try(f, &w, (struct place){ x, y, 1 }, a) && !all)
			return 1;
	}
	return f->ours >= 0;
}

/* Is there anything that may be a code, besides those that were read? */
static int
more_to_read(const struct tagfind *f, const struct image *im)
{
	return f->ours < 0 && (f->any_size || texture_like_code(im, &f->codes));
}

int
tagfind_page(struct tagfind *f, const struct image *im)
{
	int codes = -1;

	for (int i = 0; i < ATTEMPTS; i++) {
		const struct attempt *a = &attempts[i];

		if (codes != f->codes.n && !more_to_read(f, im))
			break;
		codes = f->codes.n;
		if (a->where == AT_CORNERS)
			corners(f, im, a, 0);
		else if (a->where == AT_SMALL ? im->w <= small_px && im->h <= small_px
					      : a->where == AT_PAGE || a->where == AT_MARKS ||
						    a->where == AT_FINDERS)
			try(f, im, (struct place){ 0, 0, 1 }, a);
	}
	return f->ours >= 0;
}

void
tagfind_others(struct tagfind *f, const struct image *im)
{
	corners(f, im, first_at(AT_OTHERS), 1);
}
