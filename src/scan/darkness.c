#include "scan/darkness_imp.h"

#include <stdlib.h>

#include "base/mem.h"
#include "scan/probe_imp.h"

static int
clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

/* Running extreme of n values, r to each side; sign 1: highest, -1: lowest. */
static void
extreme(const uint8_t *in, uint8_t *out, int n, size_t step, int r, int sign)
{
	for (int i = 0; i < n; i++) {
		int best = in[(size_t)i * step];

		for (int k = clamp(i - r, 0, n - 1); k <= clamp(i + r, 0, n - 1); k++)
			if (sign * in[(size_t)k * step] > sign * best)
				best = in[(size_t)k * step];
		out[(size_t)i * step] = (uint8_t)best;
	}
}

static void
extreme_2d(struct image *im, int r, int sign)
{
	uint8_t *other = mem_alloc(im->stride * (size_t)im->h + 1);

	for (int y = 0; y < im->h; y++)
		extreme(im->px + (size_t)y * im->stride, other + (size_t)y * im->stride, im->w,
		    1, r, sign);
	for (int x = 0; x < im->w; x++)
		extreme(other + x, im->px + x, im->h, im->stride, r, sign);
	free(other);
}

/* No shadow is darker than this share of the lit paper: a large blot is not paper. */
static const int shadow_percent = 55;

static void
lighten(struct image *cells, int floor)
{
	for (int y = 0; y < cells->h; y++)
		for (int x = 0; x < cells->w; x++) {
			uint8_t *p = cells->px + (size_t)y * cells->stride + x;

			*p = *p < floor ? (uint8_t)floor : *p;
		}
}

/* The paper's own grey: what is left when everything narrower than a few mm is filled in. */
static void
paper(const struct image *im, double density, double wide_mm, struct image *out)
{
	struct image cells;
	int cell = (int)density, r = (int)(wide_mm / 2 + 0.5);

	image_shrink(im, cell, &cells);
	extreme_2d(&cells, r, 1);
	extreme_2d(&cells, r, -1);
	lighten(&cells, probe_level(&cells, 0.8) * shadow_percent / 100);
	image_blur(&cells, 1, out);
	image_release(&cells);
}

/* One row of the paper's grey from the middles of its cells, in 1/256 of a grey level. */
static void
paper_row(const struct image *cells, int cell, int y, int w, int *column, int *out)
{
	int d = 2 * cell, fy = clamp(2 * y + 1 - cell, 0, (cells->h - 1) * d);
	int cy = fy / d, ny = clamp(cy + 1, 0, cells->h - 1), ky = (fy - cy * d) * 256 / d;
	const uint8_t *p = cells->px + (size_t)cy * cells->stride;
	const uint8_t *q = cells->px + (size_t)ny * cells->stride;

	for (int c = 0; c < cells->w; c++)
		column[c] = p[c] * (256 - ky) + q[c] * ky;
	for (int c = 0; c * cell - cell / 2 < w; c++) {
		int left = column[clamp(c - 1, 0, cells->w - 1)];
		int right = column[clamp(c, 0, cells->w - 1)];
		int from = c * cell - cell / 2;

		int step = (right - left) / cell;

		for (int i = from < 0 ? -from : 0; i < cell && from + i < w; i++)
			out[from + i] = left + step * i;
	}
}

static void
dark_row(const uint8_t *px, const int *bg, const uint32_t *share, uint8_t *out, int w)
{
	for (int x = 0; x < w; x++) {
		int level = bg[x] >> 8, less = level - px[x];

		out[x] = less > 0 ? (uint8_t)((uint32_t)less * share[level] >> 16) : 0;
	}
}

uint8_t *
darkness_find(const struct image *im, double wide_mm)
{
	double density = im->dpi / 25.4;
	int cell = density < 1 ? 1 : (int)density, *bg, *column;
	uint8_t *dark = mem_zero((size_t)im->w * (size_t)im->h + 1, 1);
	uint32_t share[256] = { 0 }; /* 255 / level, times 65536 */
	struct image cells;

	if (im->w < cell || im->h < cell)
		return dark;
	for (uint32_t i = 1; i < 256; i++)
		share[i] = 255 * 65536 / i;
	paper(im, cell, wide_mm, &cells);
	bg = mem_zero((size_t)im->w + 1, sizeof *bg);
	column = mem_alloc(((size_t)cells.w + 1) * sizeof *column);
	for (int y = 0; y < im->h; y++) {
		paper_row(&cells, cell, y, im->w, column, bg);
		dark_row(im->px + (size_t)y * im->stride, bg, share,
		    dark + (size_t)y * (size_t)im->w, im->w);
	}
	free(column);
	free(bg);
	image_release(&cells);
	return dark;
}

double
darkness_noise(const struct image *im)
{
	long count[256] = { 0 }, n = 0, half;
	int d = 0;

	for (int y = 0; y < im->h; y += 4)
		for (int x = 0; x + 3 < im->w; x += 3) {
			const uint8_t *p = im->px + (size_t)y * im->stride + x;

			count[abs(p[0] - p[3])]++;
			n++;
		}
	for (half = n / 2; d < 255 && (half -= count[d]) > 0; d++)
		;
	return d / 0.954; /* the median of the difference of two normal values */
}
