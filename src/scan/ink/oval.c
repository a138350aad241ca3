/*
 * Ovals: as far around their middle as their points spread.
 */
#include "scan/ink/outline_imp.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"

enum { OUTERMOST = 48 /* directions */, LOOKED_AT = 700 /* points */ };

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

int
oval_of_part(const struct area *a, const struct part *p, struct points *q, struct outline *out)
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
	       outline_is_ring(a, p->owner, q, out);
}

/* Of each direction from the middle of an oval, the point that is farthest out, unless it lies too far from it. */
static void
outermost(const struct points *q, const struct outline *o, double reach, struct points *out)
{
	double far[OUTERMOST] = { 0 };
	struct pt at[OUTERMOST];
	int step = q->n / LOOKED_AT + 1;

	for (int i = 0; i < q->n; i += step) {
		double dx = q->at[i].x - o->n.x, dy = q->at[i].y - o->n.y;
		double u = o->xx * dx + o->xy * dy, v = o->xy * dx + o->yy * dy;
		int k = (int)((atan2(v, u) / (2 * M_PI) + 0.5) * OUTERMOST) % OUTERMOST;

		if (hypot(u, v) > far[k]) {
			far[k] = hypot(u, v);
			at[k] = q->at[i];
		}
	}
	out->n = 0;
	for (int k = 0; k < OUTERMOST; k++)
		if (far[k] > 0 && fabs(outline_away(o, at[k])) < reach)
			out->at[out->n++] = at[k];
}

static struct outline
middle_of(const struct points *q)
{
	double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;

	for (int i = 0; i < q->n; i++) {
		x0 = fmin(x0, q->at[i].x);
		x1 = fmax(x1, q->at[i].x);
		y0 = fmin(y0, q->at[i].y);
		y1 = fmax(y1, q->at[i].y);
	}
	return (struct outline){ { (x0 + x1) / 2, (y0 + y1) / 2 }, 0, 1, 1, 0, 1 };
}

int
oval_around(const struct area *a, int member, const struct points *q, struct outline *out)
{
	/* mm: what is written inside, or goes over the side, is left out by and by */
	static const double reach[] = { INFINITY, INFINITY, 4, 4, 2.5, 2.5, 1.5, 1.5, 1, 1 };
	struct points *outer = mem_alloc(sizeof *outer);
	int fits = q->n > 0;

	*out = middle_of(q);
	for (size_t i = 0; fits && i < sizeof reach / sizeof *reach; i++) {
		struct spread s;

		outermost(q, out, reach[i], outer);
		s = spread_of(outer, out);
		fits = outer->n > OUTERMOST / 2 && oval_of(&s, out);
	}
	free(outer);
	return fits && out->size > LIMITS.ring_min_mm && out->size < LIMITS.ring_max_mm &&
	       outline_is_ring(a, member, q, out);
}
