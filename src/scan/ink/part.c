#include "scan/ink/part_imp.h"

#include <math.h>
#include <string.h>

#include "scan/ink/ink_limits_imp.h"

struct tally {
	long count[256];
	long edges;
	double dark, slope;
};

static void
tally_run(const struct area *a, const struct run *r, struct tally *t)
{
	for (int x = r->x0; x < r->x1; x++) {
		int dark = a->dark[(size_t)r->y * (size_t)a->w + (size_t)x];
		double gx, gy;

		t->count[dark]++;
		t->dark += dark;
		if (!area_on_edge(a, x, r->y))
			continue;
		area_slope(a, x, r->y, &gx, &gy);
		t->edges++;
		t->slope += sqrt(gx * gx + gy * gy);
	}
}

static int
overlap(const struct run *r, const struct span *s)
{
	int lo = r->x0 > s->x0 ? r->x0 : s->x0, hi = r->x1 < s->x1 ? r->x1 : s->x1;

	return r->y >= s->y0 && r->y < s->y1 && hi > lo ? hi - lo : 0;
}

static long
pixels_inside(const struct area *a, const struct blob *b, const struct span *s)
{
	long in = 0;

	if (b->x1 <= s->x0 || b->x0 >= s->x1 || b->y1 <= s->y0 || b->y0 >= s->y1)
		return 0;
	for (int i = b->first; i < b->first + b->runs; i++)
		in += overlap(&a->blobs.run[i], s);
	return in;
}

/* What the blob spans within s, mm. */
static void
span_inside(const struct area *a, const struct blob *b, const struct span *s, struct part *o)
{
	struct span in = { s->x1, s->y1, s->x0, s->y0 };

	for (int i = b->first; i < b->first + b->runs; i++) {
		const struct run *r = &a->blobs.run[i];

		if (overlap(r, s) == 0)
			continue;
		in.x0 = r->x0 < in.x0 ? r->x0 : in.x0;
		in.x1 = r->x1 > in.x1 ? r->x1 : in.x1;
		in.y0 = r->y < in.y0 ? r->y : in.y0;
		in.y1 = r->y + 1 > in.y1 ? r->y + 1 : in.y1;
	}
	o->x0 = area_x(a, in.x0 > s->x0 ? in.x0 : s->x0);
	o->x1 = area_x(a, in.x1 < s->x1 ? in.x1 : s->x1);
	o->y0 = area_y(a, in.y0);
	o->y1 = area_y(a, in.y1);
}

int
part_by_hand(const struct part *p)
{
	double wide = p->x1 - p->x0, high = p->y1 - p->y0;

	return p->stroke_mm >= 1.2 * p->extent_mm &&
	       ((p->extent_mm >= LIMITS.hand_extent_mm &&
		    fmin(wide, high) >= LIMITS.hand_height_mm) ||
		   (high >= LIMITS.hand_tall_mm && wide >= LIMITS.hand_tall_mm / 3));
}

/*
 * Which box holds it.  Of a blob that goes on outside (a fold that runs into a label, a
 * signature that overflows) only what lies inside counts.  A tick is larger than its box.
 */
static void
place_part(const struct area *a, const struct blob *b, struct part *o)
{
	double d = a->patch.density;
	long most = 0, all = 0;

	for (int k = 0; k < a->n; k++) {
		long in = pixels_inside(a, b, &a->inside[k]);

		o->inside_mm[k] = (double)in / d / d / o->width_mm;
		all += in;
		if (in > most) {
			most = in;
			o->owner = k;
		}
	}
	if (o->owner < 0)
		return;
	if (all < LIMITS.inside_share * b->area && part_by_hand(o) &&
	    a->boxes[a->member[o->owner]].kind != BOX_CHECK) {
		o->owner = -1;
		return;
	}
	o->area_mm2 = (double)most / d / d;
	o->stroke_mm = o->inside_mm[o->owner];
	span_inside(a, b, &a->inside[o->owner], o);
	o->extent_mm = fmax(o->x1 - o->x0, o->y1 - o->y0);
}

/* What lies along a border that bends a little more than the map says. */
static int
along_border(const struct area *a, const struct part *p)
{
	double w = p->x1 - p->x0, h = p->y1 - p->y0, m = LIMITS.beside_border_mm;

	for (int k = 0; k < a->n; k++) {
		const struct border *b = &a->r->border[a->member[k]];

		if (h < m && w > 3 * h &&
		    (fabs((p->y0 + p->y1) / 2 - b->y0) < m ||
			fabs((p->y0 + p->y1) / 2 - b->y1) < m))
			return 1;
		if (w < m && h > 3 * w &&
		    (fabs((p->x0 + p->x1) / 2 - b->x0) < m ||
			fabs((p->x0 + p->x1) / 2 - b->x1) < m))
			return 1;
	}
	return 0;
}

/*
 * A stroke that never turns: not in its box, nor in any that it runs through.  What of it lies
 * outside them does not tell: a fold runs into print.
 */
static int
is_plain(const struct area *a, const struct part *p)
{
	const struct blob *b = &a->blobs.at[p->blob];
	double straight = hypot(p->x1 - p->x0, p->y1 - p->y0), inside = 0;
	double all = hypot(b->x1 - b->x0, b->y1 - b->y0) / a->patch.density;

	for (int k = 0; k < a->n; k++)
		inside += p->inside_mm[k];
	return straight > LIMITS.plain_mm && p->stroke_mm < LIMITS.plain * straight &&
	       inside < LIMITS.plain * all;
}

static enum part_kind
kind_of(const struct area *a, const struct part *p)
{
	int plain = is_plain(a, p);

	if (p->extent_mm < LIMITS.speck_mm ||
	    p->peak < LIMITS.dark_peak + LIMITS.noise_peak * a->noise)
		return PART_DUST;
	if (p->sharp < LIMITS.sharp)
		return PART_STAIN;
	/* a felt tip's tight scrawl is as wide as a blot, but ragged */
	if (p->width_mm > LIMITS.blot_mm && p->ragged < LIMITS.blot_ragged)
		return PART_STAIN;
	if (plain && p->peak < LIMITS.crease_peak)
		return PART_STAIN;
	if (along_border(a, p))
		return PART_PRINT;
	return plain ? PART_LINE : PART_STROKE;
}

/* The middle grey of what is no ink in a rectangle of the area. */
static int
paper_level(const struct area *a, struct span s)
{
	long count[256] = { 0 }, half = 0;
	int level = 0;

	for (int y = s.y0 < 0 ? 0 : s.y0; y < s.y1 && y < a->h; y += 2)
		for (int x = s.x0 < 0 ? 0 : s.x0; x < s.x1 && x < a->w; x++)
			if (!a->ink[(size_t)y * (size_t)a->w + (size_t)x]) {
				count[a->patch.im
					  .px[(size_t)y * a->patch.im.stride + (size_t)x]]++;
				half++;
			}
	for (half /= 2; level < 255 && (half -= count[level]) > 0; level++)
		;
	return level;
}

/* A stain that has dried is dark all over, its rim a little more: the rim is no stroke. */
static double
veil(const struct area *a, const struct blob *b, double peak)
{
	int around = (int)(3 * a->patch.density);
	struct span in = { b->x0, b->y0, b->x1, b->y1 };
	struct span out = { in.x0 - around, in.y0 - around, in.x1 + around, in.y1 + around };

	return fmax(0, paper_level(a, out) - paper_level(a, in)) / peak;
}

void
part_measure(const struct area *a, int blob, struct part *o)
{
	const struct blob *b = &a->blobs.at[blob];
	double d = a->patch.density;
	struct tally t;
	long top = b->area / 10 + 1;
	int level = 255;

	memset(o, 0, offsetof(struct part, inside_mm));
	o->owner = -1;
	o->blob = blob;
	o->x0 = area_x(a, b->x0);
	o->x1 = area_x(a, b->x1);
	o->y0 = area_y(a, b->y0);
	o->y1 = area_y(a, b->y1);
	o->area_mm2 = b->area / d / d;
	o->extent_mm = fmax(o->x1 - o->x0, o->y1 - o->y0);
	if (o->area_mm2 < LIMITS.speck_mm2)
		return;
	memset(&t, 0, sizeof t);
	for (int i = b->first; i < b->first + b->runs; i++)
		tally_run(a, &a->blobs.run[i], &t);
	while (level > 0 && (top -= t.count[level]) > 0)
		level--;
	o->peak = level;
	o->dark = t.dark / b->area;
	o->sharp = t.edges && level ? t.slope / (double)t.edges / level * d : 0;
	/* sides of pixels run along steps: a slanting edge has 1.27 times as many on average */
	o->width_mm = 2 * 1.2 * b->area / b->edge / d;
	o->stroke_mm = o->area_mm2 / o->width_mm;
	o->across_mm = b->width / d;
	o->ragged = pow(b->edge / d / 1.2, 2) / (4 * M_PI * o->area_mm2);
	if (o->extent_mm > LIMITS.paper_mm && o->peak < LIMITS.pale)
		o->veil = veil(a, b, o->peak);
	place_part(a, b, o);
	o->kind = kind_of(a, o);
}
