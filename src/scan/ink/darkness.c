#include "scan/ink/darkness_imp.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/place/probe_imp.h"

static int
clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

/* best[i] becomes the higher (sign 1) or the lower (-1) of both. */
static void
keep(uint8_t *restrict best, const uint8_t *restrict other, int n, int sign)
{
	if (sign > 0)
		for (int i = 0; i < n; i++)
			best[i] = best[i] > other[i] ? best[i] : other[i];
	else
		for (int i = 0; i < n; i++)
			best[i] = best[i] < other[i] ? best[i] : other[i];
}

/* The extreme of what is up to r pixels away, each way. */
static void
extreme_2d(struct image *im, int r, int sign)
{
	size_t stride = im->stride;
	uint8_t *other = mem_alloc(stride * (size_t)im->h + 1);

	for (int y = 0; y < im->h; y++) {
		const uint8_t *in = im->px + (size_t)y * stride;
		uint8_t *out = other + (size_t)y * stride;

		memcpy(out, in, (size_t)im->w);
		for (int k = 1; k <= r; k++) {
			keep(out, in + k, im->w - k, sign);
			keep(out + k, in, im->w - k, sign);
		}
	}
	for (int y = 0; y < im->h; y++) {
		uint8_t *out = im->px + (size_t)y * stride;

		memcpy(out, other + (size_t)y * stride, (size_t)im->w);
		for (int k = clamp(y - r, 0, im->h - 1); k <= clamp(y + r, 0, im->h - 1); k++)
			keep(out, other + (size_t)k * stride, im->w, sign);
	}
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

/* One row of the paper's grey in the middles of its cells, in 1/256 of a grey level. */
static void
paper_row(const struct image *cells, int cell, int y, int *column)
{
	int d = 2 * cell, fy = clamp(2 * y + 1 - cell, 0, (cells->h - 1) * d);
	int cy = fy / d, ny = clamp(cy + 1, 0, cells->h - 1), ky = (fy - cy * d) * 256 / d;
	const uint8_t *p = cells->px + (size_t)cy * cells->stride;
	const uint8_t *q = cells->px + (size_t)ny * cells->stride;

	for (int c = 0; c < cells->w; c++)
		column[c] = p[c] * (256 - ky) + q[c] * ky;
}

/* What darkness is told from. */
struct scale {
	int cell; /* pixels between two middles */
	int floor; /* less than this is none */
	uint32_t share[256]; /* 255 / level, times 65536 */
};

/* The pixels of one row between the middles of two cells, whose paper is known there. */
static void
dark_cell(const struct scale *s, const uint8_t *px, int n, int left, int step, uint8_t *out)
{
	for (int i = 0; i < n; i++) {
		int level = (left + step * i) >> 8, less = level - px[i];
		uint32_t dark = less > 0 ? (uint32_t)less * s->share[level] >> 16 : 0;

		out[i] = dark >= (uint32_t)s->floor ? (uint8_t)dark : 0;
	}
}

static int
darkest(const uint8_t *px, int n)
{
	int v = 255;

	for (int i = 0; i < n; i++)
		v = px[i] < v ? px[i] : v;
	return v;
}

/* out holds zeros: most of a page is bare paper, and stays so. */
static void
dark_row(
    const struct scale *s, const uint8_t *px, const int *column, int cells, uint8_t *out, int w)
{
	for (int c = 0; c * s->cell - s->cell / 2 < w; c++) {
		int left = column[clamp(c - 1, 0, cells - 1)];
		int right = column[clamp(c, 0, cells - 1)], step = (right - left) / s->cell;
		int from = c * s->cell - s->cell / 2, skip = from < 0 ? -from : 0;
		int n = (from + s->cell < w ? s->cell : w - from) - skip;
		int light = (left > right ? left : right) >> 8,
		    dim = (left < right ? left : right) >> 8;

		from += skip;
		if ((light - darkest(px + from, n)) * 255 >= s->floor * dim)
			dark_cell(s, px + from, n, left + step * skip, step, out + from);
	}
}

uint8_t *
darkness_find(const struct image *im, double wide_mm, int floor)
{
	double density = im->dpi / 25.4;
	struct scale s = { .cell = density < 1 ? 1 : (int)density, .floor = floor };
	int *column;
	uint8_t *dark = mem_zero((size_t)im->w * (size_t)im->h + 1, 1);
	struct image cells;

	if (im->w < s.cell || im->h < s.cell)
		return dark;
	for (uint32_t i = 1; i < 256; i++)
		s.share[i] = 255 * 65536 / i;
	paper(im, s.cell, wide_mm, &cells);
	column = mem_alloc(((size_t)cells.w + 1) * sizeof *column);
	for (int y = 0; y < im->h; y++) {
		paper_row(&cells, s.cell, y, column);
		dark_row(&s, im->px + (size_t)y * im->stride, column, cells.w,
		    dark + (size_t)y * (size_t)im->w, im->w);
	}
	free(column);
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
