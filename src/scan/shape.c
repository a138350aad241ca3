#include "scan/shape_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink_limits_imp.h"
#include "scan/ruled_imp.h"

enum { POINTS_MAX = 3000 };

/* Points of the strokes of one box, for ruled_share. */
struct points {
	struct pt at[POINTS_MAX];
	int n;
};

static void
add_points(const struct area *a, const struct blob *b, int step, struct points *q)
{
	int k = 0;

	for (int i = b->first; i < b->first + b->runs; i++)
		for (int x = a->blobs.run[i].x0; x < a->blobs.run[i].x1; x++)
			if (k++ % step == 0 && q->n < POINTS_MAX)
				q->at[q->n++] =
				    (struct pt){ area_x(a, x), area_y(a, a->blobs.run[i].y) };
}

/* Evenly spread points of a member's strokes; with lines, of its plain lines too. */
static void
gather_points(
    const struct area *a, const struct parts *p, int member, int lines, struct points *q)
{
	long area = 0;

	q->n = 0;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < p->n; i++) {
			const struct part *o = &p->at[i];
			const struct blob *b = &a->blobs.at[o->blob];

			if (o->owner != member || o->spilled ||
			    (o->kind != PART_STROKE && !(lines && o->kind == PART_LINE)))
				continue;
			if (pass == 0)
				area += b->area;
			else
				add_points(a, b, (int)(area / (POINTS_MAX / 2)) + 1, q);
		}
}

double
shape_ruled(const struct area *a, const struct parts *p, int member, double width)
{
	struct points *q = mem_alloc(sizeof *q);
	double share;

	gather_points(a, p, member, 0, q);
	share = ruled_share(q->at, q->n, width / 2 + LIMITS.ruled_slack_mm);
	free(q);
	return share;
}

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

/* The share of a circle's directions in which ink stands on it. */
static double
round_share(const struct points *q, struct pt centre, double radius)
{
	uint64_t seen = 0;
	int step = q->n / 500 + 1;

	for (int i = 0; i < q->n; i += step) {
		double dx = q->at[i].x - centre.x, dy = q->at[i].y - centre.y;

		if (fabs(sqrt(dx * dx + dy * dy) - radius) < LIMITS.ring_slack_mm)
			seen |= UINT64_C(1)
				<< ((int)((atan2(dy, dx) / (2 * M_PI) + 0.5) * 60) % 60);
	}
	return __builtin_popcountll(seen) / 60.0;
}

/* Three points at a time, the same ones in every run. */
static int
has_ring(const struct points *q)
{
	enum { TRIES = 260 };
	uint32_t seed = 1;

	for (int i = 0; i < TRIES && q->n >= 3; i++) {
		struct pt p[3], centre;
		double r;

		for (int k = 0; k < 3; k++) {
			seed = seed * 1664525u + 1013904223u;
			p[k] = q->at[(seed >> 8) % (uint32_t)q->n];
		}
		r = circle(p[0], p[1], p[2], &centre);
		if (r > LIMITS.ring_min_mm && r < LIMITS.ring_max_mm &&
		    round_share(q, centre, r) > LIMITS.ring_share)
			return 1;
	}
	return 0;
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

/* Two thin parallel lines, so long and so far apart, mm. */
static int
has_pair(const struct points *q, double angle, double length, double apart)
{
	enum { BESIDE = 3 };
	uint64_t rows[ROWS];
	int last = -1;

	fill_rows(q, angle, rows);
	for (int r = BESIDE; r < ROWS - BESIDE; r++) {
		int n = __builtin_popcountll(rows[r] | rows[r + 1]);

		if (n < length || __builtin_popcountll(rows[r - BESIDE + 1]) * 2 > n ||
		    __builtin_popcountll(rows[r + BESIDE]) * 2 > n)
			continue;
		if (last >= 0 && r - last > 2 * apart)
			return 1;
		last = last < 0 ? r : last;
	}
	return 0;
}

/* The four sides of a stamp's frame; where it is worn, its two long ones. */
static int
has_frame(const struct points *q)
{
	enum { ANGLES = 60 };

	for (int a = 0; a < ANGLES && q->n > 0; a++) {
		double angle = M_PI * a / ANGLES;

		if (!has_pair(q, angle, LIMITS.frame_mm, LIMITS.frame_apart_mm))
			continue;
		if (has_pair(q, angle, LIMITS.frame_long_mm, LIMITS.frame_apart_mm) ||
		    has_pair(q, angle + M_PI / 2, LIMITS.frame_apart_mm, LIMITS.frame_mm))
			return 1;
	}
	return 0;
}

int
shape_stamped(const struct area *a, const struct parts *p, int member)
{
	struct points *q = mem_alloc(sizeof *q);
	int found;

	gather_points(a, p, member, 1, q);
	found = has_ring(q) || has_frame(q);
	free(q);
	return found;
}

int
shape_holes(const struct area *a, const struct traces *t)
{
	double d = a->patch.density;
	int x0 = (int)((t->x0 - a->patch.x) * d), x1 = (int)((t->x1 - a->patch.x) * d);
	int y0 = (int)((t->y0 - a->patch.y) * d), y1 = (int)((t->y1 - a->patch.y) * d);
	int w = x1 - x0, h = y1 - y0;
	uint8_t *paper = mem_alloc((size_t)w * (size_t)h + 1);
	struct blobs b;
	int holes = 0;

	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			paper[(size_t)y * (size_t)w + (size_t)x] =
			    !a->ink[(size_t)(y + y0) * (size_t)a->w + (size_t)(x + x0)];
	blobs_init(&b, paper, w, h);
	for (int i = 0; i < b.n; i++) {
		const struct blob *o = &b.at[i];
		double mm2 = o->area / d / d;

		holes += o->x0 > 0 && o->y0 > 0 && o->x1 < w && o->y1 < h &&
			 mm2 > LIMITS.hole_min_mm2 && mm2 < LIMITS.hole_max_mm2;
	}
	blobs_release(&b);
	free(paper);
	return holes;
}
