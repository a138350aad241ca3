#include "scan/tagfind_imp.h"

#include <math.h>
#include <string.h>

#include "scan/blank_imp.h"
#include "scan/register_imp.h"

/*
 * zbar reads best at 3 to 5 pixels a module, and a picture at half scale costs a quarter.
 * Measured on simulated scans of severities 1 to 5: the first attempt reads nearly all of the
 * first three, blur helps noise and dithering, every second line at full scale helps fine damage.
 */
struct attempt {
	double module; /* pixels a module to aim at, by whole shrinking; 0: full scale */
	int step; /* lines: every one, every second */
	int blur; /* radius */
	enum {
		LINES_KEPT,
		LINES_DOWN,
		LINES_ACROSS
	} lines; /* thin ones that are taken away first */
};

static const struct attempt glance = { 3.2, 2, 0, LINES_KEPT };
static const struct attempt cheap[] = { { 3.8, 1, 0, LINES_KEPT }, { 5.6, 1, 0, LINES_KEPT },
	{ 3.8, 1, 1, LINES_KEPT } };
static const struct attempt more[] = { { 5.6, 1, 0, LINES_DOWN }, { 5.6, 1, 0, LINES_ACROSS },
	{ 0, 2, 0, LINES_KEPT }, { 0, 1, 1, LINES_KEPT }, { 0, 1, 2, LINES_KEPT },
	{ 2.9, 1, 0, LINES_KEPT } };
static const struct attempt whole[] = { { 3.8, 1, 0, LINES_KEPT }, { 5.6, 1, 0, LINES_KEPT },
	{ 2.9, 1, 0, LINES_KEPT }, { 0, 1, 0, LINES_KEPT } };

static const double top_mm = 45; /* the tag ends 36 mm down: room for skew and shift */
static const double corner_mm = 80;

#define COUNT(a) (sizeof(a) / sizeof *(a))

void
tagfind_init(struct tagfind *f, const struct look_ask *ask, double dpi)
{
	memset(f, 0, sizeof *f);
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

int
tagfind_top_rows(double dpi)
{
	return (int)(top_mm * dpi / 25.4);
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

static int
try(struct tagfind *f, const struct image *im, struct place where, const struct attempt *a)
{
	double module = f->dpi / 25.4 * TAG_SIDE / TAG_MODULES;
	int factor = a->module > 0 ? (int)lround(module / a->module) : 1;
	struct image small = *im, soft;

	factor = factor < 1 ? 1 : factor;
	if (factor > 1)
		image_shrink(im, factor, &small);
	soft = small;
	if (a->blur > 0)
		image_blur(&small, a->blur, &soft);
	else if (a->lines != LINES_KEPT)
		without_lines(&small, a->lines == LINES_DOWN, &soft);
	where.factor = factor;
	tagreader_scan(f->reader, &soft, a->step, where, &f->codes);
	if (soft.px != small.px)
		image_release(&soft);
	if (factor > 1)
		image_release(&small);
	ask_new(f);
	return f->ours >= 0;
}

int
tagfind_top(struct tagfind *f, const struct image *im, int ready)
{
	int side = tagfind_top_rows(f->dpi), x = im->w - side;
	struct image w = image_window(im, x, 0, side, ready < side ? ready : side);

	if (blank_window(&w))
		return 0;
	for (size_t i = 0; i < COUNT(cheap); i++)
		if (try(f, &w, (struct place){ x < 0 ? 0 : x, 0, 1 }, &cheap[i]))
			return 1;
	return 0;
}

/* Was one of ours found in this square already? */
static int
holds(const struct tagfind *f, int x, int y, int side)
{
	const struct pt *p = f->codes.at[f->ours].corner;

	return p->x >= x && p->x < x + side && p->y >= y && p->y < y + side;
}

int
tagfind_foot(struct tagfind *f, const struct image *im)
{
	int side = tagfind_top_rows(f->dpi), y = im->h > side ? im->h - side : 0;
	struct image w = image_window(im, 0, y, side, side);

	return !blank_window(&w) && try(f, &w, (struct place){ 0, y, 1 }, &cheap[0]);
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

		if (all && holds(f, x, y, side))
			continue;
		if (!blank_window(&w) && try(f, &w, (struct place){ x, y, 1 }, a) && !all)
			return 1;
	}
	return f->ours >= 0;
}

int
tagfind_page(struct tagfind *f, const struct image *im)
{
	for (size_t i = 0; i < COUNT(cheap); i++)
		if (corners(f, im, &cheap[i], 0))
			return 1;
	if (try(f, im, (struct place){ 0, 0, 1 }, &whole[0]))
		return 1;
	for (size_t i = 0; i < COUNT(more); i++)
		if (corners(f, im, &more[i], 0))
			return 1;
	for (size_t i = 1; i < COUNT(whole); i++)
		if (try(f, im, (struct place){ 0, 0, 1 }, &whole[i]))
			return 1;
	return 0;
}

void
tagfind_others(struct tagfind *f, const struct image *im)
{
	corners(f, im, &glance, 1);
}
