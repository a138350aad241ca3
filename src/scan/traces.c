#include "scan/traces_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink_limits_imp.h"
#include "scan/part_imp.h"
#include "scan/ruled_imp.h"
#include "scan/streaks_imp.h"

enum { POINTS_MAX = 3000 };

/* Points of the strokes of one box, for ruled_share. */
struct points {
	struct pt at[POINTS_MAX];
	int n;
	double width; /* mm, of the widest stroke */
};

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
	t->ink_mm2 += p->area_mm2;
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

/* Handwriting, unlike print, has parts that are both wide and high. */
static int
like_handwriting(const struct part *p)
{
	double small = fmin(p->x1 - p->x0, p->y1 - p->y0);

	return p->kind == PART_STROKE && p->extent_mm >= LIMITS.hand_extent_mm &&
	       small >= LIMITS.hand_height_mm && p->stroke_mm >= 1.2 * p->extent_mm;
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

static void
add_points(const struct area *a, const struct blob *b, struct points *q)
{
	int step = b->area / 1000 + 1, k = 0;

	for (int i = b->first; i < b->first + b->runs; i++)
		for (int x = a->blobs.run[i].x0; x < a->blobs.run[i].x1; x++)
			if (k++ % step == 0 && q->n < POINTS_MAX)
				q->at[q->n++] =
				    (struct pt){ area_x(a, x), area_y(a, a->blobs.run[i].y) };
}

/* A blob that belongs to a box, or to none. */
static void
add_part(const struct area *a, const struct part *p, struct traces *out)
{
	struct traces *t;

	if (p->kind == PART_DUST || p->kind == PART_PRINT)
		return;
	if (p->owner < 0 || p->inside < LIMITS.inside_share) {
		if (like_handwriting(p))
			out[a->member[nearest_member(a, p)]].beside_mm += p->stroke_mm;
		if (p->owner < 0)
			return;
	}
	t = &out[a->member[p->owner]];
	if (p->kind == PART_STAIN)
		t->stain_mm2 += p->area_mm2;
	else if (p->kind == PART_LINE && (goes_across(&a->r->border[a->member[p->owner]], p) ||
					     comes_in(&a->r->border[a->member[p->owner]], p)))
		t->across++;
	else if (p->kind == PART_LINE)
		t->single_mm += p->stroke_mm;
	else if (p->inside >= LIMITS.inside_share)
		add_stroke(p, t);
	for (int k = 0; k < a->n; k++)
		if (k != p->owner && p->kind != PART_STAIN)
			out[a->member[k]].foreign_mm += p->inside_mm[k];
}

/* Strokes that are few enough to be a cross: do two straight lines explain them? */
static void
find_ruled(const struct area *a, const int *owner, struct traces *out)
{
	struct points *q = mem_alloc(sizeof *q);

	for (int k = 0; k < a->n; k++) {
		struct traces *t = &out[a->member[k]];

		if (t->stroke_mm <= 0 || t->stroke_mm > LIMITS.ruled_mm)
			continue;
		q->n = 0;
		for (int i = 0; i < a->blobs.n; i++)
			if (owner[i] == k)
				add_points(a, &a->blobs.at[i], q);
		t->ruled = ruled_share(
		    q->at, q->n, t->ink_mm2 / t->stroke_mm / 2 + LIMITS.ruled_slack_mm);
	}
	free(q);
}

static void
find_in_area(struct area *a, struct traces *out)
{
	struct part p;
	int *owner;

	area_init(a);
	owner = mem_alloc(((size_t)a->blobs.n + 1) * sizeof *owner);
	for (int i = 0; i < a->blobs.n; i++) {
		part_measure(a, i, &p);
		add_part(a, &p, out);
		owner[i] = p.kind == PART_STROKE ? p.owner : -1;
	}
	find_ruled(a, owner, out);
	for (int k = 0; k < a->n; k++)
		out[a->member[k]].noise = a->noise;
	free(owner);
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
