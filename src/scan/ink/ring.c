#include "scan/ink/outline_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"

double
outline_away(const struct outline *o, struct pt p)
{
	double dx = p.x - o->n.x, dy = p.y - o->n.y;

	if (o->size > 0)
		return (hypot(o->xx * dx + o->xy * dy, o->xy * dx + o->yy * dy) - 1) * o->size;
	return o->n.x * p.x + o->n.y * p.y - o->offset;
}

void
outline_drop(const struct outline *o, struct points *q)
{
	int left = 0;

	for (int i = 0; i < q->n; i++)
		if (fabs(outline_away(o, q->at[i])) > LIMITS.outline_mm)
			q->at[left++] = q->at[i];
	q->n = left;
}

enum { DIRECTIONS = 60 };

static struct outline
circle(double x, double y, double radius)
{
	return (struct outline){ { x, y }, 0, radius, 1 / radius, 0, 1 / radius };
}

/* The directions in which an oval lies in the box: what it leaves out may be elsewhere. */
static uint64_t
directions_inside(const struct area *a, int member, const struct outline *o)
{
	const struct span *s = &a->inside[member];
	uint64_t in = 0;

	for (int i = 0; i < DIRECTIONS; i++) {
		double t = ((i + 0.5) / DIRECTIONS - 0.5) * 2 * M_PI, c = cos(t), d = sin(t);
		double r = 1 / hypot(o->xx * c + o->xy * d, o->xy * c + o->yy * d);
		double x = o->n.x + r * c, y = o->n.y + r * d;

		if (x > area_x(a, s->x0) && x < area_x(a, s->x1) && y > area_y(a, s->y0) &&
		    y < area_y(a, s->y1))
			in |= UINT64_C(1) << i;
	}
	return in;
}

/* Is ink on an oval in nearly all directions, and little right inside and outside of it? */
static int
is_ring(const struct area *a, int member, const struct points *q, const struct outline *o)
{
	uint64_t seen = 0, inside = directions_inside(a, member, o);
	int step = q->n / 700 + 1, on = 0, beside = 0, possible = __builtin_popcountll(inside);

	for (int i = 0; i < q->n; i += step) {
		double off = fabs(outline_away(o, q->at[i]));
		double dx = q->at[i].x - o->n.x, dy = q->at[i].y - o->n.y;

		beside += off > 2 * LIMITS.ring_slack_mm && off < 4 * LIMITS.ring_slack_mm;
		if (off > LIMITS.ring_slack_mm)
			continue;
		on++;
		seen |= UINT64_C(1)
			<< (int)((atan2(dy, dx) / (2 * M_PI) + 0.5) * DIRECTIONS) % DIRECTIONS;
	}
	return possible > DIRECTIONS * LIMITS.ring_inside &&
	       __builtin_popcountll(seen & inside) > possible * LIMITS.ring_share &&
	       on > LIMITS.ring_hollow * beside;
}

/* Where the normals of edges cross: centres of circles, on a grid of a millimetre. */
enum { GRID_W = 110, GRID_H = 100, GRID_EDGE = 25 /* mm around the box */ };

struct centres {
	double x0, y0; /* mm */
	uint16_t count[GRID_H][GRID_W];
};

static void
vote(struct centres *c, double x, double y)
{
	int i = (int)(x - c->x0), k = (int)(y - c->y0);

	if (x >= c->x0 && y >= c->y0 && i < GRID_W && k < GRID_H)
		c->count[k][i]++;
}

static void
vote_blob(const struct area *a, const struct blob *b, struct centres *c)
{
	for (int i = b->first; i < b->first + b->runs; i++) {
		const struct run *r = &a->blobs.run[i];

		for (int x = r->x0 + r->y % 2; x < r->x1; x += 2) {
			double gx, gy, g;

			if (!area_on_edge(a, x, r->y))
				continue;
			area_slope(a, x, r->y, &gx, &gy);
			g = hypot(gx, gy);
			for (double d = LIMITS.ring_min_mm; g > 0 && d < LIMITS.ring_max_mm;
			     d++) {
				double dx = d * gx / g, dy = d * gy / g;

				vote(c, area_x(a, x) + dx, area_y(a, r->y) + dy);
				vote(c, area_x(a, x) - dx, area_y(a, r->y) - dy);
			}
		}
	}
}

/* Four cells together: the centre lies at their corner. */
static struct pt
best_centre(const struct centres *c)
{
	int most = 0;
	struct pt at = { c->x0, c->y0 };

	for (int k = 0; k + 1 < GRID_H; k++)
		for (int i = 0; i + 1 < GRID_W; i++) {
			int n = c->count[k][i] + c->count[k][i + 1] + c->count[k + 1][i] +
				c->count[k + 1][i + 1];

			if (n > most) {
				most = n;
				at = (struct pt){ c->x0 + i + 1, c->y0 + k + 1 };
			}
		}
	return at;
}

static struct pt
find_centre(const struct area *a, const struct parts *p, int member)
{
	struct centres *c = mem_zero(1, sizeof *c);
	struct pt at;

	c->x0 = area_x(a, a->inside[member].x0) - GRID_EDGE;
	c->y0 = area_y(a, a->inside[member].y0) - GRID_EDGE;
	for (int i = 0; i < p->n; i++)
		if (p->at[i].owner == member)
			vote_blob(a, &a->blobs.at[p->at[i].blob], c);
	at = best_centre(c);
	free(c);
	return at;
}

/* The radius at which most points stand for its length; 0: at none. */
static double
best_radius(const struct points *q, struct pt centre)
{
	enum { PER_MM = 2, BINS = 64 };
	int count[BINS] = { 0 };
	double best = 0, radius = 0;

	for (int i = 0; i < q->n; i++) {
		int k = (int)(hypot(q->at[i].x - centre.x, q->at[i].y - centre.y) * PER_MM);

		if (k < BINS)
			count[k]++;
	}
	for (int k = (int)(LIMITS.ring_min_mm * PER_MM); k + 1 < BINS; k++) {
		double r = (k + 1.0) / PER_MM, many = (count[k] + count[k + 1]) / r;

		if (r < LIMITS.ring_max_mm && many > best) {
			best = many;
			radius = r;
		}
	}
	return radius;
}

/* Moves a circle to where the points near it are, by least squares: off = cos x + sin y + r. */
static void
settle(const struct points *q, struct outline *o, double reach)
{
	double n = 0, c = 0, s = 0, cc = 0, cs = 0, ss = 0, off = 0, coff = 0, soff = 0;
	double det, x, y;

	for (int i = 0; i < q->n; i++) {
		double dx = q->at[i].x - o->n.x, dy = q->at[i].y - o->n.y, d = hypot(dx, dy);
		double by = d - o->size;

		if (fabs(by) > reach || d <= 0)
			continue;
		n++;
		c += dx / d;
		s += dy / d;
		cc += dx / d * dx / d;
		cs += dx / d * dy / d;
		ss += dy / d * dy / d;
		off += by;
		coff += by * dx / d;
		soff += by * dy / d;
	}
	if (n < 10)
		return;
	cc -= c * c / n;
	cs -= c * s / n;
	ss -= s * s / n;
	coff -= off * c / n;
	soff -= off * s / n;
	det = cc * ss - cs * cs;
	if (det < 1e-3 * n)
		return;
	x = (coff * ss - soff * cs) / det;
	y = (soff * cc - coff * cs) / det;
	*o = circle(o->n.x + x, o->n.y + y, o->size + (off - c * x - s * y) / n);
}

static int
find_ring(const struct area *a, int member, const struct points *q, struct pt centre,
    struct outline *out)
{
	double radius = best_radius(q, centre);

	if (radius <= 0)
		return 0;
	*out = circle(centre.x, centre.y, radius);
	settle(q, out, 2.4);
	settle(q, out, 1.2);
	settle(q, out, 0.8);
	return out->size > LIMITS.ring_min_mm && out->size < LIMITS.ring_max_mm &&
	       is_ring(a, member, q, out);
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
	       is_ring(a, p->owner, q, out);
}

int
rings_find(const struct area *a, const struct parts *p, int member, struct points *q,
    struct outline *out, int max)
{
	struct pt centre;
	int n = 0;

	for (int i = 0; i < p->n && n < max; i++)
		if (p->at[i].owner == member && p->at[i].across_mm > LIMITS.ring_min_mm)
			n += part_oval(a, &p->at[i], q, &out[n]);
	points_gather(a, p, member, 1, q);
	for (int i = 0; i < n; i++)
		outline_drop(&out[i], q);
	centre = find_centre(a, p, member);
	while (n < max && find_ring(a, member, q, centre, &out[n]))
		outline_drop(&out[n++], q);
	return n;
}
