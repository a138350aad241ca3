#include "scan/ink/glyphs_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The strokes of a box alone, cut out of the area. */
struct cut {
	const struct area *a;
	int x, y, w, h; /* pixels of the area */
	uint8_t *own; /* 1: a stroke of the box */
	uint8_t *fat; /* the same and a pixel around, which closes what a faint scan broke */
	double c, s; /* of the line of writing */
};

static int
is_own(const struct part *p, int member)
{
	return p->owner == member && !p->spilled && p->kind == PART_STROKE;
}

static void
cut_bounds(const struct parts *p, int member, struct cut *k)
{
	int x1 = 0, y1 = 0;

	k->x = k->a->w;
	k->y = k->a->h;
	for (int i = 0; i < p->n; i++) {
		const struct blob *b = &k->a->blobs.at[p->at[i].blob];

		if (!is_own(&p->at[i], member))
			continue;
		k->x = b->x0 < k->x ? b->x0 : k->x;
		k->y = b->y0 < k->y ? b->y0 : k->y;
		x1 = b->x1 > x1 ? b->x1 : x1;
		y1 = b->y1 > y1 ? b->y1 : y1;
	}
	k->x--;
	k->y--;
	k->w = x1 + 1 - k->x;
	k->h = y1 + 1 - k->y;
}

static void
cut_init(struct cut *k, const struct parts *p, int member)
{
	cut_bounds(p, member, k);
	if (k->w < 3 || k->h < 3)
		return;
	k->own = mem_zero((size_t)k->w, (size_t)k->h);
	k->fat = mem_zero((size_t)k->w, (size_t)k->h);
	for (int i = 0; i < p->n; i++) {
		const struct blob *b = &k->a->blobs.at[p->at[i].blob];

		for (int n = b->first; is_own(&p->at[i], member) && n < b->first + b->runs;
		     n++) {
			const struct run *r = &k->a->blobs.run[n];
			size_t row = (size_t)(r->y - k->y) * (size_t)k->w;
			size_t from = row + (size_t)(r->x0 - k->x),
			       len = (size_t)(r->x1 - r->x0);

			memset(k->own + from, 1, len);
			for (int up = -1; up <= 1; up++)
				memset(k->fat + from + up * k->w - 1, 1, len + 2);
		}
	}
}

/* What is counted over the pixels of one glyph. */
struct count {
	double u0, u1, v0, v1; /* mm along and across the line */
	double u, v; /* sums */
	int around; /* area of the glyph and a pixel around it */
	long area, edge, across, down;
	double slopes, up, along; /* of edges, by their direction */
	long ninth[9];
};

static void
count_edge(const struct cut *k, int x, int y, struct count *o)
{
	static const double near = 15 * M_PI / 180;
	double gx, gy, turn, g;

	o->edge++;
	area_slope(k->a, x + k->x, y + k->y, &gx, &gy);
	g = hypot(gx, gy);
	turn = fabs(remainder(atan2(gy, gx) - atan2(k->s, k->c), M_PI));
	o->slopes += g;
	o->up += turn < near ? g : 0;
	o->along += turn > M_PI / 2 - near ? g : 0;
}

static void
count_pixel(const struct cut *k, int x, int y, struct count *o)
{
	const uint8_t *at = k->own + (size_t)y * (size_t)k->w + x;
	double px = area_x(k->a, x + k->x + 0.5), py = area_y(k->a, y + k->y + 0.5);
	double u = k->c * px + k->s * py, v = k->c * py - k->s * px;

	o->u0 = fmin(o->u0, u);
	o->u1 = fmax(o->u1, u);
	o->v0 = fmin(o->v0, v);
	o->v1 = fmax(o->v1, v);
	o->u += u;
	o->v += v;
	o->area++;
	o->across += !at[-1];
	o->down += !at[-k->w];
	if (!at[-1] || !at[1] || !at[-k->w] || !at[k->w])
		count_edge(k, x, y, o);
}

typedef void pixel_fn(const struct cut *k, int x, int y, struct count *o);

static void
each_pixel(const struct cut *k, const struct blobs *all, const struct blob *b, pixel_fn *fn,
    struct count *o)
{
	for (int i = b->first; i < b->first + b->runs; i++) {
		const struct run *r = &all->run[i];

		for (int x = r->x0; x < r->x1; x++)
			if (k->own[(size_t)r->y * (size_t)k->w + (size_t)x])
				fn(k, x, r->y, o);
	}
}

static void
count_ninth(const struct cut *k, int x, int y, struct count *o)
{
	double px = area_x(k->a, x + k->x + 0.5), py = area_y(k->a, y + k->y + 0.5);
	double u = k->c * px + k->s * py, v = k->c * py - k->s * px;
	int i = (int)(3 * (u - o->u0) / (o->u1 - o->u0 + 1e-6));
	int j = (int)(3 * (v - o->v0) / (o->v1 - o->v0 + 1e-6));

	o->ninth[3 * j + i]++;
}

/* Runs that touch those of the row above, less the runs, close a ring each. */
static int
holes(const struct blobs *all, const struct blob *b)
{
	int touching = 0;

	for (int i = b->first; i < b->first + b->runs; i++)
		for (int n = i + 1; n < b->first + b->runs; n++) {
			const struct run *r = &all->run[i], *q = &all->run[n];

			if (q->y > r->y + 1)
				break;
			touching += q->y == r->y + 1 && r->x0 <= q->x1 && q->x0 <= r->x1;
		}
	return touching - b->runs + 1;
}

static void
measure(const struct cut *k, const struct blobs *all, const struct blob *b, struct count *o,
    float m[GLYPH_MEASURE_COUNT])
{
	double d = k->a->patch.density, high, wide, pen, stroke;

	*o = (struct count){ INFINITY, -INFINITY, INFINITY, -INFINITY, .around = b->area };
	each_pixel(k, all, b, count_pixel, o);
	each_pixel(k, all, b, count_ninth, o);
	high = o->v1 - o->v0 + 1 / d;
	wide = o->u1 - o->u0 + 1 / d;
	/* an edge pixel has about 0.8 of its length on the outline */
	pen = 2 * (double)o->area / (double)o->edge / d * 0.8;
	stroke = (double)o->area / d / d / pen;
	m[GLYPH_HIGH] = (float)high;
	m[GLYPH_WIDE] = (float)wide;
	m[GLYPH_FLAT] = (float)(wide / high);
	m[GLYPH_STROKE] = (float)stroke;
	m[GLYPH_DENSE] = (float)(stroke / (wide + high));
	m[GLYPH_PEN] = (float)pen;
	m[GLYPH_HOLES] = (float)holes(all, b);
	m[GLYPH_ACROSS] = (float)o->across / (float)(b->y1 - b->y0 - 2);
	m[GLYPH_DOWN] = (float)o->down / (float)(b->x1 - b->x0 - 2);
	m[GLYPH_UPRIGHT] = (float)(o->slopes > 0 ? o->up / o->slopes : 0);
	m[GLYPH_SQUARE] = (float)(o->slopes > 0 ? (o->up + o->along) / o->slopes : 0);
	m[GLYPH_MIDDLE_X] = (float)((o->u / (double)o->area - o->u0) / wide);
	m[GLYPH_MIDDLE_Y] = (float)((o->v / (double)o->area - o->v0) / high);
	for (int i = 0; GLYPH_GRID + i < GLYPH_GRID_END; i++)
		m[GLYPH_GRID + i] = (float)o->ninth[i] / (float)o->area;
}

struct weighed {
	double value, weight;
};

static int
by_value(const void *a, const void *b)
{
	double x = ((const struct weighed *)a)->value, y = ((const struct weighed *)b)->value;

	return (x > y) - (x < y);
}

static double
median(struct weighed *at, int n)
{
	double sum = 0;
	int i = 0;

	qsort(at, (size_t)n, sizeof *at, by_value);
	for (int k = 0; k < n; k++)
		sum += at[k].weight;
	for (sum /= 2; i + 1 < n && (sum -= at[i].weight) > 0; i++)
		;
	return at[i].value;
}

/* What a glyph is among the others. */
static void
compare(const struct count *count, struct glyphs *o, int i, double height, double foot)
{
	const struct count *c = &count[i];
	double near = INFINITY;
	int twins = 0;

	for (int k = 0; k < o->n; k++) {
		const struct count *q = &count[k];

		if (k == i || q->v0 > c->v1 || q->v1 < c->v0)
			continue;
		near = fmin(near, fmax(0, fmax(q->u0 - c->u1, c->u0 - q->u1)));
		twins += fabs((q->v1 - q->v0) - (c->v1 - c->v0)) < 0.22 * height &&
			 fabs(q->v1 - c->v1) < 0.3 * height;
	}
	o->m[i][GLYPH_SIZE] = (float)(o->m[i][GLYPH_HIGH] / height);
	o->m[i][GLYPH_FOOT] = (float)((c->v1 - foot) / height);
	o->m[i][GLYPH_NEAR] = (float)fmin(near / height, 9);
	o->m[i][GLYPH_TWINS] = (float)twins / (float)o->n;
	o->m[i][GLYPH_OTHERS] = (float)o->n;
}

static void
compare_all(const struct count *count, struct glyphs *o)
{
	struct weighed high[GLYPHS_MAX], low[GLYPHS_MAX];
	double sum = 0, height, foot;

	for (int i = 0; i < o->n; i++) {
		double stroke = o->m[i][GLYPH_STROKE];

		high[i] = (struct weighed){ o->m[i][GLYPH_HIGH], stroke };
		low[i] = (struct weighed){ count[i].v1, stroke };
		sum += stroke;
	}
	height = median(high, o->n);
	foot = median(low, o->n);
	for (int i = 0; i < o->n; i++) {
		o->m[i][GLYPH_PART] = (float)(o->m[i][GLYPH_STROKE] / sum);
		compare(count, o, i, height, foot);
	}
}

static int
smallest(const struct count count[GLYPHS_MAX])
{
	int at = 0;

	for (int i = 1; i < GLYPHS_MAX; i++)
		at = count[i].around < count[at].around ? i : at;
	return at;
}

void
glyphs_find(
    const struct area *a, const struct parts *p, int member, double angle, struct glyphs *out)
{
	struct cut k = { .a = a, .c = cos(angle), .s = sin(angle) };
	struct count count[GLYPHS_MAX];
	struct blobs all = { NULL, 0, NULL };

	out->n = 0;
	cut_init(&k, p, member);
	if (k.own == NULL)
		return;
	blobs_init(&all, k.fat, k.w, k.h);
	for (int i = 0; i < all.n; i++) {
		int at = out->n < GLYPHS_MAX ? out->n++ : smallest(count);

		if (i == at || all.at[i].area > count[at].around)
			measure(&k, &all, &all.at[i], &count[at], out->m[at]);
	}
	if (out->n > 0)
		compare_all(count, out);
	blobs_release(&all);
	free(k.own);
	free(k.fat);
}
