/* Tables: columns from their content, header rows repeated, rules rather than cages. */
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "pdf/flow_imp.h"

enum {
	COLUMN_MAX = 12,
	WHOLE_MAX = 8 /* lines of a table that no page cuts */
};

static const double pad_x = 5, pad_y = 2.6, thin = 0.35, heavy = 0.8;
static const double short_cell = 70; /* points */

struct table {
	struct flow *f;
	const struct block *block;
	int columns;
	double word[COLUMN_MAX], whole[COLUMN_MAX]; /* the widest word, and cell */
	double power[COLUMN_MAX]; /* sum of the fourth powers of the cells' widths */
	double width[COLUMN_MAX], x[COLUMN_MAX];
	int open; /* some cell is empty: a form to fill, so it has a grid */
};

static const struct type_style *
cell_style(const struct table *t, int row)
{
	return row < t->block->header ? &style_head_cell : &style_cell;
}

static int
measure_row(struct table *t, const struct block *row, int number)
{
	int i = 0;

	for (const struct block *c = row->child; c != NULL; c = c->next, i++) {
		double word, whole;

		if (i == COLUMN_MAX)
			return err_set(
			    t->f->e, ERR_INPUT, "un tableau a plus de %d colonnes", COLUMN_MAX);
		if (type_extent(
			t->f->c, c->runs, cell_style(t, number), &word, &whole, t->f->e) < 0)
			return -1;
		t->word[i] = word > t->word[i] ? word : t->word[i];
		t->whole[i] = whole > t->whole[i] ? whole : t->whole[i];
		t->power[i] += whole * whole * whole * whole;
		t->open |= c->runs == NULL && number >= t->block->header;
		t->columns = i + 1 > t->columns ? i + 1 : t->columns;
	}
	return 0;
}

static int
same_words(const struct run *a, const struct run *b)
{
	for (; a != NULL && b != NULL; a = a->next, b = b->next)
		if (strcmp(a->text != NULL ? a->text : "", b->text != NULL ? b->text : "") != 0)
			return 0;
	return a == b;
}

static int
same_head(const struct block *a, const struct block *b)
{
	const struct block *c, *d;

	if (a->type != BLOCK_TABLE || a->header != 1 || b->header != 1)
		return a == b;
	for (c = a->child->child, d = b->child->child; c != NULL && d != NULL;
	     c = c->next, d = d->next)
		if (!same_words(c->runs, d->runs))
			return 0;
	return c == d;
}

/* Measures the table, and those of the paper with the same head: all have the same columns. */
static int
measure(struct table *t)
{
	const struct block *own = t->block;
	int shared = 0;

	for (const struct block *b = t->f->blocks; b != NULL; b = b->next)
		shared |= b == own;
	for (const struct block *b = shared ? t->f->blocks : own; b != NULL;
	     b = shared ? b->next : NULL) {
		int number = 0, open = t->open;

		if (!same_head(b, own))
			continue;
		for (const struct block *r = b->child; r != NULL; r = r->next, number++)
			if (measure_row(t, r, number) < 0)
				return -1;
		t->open = b == own ? t->open : open;
	}
	return 0;
}

/* The least width of each column: short ones are not cut if that leaves the others their widest words. */
static void
columns_least(const struct table *t, double room, double least[COLUMN_MAX])
{
	double sum = 0;

	for (int i = 0; i < t->columns; i++)
		sum += least[i] = t->whole[i] <= short_cell ? t->whole[i] : t->word[i];
	if (sum > room)
		memcpy(least, t->word, sizeof t->word);
}

/* Each column at `scale` times what it wants, between its least width and its widest cell; returns their sum. */
static double
columns_scale(struct table *t, const double least[COLUMN_MAX], double scale)
{
	double sum = 0;

	for (int i = 0; i < t->columns; i++) {
		t->width[i] =
		    fmin(fmax(scale * pow(t->power[i], 1. / 5), least[i]), t->whole[i]);
		sum += t->width[i];
	}
	return sum;
}

/*
 * Shares `room` points so that rows are low.  A cell is about as high as it is wide on one line over its
 * column's width, and a row as high as its highest cell: the sum of the fourth powers of these
 * heights stands for it, and is least where widths go as the fifth roots of `power`.
 */
static void
columns_share(struct table *t, double room)
{
	enum { HALVINGS = 40 };
	double least[COLUMN_MAX], low = 0, high = room;

	columns_least(t, room, least);
	for (int i = 0; i < HALVINGS; i++) {
		double scale = (low + high) / 2;

		if (columns_scale(t, least, scale) > room)
			high = scale;
		else
			low = scale;
	}
	columns_scale(t, least, low);
}

/*
 * Each column has at least its widest word; what is left is shared by what is wanted.  A table whose
 * cells all fit on one line takes the full width too: columns then grow by what they hold.
 */
static void
columns_fit(struct table *t)
{
	double least = 0, whole = 0, room = t->f->w - t->columns * 2 * pad_x, x = t->f->x;

	for (int i = 0; i < t->columns; i++) {
		least += t->word[i];
		whole += t->whole[i];
	}
	if (least < room && whole > room)
		columns_share(t, room);
	for (int i = 0; i < t->columns; i++) {
		if (least >= room)
			t->width[i] = t->word[i] * room / least;
		else if (whole <= room)
			t->width[i] =
			    whole > 0 ? t->whole[i] * room / whole : room / t->columns;
		t->x[i] = x + pad_x;
		x += t->width[i] + 2 * pad_x;
	}
}

static struct type_style
aligned(const struct type_style *st, enum block_align align)
{
	struct type_style s = *st;

	s.adjust = align == ALIGN_CENTER  ? ADJUST_CENTER
		   : align == ALIGN_RIGHT ? ADJUST_RIGHT
					  : ADJUST_LEFT;
	return s;
}

/* The cells of a row as lines; returns the lines of the tallest, -1: an error. */
static int
row_set(const struct table *t, const struct block *row, int number, const struct line **cells)
{
	int tallest = 1, i = 0;

	for (const struct block *c = row->child; c != NULL; c = c->next, i++) {
		struct type_style st = aligned(cell_style(t, number), c->align);
		int n;

		if (type_set(t->f->c, c->runs, &st, t->width[i], &cells[i], t->f->e) < 0)
			return -1;
		n = (int)type_lines(cells[i]);
		tallest = n > tallest ? n : tallest;
	}
	return tallest;
}

static void
row_rules(const struct table *t, struct slab *s, int first, int last, int header)
{
	struct flow *f = t->f;

	if (first && header)
		mark_rule(f, s, f->x, 0, f->w, heavy);
	if (last)
		mark_rule(f, s, f->x, s->height, f->w, header ? heavy * 0.75 : thin);
	for (int i = 0; t->open && i <= t->columns; i++) {
		double x = i < t->columns ? t->x[i] - pad_x : f->x + f->w - thin;

		mark_rule(f, s, x, 0, thin, s->height);
	}
}

/* A row of n lines is n slabs, so that a long one may go on over the page. */
static int
row_flow(const struct table *t, const struct block *row, int number)
{
	struct flow *f = t->f;
	const struct line *cells[COLUMN_MAX] = { NULL };
	const struct type_style *st = cell_style(t, number);
	int n = row_set(t, row, number, cells), header = number < t->block->header;
	double spare = t->open && !header && n == 1 ? PT(HAND_H) - st->lead - 2 * pad_y : 0;

	if (n < 0)
		return -1;
	for (int k = 0; k < n; k++) {
		int first = k == 0, last = k + 1 == n;
		double above = (first ? pad_y : 0) + (spare > 0 ? spare / 2 : 0);
		struct slab *s = slab_add(
		    f, 0, above + st->lead + (last ? pad_y : 0) + (spare > 0 ? spare / 2 : 0));

		s->keep = header || (!last && (n < 6 || k == 0 || k + 2 == n));
		for (int i = 0; i < t->columns; i++)
			if (cells[i] != NULL) {
				mark_line(f, s, cells[i], t->x[i], above + style_middle(st));
				cells[i] = cells[i]->next;
			}
		row_rules(t, s, first, last, header);
	}
	return 0;
}

int
flow_table(struct flow *f, const struct block *b)
{
	struct table t = { .f = f, .block = b };
	size_t first = f->n, head_end = first;
	int number = 0;

	if (measure(&t) < 0)
		return -1;
	columns_fit(&t);
	f->space += 2;
	for (const struct block *r = b->child; r != NULL; r = r->next, number++) {
		if (row_flow(&t, r, number) < 0)
			return -1;
		if (number + 1 == b->header)
			head_end = f->n;
	}
	for (size_t i = head_end; i < f->n; i++) {
		f->at[i].head = first;
		f->at[i].head_n = head_end - first;
	}
	for (size_t i = first; f->n - first <= WHOLE_MAX && i + 1 < f->n; i++)
		f->at[i].keep = 1;
	f->space = 8;
	return 0;
}
