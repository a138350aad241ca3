/* Running text: headings, paragraphs, lists, quotes, notices. */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "pdf/flow_imp.h"

const struct type_style style_body = { FACE_SERIF, 10.5, 13.6, ADJUST_JUSTIFY };
const struct type_style style_column = { FACE_SERIF, 9.5, 12, ADJUST_JUSTIFY };
const struct type_style style_check = { FACE_SERIF, 10.5, 13.6, ADJUST_LEFT };
const struct type_style style_cell = { FACE_SERIF, 9.75, 12.2, ADJUST_LEFT };
const struct type_style style_head_cell = { FACE_SANS_BOLD, 8.25, 11, ADJUST_LEFT };
const struct type_style style_label = { FACE_SANS, 8.5, 11.5, ADJUST_LEFT };
const struct type_style style_value = { FACE_SERIF, 10.5, 13.2, ADJUST_LEFT };
const struct type_style style_small = { FACE_SANS, 7.5, 9.5, ADJUST_LEFT };
const struct type_style style_name = { FACE_SERIF, 9.75, 11.5, ADJUST_LEFT };
const struct type_style style_function = { FACE_SERIF_ITALIC, 9, 10.8, ADJUST_LEFT };
const struct type_style style_heading[4] = {
	{ FACE_SANS_BOLD, 16, 20, ADJUST_LEFT },
	{ FACE_SANS_BOLD, 11, 14, ADJUST_LEFT },
	{ FACE_SANS_BOLD, 9.75, 13, ADJUST_LEFT },
	{ FACE_SERIF_BOLD_ITALIC, 10.5, 13.6, ADJUST_LEFT },
};

static const double heading_before[4] = { 4, 15, 10, 8 }, heading_after[4] = { 8, 4.5, 3, 2 };
static const double paragraph_gap = 5.5, item_gap = 2.5, item_indent = 15;

double
style_middle(const struct type_style *st)
{
	return st->lead / 2 + st->size * 0.33;
}

int
flow_text(struct flow *f, const struct run *runs, const struct type_style *st, double before)
{
	const struct line *lines;
	size_t n, i = 0;

	if (type_set(f->c, runs, st, f->w, &lines, f->e) < 0)
		return -1;
	n = type_lines(lines);
	for (const struct line *l = lines; l != NULL; l = l->next, i++) {
		struct slab *s = slab_add(f, i == 0 ? before : 0, st->lead);

		/* two lines at least stay together at both ends of a page */
		s->keep = n > 1 && (i == 0 || i + 2 == n);
		mark_line(f, s, l, f->x, style_middle(st));
	}
	return 0;
}

static void
keep_from(struct flow *f, size_t first)
{
	for (size_t i = first; i < f->n; i++)
		f->at[i].keep = 1;
}

static int
flow_heading(struct flow *f, const struct block *b)
{
	int wanted = b->level + (f->narrow && b->level > 1);
	int level = wanted < 1 ? 0 : wanted > 4 ? 3 : wanted - 1;
	size_t first = f->n;

	if (flow_text(f, b->runs, &style_heading[level], heading_before[level]) < 0)
		return -1;
	keep_from(f, first);
	f->space = heading_after[level];
	return 0;
}

static int
all_bold(const struct run *runs)
{
	for (; runs != NULL; runs = runs->next)
		if (!(runs->style & (RUN_BOLD | RUN_BREAK)))
			return 0;
	return 1;
}

/* What follows belongs to the paragraph before it, which announces it. */
static int
is_announced(const struct block *b)
{
	if (b == NULL)
		return 0;
	return b->type == BLOCK_FIELDS || b->type == BLOCK_BLANKS || b->type == BLOCK_LINES ||
	       b->type == BLOCK_TABLE || b->type == BLOCK_CHECKS || b->type == BLOCK_LIST;
}

/* A paragraph all in bold is a title of its own kind. */
static int
flow_paragraph(struct flow *f, const struct block *b)
{
	struct type_style st = *f->body;
	int title = all_bold(b->runs);

	if (title)
		st.adjust = ADJUST_LEFT;
	if (flow_text(f, b->runs, &st, 0) < 0)
		return -1;
	if (f->n > 0 && (title || is_announced(b->next)))
		f->at[f->n - 1].keep = 1;
	f->space = paragraph_gap;
	return 0;
}

/* « 3. » or a bullet, hung left of the item's first line. */
static int
item_mark(struct flow *f, const struct block *list, int number, struct slab *s)
{
	char text[16] = "\u2013";
	struct type_style st = *f->body;
	const struct line *l;

	if (list->ordered)
		snprintf(text, sizeof text, "%d.", number);
	l = type_line(f->c, text, &st, f->e);
	if (l == NULL)
		return -1;
	mark_line_first(f, s, l, f->x - (list->ordered ? 4.5 + l->width : item_indent - 4),
	    style_middle(&st));
	return 0;
}

static int
flow_list(struct flow *f, const struct block *b)
{
	int number = b->level;
	double x = f->x, w = f->w;

	for (const struct block *item = b->child; item != NULL; item = item->next, number++) {
		size_t first = f->n;
		int rc;

		f->x = x + item_indent + (b->ordered ? 3 : 0);
		f->w = w - (f->x - x);
		rc = flow_children(f, item);
		if (rc == 0 && f->n > first)
			rc = item_mark(f, b, number, &f->at[first]);
		f->x = x;
		f->w = w;
		if (rc < 0)
			return -1;
		f->space = item->next == NULL ? paragraph_gap
			   : b->tight         ? item_gap
					      : paragraph_gap;
	}
	return 0;
}

/* Children between two margins, with a frame or a bar beside them. */
static int
flow_surround(struct flow *f, const struct block *b, const struct surround *kind, double inset)
{
	const struct surround *outer = f->surround;
	struct surround *s = arena_alloc(f->a, sizeof *s);
	double x = f->x, w = f->w;
	size_t first = f->n;
	int rc;

	*s = *kind;
	s->x = x;
	s->w = w;
	f->surround = s;
	f->x += inset;
	f->w -= 2 * inset;
	f->space += s->above;
	rc = flow_children(f, b);
	f->surround = outer;
	f->x = x;
	f->w = w;
	f->space = s->below + paragraph_gap + 2;
	if (f->n - first <= 8)
		keep_from(f, first);
	if (f->n > first)
		f->at[f->n - 1].keep = 0;
	return rc;
}

/* The right half of the page, set ragged. */
static int
flow_address(struct flow *f, const struct block *b)
{
	double x = f->x, w = f->w;
	int rc = 0;

	f->x += PT(ADDRESS_X);
	f->w -= PT(ADDRESS_X);
	for (const struct block *c = b->child; c != NULL && rc == 0; c = c->next)
		rc = c->type == BLOCK_PARAGRAPH ? flow_text(f, c->runs, &style_value, 0)
						: flow_block(f, c);
	f->x = x;
	f->w = w;
	f->space = PT(ADDRESS_END);
	return rc;
}

static int
flow_rule(struct flow *f)
{
	struct slab *s = slab_add(f, 6, 1);

	mark_rule(f, s, f->x, 0.3, f->w, 0.4);
	f->space = 6;
	return 0;
}

static int
block_lay(struct flow *f, const struct block *b)
{
	static const struct surround notice = { .above = 6, .below = 6 };
	static const struct surround quote = { .bar = 1.2 };

	switch (b->type) {
	case BLOCK_HEADING:
		return flow_heading(f, b);
	case BLOCK_PARAGRAPH:
		return flow_paragraph(f, b);
	case BLOCK_LIST:
		return flow_list(f, b);
	case BLOCK_QUOTE:
		return flow_surround(f, b, &quote, 12);
	case BLOCK_NOTICE:
		return flow_surround(f, b, &notice, 9);
	case BLOCK_BILINGUAL:
		return flow_bilingual(f, b);
	case BLOCK_ADDRESS:
		return flow_address(f, b);
	case BLOCK_RULE:
		return flow_rule(f);
	case BLOCK_TABLE:
		return flow_table(f, b);
	case BLOCK_SIGNATURES:
		return flow_signatures(f, b);
	case BLOCK_FIELDS:
		return flow_fields(f, b);
	case BLOCK_LINES:
		return flow_lines(f, b);
	case BLOCK_BLANKS:
		return flow_blanks(f, b);
	case BLOCK_CHECKS:
		return flow_checks(f, b);
	case BLOCK_PLACE:
		return flow_place(f, b);
	case BLOCK_PICTURE:
		return flow_picture(f, b);
	case BLOCK_PAGEBREAK:
		f->page_break = 1;
		return 0;
	case BLOCK_DOCUMENT:
	case BLOCK_ITEM:
		return flow_children(f, b);
	case BLOCK_ROW:
	case BLOCK_CELL:
	case BLOCK_SIGNATURE:
	case BLOCK_FIELD:
	case BLOCK_BLANK:
	case BLOCK_CHECK:
		break; /* laid out by what holds them */
	}
	return err_set(f->e, ERR_INTERNAL, "bloc inattendu (ligne %d)", b->line);
}

/* The innermost block that can't be laid out says where it stands. */
int
flow_block(struct flow *f, const struct block *b)
{
	if (block_lay(f, b) == 0)
		return 0;
	if (!f->failed && b->file != NULL)
		err_in(f->e, "%s:%d:1", b->file, b->line);
	f->failed = 1;
	return -1;
}

int
flow_children(struct flow *f, const struct block *b)
{
	for (const struct block *c = b->child; c != NULL; c = c->next) {
		if (flow_block(f, c) < 0)
			return -1;
		/* neighbouring places are laid out together, by the first of them */
		while (
		    c->type == BLOCK_PLACE && c->next != NULL && c->next->type == BLOCK_PLACE)
			c = c->next;
	}
	return 0;
}
