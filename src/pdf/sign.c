/* Where people sign: signature boxes, room for stamps, « Fait à ..., le ... ». */
#include <string.h>

#include "base/err.h"
#include "pdf/flow_imp.h"

enum { ABREAST = 3 };

static const struct type_style style_signer = { FACE_SANS_BOLD, 8.5, 11, ADJUST_LEFT };

/* The left edge of the i-th box of a row. */
static double
column(const struct flow *f, int i)
{
	return f->x + i * PT(SIGN_W + SIGN_GAP);
}

/* The words above a signature box. */
struct caption {
	const struct line *label, *name, *function;
	double height;
};

static int
caption_set(struct flow *f, const struct block *b, struct caption *c)
{
	double w = PT(SIGN_W);

	if (flow_words(f, b->label, &style_signer, w, &c->label) < 0 ||
	    flow_words(f, b->name, &style_name, w, &c->name) < 0 ||
	    flow_words(f, b->function, &style_function, w, &c->function) < 0)
		return -1;
	c->height = (double)type_lines(c->label) * style_signer.lead +
		    (double)type_lines(c->name) * style_name.lead +
		    (double)type_lines(c->function) * style_function.lead;
	return 0;
}

static void
caption_mark(struct flow *f, struct slab *s, const struct caption *c, double x)
{
	double y = 0;

	mark_stack(f, s, c->label, &style_signer, x, y);
	y += (double)type_lines(c->label) * style_signer.lead;
	mark_stack(f, s, c->name, &style_name, x, y);
	y += (double)type_lines(c->name) * style_name.lead;
	mark_stack(f, s, c->function, &style_function, x, y);
}

/* Corners around the room for a stamp: quieter than a frame, so that nobody signs there. */
static void
corners_mark(struct flow *f, struct slab *s, double x, double y, double h)
{
	const double arm = 7, thick = 0.5, w = PT(SIGN_W);

	for (int i = 0; i < 4; i++) {
		int right = i & 1, low = i >> 1;

		mark_rule(f, s, right ? x + w - arm : x, low ? y + h - thick : y, arm, thick);
		mark_rule(f, s, right ? x + w - thick : x, low ? y + h - arm : y, thick, arm);
	}
}

/* Room for a stamp under its title, from `top` to the foot of the slab. */
static int
stamp_mark(struct flow *f, struct slab *s, const char *label, double x, double top)
{
	const struct line *l = type_line(f->c, label, &style_label, f->e);

	if (l == NULL)
		return -1;
	mark_line(f, s, l, x, top - PT(1.2) - style_label.lead + style_middle(&style_label));
	corners_mark(f, s, x, top, s->height - top);
	return 0;
}

/* The areas that wait for a place, from column i of a row on. */
static int
stamps_beside(struct flow *f, struct slab *s, int i, double top)
{
	const struct block *b = f->stamps;

	for (f->stamps = NULL; b != NULL && b->type == BLOCK_PLACE; b = b->next, i++)
		if (stamp_mark(f, s, b->label, column(f, i), top) < 0)
			return -1;
	return 0;
}

/* Up to three boxes abreast, from *b on, which moves past them; after the last, stamps. */
static int
signature_row(struct flow *f, const struct block **b)
{
	struct caption captions[ABREAST];
	const struct block *at[ABREAST];
	double top = style_label.lead;
	struct slab *s;
	int n = 0;

	for (; *b != NULL && n < ABREAST; *b = (*b)->next, n++) {
		at[n] = *b;
		if (caption_set(f, *b, &captions[n]) < 0)
			return -1;
		top = captions[n].height > top ? captions[n].height : top;
	}
	top += PT(1.2);
	s = slab_add(f, PT(4), top + PT(SIGN_H));
	for (int i = 0; i < n; i++) {
		caption_mark(f, s, &captions[i], column(f, i));
		mark_frame(f, s, column(f, i), top, PT(SIGN_W), PT(SIGN_H));
		if (slab_box(f, s, BOX_SIGNATURE, at[i]->id, at[i]->role) < 0)
			return -1;
	}
	s->keep = 1;
	return *b == NULL ? stamps_beside(f, s, n, top) : 0;
}

int
flow_signatures(struct flow *f, const struct block *b)
{
	const struct block *c = b->child;

	if (f->w < ABREAST * PT(SIGN_W) + (ABREAST - 1) * PT(SIGN_GAP) - 0.1)
		return err_set(f->e, ERR_INPUT,
		    "les cases de signature demandent toute la largeur de la page");
	while (c != NULL)
		if (signature_row(f, &c) < 0)
			return -1;
	if (b->child != NULL)
		f->at[f->n - 1].keep = 0;
	f->space = FORM_GAP;
	return 0;
}

static int
is_signature_row(const struct slab *s)
{
	return s->boxes_n > 0 && s->boxes[0].kind == BOX_SIGNATURE;
}

/* Makes the boxes and stamps of a row higher by `more` points: what is in their lower half goes down. */
static void
row_grow(struct slab *s, double more)
{
	double half = s->boxes[0].y + s->boxes[0].h / 2;

	for (struct mark *m = s->marks; m != NULL; m = m->next) {
		m->h += m->type == MARK_FRAME ? more : 0;
		m->y += m->y > half ? more : 0;
	}
	for (size_t i = 0; i < s->boxes_n; i++)
		s->boxes[i].h += more;
	s->height += more;
}

/* Shares what is left above `end` among the rows of signatures of one page, the slabs from..to-1. */
static void
page_grow(struct flow *f, size_t from, size_t to, double end)
{
	const struct slab *last = &f->at[to - 1];
	double rows = 0, more, down = 0;

	for (size_t i = from; i < to; i++)
		rows += is_signature_row(&f->at[i]);
	more = rows > 0 ? (end - last->top - last->height) / rows : 0;
	more = more < PT(SIGN_H_MOST - SIGN_H) ? more : PT(SIGN_H_MOST - SIGN_H);
	for (size_t i = from; i < to && more > 0; i++) {
		f->at[i].top += down;
		if (is_signature_row(&f->at[i])) {
			row_grow(&f->at[i], more);
			down += more;
		}
	}
}

void
flow_signatures_grow(struct flow *f, double end)
{
	for (size_t from = 0, to = 0; from < f->n; from = to) {
		while (to < f->n && f->at[to].page == f->at[from].page)
			to++;
		page_grow(f, from, to, end);
	}
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

/* The parts stand over the boxes, one over each. */
static int
place_line(struct flow *f, const char *const *parts, int n)
{
	struct slab *s = slab_add(f, 4, PT(HAND_H));
	double gap = PT(SIGN_GAP), step = n > ABREAST ? (f->w + gap) / n : PT(SIGN_W) + gap;

	for (int i = 0; i < n; i++)
		if (mark_blank(f, s, parts[i], f->x + i * step, step - gap) < 0)
			return -1;
	s->keep = 1;
	f->space = 4;
	return 0;
}

static int
is_area(struct flow *f, const struct block *b)
{
	const char *parts[4];

	return b != NULL && b->type == BLOCK_PLACE && place_parts(f, b->label, parts, 4) == 0;
}

/* Do the last boxes of the signatures b leave room for n areas beside them? */
static int
has_room(const struct block *b, int n)
{
	int boxes = 0;

	if (b == NULL || b->type != BLOCK_SIGNATURES)
		return 0;
	for (const struct block *c = b->child; c != NULL; c = c->next)
		boxes++;
	return boxes > 0 && n <= (ABREAST - boxes % ABREAST) % ABREAST;
}

/* The areas from *b on: beside the signatures that follow, or else up to three abreast. */
static int
place_areas(struct flow *f, const struct block **b)
{
	const struct block *end = *b;
	struct slab *s;
	int n = 0;

	for (; is_area(f, end); end = end->next)
		n++;
	if (has_room(end, n)) {
		f->stamps = *b;
		*b = end;
		return 0;
	}
	s = slab_add(f, 8, PT(STAMP_H) + style_label.lead + PT(1.2));
	for (int i = 0; i < ABREAST && *b != end; i++, *b = (*b)->next)
		if (stamp_mark(f, s, (*b)->label, column(f, i), style_label.lead + PT(1.2)) < 0)
			return -1;
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
