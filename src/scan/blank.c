#include "scan/blank_imp.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "scan/ink/blobs_imp.h"
#include "scan/ink/darkness_imp.h"
#include "scan/place/probe_imp.h"
#include "scan/ink/streaks_imp.h"

static const double density_mm = 4; /* pixels a millimetre are enough for pencil */
static const double edge_mm = 8; /* of the page: shadows, torn edges, black bands */
static const double paper_mm = 5;
static const int dark_low = 20; /* ink, with noise_low times the noise */
static const double noise_low = 4;
static const int dark_peak = 44; /* bleed-through stays below, pencil does not */
static const double speck_mm = 0.8, blot_mm = 2.0;
/* A straight line longer than this is the glass or a fold. */
static const double streak_mm = 30, streak_wide_mm = 2.5;
static const double corner_mm = 12; /* after edge_mm */
static const double written_mm = 20; /* strokes of less than this in all: dirt */
static const int contrast_min = 40;

static int
peak_of(const struct blobs *b, const uint8_t *dark, size_t w, int i)
{
	const struct blob *o = &b->at[i];
	long count[256] = { 0 }, top = o->area / 10 + 1;
	int level = 255;

	for (int k = o->first; k < o->first + o->runs; k++)
		for (int x = b->run[k].x0; x < b->run[k].x1; x++)
			count[dark[(size_t)b->run[k].y * w + (size_t)x]]++;
	while (level > 0 && (top -= count[level]) > 0)
		level--;
	return level;
}

/* Nobody writes there; staples, turned corners and the other side's marks do. */
static int
in_corner(const struct image *im, const struct blob *o, double reach)
{
	int x = o->x1 < reach || o->x0 > im->w - reach,
	    y = o->y1 < reach || o->y0 > im->h - reach;

	return x && y;
}

/* A fold and a streak that meet: no longer than the sides of what they span. */
static int
plain_cross(const struct blob *o, double width)
{
	return o->area / width < 1.3 * (o->x1 - o->x0 + o->y1 - o->y0);
}

/* Length in mm of what one blob may be of writing. */
static double
written(const struct blobs *b, const uint8_t *dark, const struct image *im, int i, double d)
{
	const struct blob *o = &b->at[i];
	double extent = fmax(o->x1 - o->x0, o->y1 - o->y0) / d;
	double width = 2.4 * o->area / o->edge / d;

	if (extent < speck_mm || width > blot_mm)
		return 0;
	if (o->length / d > streak_mm && o->width / d < streak_wide_mm)
		return 0;
	if (extent > 2 * streak_mm && plain_cross(o, width * d))
		return 0;
	if (in_corner(im, o, corner_mm * d))
		return 0;
	if (peak_of(b, dark, (size_t)im->w, i) < dark_peak)
		return 0;
	return o->area / d / d / width;
}

/* Dirty columns of the page are no ink. */
static void
clear_streaks(const struct image *im, int factor, int edge, uint8_t *dark, int w, int h)
{
	uint8_t *streak = streaks_find(im, im->dpi / 25.4);

	for (int x = 0; streak != NULL && x < w; x++) {
		int dirty = 0;

		for (int i = -factor; i < 2 * factor; i++)
			dirty |= streak[(x + edge) * factor + i];
		for (int y = 0; dirty && y < h; y++)
			dark[(size_t)y * (size_t)w + (size_t)x] = 0;
	}
	free(streak);
}

int
blank_page(const struct image *im)
{
	int factor = (int)fmax(im->dpi / 25.4 / density_mm, 1), edge;
	struct image small, in;
	struct blobs b;
	uint8_t *dark;
	double d, sum = 0;

	image_shrink(im, factor, &small);
	d = small.dpi / 25.4;
	edge = (int)(edge_mm * d);
	in = image_window(&small, edge, edge, small.w - 2 * edge, small.h - 2 * edge);
	dark =
	    darkness_find(&in, paper_mm, (int)ceil(dark_low + noise_low * darkness_noise(&in)));
	clear_streaks(im, factor, edge, dark, in.w, in.h);
	blobs_init(&b, dark, in.w, in.h);
	for (int i = 0; i < b.n && sum < written_mm; i++)
		sum += written(&b, dark, &in, i, d);
	blobs_release(&b);
	free(dark);
	image_release(&small);
	return sum < written_mm;
}

int
blank_window(const struct image *im)
{
	return probe_level(im, 0.95) - probe_level(im, 0.03) < contrast_min;
}
