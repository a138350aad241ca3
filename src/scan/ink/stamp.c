#include "scan/ink/stamp_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"
#include "scan/ink/outline_imp.h"

enum { ROWS = 160, ROW_MIDDLE = ROWS / 2 }; /* of half a millimetre */

/* For a direction: which millimetres along it have ink, in each row across it. */
static void
fill_rows(const struct points *q, double angle, uint64_t rows[ROWS])
{
	double c = cos(angle), s = sin(angle);

	memset(rows, 0, ROWS * sizeof *rows);
	for (int i = 0; i < q->n; i++) {
		double dx = q->at[i].x - q->at[0].x, dy = q->at[i].y - q->at[0].y;
		int row = (int)floor((c * dy - s * dx) * 2) + ROW_MIDDLE;
		int along = (int)floor(c * dx + s * dy) + 64;

		if (row >= 0 && row < ROWS)
			rows[row] |= UINT64_C(1) << (along & 63);
	}
}

/* Parallel thin lines, so long; how many, where two of them stand so far apart (mm). */
static int
find_parallels(const struct points *q, double angle, double length, double apart,
    struct outline *out, int max)
{
	enum { BESIDE = 3 };
	struct pt n = { -sin(angle), cos(angle) };
	uint64_t rows[ROWS];
	int found = 0, first = -1, last = -1;

	fill_rows(q, angle, rows);
	for (int r = BESIDE; r < ROWS - BESIDE && found < max; r++) {
		int filled = __builtin_popcountll(rows[r] | rows[r + 1]);

		if (filled < length ||
		    __builtin_popcountll(rows[r - BESIDE + 1]) * 2 > filled ||
		    __builtin_popcountll(rows[r + BESIDE]) * 2 > filled)
			continue;
		out[found++] = (struct outline){ n,
			n.x * q->at[0].x + n.y * q->at[0].y + (r + 1 - ROW_MIDDLE) / 2.0, 0, 0,
			0, 0 };
		first = first < 0 ? r : first;
		last = r;
	}
	return last - first > 2 * apart ? found : 0;
}

enum { OUTLINES_MAX = 16 };

/* Is ink all along the way from one point to the other? */
static int
is_drawn(const struct points *q, struct pt from, struct pt to)
{
	int steps = (int)hypot(to.x - from.x, to.y - from.y) + 1, seen = 0;

	for (int i = 0; i <= steps; i++) {
		double t = (double)i / steps, x = from.x + t * (to.x - from.x),
		       y = from.y + t * (to.y - from.y);
		int near = 0;

		for (int k = 0; k < q->n && !near; k++)
			near = fabs(q->at[k].x - x) < LIMITS.outline_mm &&
			       fabs(q->at[k].y - y) < LIMITS.outline_mm;
		seen += near;
	}
	return seen > LIMITS.frame_share * steps;
}

/* Where two sides that are square to each other meet. */
static struct pt
corner(const struct outline *a, const struct outline *b)
{
	return (struct pt){ a->offset * a->n.x + b->offset * b->n.x,
		a->offset * a->n.y + b->offset * b->n.y };
}

/* Do the outermost of n lines and of the m upright on them make a frame? */
static int
is_frame(
    const struct points *q, const struct outline *side, int n, const struct outline *end, int m)
{
	struct pt p = corner(&side[0], &end[0]), r = corner(&side[0], &end[m - 1]);
	struct pt s = corner(&side[n - 1], &end[0]), t = corner(&side[n - 1], &end[m - 1]);

	return is_drawn(q, p, r) && is_drawn(q, s, t) && is_drawn(q, p, s) && is_drawn(q, r, t);
}

/* The four sides of a stamp's frame; where it is worn, its two long ones. */
static int
find_frame(const struct points *q, struct outline out[OUTLINES_MAX])
{
	enum { ANGLES = 60, HALF = OUTLINES_MAX / 2 };

	for (int a = 0; a < ANGLES && q->n > 0; a++) {
		double angle = M_PI * a / ANGLES;
		int n =
		    find_parallels(q, angle, LIMITS.frame_mm, LIMITS.frame_apart_mm, out, HALF);
		int ends;

		if (n == 0)
			continue;
		ends = find_parallels(
		    q, angle + M_PI / 2, LIMITS.frame_apart_mm, LIMITS.frame_mm, out + n, HALF);
		if (ends > 0 && is_frame(q, out, n, out + n, ends))
			return n + ends;
		n = find_parallels(
		    q, angle, LIMITS.frame_long_mm, LIMITS.frame_long_apart_mm, out, HALF);
		if (n > 0)
			return n;
	}
	return 0;
}

static int
find_outlines(const struct area *a, const struct parts *p, int member, struct points *q,
    struct outline out[OUTLINES_MAX])
{
	enum { RINGS = 4 };
	int n = rings_find(a, p, member, q, out, RINGS);

	return n > 0 ? n : find_frame(q, out);
}

static void
erase_blob(struct area *a, const struct blob *b, const struct outline *o, int n)
{
	for (int i = b->first; i < b->first + b->runs; i++) {
		const struct run *r = &a->blobs.run[i];

		for (int x = r->x0; x < r->x1; x++) {
			struct pt at = { area_x(a, x + 0.5), area_y(a, r->y + 0.5) };

			for (int k = 0; k < n; k++)
				if (fabs(outline_away(&o[k], at)) < LIMITS.outline_mm)
					a->ink[(size_t)r->y * (size_t)a->w + (size_t)x] = 0;
		}
	}
}

int
stamp_erase(struct area *a, const struct parts *p, int member)
{
	struct points *q = mem_alloc(sizeof *q);
	struct outline outlines[OUTLINES_MAX];
	int n;

	n = find_outlines(a, p, member, q, outlines);
	for (int i = 0; n > 0 && i < p->n; i++)
		if (p->at[i].owner == member)
			erase_blob(a, &a->blobs.at[p->at[i].blob], outlines, n);
	free(q);
	return n > 0;
}
