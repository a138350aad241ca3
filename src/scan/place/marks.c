#include "scan/place/marks_imp.h"

#include <math.h>
#include <stdlib.h>

#include "scan/place/probe_imp.h"
#include "scan/place/register_imp.h"
#include "scan/place/squares_imp.h"

static const double cells_mm = 3; /* pixels a millimetre of the small picture */
static const double contrast_min = 0.55; /* of the window's own range */
static const int range_min = 40; /* grey levels between paper and mark */
static const double size_min = 0.75, size_max = 1.3; /* of a mark, as the map has it */

enum { CANDIDATES = 4, CANDIDATES_ALL = 24 };

/* The centre to sub-pixel and the side, mm.  -1: it is not as large as a mark. */
static int
measure(const struct image *im, struct pt right, struct pt down, struct pt at, int level,
    struct square *out)
{
	*out = (struct square){ .at = at,
		.right = right,
		.down = down,
		.half = MARK_SIDE / 2,
		.reach = 1.7,
		.slack = 1.2,
		.level = level };
	return probe_square(im, out) < 0 || out->side < size_min * MARK_SIDE ||
		       out->side > size_max * MARK_SIDE
		   ? -1
		   : 0;
}

int
mark_find(const struct image *im, const struct mark_search *s, struct pt *out)
{
	double density = (hypot(s->right.x, s->right.y) + hypot(s->down.x, s->down.y)) / 2;
	int half = (int)((s->reach + SQUARE_RING + 1) * density);
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
				     : squares_find(&small, density / factor,
					   contrast_min * (light - dark), c, CANDIDATES);
	image_release(&small);
	for (int i = 0; i < n; i++) {
		struct pt at = { x0 + (c[i].x + 0.5) * factor, y0 + (c[i].y + 0.5) * factor };
		double far = hypot(at.x - s->at.x, at.y - s->at.y) / density / s->reach;
		double merit = c[i].contrast / (light - dark) - 0.3 * far;
		struct square q;

		if (merit > best &&
		    measure(im, s->right, s->down, at, (dark + light) / 2, &q) == 0) {
			best = merit;
			*out = q.at;
			rc = 0;
		}
	}
	return rc;
}

static int
is_new(const struct mark_seen *m, int n, struct pt at, double apart)
{
	for (int i = 0; i < n; i++)
		if (hypot(m[i].at.x - at.x, m[i].at.y - at.y) < apart)
			return 0;
	return 1;
}

/* Those that are about as large as a mark with the given axes. */
static int
find_sized(const struct image *im, const struct image *small, int factor, struct pt right,
    struct pt down, struct mark_seen *out, int n, int max)
{
	double density = (hypot(right.x, right.y) + hypot(down.x, down.y)) / 2;
	struct candidate c[CANDIDATES_ALL];
	int found = squares_find(small, density / factor, range_min, c, CANDIDATES_ALL);

	for (int i = 0; i < found && n < max; i++) {
		struct pt at = { (c[i].x + 0.5) * factor, (c[i].y + 0.5) * factor };
		struct square q;

		if (measure(im, right, down, at, probe_middle(im, at, SQUARE_RING * density),
			&q) == 0 &&
		    is_new(out, n, q.at, MARK_SIDE / 2 * density))
			out[n++] = (struct mark_seen){ q.at, q.side * density };
	}
	return n;
}

int
marks_find_all(
    const struct image *im, struct pt right, struct pt down, struct mark_seen *out, int max)
{
	static const double sizes[] = { 1, 0.75, 1.35, 0.55 };
	double density = (hypot(right.x, right.y) + hypot(down.x, down.y)) / 2;
	int factor = (int)(density / cells_mm), n = 0;
	struct image small;

	factor = factor < 1 ? 1 : factor;
	image_shrink(im, factor, &small);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		double k = sizes[i];

		n = find_sized(im, &small, factor, (struct pt){ k * right.x, k * right.y },
		    (struct pt){ k * down.x, k * down.y }, out, n, max);
	}
	image_release(&small);
	return n;
}
