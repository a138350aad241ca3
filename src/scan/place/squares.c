#include "scan/place/squares_imp.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const double core_mm = 1.9; /* half sides: surely inside the mark */
static const double clear_mm = 3.0; /* surely outside, within its clear ring */

struct sums {
	uint32_t *at; /* (w + 1) * (h + 1) */
	int w, h;
};

static void
sums_init(struct sums *s, const struct image *im)
{
	size_t row = (size_t)im->w + 1;

	s->w = im->w;
	s->h = im->h;
	s->at = mem_zero(row * ((size_t)im->h + 1), sizeof *s->at);
	for (int y = 0; y < im->h; y++) {
		const uint8_t *p = im->px + (size_t)y * im->stride;
		uint32_t *above = s->at + (size_t)y * row, *o = above + row, run = 0;

		for (int x = 0; x < im->w; x++) {
			run += p[x];
			o[x + 1] = above[x + 1] + run;
		}
	}
}

/* Sum over [x - r, x + r] x [y - r, y + r], which lies inside. */
static double
sums_box(const struct sums *s, int x, int y, int r)
{
	size_t row = (size_t)s->w + 1, x0 = (size_t)(x - r), x1 = (size_t)(x + r + 1);
	const uint32_t *a = s->at + (size_t)(y - r) * row,
		       *b = s->at + (size_t)(y + r + 1) * row;

	return (double)(b[x1] - b[x0] - a[x1] + a[x0]);
}

/* Keeps the best few that are not the same square. */
static void
keep(struct candidate *c, int *n, int max, struct candidate found, int apart)
{
	int i;

	for (i = 0; i < *n; i++)
		if (abs(c[i].x - found.x) < apart && abs(c[i].y - found.y) < apart) {
			if (found.contrast > c[i].contrast)
				c[i] = found;
			return;
		}
	if (*n < max)
		c[(*n)++] = found;
	else
		for (i = 0; i < *n; i++)
			if (found.contrast > c[i].contrast) {
				c[i] = found;
				return;
			}
}

int
squares_find(
    const struct image *small, double density, double contrast, struct candidate *out, int max)
{
	int core = (int)lround(core_mm * density), clear = (int)lround(clear_mm * density);
	int ring = (int)lround(SQUARE_RING * density), n = 0;
	double inner = (2 * core + 1) * (2 * core + 1);
	double outer = (2 * ring + 1) * (2 * ring + 1) - (2 * clear + 1) * (2 * clear + 1);
	struct sums s;

	sums_init(&s, small);
	for (int y = ring; y < small->h - ring; y++)
		for (int x = ring; x < small->w - ring; x++) {
			double around = sums_box(&s, x, y, ring) - sums_box(&s, x, y, clear);
			double found = around / outer - sums_box(&s, x, y, core) / inner;

			if (found >= contrast)
				keep(out, &n, max, (struct candidate){ x, y, found }, core);
		}
	free(s.at);
	return n;
}
