#include "scan/place/register_imp.h"

#include <math.h>
#include <string.h>

#include "scan/place/far_imp.h"
#include "scan/place/marks_imp.h"
#include "scan/place/probe_imp.h"

#define MODULE (TAG_SIDE / TAG_MODULES)

/* A fit by an affine map that is better than this is not worth the freedom of a homography. */
static const double flat_mm = 0.30;

/* Three marks and the code that agree no better than this: one of them is none. */
static const double far_mm = 0.5;

/* Sides of the code that differ by more than this, or are so far from upright: no scanner's work. */
static const double tilt = 0.035;

/* Middle of a finder (3 x 3 modules inside a white ring) or of the alignment pattern. */
struct target {
	double mx, my; /* modules from the top left corner of the code */
	double half; /* of its dark middle, modules */
	double weight;
};

static const struct target targets[] = {
	{ 3.5, 3.5, 1.5, 1 }, { 21.5, 3.5, 1.5, 1 }, { 3.5, 21.5, 1.5, 1 },
	{ 18.5, 18.5, 0.5, 0.3 }, /* version 2: one, towards the bottom right corner */
};

/* Adds the tie of one target of the code where it can be measured. */
static void
tie_target(const struct image *im, const struct scan_map *guess, const struct target *t,
    struct registration *r)
{
	double x = TAG_X + t->mx * MODULE, y = TAG_Y + t->my * MODULE;
	struct square s = { .at = map_apply(guess, x, y),
		.half = t->half * MODULE,
		.reach = t->half * MODULE * 0.7,
		.slack = t->half * MODULE * 0.95 };

	map_axes(guess, x, y, &s.right, &s.down);
	s.slack = s.slack < 0.9 ? s.slack : 0.9;
	s.level = probe_middle(im, s.at, 3.5 * MODULE * hypot(s.right.x, s.right.y));
	if (s.level < 0 || probe_square(im, &s) < 0)
		return;
	if (s.side < s.half || s.side > 3 * s.half)
		return;
	r->tie[r->n++] = (struct tie){ { x, y }, s.at, t->weight };
}

/* The corners that the decoder gives are whole pixels: a first guess. */
static void
tie_corners(const struct code *c, struct registration *r)
{
	static const double x[] = { 0, TAG_SIDE, TAG_SIDE, 0 },
			    y[] = { 0, 0, TAG_SIDE, TAG_SIDE };

	for (int i = 0; i < 4; i++)
		r->tie[r->n++] =
		    (struct tie){ { TAG_X + x[i], TAG_Y + y[i] }, c->corner[i], 0.05 };
}

/* Is the code no square?  A camera looked at the page from one side. */
static int
is_tilted(const struct scan_map *m)
{
	struct pt right, down;
	double w, h;

	map_axes(m, TAG_X, TAG_Y, &right, &down);
	w = hypot(right.x, right.y);
	h = hypot(down.x, down.y);
	return fabs(w / h - 1) > tilt ||
	       fabs(right.x * down.x + right.y * down.y) > tilt * w * h;
}

int
register_tag(const struct image *im, const struct code *c, struct registration *r)
{
	struct scan_map rough;

	memset(r, 0, sizeof *r);
	r->residual_mm = -1;
	tie_corners(c, r);
	if (map_fit_affine(r->tie, r->n, &rough) < 0 || map_density(&rough, TAG_X, TAG_Y) < 1)
		return -1;
	r->n = 0;
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
		tie_target(im, &rough, &targets[i], r);
	if (r->n < 3)
		tie_corners(c, r);
	if ((r->n == 4 ? map_fit_affine : map_fit_similarity)(r->tie, r->n, &r->map) < 0)
		return -1;
	r->tilted = is_tilted(&r->map);
	return 0;
}

void
register_frame(const struct frame *f, struct registration *r)
{
	memset(r, 0, sizeof *r);
	r->map = f->map;
	r->marks = f->marks;
	r->residual_mm = -1;
}

/* The weighted root mean square of the ties' errors, mm. */
static double
spread(const struct registration *r, const struct scan_map *m)
{
	double sum = 0, weight = 0;

	for (int i = 0; i < r->n; i++) {
		double e = map_error(m, &r->tie[i]);

		sum += r->tie[i].weight * e * e;
		weight += r->tie[i].weight;
	}
	return weight > 0 ? sqrt(sum / weight) : 0;
}

/* A similarity until a mark is known, then affine, and a homography where the page is not flat. */
static void
refit(struct registration *r)
{
	struct scan_map flat, deep;
	double a, h;

	if (r->marks == 0 && r->sides == 0)
		return;
	if ((r->marks == 1 && r->sides == 0 && !r->tilted
		    ? map_fit_similarity
		    : map_fit_affine)(r->tie, r->n, &flat) < 0)
		return;
	r->map = flat;
	r->perspective = 0;
	a = spread(r, &flat);
	r->residual_mm = a;
	/* from one side, two marks and the code's patterns lead to the third */
	if (r->marks < (r->tilted ? 2 : MARKS) || a < flat_mm ||
	    map_fit_homography(r->tie, r->n, &deep) < 0)
		return;
	h = spread(r, &deep);
	if (h > a / 2)
		return;
	r->map = deep;
	r->perspective = 1;
	r->residual_mm = h;
}

/* The mark that belongs at mm, within reach of where the map puts it. */
static int
find_mark(const struct image *im, const struct registration *r, struct pt mm, double reach,
    struct tie *out)
{
	struct mark_search s = { .at = map_apply(&r->map, mm.x, mm.y), .reach = reach };
	struct pt px;

	map_axes(&r->map, mm.x, mm.y, &s.right, &s.down);
	if (mark_find(im, &s, &px) < 0)
		return -1;
	*out = (struct tie){ mm, px, 1 };
	return 0;
}

static const struct pt mark_mm[MARKS] = {
	{ MARK_EDGE + MARK_SIDE / 2, MARK_EDGE + MARK_SIDE / 2 },
	{ PAGE_W - MARK_EDGE - MARK_SIDE / 2, PAGE_H - MARK_EDGE - MARK_SIDE / 2 },
	{ MARK_EDGE + MARK_SIDE / 2, PAGE_H - MARK_EDGE - MARK_SIDE / 2 },
};

/* From one side, a mark stands farther from its place than any reach.  code: the map of it alone. */
static void
look_afar(const struct image *im, const struct registration *code, struct registration *r)
{
	struct registration all = *code;
	struct far_marks found;

	far_find(im, code->tie, code->n, &code->map, mark_mm, &found);
	if (found.n == 0)
		return;
	memcpy(all.tie + all.n, found.tie, (size_t)found.n * sizeof *found.tie);
	all.n += found.n;
	all.marks = found.n;
	refit(&all);
	if (all.residual_mm >= 0 && all.residual_mm < far_mm && all.perspective)
		*r = all;
}

void
register_marks(const struct image *im, int ready, struct registration *r)
{
	static const double near[] = { 3, 9, 22 }; /* mm: scans, bad scans */
	static const double far[] = { 9, 22, 45 }; /* photos */
	const double *reach = r->tilted ? far : near;
	struct image seen = image_window(im, 0, 0, im->w, ready);
	struct registration code = *r;
	int have[MARKS] = { 0 };

	for (int k = 0; k < 3 && r->marks < MARKS; k++)
		for (int i = 0; i < MARKS; i++) {
			struct tie t;

			if (have[i] || find_mark(&seen, r, mark_mm[i], reach[k], &t) < 0)
				continue;
			have[i] = 1;
			r->tie[r->n++] = t;
			r->marks++;
			refit(r);
		}
	if (r->tilted && (r->marks < MARKS || r->residual_mm > far_mm))
		look_afar(&seen, &code, r);
}

double
register_scale(const struct registration *r, double dpi)
{
	if (dpi <= 0)
		return 0;
	if (r->marks > 0)
		return map_density(&r->map, PAGE_W / 2, PAGE_H / 2) * 25.4 / dpi;
	return map_density(&r->map, TAG_X + TAG_SIDE / 2, TAG_Y + TAG_SIDE / 2) * 25.4 / dpi;
}
