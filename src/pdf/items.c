/* Runs of text become boxes, glue and penalties. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "pdf/composer_imp.h"

enum { CONTEXT = 24 }; /* bytes shown on each side of a letter that can't be printed */

/* The state of one reading. */
struct reader {
	struct composer *c;
	const struct run *run;
	enum face face;
	double size;
	int hyphens;
	size_t word; /* where the word at hand starts in c->text */
	struct err *e;
};

static struct item *
item_add(struct reader *r, enum item_type type)
{
	struct item_list *l = &r->c->items;
	struct item *it;

	l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
	it = &l->at[l->n++];
	*it =
	    (struct item){ .type = type, .face = r->face, .size = r->size, .url = r->run->url };
	it->text = r->c->text_n;
	return it;
}

static void
letter_add(struct reader *r, uint32_t c)
{
	struct composer *co = r->c;

	co->text = mem_grow(co->text, co->text_n, &co->text_cap, sizeof *co->text);
	co->text[co->text_n++] = (uint16_t)c;
}

static int
missing(struct reader *r, uint32_t c, const char *at)
{
	const char *text = r->run->text;
	const char *from = at - text > CONTEXT ? at - CONTEXT : text;
	size_t n = strlen(from) < 2 * CONTEXT ? strlen(from) : 2 * CONTEXT;
	char shown[5] = "";

	while (((unsigned char)*from & 0xC0) == 0x80)
		from++;
	while (n > 0 && ((unsigned char)from[n] & 0xC0) == 0x80)
		n--;
	utf8_put(c, shown);
	return err_set(r->e, ERR_INPUT,
	    "le caractère « %s » (U+%04X) ne peut pas être imprimé, dans « %.*s »", shown,
	    (unsigned)c, (int)n, from);
}

static double
width_of(struct reader *r, size_t from, size_t to)
{
	const struct metrics *m = r->c->metrics[r->face];
	const uint16_t *t = r->c->text;
	int w = 0;

	for (size_t i = from; i < to; i++) {
		w += metric_advance(m, t[i]);
		if (i > r->word)
			w += metric_kern(m, t[i - 1], t[i]);
	}
	return w * r->size / 1000;
}

static void
box_add(struct reader *r, size_t from, size_t to)
{
	struct item *it;

	if (from == to)
		return;
	it = item_add(r, ITEM_BOX);
	it->text = from;
	it->n = to - from;
	it->width = width_of(r, from, to);
}

static void
penalty_add(struct reader *r, int cost, int hyphen)
{
	struct item *it = item_add(r, ITEM_PENALTY);

	it->cost = cost;
	it->hyphen = hyphen;
	if (hyphen)
		it->width = metric_advance(r->c->metrics[r->face], '-') * r->size / 1000;
}

static int
is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) ||
	       (c >= 0x1E00 && c < 0x1F00);
}

static int
is_capital(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) || c == 0x152 || c == 0x178;
}

/*
 * The letters from..to, which hold nothing else, with the places where they may be cut.  What starts
 * with two capitals is a name or an acronym, and stays whole.
 */
static void
letters_add(struct reader *r, size_t from, size_t to)
{
	const uint16_t *t = r->c->text;
	char points[64];
	size_t start = from;

	if (r->hyphens && to - from < sizeof points &&
	    !(is_capital(t[from]) && is_capital(t[from + 1]))) {
		hyphen_points(r->c, r->c->text + from, to - from, points);
		for (size_t i = from; i + 1 < to; i++)
			if (points[i - from]) {
				box_add(r, start, i + 1);
				penalty_add(r, COST_HYPHEN, 1);
				start = i + 1;
			}
	}
	box_add(r, start, to);
}

/* Capitals and digits only. */
static int
is_group(const uint16_t *t, size_t from, size_t to)
{
	for (; from < to; from++)
		if (!((t[from] >= 'A' && t[from] <= 'Z') || (t[from] >= '0' && t[from] <= '9')))
			return 0;
	return 1;
}

/* The hyphen at i parts two groups of four: it is that of a code. */
static int
is_of_code(const struct reader *r, size_t i, size_t to)
{
	const uint16_t *t = r->c->text;

	if (i < r->word + 4 || i + 4 >= to || !is_group(t, i - 4, i) ||
	    !is_group(t, i + 1, i + 5))
		return 0;
	return (i == r->word + 4 || t[i - 5] == '-') && (i + 5 == to || t[i + 5] == '-');
}

/* After a hyphen or a slash between letters a line may end; not in « 7K3M-9Q2X ». */
static int
cut_after(const struct reader *r, size_t i, size_t to)
{
	const uint16_t *t = r->c->text;

	if (i < r->word + 2 || i + 2 >= to || !is_letter(t[i + 1]))
		return 0;
	if (t[i] == '-')
		return is_letter(t[i - 1]) && !is_of_code(r, i, to) ? COST_DASH : 0;
	return t[i] == '/' || t[i] == '@' ? COST_URL : 0;
}

/* Ends the word at hand. */
static void
word_end(struct reader *r)
{
	const uint16_t *t = r->c->text;
	size_t i = r->word, to = r->c->text_n, start = i;

	while (i < to) {
		size_t from = i;

		while (i < to && is_letter(t[i]))
			i++;
		if (i - from >= 5 && !(r->run->style & RUN_CODE)) {
			box_add(r, start, from);
			letters_add(r, from, i);
			start = i;
		}
		if (i < to && cut_after(r, i, to)) {
			int cost = cut_after(r, i, to);

			box_add(r, start, i + 1);
			penalty_add(r, cost, 0);
			start = i + 1;
		}
		i += i < to;
	}
	box_add(r, start, to);
	r->word = to;
}

static void
glue_add(struct reader *r, int tied)
{
	struct item *it;

	word_end(r);
	it = item_add(r, ITEM_GLUE);
	letter_add(r, tied ? 0xA0 : ' ');
	r->word = r->c->text_n;
	it->n = 1;
	it->width = metric_advance(r->c->metrics[r->face], ' ') * r->size / 1000;
	it->stretch = SPACE_STRETCH * r->size / 1000;
	it->shrink = SPACE_SHRINK * r->size / 1000;
	it->tied = tied;
}

/* Spaces of other sizes, which come with pasted text. */
static int
is_wide_space(uint32_t c)
{
	return (c >= 0x2000 && c <= 0x2006) || c == 0x2008 || c == 0x205F || c == 0x3000;
}

/* Marks that print nothing, and come with pasted text too: joiners, directions, a stray BOM. */
static int
is_invisible(uint32_t c)
{
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
	       c == 0xFEFF;
}

static int
char_read(struct reader *r, uint32_t c, const char *at)
{
	if (c == ' ' || c == '\t' || c == '\n' || is_wide_space(c)) {
		glue_add(r, 0);
		return 0;
	}
	if (is_invisible(c))
		return 0;
	if (c == 0xA0) {
		glue_add(r, 1);
		return 0;
	}
	if (c == 0xAD) { /* soft hyphen */
		word_end(r);
		penalty_add(r, COST_HYPHEN, 1);
		return 0;
	}
	if (c ==
	    0x2011) /* the faces have no no-break hyphen; a lone hyphen never breaks by itself */
		c = '-';
	if (c == 0x2007 || c == 0x2009 || c == 0x200A)
		c = 0x202F;
	if (metric_advance(r->c->metrics[r->face], c) < 0)
		return missing(r, c, at);
	letter_add(r, c);
	return 0;
}

static void
line_end(struct reader *r)
{
	struct item *fill;

	word_end(r);
	fill = item_add(r, ITEM_GLUE);
	fill->tied = 1;
	fill->stretch = 1e5;
	penalty_add(r, COST_FORCED, 0);
}

/* Marks the boxes that no line of `width` can hold together, with no end of line between them. */
static int
wide_mark(struct item_list *l, double width)
{
	double w = 0;
	size_t start = 0;
	int any = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct item *it = &l->at[i];

		w += it->type == ITEM_PENALTY ? 0 : it->width;
		if (it->type == ITEM_BOX && w > width) {
			for (size_t k = start; k <= i; k++)
				l->at[k].wide = 1;
			any = 1;
		}
		if ((it->type == ITEM_GLUE && !it->tied) ||
		    (it->type == ITEM_PENALTY && it->cost < COST_NEVER)) {
			w = 0;
			start = i + 1;
		}
	}
	return any;
}

/* Adds the box again, letter by letter. */
static void
box_spread(struct composer *c, const struct item *box)
{
	struct run run = { .url = box->url };
	struct reader r = { .c = c, .run = &run, .face = box->face, .size = box->size };

	r.word = box->text;
	for (size_t k = 0; k < box->n; k++) {
		box_add(&r, box->text + k, box->text + k + 1);
		penalty_add(&r, COST_SPLIT, 0);
	}
}

void
items_split(struct composer *c, double width)
{
	struct item_list old = c->items;

	if (!wide_mark(&old, width))
		return;
	c->items = (struct item_list){ NULL, 0, 0 };
	for (size_t i = 0; i < old.n; i++) {
		if (old.at[i].wide && old.at[i].type == ITEM_BOX) {
			box_spread(c, &old.at[i]);
			continue;
		}
		c->items.at = mem_grow(c->items.at, c->items.n, &c->items.cap, sizeof *old.at);
		c->items.at[c->items.n++] = old.at[i];
	}
	free(old.at);
}

static enum face
run_face(const struct type_style *st, int style)
{
	int face = (int)st->face;

	if (style & RUN_CODE)
		face = FACE_SANS;
	if (style & RUN_BOLD)
		face |= FACE_BOLD;
	if (style & RUN_ITALIC)
		face ^= FACE_ITALIC;
	return (enum face)face;
}

int
items_read(struct composer *c, const struct run *runs, const struct type_style *st, int hyphens,
    struct err *e)
{
	struct reader r = {
		.c = c, .size = st->size, .face = st->face, .hyphens = hyphens, .e = e
	};

	c->items.n = c->text_n = 0;
	for (r.run = runs; r.run != NULL; r.run = r.run->next) {
		const char *s = r.run->text, *at = s;
		uint32_t u;

		r.face = run_face(st, r.run->style);
		r.size = r.run->style & RUN_CODE ? st->size * 0.92 : st->size;
		r.word = c->text_n;
		if (r.run->style & RUN_BREAK) {
			line_end(&r);
			continue;
		}
		while ((u = utf8_next(&s)) != 0) {
			if (char_read(&r, u, at) < 0)
				return -1;
			at = s;
		}
		word_end(&r);
		if (r.run->next == NULL) {
			line_end(&r);
			return 0;
		}
	}
	return 0;
}
