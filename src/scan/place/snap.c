/*
 * Printed box borders: they check the map of a page, and stand in for missing marks.
 */
#include "scan/place/register_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan/place/probe_imp.h"

static const double step_mm = 0.08; /* between two looks across a border */
static const double near_mm = 1.6; /* how far a border may be with marks around it */
static const double far_mm = 5.0; /* and without */
static const double contrast_min = 22; /* grey levels of a border over what is beside it */
static const double agree_mm = 0.8; /* opposite sides may disagree by so much */

enum { ALONG = 29, ACROSS_MAX = 160 };

enum side { TOP, BOTTOM, LEFT, RIGHT, SIDES };

struct snapped {
	int seen[SIDES];
	double off[SIDES]; /* mm, downwards or to the right */
};

/* Keeps v[0 ... n] sorted. */
static void
insert(int *v, int n, int value)
{
	for (; n > 0 && v[n - 1] > value; n--)
		v[n] = v[n - 1];
	v[n] = value;
}

/* Darkness that half of the side shows at each offset across it. */
static int
side_profile(const struct image *im, const struct scan_map *m, const struct box *b,
    enum side side, double reach, double *out)
{
	int n = 2 * (int)(reach / step_mm) + 1;
	int v[ALONG];

	n = n < ACROSS_MAX ? n : ACROSS_MAX;
	for (int i = 0; i < n; i++) {
		double o = (i - n / 2) * step_mm;

		for (int k = 0; k < ALONG; k++) {
			double s = 0.04 + 0.92 * k / (ALONG - 1);
			double x = side == LEFT    ? b->x + o
				   : side == RIGHT ? b->x + b->w + o
						   : b->x + s * b->w;
			double y = side == TOP      ? b->y + o
				   : side == BOTTOM ? b->y + b->h + o
						    : b->y + s * b->h;
			struct pt p = map_apply(m, x, y);

			insert(v, k, 255 - (int)lround(probe_at(im, p.x, p.y)));
		}
		out[i] = v[ALONG / 2];
	}
	return n;
}

/* The thin dark line of a profile that is nearest to where it should be. */
static int
side_find(const double *profile, int n, double *off)
{
	double sorted[ACROSS_MAX], base, best = 0, sum = 0, weight = 0;
	int at = -1, around = (int)(0.32 / step_mm), beside = (int)(0.7 / step_mm);

	memcpy(sorted, profile, (size_t)n * sizeof *sorted);
	base = median(sorted, n);
	for (int i = around; i < n - around; i++) {
		double rise = profile[i] - base, far = fabs((i - n / 2) * step_mm);
		int l = i - beside < 0 ? 0 : i - beside,
		    r = i + beside >= n ? n - 1 : i + beside;

		/* thin: light again on both sides */
		if (rise < contrast_min || profile[l] - base > rise / 2 ||
		    profile[r] - base > rise / 2)
			continue;
		rise -= 12 * far;
		if (at < 0 || rise > best) {
			best = rise;
			at = i;
		}
	}
	if (at < 0)
		return 0;
	for (int i = at - around; i <= at + around; i++) {
		double w = profile[i] > base ? profile[i] - base : 0;

		sum += w * (i - n / 2);
		weight += w;
	}
	*off = sum / weight * step_mm;
	return 1;
}

/* Opposite sides that disagree prove nothing. */
static void
agree(struct snapped *s, enum side a, enum side b)
{
	if (s->seen[a] && s->seen[b] && fabs(s->off[a] - s->off[b]) > agree_mm)
		s->seen[a] = s->seen[b] = 0;
}

static struct snapped
snap(const struct image *im, const struct scan_map *m, const struct box *b, double reach)
{
	double profile[ACROSS_MAX];
	struct snapped s;

	for (int i = 0; i < SIDES; i++) {
		int n = side_profile(im, m, b, (enum side)i, reach, profile);

		s.seen[i] = side_find(profile, n, &s.off[i]);
	}
	agree(&s, TOP, BOTTOM);
	agree(&s, LEFT, RIGHT);
	return s;
}

/* A side that was not seen follows the opposite one. */
static struct border
border_of(const struct box *b, const struct snapped *s)
{
	double top = s->seen[TOP] ? s->off[TOP] : s->seen[BOTTOM] ? s->off[BOTTOM] : 0;
	double bottom = s->seen[BOTTOM] ? s->off[BOTTOM] : top;
	double left = s->seen[LEFT] ? s->off[LEFT] : s->seen[RIGHT] ? s->off[RIGHT] : 0;
	double right = s->seen[RIGHT] ? s->off[RIGHT] : left;

	return (struct border){ b->x + left, b->y + top, b->x + b->w + right,
		b->y + b->h + bottom, s->seen[0] + s->seen[1] + s->seen[2] + s->seen[3] };
}

/* Corners of which both sides were seen, as ties. */
static void
tie_box(const struct scan_map *m, const struct box *b, const struct snapped *s,
    struct registration *r)
{
	for (int i = 0; i < 4 && r->n < TIES_MAX; i++) {
		enum side h = i / 2 ? BOTTOM : TOP, v = i % 2 ? RIGHT : LEFT;
		double x = b->x + (v == RIGHT ? b->w : 0), y = b->y + (h == BOTTOM ? b->h : 0);

		if (!s->seen[h] || !s->seen[v])
			continue;
		r->tie[r->n++] =
		    (struct tie){ { x, y }, map_apply(m, x + s->off[v], y + s->off[h]), 0.4 };
	}
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Where marks are missing, the borders that stand together in the wrong place move the map. */
static void
fit_to_boxes(const struct image *im, const struct box *boxes, size_t n, struct registration *r)
{
	double reach = r->marks > 0 ? near_mm * 1.5 : far_mm;
	struct registration with = *r;
	struct scan_map fitted;
	int before = with.n;

	for (size_t i = 0; i < n; i++) {
		struct snapped s = snap(im, &r->map, &boxes[i], reach);

		tie_box(&r->map, &boxes[i], &s, &with);
	}
	if (with.n - before < 4 || map_fit_affine(with.tie, with.n, &fitted) < 0)
		return;
	*r = with;
	r->map = fitted;
	r->sides = with.n - before;
}

void
register_boxes(
    const struct image *im, const struct box *boxes, size_t n, struct registration *r)
{
	double off[SCAN_BOXES_MAX * SIDES];
	int seen = 0;

	if (r->marks < 2)
		fit_to_boxes(im, boxes, n, r);
	for (size_t i = 0; i < n && i < SCAN_BOXES_MAX; i++) {
		struct snapped s = snap(im, &r->map, &boxes[i], near_mm);

		r->border[i] = border_of(&boxes[i], &s);
		for (int k = 0; k < SIDES; k++)
			if (s.seen[k])
				off[seen++] = fabs(s.off[k]);
	}
	r->sides = seen;
	if (seen < 3)
		return;
	qsort(off, (size_t)seen, sizeof *off, ascending);
	r->residual_mm = off[seen * 9 / 10];
}
