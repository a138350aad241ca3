/* Chosen line ends become lines: segments of letters, spaces set to reach the margin. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/composer_imp.h"
#include "pdf/links_imp.h"
#include "pdf/ops_imp.h"

struct setter {
	struct composer *c;
	const struct type_style *st;
	double width;
	struct arena *a;
};

/* Letters of one line in one face, while they are gathered. */
struct gathering {
	struct line *line;
	struct seg **tail;
	struct seg *seg;
	uint16_t *text;
	size_t spaces;
};

/* How far a letter at the end of a line hangs into the margin, in thousandths of the size. */
static int
hang(const struct metrics *m, uint32_t c)
{
	switch (c) {
	case '-':
	case '.':
	case ',':
	case 0x2019:
		return metric_advance(m, c) / 2;
	default:
		return 0;
	}
}

static void
seg_text(struct gathering *g, const struct setter *s, const struct item *it,
    const uint16_t *text, size_t n)
{
	struct seg *seg = g->seg;

	if (seg == NULL || seg->face != it->face || seg->size < it->size ||
	    seg->size > it->size || seg->url != it->url) {
		seg = arena_alloc(s->a, sizeof *seg);
		seg->face = it->face;
		seg->size = it->size;
		seg->url = it->url;
		seg->text = g->text +
			    (g->seg != NULL ? (size_t)(g->seg->text - g->text) + g->seg->n : 0);
		*g->tail = g->seg = seg;
		g->tail = &seg->next;
	}
	memcpy((uint16_t *)(uintptr_t)seg->text + seg->n, text, n * sizeof *text);
	seg->n += n;
}

static double
seg_width(const struct composer *c, const struct seg *seg, size_t *spaces)
{
	const struct metrics *m = c->metrics[seg->face];
	int w = 0;

	for (size_t i = 0; i < seg->n; i++) {
		uint32_t u = seg->text[i];

		*spaces += u == ' ' || u == 0xA0;
		w += metric_advance(m, u == 0xA0 ? ' ' : u);
		if (i > 0)
			w += metric_kern(m, seg->text[i - 1], u);
	}
	return w * seg->size / 1000;
}

/* Sets the space and the place of a line whose letters are known. */
static void
line_adjust(const struct setter *s, struct line *l, int last)
{
	size_t spaces = 0;
	double width = 0, hung = 0;
	const struct seg *end = NULL;

	for (const struct seg *g = l->segs; g != NULL; g = g->next) {
		width += seg_width(s->c, g, &spaces);
		end = g;
	}
	if (end != NULL && end->n > 0)
		hung = hang(s->c->metrics[end->face], end->text[end->n - 1]) * end->size / 1000;
	l->width = width;
	double room = s->width - width;

	if (s->st->adjust == ADJUST_JUSTIFY && spaces > 0 && (!last || room < 0)) {
		l->space = (room + (last ? 0 : hung)) / (double)spaces;
		l->width = s->width;
	} else if (s->st->adjust == ADJUST_CENTER) {
		l->x = room / 2;
	} else if (s->st->adjust == ADJUST_RIGHT) {
		l->x = room;
	}
}

/* Spaces around a line's end are not part of it. */
static size_t
line_start(const struct item_list *l, size_t i)
{
	while (i < l->n && l->at[i].type == ITEM_GLUE && l->at[i].stretch < 1e5)
		i++;
	return i;
}

static size_t
line_stop(const struct item_list *l, size_t from, size_t to)
{
	while (to > from && l->at[to - 1].type == ITEM_GLUE)
		to--;
	return to;
}

static void
text_write(struct buf *out, const struct line *l)
{
	char c[4];

	for (const struct seg *g = l->segs; g != NULL; g = g->next)
		for (size_t i = 0; i < g->n; i++) {
			uint32_t u =
			    g->text[i] == 0xA0 || g->text[i] == 0x202F ? ' ' : g->text[i];

			buf_add(out, c, utf8_put(u, c));
		}
}

/* All that drawing it will take. */
static void
line_write(const struct setter *s, struct line *l)
{
	struct buf *scratch = &s->c->scratch;

	buf_cut(scratch, 0);
	ops_write(scratch, s->c, l, s->a);
	l->ops = arena_str_n(s->a, scratch->data, scratch->len);
	l->ops_n = scratch->len;
	buf_cut(scratch, 0);
	text_write(scratch, l);
	l->text = arena_str_n(s->a, scratch->data, scratch->len);
	links_find(l, s->c, s->a);
}

/* The line of the items from..to; `to` is where it ends. */
static struct line *
line_new(const struct setter *s, size_t from, size_t to)
{
	const struct item_list *items = &s->c->items;
	struct gathering g = { .line = arena_alloc(s->a, sizeof *g.line) };
	size_t letters = 1, stop;

	from = line_start(items, from);
	from = from < to ? from : to;
	stop = line_stop(items, from, to);
	g.tail = &g.line->segs;
	for (size_t i = from; i < stop; i++)
		letters += items->at[i].n;
	g.text = arena_alloc(s->a, letters * sizeof *g.text);
	for (size_t i = from; i < stop; i++) {
		const struct item *it = &items->at[i];

		if (it->type != ITEM_PENALTY && it->n > 0)
			seg_text(&g, s, it, s->c->text + it->text, it->n);
	}
	if (items->at[to].hyphen)
		seg_text(&g, s, &items->at[to], (const uint16_t[]){ '-' }, 1);
	line_adjust(s, g.line, items->at[to].cost == COST_FORCED);
	line_write(s, g.line);
	return g.line;
}

/* Chooses the lines of runs; returns how many, -1: an error. */
static int
lines_fit(struct composer *c, const struct run *runs, const struct type_style *st, double width,
    struct err *e)
{
	size_t n = 0;

	for (int hyphens = 0; n == 0 && hyphens <= 1; hyphens++) {
		if (items_read(c, runs, st, hyphens, e) < 0)
			return -1;
		if (c->items.n == 0)
			return 0;
		if (hyphens)
			items_split(c, width);
		n = st->adjust == ADJUST_JUSTIFY ? fit_total(c, width, hyphens)
						 : fit_first(c, width, hyphens);
	}
	return (int)n;
}

int
lines_set(struct composer *c, const struct run *runs, const struct type_style *st, double width,
    struct arena *a, struct line **out, struct err *e)
{
	struct setter s = { c, st, width, a };
	size_t from = 0;
	int n = lines_fit(c, runs, st, width, e);

	for (int i = 0; i < n; i++) {
		size_t end = c->stops[c->active[i]].item;

		*out = line_new(&s, from, end);
		out = &(*out)->next;
		from = end + 1;
	}
	return n < 0 ? -1 : 0;
}

int
lines_extent(struct composer *c, const struct run *runs, const struct type_style *st,
    double *word, double *whole, struct err *e)
{
	double w = 0, line = 0;

	*word = *whole = 0;
	if (items_read(c, runs, st, 0, e) < 0)
		return -1;
	for (size_t i = 0; i < c->items.n; i++) {
		const struct item *it = &c->items.at[i];

		if (it->type != ITEM_PENALTY) {
			w += it->width;
			line += it->width;
		}
		if ((it->type == ITEM_GLUE && !it->tied) || i + 1 == c->items.n ||
		    (it->type == ITEM_PENALTY && it->cost <= COST_DASH)) {
			w -= it->type == ITEM_GLUE ? it->width : 0;
			*word = w > *word ? w : *word;
			w = 0;
		}
		if (it->type == ITEM_PENALTY && it->cost == COST_FORCED) {
			*whole = line > *whole ? line : *whole;
			line = 0;
		}
	}
	return 0;
}

size_t
type_lines(const struct line *l)
{
	size_t n = 0;

	for (; l != NULL; l = l->next)
		n++;
	return n;
}
