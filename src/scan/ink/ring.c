#include "scan/ink/outline_imp.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"

static struct outline
circle(double x, double y, double radius)
{
	return (struct outline){ { x, y }, 0, radius, 1 / radius, 0, 1 / radius };
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

/* The radius from `least` on at which most points stand for its length; 0: at none. */
static double
best_radius(const struct points *q, struct pt centre, double least)
{
	enum { PER_MM = 2, BINS = 64 };
	int count[BINS] = { 0 };
	double best = 0, radius = 0;

	for (int i = 0; i < q->n; i++) {
		int k = (int)(hypot(q->at[i].x - centre.x, q->at[i].y - centre.y) * PER_MM);

		if (k < BINS)
			count[k]++;
	}
	for (int k = (int)(least * PER_MM); k + 1 < BINS; k++) {
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
    double least, struct outline *out)
{
	double radius = best_radius(q, centre, least);

	if (radius <= 0)
		return 0;
	*out = circle(centre.x, centre.y, radius);
	settle(q, out, 2.4);
	settle(q, out, 1.2);
	settle(q, out, 0.8);
	return out->size > least && out->size < LIMITS.ring_max_mm &&
	       outline_is_ring(a, member, q, out);
}

int
rings_find(const struct area *a, const struct parts *p, int member, struct points *q,
    struct outline *out, int max)
{
	struct pt centre;
	int n = 0;

	for (int i = 0; i < p->n && n < max; i++)
		if (p->at[i].owner == member && p->at[i].across_mm > LIMITS.ring_min_mm)
			n += oval_of_part(a, &p->at[i], q, &out[n]);
	points_gather(a, p, member, 1, q);
	for (int i = 0; i < n; i++)
		outline_drop(&out[i], q);
	while (n < max && oval_around(a, member, q, &out[n]))
		outline_drop(&out[n++], q);
	centre = find_centre(a, p, member);
	/* a ring within another may be smaller than any that stands alone */
	while (n < max && find_ring(a, member, q, centre,
			      n > 0 ? LIMITS.ring_inner_mm : LIMITS.ring_min_mm, &out[n]))
		outline_drop(&out[n++], q);
	return n;
}
