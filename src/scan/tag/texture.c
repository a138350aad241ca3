#include "scan/tag/texture_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Pixels a millimetre: letters blur, modules of 0.96 mm do not. */
static const double density_mm = 3;
static const double block_mm = 4;
static const double share_min = 0.35; /* of a block, that is dark, and that is light */
static const int contrast_min = 40;

static int
contrast(const struct image *block)
{
	int low = 255, high = 0;

	for (int y = 0; y < block->h; y++) {
		const uint8_t *row = block->px + (size_t)y * block->stride;

		for (int x = 0; x < block->w; x++) {
			low = row[x] < low ? row[x] : low;
			high = row[x] > high ? row[x] : high;
		}
	}
	return high - low;
}

/* The grey below (or, from the other end, above) which a twentieth of the block lies. */
static int
extreme(const int count[256], int n, int from, int step)
{
	int v = from, left = n / 20;

	while (v >= 0 && v < 256 && (left -= count[v]) >= 0)
		v += step;
	return v;
}

/* The lesser of the dark and the light share; 0 where there is little contrast. */
static double
evenness(const struct image *block)
{
	int count[256] = { 0 }, n = block->w * block->h, low, high, dark = 0;

	if (contrast(block) < contrast_min) /* most of a page: bare paper */
		return 0;
	for (int y = 0; y < block->h; y++)
		for (int x = 0; x < block->w; x++)
			count[block->px[(size_t)y * block->stride + (size_t)x]]++;
	low = extreme(count, n, 0, 1);
	high = extreme(count, n, 255, -1);
	if (high - low < contrast_min)
		return 0;
	for (int v = 0; v < (low + high) / 2; v++)
		dark += count[v];
	return fmin(dark, n - dark) / n;
}

/* Blocks that overlap by half; which of them are even, row by row. */
static int
squares_like_code(const struct image *im, int block)
{
	int step = block / 2, w = (im->w - block) / step + 1, h = (im->h - block) / step + 1;
	uint8_t *even = mem_alloc((size_t)w * (size_t)h);
	int found = 0;

	for (int y = 0; y < h && !found; y++)
		for (int x = 0; x < w && !found; x++) {
			struct image b = image_window(im, x * step, y * step, block, block);
			uint8_t *e = even + (size_t)y * (size_t)w + x;

			*e = evenness(&b) >= share_min;
			found = *e && x >= 2 && y >= 2 && e[-2] && e[-2 * w] && e[-2 * w - 2];
		}
	free(even);
	return found;
}

/* White where the code stands. */
static void
leave_out(struct image *im, const struct code *c, int factor)
{
	double x0 = im->w, y0 = im->h, x1 = 0, y1 = 0;
	struct image w;

	for (int i = 0; i < 4; i++) {
		x0 = fmin(x0, c->corner[i].x / factor);
		y0 = fmin(y0, c->corner[i].y / factor);
		x1 = fmax(x1, c->corner[i].x / factor);
		y1 = fmax(y1, c->corner[i].y / factor);
	}
	w = image_window(im, (int)x0, (int)y0, (int)(x1 - x0) + 2, (int)(y1 - y0) + 2);
	for (int y = 0; y < w.h; y++)
		memset(w.px + (size_t)y * w.stride, 255, (size_t)w.w);
}

int
texture_like_code(const struct image *im, const struct codes *but)
{
	int factor = (int)fmax(lround(im->dpi / 25.4 / density_mm), 1);
	int block = (int)lround(im->dpi / 25.4 / factor * block_mm), found;
	struct image small;

	image_shrink(im, factor, &small);
	for (int i = 0; but != NULL && i < but->n; i++)
		leave_out(&small, &but->at[i], factor);
	/* too coarse to tell */
	found =
	    block < 4 || small.w < block || small.h < block || squares_like_code(&small, block);
	image_release(&small);
	return found;
}
