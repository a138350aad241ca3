#include "scan/place/marks_imp.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "scan/place/probe_imp.h"
#include "scan/place/register_imp.h"

/*
 * Squares are first looked for as « dark inside, light around » on a small picture, by sums
 * over boxes: a pen stroke or a stain across the mark lowers the contrast and does not hide it.
 */
static const double cells_mm = 3; /* pixels a millimetre of the small picture */
static const double core_mm = 1.9; /* half sides: surely inside the mark */
static const double clear_mm = 3.0, ring_mm = 4.2; /* surely outside, within its clear ring */
static const double contrast_min = 0.55; /* of the window's own range */
static const int range_min = 40; /* grey levels between paper and mark */

enum { CANDIDATES = 4 };

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

struct candidate {
	int x, y;
	double score;
};

/* Keeps the best few that are not the same square. */
static void
keep(struct candidate *c, int *n, struct candidate found, int apart)
{
	int i;

	for (i = 0; i < *n; i++)
		if (abs(c[i].x - found.x) < apart && abs(c[i].y - found.y) < apart) {
			if (found.score > c[i].score)
				c[i] = found;
			return;
		}
	if (*n < CANDIDATES)
		c[(*n)++] = found;
	else
		for (i = 0; i < *n; i++)
			if (found.score > c[i].score) {
				c[i] = found;
				return;
			}
}

static int
candidates(const struct image *small, double density, double range, struct candidate *out)
{
	int core = (int)lround(core_mm * density), clear = (int)lround(clear_mm * density);
	int ring = (int)lround(ring_mm * density), n = 0;
	double inner = (2 * core + 1) * (2 * core + 1);
	double outer = (2 * ring + 1) * (2 * ring + 1) - (2 * clear + 1) * (2 * clear + 1);
	struct sums s;

	sums_init(&s, small);
	for (int y = ring; y < small->h - ring; y++)
		for (int x = ring; x < small->w - ring; x++) {
			double around = sums_box(&s, x, y, ring) - sums_box(&s, x, y, clear);
			double score =
			    (around / outer - sums_box(&s, x, y, core) / inner) / range;

			if (score >= contrast_min)
				keep(out, &n, (struct candidate){ x, y, score }, core);
		}
	free(s.at);
	return n;
}

/* 0 with the centre to sub-pixel and how far from its place it lies, mm. */
static int
measure(const struct image *im, const struct mark_search *s, struct pt at, int level,
    struct pt *out)
{
	struct square q = { .at = at,
		.right = s->right,
		.down = s->down,
		.half = MARK_SIDE / 2,
		.reach = 1.7,
		.slack = 1.2,
		.level = level };

	if (probe_square(im, &q) < 0 || q.side < 0.75 * MARK_SIDE || q.side > 1.3 * MARK_SIDE)
		return -1;
	*out = q.at;
	return 0;
}

int
mark_find(const struct image *im, const struct mark_search *s, struct pt *out)
{
	double density = (hypot(s->right.x, s->right.y) + hypot(s->down.x, s->down.y)) / 2;
	int half = (int)((s->reach + ring_mm + 1) * density);
	int x0 = (int)s->at.x - half, y0 = (int)s->at.y - half;
	struct image win = image_window(im, x0, y0, 2 * half, 2 * half), small;
	int factor = (int)(density / cells_mm), n, dark, light, rc = -1;
	struct candidate c[CANDIDATES];
	double best = 0;

	factor = factor < 1 ? 1 : factor;
	if (win.w < 4 * density || win.h < 4 * density)
		return -1;
	x0 = x0 < 0 ? 0 : x0;
	y0 = y0 < 0 ? 0 : y0;
	image_shrink(&win, factor, &small);
	dark = probe_level(&small, 0.01);
	light = probe_level(&small, 0.75);
	n = light - dark < range_min ? 0
				     : candidates(&small, density / factor, light - dark, c);
	image_release(&small);
	for (int i = 0; i < n; i++) {
		struct pt at = { x0 + (c[i].x + 0.5) * factor, y0 + (c[i].y + 0.5) * factor };
		double far = hypot(at.x - s->at.x, at.y - s->at.y) / density / s->reach;
		double merit = c[i].score - 0.3 * far;
		struct pt centre;

		if (merit > best && measure(im, s, at, (dark + light) / 2, &centre) == 0) {
			best = merit;
			*out = centre;
			rc = 0;
		}
	}
	return rc;
}
