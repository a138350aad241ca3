#include "scan/darkness_imp.h"

#include <stdlib.h>

#include "base/mem.h"

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

/* The paper's own grey: what is left when everything narrower than a few mm is filled in. */
static void
paper(const struct image *im, double density, double wide_mm, struct image *out)
{
	struct image cells;
	int cell = (int)density, r = (int)(wide_mm / 2 + 0.5);

	image_shrink(im, cell, &cells);
	extreme_2d(&cells, r, 1);
	extreme_2d(&cells, r, -1);
	image_blur(&cells, 1, out);
	image_release(&cells);
}

/* The paper's grey at a pixel, from its cells. */
static int
paper_at(const struct image *cells, int cell, int x, int y)
{
	int fx = 2 * x + 1 - cell, fy = 2 * y + 1 - cell, d = 2 * cell;
	int cx = clamp(fx < 0 ? 0 : fx / d, 0, cells->w - 1),
	    cy = clamp(fy < 0 ? 0 : fy / d, 0, cells->h - 1);
	int nx = clamp(cx + 1, 0, cells->w - 1), ny = clamp(cy + 1, 0, cells->h - 1);
	int kx = clamp(fx - cx * d, 0, d), ky = clamp(fy - cy * d, 0, d);
	const uint8_t *p = cells->px + (size_t)cy * cells->stride;
	const uint8_t *q = cells->px + (size_t)ny * cells->stride;

	return ((p[cx] * (d - kx) + p[nx] * kx) * (d - ky) +
		   (q[cx] * (d - kx) + q[nx] * kx) * ky) /
	       (d * d);
}

uint8_t *
darkness_find(const struct image *im, double wide_mm)
{
	double density = im->dpi / 25.4;
	int cell = density < 1 ? 1 : (int)density;
	uint8_t *dark = mem_zero((size_t)im->w * (size_t)im->h + 1, 1);
	struct image cells;

	if (im->w < cell || im->h < cell)
		return dark;
	paper(im, cell, wide_mm, &cells);
	for (int y = 0; y < im->h; y++)
		for (int x = 0; x < im->w; x++) {
			int bg = paper_at(&cells, cell, x, y);
			int g = im->px[(size_t)y * im->stride + (size_t)x];

			if (g < bg)
				dark[(size_t)y * (size_t)im->w + (size_t)x] =
				    (uint8_t)((bg - g) * 255 / bg);
		}
	image_release(&cells);
	return dark;
}

double
darkness_noise(const struct image *im)
{
	long count[256] = { 0 }, n = 0, half;
	int d = 0;

	for (int y = 0; y < im->h; y += 2)
		for (int x = 0; x + 3 < im->w; x += 2) {
			const uint8_t *p = im->px + (size_t)y * im->stride + x;

			count[abs(p[0] - p[3])]++;
			n++;
		}
	for (half = n / 2; d < 255 && (half -= count[d]) > 0; d++)
		;
	return d / 0.954; /* the median of the difference of two normal values */
}
