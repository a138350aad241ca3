#include "scan/stamp_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink_limits_imp.h"

/* The circle through three points; radius 0 where they stand in a row. */
static double
circle(struct pt a, struct pt b, struct pt c, struct pt *centre)
{
	double bx = b.x - a.x, by = b.y - a.y, cx = c.x - a.x, cy = c.y - a.y;
	double d = 2 * (bx * cy - by * cx), b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;

	if (fabs(d) < 1e-6)
		return 0;
	centre->x = a.x + (cy * b2 - by * c2) / d;
	centre->y = a.y + (bx * c2 - cx * b2) / d;
	return hypot(centre->x - a.x, centre->y - a.y);
}

/*
 * A thin line of a stamp: all points with n . p = offset, or, where it has a size, an oval: those
 * that (xx, xy, yy) turns and stretches into the circle of radius 1 about n.
 */
struct outline {
	struct pt n;
	double offset;
	double size, xx, xy, yy; /* size: mean radius, mm */
};

/* Millimetres from an outline, about. */
static double
away(const struct outline *o, struct pt p)
{
	double dx = p.x - o->n.x, dy = p.y - o->n.y;

	if (o->size > 0)
		return (hypot(o->xx * dx + o->xy * dy, o->xy * dx + o->yy * dy) - 1) * o->size;
	return o->n.x * p.x + o->n.y * p.y - o->offset;
}

/* Is ink on an oval in nearly all directions, and little right inside and outside of it? */
static int
is_ring(const struct points *q, const struct outline *o)
{
	uint64_t seen = 0;
	int step = q->n / 500 + 1, on = 0, beside = 0;

	for (int i = 0; i < q->n; i += step) {
		double off = fabs(away(o, q->at[i]));
		double dx = q->at[i].x - o->n.x, dy = q->at[i].y - o->n.y;

		beside += off > 2 * LIMITS.ring_slack_mm && off < 4 * LIMITS.ring_slack_mm;
		if (off > LIMITS.ring_slack_mm)
			continue;
		on++;
		seen |= UINT64_C(1) << ((int)((atan2(dy, dx) / (2 * M_PI) + 0.5) * 60) % 60);
	}
	return __builtin_popcountll(seen) > 60 * LIMITS.ring_share &&
	       on > LIMITS.ring_hollow * beside;
}

/* Three points at a time, the same ones in every run. */
static int
find_ring(const struct points *q, struct outline *out)
{
	enum { TRIES = 260 };
	uint32_t seed = 1;

	for (int i = 0; i < TRIES && q->n >= 3; i++) {
		struct pt p[3];

		for (int k = 0; k < 3; k++) {
			seed = seed * 1664525u + 1013904223u;
			p[k] = q->at[(seed >> 8) % (uint32_t)q->n];
		}
		out->size = circle(p[0], p[1], p[2], &out->n);
		out->xx = out->yy = out->size > 0 ? 1 / out->size : 0;
		out->xy = 0;
		if (out->size > LIMITS.ring_min_mm && out->size < LIMITS.ring_max_mm &&
		    is_ring(q, out))
			return 1;
	}
	return 0;
}

/* Sums over points, of which each direction from `from` weighs the same. */
struct spread {
	double n, x, y, xx, xy, yy;
};

static struct spread
spread_of(const struct points *q, const struct outline *from)
{
	enum { BINS = 48 };
	struct spread s = { 0 };
	int bin[POINTS_MAX], count[BINS] = { 0 };

	for (int i = 0; i < q->n; i++) {
		double dx = q->at[i].x - from->n.x, dy = q->at[i].y - from->n.y;
		double u = from->xx * dx + from->xy * dy, v = from->xy * dx + from->yy * dy;

		bin[i] = (int)((atan2(v, u) / (2 * M_PI) + 0.5) * BINS) % BINS;
		count[bin[i]]++;
	}
	for (int i = 0; i < q->n; i++) {
		double w = 1.0 / count[bin[i]], x = q->at[i].x, y = q->at[i].y;

		s.n += w;
		s.x += w * x;
		s.y += w * y;
		s.xx += w * x * x;
		s.xy += w * x * y;
		s.yy += w * y * y;
	}
	return s;
}

/* The oval whose points would spread so: the mean square of an outline is half its radius'. */
static int
oval_of(const struct spread *s, struct outline *o)
{
	double x = s->x / s->n, y = s->y / s->n;
	double xx = 2 * (s->xx / s->n - x * x), xy = 2 * (s->xy / s->n - x * y);
	double yy = 2 * (s->yy / s->n - y * y), det = xx * yy - xy * xy, root, trace;

	if (!(det > 1))
		return 0;
	root = sqrt(det);
	trace = sqrt(xx + yy + 2 * root);
	/* the inverse of the square root of that matrix */
	*o = (struct outline){ { x, y }, 0, sqrt(root), (yy + root) / root / trace,
		-xy / root / trace, (xx + root) / root / trace };
	return 1;
}

/* The oval that a part alone draws: as far around its middle as it spreads. */
static int
part_oval(const struct area *a, const struct part *p, struct points *q, struct outline *out)
{
	enum { PASSES = 12 };
	const struct blob *b = &a->blobs.at[p->blob];

	q->n = 0;
	points_add(a, b, 1 + b->area / 1000, q);
	*out = (struct outline){ { (p->x0 + p->x1) / 2, (p->y0 + p->y1) / 2 }, 0, 1, 1, 0, 1 };
	for (int i = 0; i < PASSES; i++) {
		struct spread s = spread_of(q, out);

		if (s.n < 3 || !oval_of(&s, out))
			return 0;
	}
	return out->size > 0.75 * LIMITS.ring_min_mm && out->size < LIMITS.ring_max_mm &&
	       is_ring(q, out);
}

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
		if (ends > 0 || find_parallels(q, angle, LIMITS.frame_long_mm,
				    LIMITS.frame_apart_mm, out + n, HALF) > 0)
			return n + ends;
	}
	return 0;
}

/* Leaves out the points that an outline explains. */
static void
drop_points(struct points *q, const struct outline *o)
{
	int left = 0;

	for (int i = 0; i < q->n; i++)
		if (fabs(away(o, q->at[i])) > LIMITS.outline_mm)
			q->at[left++] = q->at[i];
	q->n = left;
}

static int
find_outlines(const struct area *a, const struct parts *p, int member, struct points *q,
    struct outline out[OUTLINES_MAX])
{
	enum { RINGS = 4 };
	int n = 0;

	for (int i = 0; i < p->n && n < RINGS; i++)
		if (p->at[i].owner == member && p->at[i].across_mm > LIMITS.ring_min_mm)
			n += part_oval(a, &p->at[i], q, &out[n]);
	points_gather(a, p, member, 1, q);
	for (int i = 0; i < n; i++)
		drop_points(q, &out[i]);
	while (n < RINGS && find_ring(q, &out[n]))
		drop_points(q, &out[n++]);
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
				if (fabs(away(&o[k], at)) < LIMITS.outline_mm)
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
