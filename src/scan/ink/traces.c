#include "scan/ink/traces_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"
#include "scan/ink/shape_imp.h"
#include "scan/ink/stamp_imp.h"
#include "scan/ink/streaks_imp.h"

static int
close_boxes(const struct box *a, const struct box *b)
{
	double m = 2 * LIMITS.around_mm;

	return a->x < b->x + b->w + m && b->x < a->x + a->w + m && a->y < b->y + b->h + m &&
	       b->y < a->y + a->h + m;
}

static void
add_stroke(const struct part *p, struct traces *t)
{
	if (t->parts++ == 0) {
		t->x0 = p->x0;
		t->y0 = p->y0;
		t->x1 = p->x1;
		t->y1 = p->y1;
	}
	t->x0 = fmin(t->x0, p->x0);
	t->y0 = fmin(t->y0, p->y0);
	t->x1 = fmax(t->x1, p->x1);
	t->y1 = fmax(t->y1, p->y1);
	t->stroke_mm += p->stroke_mm;
	t->darkness =
	    (t->darkness * t->ink_mm2 + p->dark * p->area_mm2) / (t->ink_mm2 + p->area_mm2);
	t->sharp =
	    (t->sharp * t->ink_mm2 + p->sharp * p->area_mm2) / (t->ink_mm2 + p->area_mm2);
	if (p->stroke_mm > LIMITS.letter_mm || t->peak == 0)
		t->peak = fmax(t->peak, p->peak);
	t->ink_mm2 += p->area_mm2;
	if (p->across_mm > LIMITS.letter_wide_mm)
		t->large_mm += p->stroke_mm;
	if (p->extent_mm > t->part_mm)
		t->veil = p->veil;
	t->part_mm = fmax(t->part_mm, p->extent_mm);
	t->part_stroke_mm = fmax(t->part_stroke_mm, p->stroke_mm);
}

/* Both ends lie on the border, or beyond. */
static int
goes_across(const struct border *b, const struct part *p)
{
	double m = LIMITS.across_mm;

	return (p->x0 <= b->x0 + m) + (p->x1 >= b->x1 - m) + (p->y0 <= b->y0 + m) +
		   (p->y1 >= b->y1 - m) >=
	       2;
}

/* A short stroke that comes in over the border: the end of what was written elsewhere. */
static int
comes_in(const struct border *b, const struct part *p)
{
	double m = LIMITS.across_mm;

	return p->stroke_mm < LIMITS.tail_mm && (p->x0 <= b->x0 + m || p->x1 >= b->x1 - m ||
						    p->y0 <= b->y0 + m || p->y1 >= b->y1 - m);
}

/* Handwriting, unlike print, has parts that are both wide and high, or higher than any letter. */
static int
like_handwriting(const struct part *p)
{
	double wide = p->x1 - p->x0, high = p->y1 - p->y0;

	return p->kind == PART_STROKE && p->stroke_mm >= 1.2 * p->extent_mm &&
	       ((p->extent_mm >= LIMITS.hand_extent_mm &&
		    fmin(wide, high) >= LIMITS.hand_height_mm) ||
		   (high >= LIMITS.hand_tall_mm && wide >= LIMITS.hand_tall_mm / 3));
}

static int
nearest_member(const struct area *a, const struct part *p)
{
	double best = INFINITY;
	int at = 0;

	for (int k = 0; k < a->n; k++) {
		const struct border *b = &a->r->border[a->member[k]];
		double dx = fmax(fmax(b->x0 - p->x1, p->x0 - b->x1), 0);
		double dy = fmax(fmax(b->y0 - p->y1, p->y0 - b->y1), 0);

		if (hypot(dx, dy) < best) {
			best = hypot(dx, dy);
			at = k;
		}
	}
	return at;
}

/* Does it go on over a side of its box, or at least come up to it? */
static int
leaves_box(const struct area *a, const struct part *p)
{
	const struct border *b = &a->r->border[a->member[p->owner]];
	const struct blob *o = &a->blobs.at[p->blob];
	double m = LIMITS.across_mm;

	return area_x(a, o->x0) < b->x0 + m || area_x(a, o->x1) > b->x1 - m ||
	       area_y(a, o->y0) < b->y0 + m || area_y(a, o->y1) > b->y1 - m;
}

/*
 * A stroke that hugs the side where a longer one of the next box comes up to it: it is the
 * rest of that one.
 */
static int
spilled_from(const struct border *b, const struct part *p, const struct border *o,
    const struct part *from)
{
	double wide = fmin(LIMITS.spill_mm, LIMITS.spill_share * (b->x1 - b->x0));
	double high = fmin(LIMITS.spill_mm, LIMITS.spill_share * (b->y1 - b->y0));
	double near = LIMITS.spill_gap_mm, from_side = LIMITS.spill_from_mm;
	int beside = p->y0 < from->y1 + near && from->y0 < p->y1 + near;
	int above = p->x0 < from->x1 + near && from->x0 < p->x1 + near;

	if (beside && o->x0 > b->x1)
		return p->x0 > b->x1 - wide && p->x1 > b->x1 - near &&
		       from->x0 < o->x0 + from_side;
	if (beside && o->x1 < b->x0)
		return p->x1 < b->x0 + wide && p->x0 < b->x0 + near &&
		       from->x1 > o->x1 - from_side;
	if (above && o->y0 > b->y1)
		return p->y0 > b->y1 - high && p->y1 > b->y1 - near &&
		       from->y0 < o->y0 + from_side;
	return above && o->y1 < b->y0 && p->y1 < b->y0 + high && p->y0 < b->y0 + near &&
	       from->y1 > o->y1 - from_side;
}

static int
is_stroke(const struct part *p)
{
	return p->owner >= 0 && (p->kind == PART_STROKE || p->kind == PART_LINE);
}

/* Next to one that has spilled, and as near the side. */
static int
spilled_beside(const struct part *p, const struct part *q)
{
	double near = LIMITS.spill_gap_mm;

	return q->spilled && q->owner == p->owner && p->x0 < q->x1 + near &&
	       q->x0 < p->x1 + near && p->y0 < q->y1 + near && q->y0 < p->y1 + near &&
	       p->extent_mm < LIMITS.spill_mm;
}

/* What belongs to the box with more of the ink, where strokes of two boxes meet at their sides. */
static void
find_spilled(const struct area *a, struct parts *parts)
{
	double total[SCAN_BOXES_MAX] = { 0 };

	for (int i = 0; i < parts->n; i++)
		if (is_stroke(&parts->at[i]))
			total[parts->at[i].owner] += parts->at[i].stroke_mm;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < parts->n; i++)
			for (int k = 0; k < parts->n && is_stroke(&parts->at[i]); k++) {
				struct part *p = &parts->at[i], *q = &parts->at[k];

				if (!is_stroke(q))
					continue;
				if (q->owner != p->owner)
					p->spilled |=
					    total[q->owner] > total[p->owner] &&
					    (leaves_box(a, p) || leaves_box(a, q)) &&
					    spilled_from(&a->r->border[a->member[p->owner]], p,
						&a->r->border[a->member[q->owner]], q);
				else if (spilled_beside(p, q))
					p->spilled = 1;
			}
}

/* What lies outside all boxes, and what comes in from another one. */
static void
add_outside(const struct area *a, const struct part *p, struct traces *out)
{
	if (p->owner < 0) {
		if (like_handwriting(p))
			out[a->member[nearest_member(a, p)]].beside_mm += p->stroke_mm;
		return;
	}
	for (int k = 0; k < a->n; k++)
		if (k != p->owner || p->spilled)
			out[a->member[k]].foreign_mm += p->inside_mm[k];
}

static void
add_part(const struct area *a, const struct part *p, struct traces *out)
{
	const struct border *b;
	struct traces *t;

	if (p->kind == PART_STROKE || p->kind == PART_LINE)
		add_outside(a, p, out);
	if (p->owner < 0 || p->spilled)
		return;
	b = &a->r->border[a->member[p->owner]];
	t = &out[a->member[p->owner]];
	switch (p->kind) {
	case PART_DUST:
	case PART_PRINT:
		break;
	case PART_STAIN:
		t->stain_mm2 += p->area_mm2;
		if (p->sharp >= LIMITS.sharp && p->ragged > LIMITS.hole_ragged)
			t->blot_mm2 += p->area_mm2;
		break;
	case PART_LINE:
		if (goes_across(b, p)) {
			t->across++;
		} else if (comes_in(b, p)) {
			t->across++;
			t->tail_mm += p->stroke_mm;
		} else {
			t->single_mm += p->stroke_mm;
		}
		break;
	case PART_STROKE:
		add_stroke(p, t);
		for (int k = 0; k < a->n; k++)
			t->shared_mm += k != p->owner ? p->inside_mm[k] : 0;
		break;
	}
}

static void
find_parts(const struct area *a, struct parts *parts)
{
	parts->n = 0;
	for (int i = 0; i < a->blobs.n; i++) {
		struct part p;

		part_measure(a, i, &p);
		if (p.kind == PART_DUST || p.kind == PART_PRINT)
			continue;
		parts->at =
		    mem_grow(parts->at, (size_t)parts->n, &parts->cap, sizeof *parts->at);
		parts->at[parts->n++] = p;
	}
}

static void
add_parts(const struct area *a, struct parts *parts, struct traces *out)
{
	find_parts(a, parts);
	find_spilled(a, parts);
	for (int k = 0; k < a->n; k++) {
		struct traces *t = &out[a->member[k]];
		int stamped = t->stamped;

		memset(t, 0, sizeof *t);
		t->stamped = stamped;
	}
	for (int i = 0; i < parts->n; i++)
		add_part(a, &parts->at[i], out);
}

/* All that is written in a box, from lo to hi, stands at its side: so does what spills. */
static int
hugs_side(double lo, double hi, double side)
{
	return lo > side - LIMITS.spill_mm && hi > side - LIMITS.spill_gap_mm;
}

/* The next box holds so much of it, or what is written there comes up to it. */
static int
goes_on(const struct traces *t, const struct traces *next, double gap)
{
	double near = LIMITS.spill_gap_mm;

	if (next->foreign_mm > LIMITS.shared * t->stroke_mm)
		return 1;
	return next->parts > 0 && t->y0 < next->y1 + near && next->y0 < t->y1 + near &&
	       (t->shared_mm > 0 || gap < LIMITS.spill_from_mm);
}

static int
half_of(const struct border *b, const struct traces *t, const struct border *o,
    const struct traces *next)
{
	if (o->y0 > t->y1 || o->y1 < t->y0)
		return 0;
	if (o->x0 > b->x1 && o->x0 < b->x1 + LIMITS.around_mm)
		return hugs_side(t->x0, t->x1, b->x1) && goes_on(t, next, next->x0 - o->x0);
	return o->x1 < b->x0 && o->x1 > b->x0 - LIMITS.around_mm &&
	       hugs_side(-t->x1, -t->x0, -b->x0) && goes_on(t, next, o->x1 - next->x1);
}

/* Whose is what stands on both sides of the gap between two boxes?  Each may be a half of it. */
static void
find_halves(const struct area *a, struct traces *out)
{
	for (int i = 0; i < a->n; i++)
		for (int k = 0; k < a->n; k++) {
			struct traces *t = &out[a->member[i]];

			if (i != k && t->parts > 0)
				t->half |= half_of(&a->r->border[a->member[i]], t,
				    &a->r->border[a->member[k]], &out[a->member[k]]);
		}
}

/* Where the rings and frames of stamps are taken away, what is left is measured again. */
static void
drop_stamps(struct area *a, struct parts *parts, struct traces *out)
{
	int stamps = 0;

	for (int k = 0; k < a->n; k++) {
		struct traces *t = &out[a->member[k]];

		if (t->stroke_mm + t->single_mm > LIMITS.stamp_mm)
			t->stamped = stamp_erase(a, parts, k);
		stamps += t->stamped;
	}
	if (stamps == 0)
		return;
	area_refresh(a);
	add_parts(a, parts, out);
}

static void
find_shapes(const struct area *a, const struct parts *parts, struct traces *out)
{
	for (int k = 0; k < a->n; k++) {
		struct traces *t = &out[a->member[k]];

		if (t->stroke_mm > 0) {
			shape_rows(a, parts, k, &t->rows);
			pieces_find(a, parts, k, t->rows.angle, &t->pieces);
		}
		if (t->stroke_mm > 0 && t->stroke_mm <= LIMITS.ruled_mm)
			t->ruled = shape_ruled(a, parts, k, t->ink_mm2 / t->stroke_mm);
	}
}

static void
find_in_area(struct area *a, struct traces *out)
{
	struct parts parts = { NULL, 0, 0 };

	area_init(a);
	add_parts(a, &parts, out);
	drop_stamps(a, &parts, out);
	find_halves(a, out);
	find_shapes(a, &parts, out);
	free(parts.at);
	area_release(a);
}

/* Takes box i and all that stand close to those taken. */
static void
gather(const struct box *boxes, size_t n, size_t i, uint8_t *taken, struct area *a)
{
	a->member[a->n++] = (int)i;
	taken[i] = 1;
	for (size_t k = 0; k < n; k++)
		if (!taken[k] && close_boxes(&boxes[i], &boxes[k]))
			gather(boxes, n, k, taken, a);
}

void
traces_find(const struct image *im, const struct registration *r, const struct box *boxes,
    size_t n, struct traces *out)
{
	uint8_t taken[SCAN_BOXES_MAX] = { 0 };
	uint8_t *streak = streaks_find(im, map_density(&r->map, PAGE_W / 2, PAGE_H / 2));

	memset(out, 0, n * sizeof *out);
	for (size_t i = 0; i < n; i++) {
		struct area a = { .im = im, .r = r, .streak = streak, .boxes = boxes };

		if (taken[i])
			continue;
		gather(boxes, n, i, taken, &a);
		find_in_area(&a, out);
	}
	free(streak);
}
