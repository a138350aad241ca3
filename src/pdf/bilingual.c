/*
 * Two languages side by side: each paragraph of the first stands beside its translation.  Both are
 * laid out one after the other; their slabs are then joined wherever a page may end in both.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "pdf/composer_imp.h"
#include "pdf/flow_imp.h"

/* The slabs of one column, and how far they are joined. */
struct side {
	const struct slab *at;
	size_t n, i;
	double top; /* of slab i, from the top of the first */
};

static const struct slab *
side_slab(const struct side *s)
{
	return s->i < s->n ? &s->at[s->i] : NULL;
}

/* Moves the marks of the slab at hand down to where they stand in one that starts at y. */
static void
marks_take(struct mark ***tail, const struct side *s, double y)
{
	for (struct mark *m = s->at[s->i].marks; m != NULL; m = m->next) {
		m->y += s->top - y;
		**tail = m;
		*tail = &m->next;
	}
}

static void
side_step(struct side *s)
{
	s->top += s->at[s->i].height;
	s->i++;
	s->top += s->i < s->n ? s->at[s->i].before : 0;
}

/* Where the next joined slab starts: the higher of both. */
static double
next_top(const struct side *sides)
{
	if (side_slab(&sides[0]) == NULL)
		return sides[1].top;
	if (side_slab(&sides[1]) == NULL)
		return sides[0].top;
	return sides[0].top < sides[1].top ? sides[0].top : sides[1].top;
}

/*
 * Adds the shortest slab that cuts none of either side, from y down; returns where it ends.  `end`: where
 * the last one did.
 */
static double
join_next(struct flow *f, struct side *sides, double end)
{
	double y = next_top(sides), low = y + 0.01;
	struct slab *out = slab_add(f, y - end, 0);
	struct mark **tails[2] = { &out->marks, &out->aside };
	int more = 1;

	while (more) {
		more = 0;
		for (int k = 0; k < 2; k++) {
			struct side *s = &sides[k];

			if (side_slab(s) == NULL || s->top >= low)
				continue;
			marks_take(&tails[k], s, y);
			out->keep |= s->at[s->i].keep;
			low = s->top + s->at[s->i].height - 0.01 > low
				  ? s->top + s->at[s->i].height - 0.01
				  : low;
			side_step(s);
			more = 1;
		}
	}
	out->height = low + 0.01 - y;
	out->tail = tails[0];
	return low + 0.01;
}

/* Joins the slabs first..mid-1 with those from mid on; none of them has a box. */
static void
join(struct flow *f, size_t first, size_t mid)
{
	size_t n = f->n - first;
	struct slab *old = mem_zero(n + 1, sizeof *old);
	struct side sides[2] = { { .at = old, .n = mid - first },
		{ .at = old + (mid - first), .n = f->n - mid } };
	double end = 0, space = f->space;

	memcpy(old, &f->at[first], n * sizeof *old);
	f->n = first;
	if (n > 0) {
		f->page_break = old[0].page_break;
		f->space = old[0].before;
	}
	while (side_slab(&sides[0]) != NULL || side_slab(&sides[1]) != NULL) {
		end = join_next(f, sides, end);
		f->at[f->n - 1].beside =
		    side_slab(&sides[0]) != NULL || side_slab(&sides[1]) != NULL;
	}
	f->space = space;
	free(old);
}

/* One block in its column, `i` 0 or 1 of two. */
static int
column_flow(struct flow *f, const struct block *b, int i, double *space)
{
	const struct flow outer = *f;
	int rc;

	if (b == NULL)
		return 0;
	if (composer_language(f->c, i == 1, f->e) < 0)
		return -1;
	f->w = (outer.w - PT(COLUMN_GAP)) / 2;
	f->x = outer.x + i * (f->w + PT(COLUMN_GAP));
	f->body = &style_column;
	f->narrow = 1;
	rc = flow_block(f, b);
	*space = f->space > *space ? f->space : *space;
	f->space = outer.space;
	f->x = outer.x;
	f->w = outer.w;
	f->body = outer.body;
	f->narrow = outer.narrow;
	(void)composer_language(f->c, 0, f->e); /* French is always there */
	return rc;
}

static int
boxes_refuse(struct flow *f, size_t first)
{
	for (size_t i = first; i < f->n; i++)
		if (f->at[i].boxes_n > 0)
			return err_set(f->e, ERR_INPUT,
			    "un bloc « bilingual » ne contient que du texte : mettez les cases avant "
			    "ou après lui");
	return 0;
}

int
flow_bilingual(struct flow *f, const struct block *b)
{
	const struct block *at[2] = { b->child->child, b->child->next->child };

	while (at[0] != NULL || at[1] != NULL) {
		size_t first = f->n, mid;
		double space = 0;

		if (column_flow(f, at[0], 0, &space) < 0)
			return -1;
		mid = f->n;
		if (column_flow(f, at[1], 1, &space) < 0 || boxes_refuse(f, first) < 0)
			return -1;
		f->space = space;
		join(f, first, mid);
		for (int i = 0; i < 2; i++)
			at[i] = at[i] != NULL ? at[i]->next : NULL;
	}
	return 0;
}
