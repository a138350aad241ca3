/*
 * What was set is remembered: the copies and students of a class have most of their text in common,
 * and choosing the ends of lines is most of the work of a paper.
 */
#include <string.h>

#include "pdf/composer_imp.h"

/* A text and how it is set. */
struct asked {
	const struct run *runs;
	const struct type_style *st;
	double width; /* of the measure; below 0: its extent is asked */
};

/* What became of it; the composer keeps it. */
struct text_set {
	struct line *lines;
	double word, whole; /* where the extent was asked for */
};

static const double extent_asked = -1, endless = 1e6;

/* All that the lines depend on, as bytes. */
static void
key_write(const struct composer *c, const struct asked *q, struct buf *key)
{
	buf_cut(key, 0);
	buf_add(key, &q->width, sizeof q->width);
	buf_add(key, &q->st->size, sizeof q->st->size);
	buf_char(key, (char)q->st->face);
	buf_char(key, (char)q->st->adjust);
	buf_char(key, (char)c->in_english);
	for (const struct run *r = q->runs; r != NULL; r = r->next) {
		buf_add(key, &r->style, sizeof r->style);
		buf_str(key, r->text != NULL ? r->text : "");
		buf_char(key, '\0');
		buf_str(key, r->url != NULL ? r->url : "");
		buf_char(key, '\0');
	}
}

/* Links are kept with the lines, so where they lead is kept too. */
static struct run *
runs_keep(struct composer *c, const struct run *runs)
{
	struct run *kept = NULL, **tail = &kept;

	for (; runs != NULL; runs = runs->next) {
		*tail = arena_alloc(&c->kept, sizeof **tail);
		**tail = (struct run){ NULL, runs->text, runs->style,
			arena_str(&c->kept, runs->url) };
		tail = &(*tail)->next;
	}
	return kept;
}

static size_t
size_of(const struct text_set *t, size_t key)
{
	size_t n = sizeof *t + key;

	for (const struct line *l = t->lines; l != NULL; l = l->next)
		n += sizeof *l + sizeof *l->segs + 3 * (l->ops_n + sizeof *l->links);
	return n;
}

static int
set_make(struct composer *c, const struct asked *q, struct text_set *t, struct err *e)
{
	if (q->width < 0)
		return lines_extent(c, q->runs, q->st, &t->word, &t->whole, e);
	return lines_set(c, runs_keep(c, q->runs), q->st, q->width, &c->kept, &t->lines, e);
}

static const struct text_set *
set_find(struct composer *c, const struct asked *q, struct err *e)
{
	struct text_set *t;

	key_write(c, q, &c->key);
	t = shelf_lookup(&c->sets, c->key.data, c->key.len);
	if (t != NULL)
		return t;
	t = arena_alloc(&c->kept, sizeof *t);
	if (set_make(c, q, t, e) < 0)
		return NULL;
	shelf_add(&c->sets, c->key.data, c->key.len, t);
	c->kept_n += size_of(t, c->key.len);
	return t;
}

int
type_set(struct composer *c, const struct run *runs, const struct type_style *st, double width,
    const struct line **out, struct err *e)
{
	const struct text_set *t = set_find(c, &(struct asked){ runs, st, width }, e);

	*out = t != NULL ? t->lines : NULL;
	return t != NULL ? 0 : -1;
}

const struct line *
type_line(struct composer *c, const char *text, const struct type_style *st, struct err *e)
{
	const struct run run = { .text = text };
	struct type_style left = *st;
	const struct line *line;

	left.adjust = ADJUST_LEFT;
	return type_set(c, &run, &left, endless, &line, e) < 0 ? NULL : line;
}

const struct line *
type_line_once(struct composer *c, const char *text, const struct type_style *st,
    struct arena *a, struct err *e)
{
	const struct run run = { .text = text };
	struct type_style left = *st;
	struct line *line = NULL;

	left.adjust = ADJUST_LEFT;
	return lines_set(c, &run, &left, endless, a, &line, e) < 0 ? NULL : line;
}

int
type_extent(struct composer *c, const struct run *runs, const struct type_style *st,
    double *word, double *whole, struct err *e)
{
	const struct text_set *t = set_find(c, &(struct asked){ runs, st, extent_asked }, e);

	*word = t != NULL ? t->word : 0;
	*whole = t != NULL ? t->whole : 0;
	return t != NULL ? 0 : -1;
}

void
composer_trim(struct composer *c)
{
	enum { KEPT_MAX = 4 << 20 };

	if (c->kept_n <= KEPT_MAX)
		return;
	shelf_release(&c->sets);
	arena_release(&c->kept);
	c->kept_n = 0;
}
