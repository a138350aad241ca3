#include "scan/ink/traces_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"
#include "scan/ink/rim_imp.h"
#include "scan/ink/shape_imp.h"
#include "scan/ink/stamp_imp.h"
#include "scan/ink/streaks_imp.h"
#include "scan/ink/writings_imp.h"

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

/* mm from a part to a box. */
static double
away(const struct border *b, const struct part *p)
{
	double dx = fmax(fmax(b->x0 - p->x1, p->x0 - b->x1), 0);
	double dy = fmax(fmax(b->y0 - p->y1, p->y0 - b->y1), 0);

	return hypot(dx, dy);
}

/* It may be meant for the box nearest to it, or for any that it stands right above or below. */
static void
add_beside(const struct area *a, const struct part *p, struct traces *out)
{
	double nearest = INFINITY, x = (p->x0 + p->x1) / 2;

	for (int k = 0; k < a->n; k++)
		nearest = fmin(nearest, away(&a->r->border[a->member[k]], p));
	for (int k = 0; k < a->n; k++) {
		const struct border *b = &a->r->border[a->member[k]];
		double mm = away(b, p);

		if (mm <= nearest || (x > b->x0 && x < b->x1 && mm < LIMITS.around_mm))
			out[a->member[k]].beside_mm += p->stroke_mm;
	}
}

/* What lies outside all boxes, and what comes in from another one. */
static void
add_outside(const struct area *a, const struct part *p, struct traces *out)
{
	for (int k = 0; k < a->n && p->owner >= 0; k++)
		if (k != p->owner || p->spilled)
			out[a->member[k]].foreign_mm += p->inside_mm[k];
	if (p->spilled)
		out[a->member[p->from]].beside_mm += p->stroke_mm;
	else if (p->owner < 0 && p->kind == PART_STROKE && part_by_hand(p))
		add_beside(a, p, out);
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
	writings_share(a, parts);
	for (int k = 0; k < a->n; k++) {
		struct traces *t = &out[a->member[k]];
		int stamped = t->stamped;

		memset(t, 0, sizeof *t);
		t->stamped = stamped;
	}
	for (int i = 0; i < parts->n; i++)
		add_part(a, &parts->at[i], out);
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

/* What is black but too little for a stroke, less print that runs along the border. */
static double
specks(const struct area *a, const struct parts *parts, int member)
{
	const struct box *b = &a->boxes[a->member[member]];
	double mm2 =
	    area_black_inside(a, member, b->kind == BOX_CHECK ? 0 : LIMITS.beside_border_mm);

	for (int i = 0; i < parts->n; i++)
		mm2 -= parts->at[i].inside_mm[member] * parts->at[i].width_mm;
	return fmax(mm2, 0);
}

static void
find_shapes(const struct area *a, const struct parts *parts, struct traces *out)
{
	for (int k = 0; k < a->n; k++) {
		struct traces *t = &out[a->member[k]];

		t->specks_mm2 = specks(a, parts, k);
		if (t->stroke_mm > 0) {
			shape_rows(a, parts, k, &t->rows);
			pieces_find(a, parts, k, t->rows.angle, &t->pieces);
			t->rim = rim_find(a, parts, k);
		}
		if (t->stroke_mm > 0 && t->stroke_mm <= LIMITS.cross_mm)
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
		if (!taken[k] && area_next_to(&boxes[i], &boxes[k]))
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
