#include "pdf/flow_imp.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

struct slab *
slab_add(struct flow *f, double before, double height)
{
	struct slab *s;

	f->at = mem_grow(f->at, f->n, &f->cap, sizeof *f->at);
	s = &f->at[f->n++];
	*s = (struct slab){ .before = before > f->space ? before : f->space,
		.height = height,
		.surround = f->surround,
		.page_break = f->page_break };
	f->space = 0;
	f->page_break = 0;
	return s;
}

struct mark *
mark_add(struct flow *f, struct slab *s, enum mark_type type, double x, double y)
{
	struct mark *m = arena_alloc(f->a, sizeof *m), **tail = &s->marks;

	m->type = type;
	m->x = x;
	m->y = y;
	if (s->tail != NULL)
		tail = s->tail;
	*tail = m;
	s->tail = &m->next;
	return m;
}

void
mark_line(struct flow *f, struct slab *s, const struct line *l, double x, double y)
{
	mark_add(f, s, MARK_LINE, x + l->x, y)->line = l;
}

void
mark_line_first(struct flow *f, struct slab *s, const struct line *l, double x, double y)
{
	struct mark *m = arena_alloc(f->a, sizeof *m);

	m->type = MARK_LINE;
	m->x = x;
	m->y = y;
	m->line = l;
	m->next = s->marks;
	s->marks = m;
	if (s->tail == NULL)
		s->tail = &m->next;
}

void
mark_rule(struct flow *f, struct slab *s, double x, double y, double w, double h)
{
	struct mark *m = mark_add(f, s, MARK_RULE, x, y);

	m->w = w;
	m->h = h;
}

void
mark_frame(struct flow *f, struct slab *s, double x, double y, double w, double h)
{
	struct mark *m = mark_add(f, s, MARK_FRAME, x, y);

	m->w = w;
	m->h = h;
	m->thick = 0.6;
}

void
mark_dots(struct flow *f, struct slab *s, double x, double y, double w)
{
	mark_add(f, s, MARK_DOTS, x, y)->w = w;
}

int
slab_box(struct flow *f, struct slab *s, enum box_kind kind, const char *id, enum role role)
{
	const struct mark *frame = s->marks;
	struct box *more = arena_alloc(f->a, (s->boxes_n + 1) * sizeof *more);
	struct box *b = &more[s->boxes_n];

	for (const struct mark *m = s->marks; m != NULL; m = m->next)
		frame = m;
	if (strlen(id) >= sizeof b->id)
		return err_set(f->e, ERR_INPUT, "identifiant de case trop long : « %s »", id);
	if (s->boxes_n > 0)
		memcpy(more, s->boxes, s->boxes_n * sizeof *more);
	memcpy(b->id, id, strlen(id) + 1);
	b->kind = kind;
	b->role = role;
	b->x = frame->x;
	b->y = frame->y;
	b->w = frame->w;
	b->h = frame->h;
	s->boxes = more;
	s->boxes_n++;
	return 0;
}

/* How high the slabs to repeat before slab i are, when it starts a page. */
static double
head_height(const struct flow *f, size_t i)
{
	double h = 0;

	for (size_t k = 0; k < f->at[i].head_n; k++)
		h += f->at[f->at[i].head + k].height;
	return h;
}

/* The first slab after the page that starts with slab `from` and has room for `height`. */
static size_t
page_end(const struct flow *f, size_t from, double height)
{
	double y = head_height(f, from);
	size_t best = from, i;

	for (i = from; i < f->n; i++) {
		const struct slab *s = &f->at[i];

		if (i > from && s->page_break)
			return i;
		y += (i > from ? s->before : 0) + s->height;
		if (y > height + 0.01)
			break;
		if (!s->keep)
			best = i + 1;
	}
	if (i == f->n)
		return i;
	return best > from ? best
			   : i; /* all kept together and too tall: cut where it must be */
}

int
flow_pages(struct flow *f, double top, double end, int *pages)
{
	size_t from = 0;

	for (*pages = 0; from < f->n; ++*pages) {
		size_t to = page_end(f, from, end - top);
		double y = top + head_height(f, from);

		if (to == from)
			return err_set(
			    f->e, ERR_INPUT, "un bloc est trop haut pour tenir sur une page");
		for (size_t i = from; i < to; i++) {
			y += i > from ? f->at[i].before : 0;
			f->at[i].page = *pages + 1;
			f->at[i].top = y;
			y += f->at[i].height;
		}
		from = to;
	}
	if (*pages == 0)
		*pages = 1;
	return 0;
}
