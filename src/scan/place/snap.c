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
static const double apart_mm = 0.6; /* nearer than this, it is one line */
static const double bent_mm =
    0.4; /* borders farther from their place: the sheet does not lie flat */

enum { ALONG = 29, ACROSS_MAX = 160, LINES_MAX = 3 };

enum side { TOP, BOTTOM, LEFT, RIGHT, SIDES };

/* Thin dark lines along a side: its border may be one of them, the next box's another. */
struct lines {
	double off[LINES_MAX]; /* mm, downwards or to the right */
	double merit[LINES_MAX];
	int n;
};

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

/*
 * Darkness that half of the side shows at each offset across it; lean: how much farther off its end is
 * than its beginning, mm.
 */
static int
side_profile(const struct image *im, const struct scan_map *m, const struct box *b,
    enum side side, double reach, double lean, double *out)
{
	int n = 2 * (int)(reach / step_mm) + 1;
	int v[ALONG];

	n = n < ACROSS_MAX ? n : ACROSS_MAX;
	for (int i = 0; i < n; i++) {
		double o = (i - n / 2) * step_mm;

		for (int k = 0; k < ALONG; k++) {
			double s = 0.04 + 0.92 * k / (ALONG - 1), off = o + lean * (s - 0.5);
			double x = side == LEFT    ? b->x + off
				   : side == RIGHT ? b->x + b->w + off
						   : b->x + s * b->w;
			double y = side == TOP      ? b->y + off
				   : side == BOTTOM ? b->y + b->h + off
						    : b->y + s * b->h;
			struct pt p = map_apply(m, x, y);

			insert(v, k, 255 - (int)lround(probe_at(im, p.x, p.y)));
		}
		out[i] = v[ALONG / 2];
	}
	return n;
}

/* The middle of the line around `at`, mm from where it should be. */
static double
line_middle(const double *profile, int n, int at, int around, double base)
{
	double sum = 0, weight = 0;

	for (int i = at - around; i <= at + around; i++) {
		double w = profile[i] > base ? profile[i] - base : 0;

		sum += w * (i - n / 2);
		weight += w;
	}
	return sum / weight * step_mm;
}

/* Keeps the best few, one of what is the same line. */
static void
lines_add(struct lines *l, double off, double merit)
{
	int at = l->n;

	for (int i = 0; i < l->n && at == l->n; i++)
		if (fabs(l->off[i] - off) < apart_mm)
			at = i;
	for (int i = 0; i < l->n && l->n == LINES_MAX && at == l->n; i++)
		if (l->merit[i] < merit)
			at = i;
	if (at == LINES_MAX || (at < l->n && l->merit[at] >= merit))
		return;
	l->off[at] = off;
	l->merit[at] = merit;
	l->n += at == l->n;
}

/* Adds those of a profile. */
static void
lines_find(const double *profile, int n, struct lines *out)
{
	int around = (int)(0.32 / step_mm), beside = (int)(0.7 / step_mm);
	double sorted[ACROSS_MAX], base;

	memcpy(sorted, profile, (size_t)n * sizeof *sorted);
	base = median(sorted, n);
	for (int i = around; i < n - around; i++) {
		double rise = profile[i] - base, far = fabs((i - n / 2) * step_mm);
		int l = i - beside < 0 ? 0 : i - beside,
		    r = i + beside >= n ? n - 1 : i + beside;

		/* thin: light again on both sides */
		if (rise >= contrast_min && profile[l] - base <= rise / 2 &&
		    profile[r] - base <= rise / 2)
			lines_add(
			    out, line_middle(profile, n, i, around, base), rise - 12 * far);
	}
}

/* The best lines of opposite sides that are as far off; those that disagree prove nothing. */
static void
choose(const struct lines line[SIDES], enum side a, enum side b, struct snapped *s)
{
	const struct lines *p = &line[a], *q = &line[b];
	double best = -INFINITY;

	s->seen[a] = s->seen[b] = 0;
	for (int i = 0; i < p->n || (i == 0 && p->n == 0); i++)
		for (int k = 0; k < q->n || (k == 0 && q->n == 0); k++) {
			double merit =
			    (p->n > 0 ? p->merit[i] : 0) + (q->n > 0 ? q->merit[k] : 0);

			if (merit <= best ||
			    (p->n > 0 && q->n > 0 && fabs(p->off[i] - q->off[k]) > agree_mm))
				continue;
			best = merit;
			s->seen[a] = p->n > 0;
			s->seen[b] = q->n > 0;
			s->off[a] = s->seen[a] ? p->off[i] : 0;
			s->off[b] = s->seen[b] ? q->off[k] : 0;
		}
}

static struct snapped
snap(const struct image *im, const struct scan_map *m, const struct box *b, double reach)
{
	static const double lean[] = { 0, -0.7, 0.7, -1.4, 1.4 };
	int leans = reach > near_mm ? sizeof lean / sizeof *lean : 1;
	double profile[ACROSS_MAX];
	struct lines line[SIDES];
	struct snapped s;

	for (int i = 0; i < SIDES; i++) {
		line[i].n = 0;
		for (int k = 0; k < leans; k++)
			lines_find(profile,
			    side_profile(im, m, b, (enum side)i, reach, lean[k], profile),
			    &line[i]);
	}
	choose(line, TOP, BOTTOM, &s);
	choose(line, LEFT, RIGHT, &s);
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
tie_box(const struct scan_map *m, const struct box *b, const struct snapped *s, double weight,
    struct registration *r)
{
	for (int i = 0; i < 4 && r->n < TIES_MAX; i++) {
		enum side h = i / 2 ? BOTTOM : TOP, v = i % 2 ? RIGHT : LEFT;
		double x = b->x + (v == RIGHT ? b->w : 0), y = b->y + (h == BOTTOM ? b->h : 0);

		if (!s->seen[h] || !s->seen[v])
			continue;
		r->tie[r->n++] = (struct tie){ { x, y },
			map_apply(m, x + s->off[v], y + s->off[h]), weight };
	}
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The borders that stand together in the wrong place move the map. */
static int
fit_to_boxes(const struct image *im, const struct box *boxes, size_t n, double reach,
    struct registration *r)
{
	struct registration with = *r;
	struct scan_map fitted;

	for (size_t i = 0; i < n; i++) {
		struct snapped s = snap(im, &r->map, &boxes[i], reach);

		tie_box(&r->map, &boxes[i], &s, r->perspective ? 2 : 0.4, &with);
	}
	if (with.n - r->n < 4 || (r->perspective ? map_fit_homography : map_fit_affine)(
				     with.tie, with.n, &fitted) < 0)
		return -1;
	r->map = fitted;
	return 0;
}

static void
measure_borders(
    const struct image *im, const struct box *boxes, size_t n, struct registration *r)
{
	double off[SCAN_BOXES_MAX * SIDES];
	int seen = 0;

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

/* A sheet that does not lie flat: a map that is good where the boxes are. */
static void
bend_to_boxes(const struct image *im, const struct box *boxes, size_t n, struct registration *r)
{
	static const double reach[] = { 5, 2.5, 1.6 }; /* mm */
	struct registration bent = *r;

	for (size_t i = 0; i < sizeof reach / sizeof *reach; i++)
		if (fit_to_boxes(im, boxes, n, reach[i], &bent) < 0)
			return;
	measure_borders(im, boxes, n, &bent);
	if (bent.sides > r->sides ||
	    (bent.sides == r->sides && bent.residual_mm < r->residual_mm))
		*r = bent;
}

void
register_boxes(
    const struct image *im, const struct box *boxes, size_t n, struct registration *r)
{
	if (r->marks < 2)
		fit_to_boxes(im, boxes, n, r->marks > 0 ? near_mm * 1.5 : far_mm, r);
	measure_borders(im, boxes, n, r);
	if (r->perspective && (r->residual_mm > bent_mm || r->sides < (int)(3 * n)))
		bend_to_boxes(im, boxes, n, r);
}
