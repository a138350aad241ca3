#include "scan/traces_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/blobs_imp.h"
#include "scan/darkness_imp.h"
#include "scan/ink_limits_imp.h"
#include "scan/patch_imp.h"

enum { DIRECTIONS = 18 };

/* A box and its surroundings while they are looked at. */
struct view {
	struct patch patch;
	struct box box;
	uint8_t *dark; /* darkness against the paper around, 0..255 */
	uint8_t *ink; /* 1 where there is ink that is not print */
	struct blobs blobs;
	double noise;
	int w, h;
	int bx0, by0, bx1, by1; /* the inside of the border, pixels of the patch */
};

static int
clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

static int
near_ink(const struct view *v, int x, int y)
{
	if (y < 0 || y >= v->h)
		return 0;
	for (int i = clamp(x - 1, 0, v->w - 1); i <= clamp(x + 1, 0, v->w - 1); i++)
		if (v->ink[(size_t)y * (size_t)v->w + (size_t)i])
			return 1;
	return 0;
}

static int
near_ink_down(const struct view *v, int x, int y)
{
	if (x < 0 || x >= v->w)
		return 0;
	for (int i = clamp(y - 1, 0, v->h - 1); i <= clamp(y + 1, 0, v->h - 1); i++)
		if (v->ink[(size_t)i * (size_t)v->w + (size_t)x])
			return 1;
	return 0;
}

/* Takes away the rows [y0, y1) of a printed border, but not strokes that cross it. */
static void
erase_rows(struct view *v, int x0, int x1, int y0, int y1)
{
	uint8_t *through = mem_zero((size_t)v->w + 1, 1);

	x0 = clamp(x0, 0, v->w);
	x1 = clamp(x1, 0, v->w);
	for (int x = x0; x < x1; x++)
		through[x] = near_ink(v, x, y0 - 1) && near_ink(v, x, y1);
	for (int y = clamp(y0, 0, v->h); y < clamp(y1, 0, v->h); y++)
		for (int x = x0; x < x1; x++)
			v->ink[(size_t)y * (size_t)v->w + (size_t)x] = through[x];
	free(through);
}

static void
erase_columns(struct view *v, int y0, int y1, int x0, int x1)
{
	for (int y = clamp(y0, 0, v->h); y < clamp(y1, 0, v->h); y++) {
		int through = near_ink_down(v, x0 - 1, y) && near_ink_down(v, x1, y);

		for (int x = clamp(x0, 0, v->w); x < clamp(x1, 0, v->w); x++)
			v->ink[(size_t)y * (size_t)v->w + (size_t)x] = (uint8_t)through;
	}
}

static int
px(double mm, double from, double density)
{
	return (int)floor((mm - from) * density + 0.5);
}

/* Takes away the border of a box, m mm to each side of it. */
static void
erase_border(struct view *v, const struct box *b, double m)
{
	double d = v->patch.density;
	int x0 = px(b->x - m, v->patch.x, d), x1 = px(b->x + b->w + m, v->patch.x, d);
	int y0 = px(b->y - m, v->patch.y, d), y1 = px(b->y + b->h + m, v->patch.y, d);
	int t = (int)ceil(2 * m * d);

	erase_rows(v, x0, x1, y0, y0 + t);
	erase_rows(v, x0, x1, y1 - t, y1);
	erase_columns(v, y0 + t, y1 - t, x0, x0 + t);
	erase_columns(v, y0 + t, y1 - t, x1 - t, x1);
}

/* Columns of the picture that the glass darkened, where they fall in the patch. */
static void
erase_streaks(struct view *v, const struct ink_page *p, const struct scan_map *m)
{
	for (int x = 0; x < v->w; x++)
		for (int y = 0; y < v->h; y++) {
			uint8_t *k = v->ink + (size_t)y * (size_t)v->w + x;
			struct pt at;

			if (!*k)
				continue;
			at = map_apply(m, v->patch.x + (x + 0.5) / v->patch.density,
			    v->patch.y + (y + 0.5) / v->patch.density);
			if (at.x >= 0 && at.x < p->im->w && p->streak[(int)at.x])
				*k = 0;
		}
}

static void
view_ink(struct view *v)
{
	int lo = (int)(LIMITS.dark_low + LIMITS.noise_low * v->noise);
	size_t n = (size_t)v->w * (size_t)v->h;

	v->ink = mem_alloc(n + 1);
	for (size_t i = 0; i < n; i++)
		v->ink[i] = v->dark[i] >= lo;
}

/* What is known of one blob beyond its shape. */
struct part {
	double inside; /* share of it inside the border */
	double peak; /* darkness that a tenth of its pixels reach */
	double dark; /* mean */
	double sharp; /* steepest change against its darkness, per mm */
	double stroke_mm, width_mm, extent_mm, height_mm;
	int elsewhere; /* 1: mostly inside another box */
};

struct tally {
	long count[256];
	long inside, elsewhere, edges;
	double dark, slope;
};

static int
in_other_box(const struct ink_page *p, const struct box *b, double x, double y)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct box *o = &p->boxes[i];

		if (strcmp(o->id, b->id) != 0 && x > o->x && x < o->x + o->w && y > o->y &&
		    y < o->y + o->h)
			return 1;
	}
	return 0;
}

/* Change of darkness a pixel, across and down. */
static void
slope_at(const struct view *v, int x, int y, double *gx, double *gy)
{
	const uint8_t *k = v->dark + (size_t)y * (size_t)v->w + x;
	int w = v->w;

	*gx = *gy = 0;
	if (x < 1 || y < 1 || x + 1 >= v->w || y + 1 >= v->h)
		return;
	*gx = (k[1] - k[-1]) / 4.0 + (k[1 - w] - k[-1 - w] + k[1 + w] - k[-1 + w]) / 8.0;
	*gy = (k[w] - k[-w]) / 4.0 + (k[w - 1] - k[-w - 1] + k[w + 1] - k[-w + 1]) / 8.0;
}

static int
on_edge(const struct view *v, int x, int y)
{
	const int32_t *l = v->blobs.label + (size_t)y * (size_t)v->w + x;

	return x == 0 || y == 0 || x + 1 == v->w || y + 1 == v->h || l[-1] != *l ||
	       l[1] != *l || l[-v->w] != *l || l[v->w] != *l;
}

static void
tally_pixel(const struct view *v, const struct ink_page *p, int x, int y, struct tally *t)
{
	double d = v->patch.density, gx, gy;
	int dark = v->dark[(size_t)y * (size_t)v->w + (size_t)x];
	int inside = x >= v->bx0 && x < v->bx1 && y >= v->by0 && y < v->by1;

	t->count[dark]++;
	t->dark += dark;
	t->inside += inside;
	if (!inside && in_other_box(p, &v->box, v->patch.x + x / d, v->patch.y + y / d))
		t->elsewhere++;
	if (on_edge(v, x, y)) {
		slope_at(v, x, y, &gx, &gy);
		t->edges++;
		t->slope += hypot(gx, gy);
	}
}

static struct part
part_of(const struct view *v, const struct ink_page *p, int i)
{
	const struct blob *b = &v->blobs.at[i];
	double d = v->patch.density;
	struct tally t = { .dark = 0 };
	struct part o = { .inside = 0 };
	long top = b->area / 10 + 1;
	int level = 255;

	for (int y = b->y0; y < b->y1; y++)
		for (int x = b->x0; x < b->x1; x++)
			if (v->blobs.label[(size_t)y * (size_t)v->w + (size_t)x] == i)
				tally_pixel(v, p, x, y, &t);
	while (level > 0 && (top -= t.count[level]) > 0)
		level--;
	o.peak = level;
	o.dark = t.dark / b->area;
	o.inside = (double)t.inside / b->area;
	o.elsewhere = 2 * t.elsewhere > b->area;
	o.sharp = t.edges && level ? t.slope / (double)t.edges / level * d : 0;
	o.width_mm =
	    2.0 * b->area / b->edge / d * 1.2; /* faces run along steps: 1.2 too many */
	o.stroke_mm = b->area / d / d / o.width_mm;
	o.extent_mm = fmax(fmax(b->x1 - b->x0, b->y1 - b->y0) / d, b->length / d * 0.87);
	o.height_mm = fmin(b->x1 - b->x0, b->y1 - b->y0) / d;
	return o;
}

/* Both ends of a straight blob lie on the border, or beyond. */
static int
across(const struct view *v, const struct blob *b)
{
	int near = (int)(1.5 * v->patch.density), ends = 0;

	ends += b->x0 <= v->bx0 + near;
	ends += b->x1 >= v->bx1 - near;
	ends += b->y0 <= v->by0 + near;
	ends += b->y1 >= v->by1 - near;
	return ends >= 2;
}

/* Directions of the edges of all strokes, without regard to which side is dark. */
static void
add_directions(const struct view *v, int i, double *bins)
{
	const struct blob *b = &v->blobs.at[i];

	for (int y = b->y0; y < b->y1; y++)
		for (int x = b->x0; x < b->x1; x++) {
			double gx, gy, a;

			if (v->blobs.label[(size_t)y * (size_t)v->w + (size_t)x] != i ||
			    !on_edge(v, x, y))
				continue;
			slope_at(v, x, y, &gx, &gy);
			a = atan2(gy, gx);
			a = a < 0 ? a + M_PI : a;
			bins[(int)(a / M_PI * DIRECTIONS) % DIRECTIONS] += hypot(gx, gy);
		}
}

/* Share of the two strongest directions, each with its neighbours. */
static double
straightness(double *bins)
{
	double all = 0, two = 0;

	for (int i = 0; i < DIRECTIONS; i++)
		all += bins[i];
	for (int k = 0; k < 2 && all > 0; k++) {
		int best = 0;
		double most = -1;

		for (int i = 0; i < DIRECTIONS; i++) {
			double s = bins[i] + bins[(i + 1) % DIRECTIONS] +
				   bins[(i + DIRECTIONS - 1) % DIRECTIONS];

			if (s > most) {
				most = s;
				best = i;
			}
		}
		two += most;
		for (int j = -1; j <= 1; j++)
			bins[(best + j + DIRECTIONS) % DIRECTIONS] = 0;
	}
	return all > 0 ? two / all : 0;
}

static void
add_stroke(const struct view *v, int i, const struct part *q, struct traces *out)
{
	const struct blob *b = &v->blobs.at[i];
	double d = v->patch.density;
	double x0 = v->patch.x + b->x0 / d, x1 = v->patch.x + b->x1 / d;
	double y0 = v->patch.y + b->y0 / d, y1 = v->patch.y + b->y1 / d;
	double area = b->area / d / d;

	if (out->parts == 0)
		*out = (struct traces){ .x0 = x0,
			.y0 = y0,
			.x1 = x1,
			.y1 = y1,
			.beside_mm = out->beside_mm,
			.line_mm = out->line_mm,
			.lines_across = out->lines_across,
			.stain_mm2 = out->stain_mm2 };
	out->parts++;
	out->x0 = fmin(out->x0, x0);
	out->y0 = fmin(out->y0, y0);
	out->x1 = fmax(out->x1, x1);
	out->y1 = fmax(out->y1, y1);
	out->stroke_mm += q->stroke_mm;
	out->darkness = (out->darkness * out->ink_mm2 + q->dark * area) / (out->ink_mm2 + area);
	out->ink_mm2 += area;
	out->part_mm = fmax(out->part_mm, q->extent_mm);
	out->part_stroke_mm = fmax(out->part_stroke_mm, q->stroke_mm);
}

/* Handwriting, unlike print, has parts that are both wide and high. */
static int
like_handwriting(const struct part *q)
{
	return q->extent_mm >= LIMITS.hand_extent_mm && q->height_mm >= LIMITS.hand_height_mm &&
	       q->stroke_mm >= 1.2 * q->extent_mm && q->width_mm < LIMITS.blot_mm;
}

static void
add_part(
    const struct view *v, const struct ink_page *p, int i, double *bins, struct traces *out)
{
	const struct blob *b = &v->blobs.at[i];
	double d = v->patch.density;
	struct part q;

	if (b->area < LIMITS.speck_mm2 * d * d)
		return;
	q = part_of(v, p, i);
	if (q.extent_mm < LIMITS.speck_mm ||
	    q.peak < LIMITS.dark_peak + LIMITS.noise_peak * v->noise)
		return;
	if (q.inside == 0) {
		if (!q.elsewhere && like_handwriting(&q))
			out->beside_mm += q.stroke_mm;
		return;
	}
	if (q.elsewhere)
		return;
	if (q.width_mm > LIMITS.blot_mm || q.sharp < LIMITS.sharp) {
		out->stain_mm2 += b->area / d / d;
		return;
	}
	if (b->width / d < LIMITS.line_mm && b->length / d > LIMITS.line_long_mm) {
		if (across(v, b))
			out->lines_across++;
		else
			out->line_mm += q.stroke_mm;
		return;
	}
	add_directions(v, i, bins);
	add_stroke(v, i, &q, out);
}

static void
view_init(struct view *v, const struct ink_page *p, const struct box *b)
{
	double d = LIMITS.density, around = LIMITS.around_mm, off, m;
	struct scan_map map;
	int seen = register_box(p->im, p->r, b, &map, &off);

	memset(v, 0, sizeof *v);
	v->box = *b;
	v->patch.density = d;
	patch_cut(p->im, &map, b->x - around, b->y - around, b->w + 2 * around,
	    b->h + 2 * around, &v->patch);
	v->w = v->patch.im.w;
	v->h = v->patch.im.h;
	v->noise = darkness_noise(&v->patch.im);
	v->dark = darkness_find(&v->patch.im, LIMITS.paper_mm);
	view_ink(v);
	m = seen >= 3 ? LIMITS.border_mm : LIMITS.border_unsure_mm;
	for (size_t i = 0; i < p->n; i++)
		erase_border(v, &p->boxes[i], m);
	v->bx0 = px(b->x + m, v->patch.x, d);
	v->by0 = px(b->y + m, v->patch.y, d);
	v->bx1 = px(b->x + b->w - m, v->patch.x, d);
	v->by1 = px(b->y + b->h - m, v->patch.y, d);
	erase_streaks(v, p, &map);
	blobs_init(&v->blobs, v->ink, v->w, v->h);
}

void
traces_find(const struct ink_page *p, const struct box *b, struct traces *out)
{
	double bins[DIRECTIONS] = { 0 };
	struct view v;

	memset(out, 0, sizeof *out);
	view_init(&v, p, b);
	for (int i = 0; i < v.blobs.n; i++)
		add_part(&v, p, i, bins, out);
	out->straight = straightness(bins);
	out->noise = v.noise;
	blobs_release(&v.blobs);
	free(v.ink);
	free(v.dark);
	image_release(&v.patch.im);
}
