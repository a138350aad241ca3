/* What people fill in by hand: fields, dotted lines, tick boxes, signature boxes. */
#include <string.h>

#include "base/err.h"
#include "pdf/flow_imp.h"

static const double gap_after = 8, label_least = 92;

static double
middle(const struct type_style *st)
{
	return st->lead / 2 + st->size * 0.33;
}

/*
 * The widest label of b's children, at most `share` of the measure; short ones take the same width
 * everywhere, so that the values of a page stand under one another.
 */
static int
label_width(struct flow *f, const struct block *b, double share, double *width)
{
	*width = label_least;
	for (const struct block *c = b->child; c != NULL; c = c->next) {
		const struct line *l = type_line(f->c, c->label, &style_label, f->a, f->e);

		if (l == NULL)
			return -1;
		*width = l->width > *width ? l->width : *width;
	}
	if (*width > f->w * share)
		*width = f->w * share;
	return 0;
}

/* Puts lines under one another in s from y down. */
static void
stack(struct flow *f, struct slab *s, const struct line *l, const struct type_style *st,
    double x, double y)
{
	for (; l != NULL; l = l->next, y += st->lead)
		mark_line(f, s, l, x, y + middle(st));
}

static int
set_words(
    struct flow *f, const char *text, const struct type_style *st, double w, struct line **out)
{
	struct run run = { .text = text };

	*out = NULL;
	return text != NULL && *text != '\0' ? type_set(f->c, &run, st, w, f->a, out, f->e) : 0;
}

/* A field without a value is a line to write on. */
static int
field_flow(struct flow *f, const struct block *b, double column)
{
	struct line *label, *value;
	double x = f->x + column + 9, w = f->w - column - 9, h;
	struct slab *s;

	if (set_words(f, b->label, &style_label, column + 0.1, &label) < 0 ||
	    type_set(f->c, b->runs, &style_value, w, f->a, &value, f->e) < 0)
		return -1;
	h = (double)type_lines(label) * style_label.lead + 1.7;
	if (value == NULL)
		h = PT(HAND_H);
	else if ((double)type_lines(value) * style_value.lead > h)
		h = (double)type_lines(value) * style_value.lead;
	s = slab_add(f, 1.3, h);
	if (value == NULL) {
		stack(f, s, label, &style_label, f->x, h - style_label.lead);
		mark_dots(f, s, x, h - 3, w);
		return 0;
	}
	stack(f, s, label, &style_label, f->x, middle(&style_value) - middle(&style_label));
	stack(f, s, value, &style_value, x, 0);
	return 0;
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
	if (f->n - first > 1) {
		f->at[first].keep = 1;
		f->at[f->n - 2].keep = 1;
	}
	f->space = gap_after;
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
	f->space = gap_after;
	return 0;
}

/* Label and dots, from x to x + w. */
static int
blank_mark(struct flow *f, struct slab *s, const char *label, double x, double w)
{
	const struct line *l = type_line(f->c, label, &style_label, f->a, f->e);
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

	f->space = 0;
	while (c != NULL) {
		struct slab *s = slab_add(f, 0, PT(HAND_H));
		const struct block *end = c;
		int n = 0, i = 0;

		for (; end != NULL && end->row == c->row; end = end->next)
			n++;
		double step = (f->w + 10) / n;

		for (; c != end; c = c->next, i++)
			if (blank_mark(f, s, c->label, f->x + i * step, step - 10) < 0)
				return -1;
	}
	f->space = gap_after;
	return 0;
}

int
flow_checks(struct flow *f, const struct block *b)
{
	double side = PT(CHECK_SIDE), indent = side + 7, x = f->x, w = f->w;

	for (const struct block *c = b->child; c != NULL; c = c->next) {
		size_t first = f->n;

		f->x = x + indent;
		f->w = w - indent;
		if (flow_text(f, c->runs, &style_body, 4) < 0)
			return -1;
		f->x = x;
		f->w = w;
		if (f->n == first)
			slab_add(f, 4, style_body.lead);
		mark_frame(f, &f->at[first], x, (style_body.lead - side) / 2, side, side);
		if (slab_box(f, &f->at[first], BOX_CHECK, c->id, ROLE_STUDENT) < 0)
			return -1;
	}
	f->space = gap_after;
	return 0;
}

/* The words above a signature box. */
struct caption {
	struct line *label, *name, *function;
	double height;
};

static int
caption_set(struct flow *f, const struct block *b, struct caption *c)
{
	static const struct type_style bold = { FACE_SANS_BOLD, 8.5, 11, ADJUST_LEFT };
	double w = PT(SIGN_W);

	if (set_words(f, b->label, &bold, w, &c->label) < 0 ||
	    set_words(f, b->name, &style_name, w, &c->name) < 0 ||
	    set_words(f, b->function, &style_function, w, &c->function) < 0)
		return -1;
	c->height = (double)type_lines(c->label) * bold.lead +
		    (double)type_lines(c->name) * style_name.lead +
		    (double)type_lines(c->function) * style_function.lead;
	return 0;
}

static void
caption_mark(struct flow *f, struct slab *s, const struct caption *c, double x)
{
	static const struct type_style bold = { FACE_SANS_BOLD, 8.5, 11, ADJUST_LEFT };
	double y = 0;

	stack(f, s, c->label, &bold, x, y);
	y += (double)type_lines(c->label) * bold.lead;
	stack(f, s, c->name, &style_name, x, y);
	y += (double)type_lines(c->name) * style_name.lead;
	stack(f, s, c->function, &style_function, x, y);
}

/* Up to three boxes abreast, from *b on, which moves past them. */
static int
signature_row(struct flow *f, const struct block **b)
{
	struct caption captions[3];
	const struct block *at[3];
	double tallest = 0;
	struct slab *s;
	int n = 0;

	for (; *b != NULL && n < 3; *b = (*b)->next, n++) {
		at[n] = *b;
		if (caption_set(f, *b, &captions[n]) < 0)
			return -1;
		tallest = captions[n].height > tallest ? captions[n].height : tallest;
	}
	s = slab_add(f, PT(4), tallest + PT(1.2 + SIGN_H));
	for (int i = 0; i < n; i++) {
		double x = f->x + i * PT(SIGN_W + SIGN_GAP);

		caption_mark(f, s, &captions[i], x);
		mark_frame(f, s, x, tallest + PT(1.2), PT(SIGN_W), PT(SIGN_H));
		if (slab_box(f, s, BOX_SIGNATURE, at[i]->id, at[i]->role) < 0)
			return -1;
	}
	s->keep = 1;
	return 0;
}

int
flow_signatures(struct flow *f, const struct block *b)
{
	const struct block *c = b->child;

	if (f->w < 3 * PT(SIGN_W) + 2 * PT(SIGN_GAP) - 0.1)
		return err_set(f->e, ERR_INPUT,
		    "les cases de signature demandent toute la largeur de la page");
	while (c != NULL)
		if (signature_row(f, &c) < 0)
			return -1;
	if (b->child != NULL)
		f->at[f->n - 1].keep = 0;
	f->space = gap_after;
	return 0;
}

/* « Fait à ..., le ... » or « Fait à, le »: after each part a dotted line; 0 for an area. */
static int
place_parts(struct flow *f, const char *label, const char **parts, int max)
{
	int n = 0;

	if (strchr(label, ',') == NULL && strstr(label, "\u2026") == NULL)
		return 0;
	while (*(label += strspn(label, " ")) != '\0' && n < max) {
		size_t end = strcspn(label, ",");
		const char *dots = memmem(label, end, "\u2026", strlen("\u2026"));
		size_t words = dots != NULL ? (size_t)(dots - label) : end;

		while (words > 0 && label[words - 1] == ' ')
			words--;
		parts[n++] = arena_str_n(f->a, label, words);
		label += end + (label[end] == ',');
	}
	return n;
}

static int
place_line(struct flow *f, const char *const *parts, int n)
{
	struct slab *s = slab_add(f, 4, PT(HAND_H));
	double step = (f->w * 0.72 + 10) / n;

	for (int i = 0; i < n; i++)
		if (blank_mark(f, s, parts[i], f->x + i * step, step - 10) < 0)
			return -1;
	s->keep = 1;
	f->space = 4;
	return 0;
}

/* Corners around the room for a stamp: quieter than a frame, so that nobody signs there. */
static void
corners_mark(struct flow *f, struct slab *s, double x, double y, double w, double h)
{
	const double arm = 7, thick = 0.5;

	for (int i = 0; i < 4; i++) {
		int right = i & 1, low = i >> 1;

		mark_rule(f, s, right ? x + w - arm : x, low ? y + h - thick : y, arm, thick);
		mark_rule(f, s, right ? x + w - thick : x, low ? y + h - arm : y, thick, arm);
	}
}

/* Up to three areas abreast, each under its title. */
static int
place_areas(struct flow *f, const struct block **b)
{
	struct slab *s = slab_add(f, 8, PT(STAMP_H) + style_label.lead + 2);
	const char *parts[4];

	for (int i = 0; i < 3 && *b != NULL && (*b)->type == BLOCK_PLACE;
	     i++, *b = (*b)->next) {
		const struct line *l = type_line(f->c, (*b)->label, &style_label, f->a, f->e);

		if (place_parts(f, (*b)->label, parts, 4) > 0)
			break;
		if (l == NULL)
			return -1;
		double x = f->x + i * PT(SIGN_W + SIGN_GAP);

		mark_line(f, s, l, x, middle(&style_label));
		corners_mark(f, s, x, style_label.lead + 2, PT(SIGN_W), PT(STAMP_H));
	}
	s->keep = 1;
	f->space = 4;
	return 0;
}

int
flow_place(struct flow *f, const struct block *b)
{
	const char *parts[4];

	while (b != NULL && b->type == BLOCK_PLACE) {
		int n = place_parts(f, b->label, parts, 4);

		if (n > 0 && place_line(f, parts, n) < 0)
			return -1;
		if (n == 0 && place_areas(f, &b) < 0)
			return -1;
		if (n > 0)
			b = b->next;
	}
	return 0;
}
