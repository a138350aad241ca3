/* What people fill in by hand: fields, dotted lines, tick boxes. */
#include <string.h>

#include "base/err.h"
#include "pdf/flow_imp.h"

static const double label_least = 92, label_common = 135;

/* Values stand under one another all over a paper; a label that is too wide for that is left out. */
int
flow_labels(struct flow *f, const struct block *b)
{
	f->label = f->label > label_least ? f->label : label_least;
	for (; b != NULL; b = b->next) {
		const struct line *l = NULL;

		if (b->type == BLOCK_FIELD)
			l = type_line(f->c, b->label, &style_label, f->e);
		if ((b->type == BLOCK_FIELD && l == NULL) || flow_labels(f, b->child) < 0)
			return -1;
		if (l != NULL && l->width > f->label && l->width <= label_common)
			f->label = l->width;
	}
	return 0;
}

/* The widest label of b's children, at most `share` of the measure. */
static int
label_width(struct flow *f, const struct block *b, double share, double *width)
{
	*width = f->label;
	for (const struct block *c = b->child; c != NULL; c = c->next) {
		const struct line *l = type_line(f->c, c->label, &style_label, f->e);

		if (l == NULL)
			return -1;
		*width = l->width > *width ? l->width : *width;
	}
	if (*width > f->w * share)
		*width = f->w * share;
	return 0;
}

void
mark_stack(struct flow *f, struct slab *s, const struct line *l, const struct type_style *st,
    double x, double y)
{
	for (; l != NULL; l = l->next, y += st->lead)
		mark_line(f, s, l, x, y + style_middle(st));
}

int
flow_words(struct flow *f, const char *text, const struct type_style *st, double w,
    const struct line **out)
{
	struct run run = { .text = text };

	*out = NULL;
	return text != NULL && *text != '\0' ? type_set(f->c, &run, st, w, out, f->e) : 0;
}

/* A field without a value is a line to write on. */
static int
field_flow(struct flow *f, const struct block *b, double column)
{
	const struct line *label, *value;
	double x = f->x + column + 9, w = f->w - column - 9, h;
	struct slab *s;

	if (flow_words(f, b->label, &style_label, column + 0.1, &label) < 0 ||
	    type_set(f->c, b->runs, &style_value, w, &value, f->e) < 0)
		return -1;
	h = (double)type_lines(label) * style_label.lead + 1.7;
	if (value == NULL)
		h = PT(HAND_H);
	else if ((double)type_lines(value) * style_value.lead > h)
		h = (double)type_lines(value) * style_value.lead;
	s = slab_add(f, 1.3, h);
	if (value == NULL) {
		mark_stack(f, s, label, &style_label, f->x, h - style_label.lead);
		mark_dots(f, s, x, h - 3, w);
		return 0;
	}
	mark_stack(f, s, label, &style_label, f->x,
	    style_middle(&style_value) - style_middle(&style_label));
	mark_stack(f, s, value, &style_value, x, 0);
	return 0;
}

/* The first two and the last two rows from slab `first` on stay together. */
static void
ends_keep(struct flow *f, size_t first)
{
	if (f->n - first > 1)
		f->at[first].keep = f->at[f->n - 2].keep = 1;
}

int
flow_fields(struct flow *f, const struct block *b)
{
	double column;
	size_t first = f->n;

	if (label_width(f, b, 0.36, &column) < 0)
		return -1;
	for (const struct block *c = b->child; c != NULL; c = c->next)
		if (field_flow(f, c, column) < 0)
			return -1;
	ends_keep(f, first);
	f->space = FORM_GAP;
	return 0;
}

int
flow_lines(struct flow *f, const struct block *b)
{
	f->space = 0; /* the first line has its room above it */
	for (int i = 0; i < b->level; i++) {
		struct slab *s = slab_add(f, 0, PT(HAND_H));

		mark_dots(f, s, f->x, PT(HAND_H) - 3, f->w);
		s->keep = b->level <= 8 && i + 1 < b->level;
	}
	f->space = FORM_GAP;
	return 0;
}

int
mark_blank(struct flow *f, struct slab *s, const char *label, double x, double w)
{
	const struct line *l = type_line(f->c, label, &style_label, f->e);
	double start;

	if (l == NULL)
		return -1;
	start = *label != '\0' ? l->width + 4 : 0;
	mark_line(f, s, l, x, s->height - 3);
	if (w > start)
		mark_dots(f, s, x + start, s->height - 3, w - start);
	return 0;
}

int
flow_blanks(struct flow *f, const struct block *b)
{
	const struct block *c = b->child;
	size_t first = f->n;

	f->space = 0;
	while (c != NULL) {
		struct slab *s = slab_add(f, 0, PT(HAND_H));
		const struct block *end = c;
		int n = 0, i = 0;

		for (; end != NULL && end->row == c->row; end = end->next)
			n++;
		double step = (f->w + 10) / n;

		for (; c != end; c = c->next, i++)
			if (mark_blank(f, s, c->label, f->x + i * step, step - 10) < 0)
				return -1;
	}
	ends_keep(f, first);
	f->space = FORM_GAP;
	return 0;
}

/* A tick box and its text, from x to x + w; `first` is the slab of the row's first line. */
static int
check_flow(struct flow *f, const struct block *b, size_t first, double x, double w)
{
	double side = PT(CHECK_SIDE), indent = side + 7;
	const struct line *l;

	if (type_set(f->c, b->runs, &style_check, w - indent, &l, f->e) < 0)
		return -1;
	for (size_t i = first; i == first || l != NULL; i++, l = l->next) {
		if (i == f->n)
			slab_add(f, i == first ? 4 : 0, style_check.lead)->keep = i == first;
		if (l == NULL)
			break;
		mark_line(f, &f->at[i], l, x + indent, style_middle(&style_check));
	}
	mark_frame(f, &f->at[first], x, (style_check.lead - side) / 2, side, side);
	return slab_box(f, &f->at[first], BOX_CHECK, b->id, ROLE_STUDENT);
}

/* How many of b's children share the longest row. */
static int
row_longest(const struct block *b)
{
	int longest = 1, n = 0, row = 0;

	for (const struct block *c = b->child; c != NULL; c = c->next) {
		n = c->row == row ? n + 1 : 1;
		row = c->row;
		longest = n > longest ? n : longest;
	}
	return longest;
}

/* The boxes of all rows stand under one another. */
int
flow_checks(struct flow *f, const struct block *b)
{
	double step = (f->w + 10) / row_longest(b);
	const struct block *c = b->child;

	while (c != NULL) {
		size_t first = f->n;
		int row = c->row, i = 0;

		for (; c != NULL && c->row == row; c = c->next, i++)
			if (check_flow(f, c, first, f->x + i * step, step - 10) < 0)
				return -1;
		f->at[f->n - 1].keep = 0;
	}
	f->space = FORM_GAP;
	return 0;
}
