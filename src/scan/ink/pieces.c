#include "scan/ink/pieces_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"

/* What a part spans along the line of writing (u) and across it (v), mm. */
struct piece {
	double u0, u1, v0, v1, stroke;
};

static struct piece
piece_of(const struct area *a, const struct blob *b, double c, double s)
{
	struct piece o = { INFINITY, -INFINITY, INFINITY, -INFINITY, 0 };

	for (int i = b->first; i < b->first + b->runs; i++) {
		const struct run *r = &a->blobs.run[i];

		for (int end = 0; end < 2; end++) {
			double x = area_x(a, end ? r->x1 : r->x0), y = area_y(a, r->y + 0.5);
			double u = c * x + s * y, v = c * y - s * x;

			o.u0 = fmin(o.u0, u);
			o.u1 = fmax(o.u1, u);
			o.v0 = fmin(o.v0, v);
			o.v1 = fmax(o.v1, v);
		}
	}
	return o;
}

static double
high(const struct piece *p)
{
	return p->v1 - p->v0;
}

static double
wide(const struct piece *p)
{
	return p->u1 - p->u0;
}

static int
by_height(const void *a, const void *b)
{
	double x = high(a), y = high(b);

	return (x > y) - (x < y);
}

enum { BINS = 36 }; /* of a half turn */

/* The directions of the edges of a blob, against the line of writing. */
static void
add_edges(const struct area *a, const struct blob *b, double angle, double bins[BINS])
{
	for (int i = b->first; i < b->first + b->runs; i++) {
		const struct run *r = &a->blobs.run[i];

		for (int x = r->x0; x < r->x1; x++) {
			double gx, gy, turn;

			if (!area_on_edge(a, x, r->y))
				continue;
			area_slope(a, x, r->y, &gx, &gy);
			turn = (atan2(gy, gx) - angle) / M_PI + 2;
			bins[(int)(turn * BINS + 0.5) % BINS] += hypot(gx, gy);
		}
	}
}

static void
weigh_edges(const double bins[BINS], struct pieces *o)
{
	double sum = 0, up = 0, along = 0;

	for (int i = 0; i < BINS; i++)
		sum += bins[i];
	for (int i = -1; i <= 1; i++) {
		up += bins[(i + BINS) % BINS];
		along += bins[BINS / 2 + i];
	}
	o->square = sum > 0 ? (up + along) / sum : 0;
	o->upright = sum > 0 ? up / sum : 0;
}

/* The median of the heights, each as heavy as its stroke is long. */
static double
middle_height(struct piece *at, int n)
{
	double sum = 0;
	int i = 0;

	qsort(at, (size_t)n, sizeof *at, by_height);
	for (int k = 0; k < n; k++)
		sum += at[k].stroke;
	for (sum /= 2; i + 1 < n && (sum -= at[i].stroke) > 0; i++)
		;
	return high(&at[i]);
}

static void
weigh_pieces(struct piece *at, int n, struct pieces *o)
{
	double sum = 0, longest = 0;

	o->height = middle_height(at, n);
	for (int i = 0; i < n; i++) {
		const struct piece *p = &at[i];
		int alike = fabs(high(p) - o->height) < 0.22 * o->height;

		sum += p->stroke;
		o->high += high(p) > 1.45 * o->height ? p->stroke : 0;
		o->spread += p->stroke * fabs(log(high(p) / o->height));
		o->alike += alike ? p->stroke : 0;
		o->narrow += alike && wide(p) < 1.1 * o->height ? p->stroke : 0;
		o->joined += wide(p) > 1.6 * o->height ? p->stroke : 0;
		o->widest = fmax(o->widest, wide(p));
		o->highest = fmax(o->highest, high(p));
		if (p->stroke > longest) {
			longest = p->stroke;
			o->dense = p->stroke / (wide(p) + high(p));
		}
	}
	o->alike /= sum;
	o->narrow /= sum;
	o->joined /= sum;
	o->high /= sum;
	o->spread /= sum;
}

void
pieces_find(
    const struct area *a, const struct parts *p, int member, double angle, struct pieces *out)
{
	struct piece *at = mem_alloc(((size_t)p->n + 1) * sizeof *at);
	double bins[BINS] = { 0 };
	int n = 0;

	memset(out, 0, sizeof *out);
	for (int i = 0; i < p->n; i++) {
		const struct part *o = &p->at[i];

		if (o->owner != member || o->spilled || o->kind != PART_STROKE)
			continue;
		at[n] = piece_of(a, &a->blobs.at[o->blob], cos(angle), sin(angle));
		at[n++].stroke = o->stroke_mm;
		add_edges(a, &a->blobs.at[o->blob], angle, bins);
	}
	if (n > 0)
		weigh_pieces(at, n, out);
	out->n = n;
	weigh_edges(bins, out);
	glyphs_find(a, p, member, angle, &out->glyphs);
	free(at);
}
