#include "pdf/links_imp.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "pdf/composer_imp.h"

void
link_list_release(struct link_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->at[i].url);
	free(l->at);
	*l = (struct link_list){ NULL, 0, 0 };
}

void
link_list_copy(struct link_list *to, const struct link_list *from)
{
	for (size_t i = 0; i < from->n; i++) {
		to->at = mem_grow(to->at, to->n, &to->cap, sizeof *to->at);
		to->at[to->n] = from->at[i];
		to->at[to->n++].url = mem_str(from->at[i].url);
	}
}

void
link_list_add(struct link_list *to, const struct line *l, double x, double y)
{
	for (size_t i = 0; i < l->links_n; i++) {
		struct link k = l->links[i];

		k.x += x;
		k.y += y;
		k.url = mem_str(k.url);
		to->at = mem_grow(to->at, to->n, &to->cap, sizeof *to->at);
		to->at[to->n++] = k;
	}
}

/* A word or a link on its line, while it is walked along. */
struct walk {
	struct link_list *to;
	double size; /* of the letters */
	double from, x; /* where the word starts, and where we are */
	struct buf word;
	const char *url; /* of the template; NULL: what the word says */
};

static void
link_add(struct walk *w, const char *scheme, const char *url)
{
	static const double above = 0.75, below = 0.25; /* of the size: what a finger expects */
	struct link_list *l = w->to;

	l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
	l->at[l->n++] = (struct link){ .x = w->from,
		.y = -below * w->size,
		.w = w->x - w->from,
		.h = (above + below) * w->size,
		.url = mem_printf("%s%s", scheme, url) };
}

/* « prenom.nom@lycee.example »: something, an @, and a name with a point in it. */
static int
is_address(const char *s)
{
	const char *at = strchr(s, '@'), *dot = at != NULL ? strchr(at, '.') : NULL;

	return at != NULL && at > s && dot != NULL && dot > at + 1 && dot[1] != '\0' &&
	       strchr(at + 1, '@') == NULL;
}

static void
word_end(struct walk *w)
{
	char *s = w->word.data;
	size_t n = w->word.len;

	while (w->url == NULL && n > 0 && strchr(".,;:)", s[n - 1]) != NULL)
		s[--n] = '\0';
	if (n > 0 && w->url != NULL)
		link_add(w, "", w->url);
	else if (strncmp(s, "https://", 8) == 0 || strncmp(s, "http://", 7) == 0)
		link_add(w, "", s);
	else if (is_address(s))
		link_add(w, "mailto:", s);
	buf_cut(&w->word, 0);
	w->url = NULL;
}

static void
letter(struct walk *w, const struct seg *g, size_t i, const struct line *l,
    const struct metrics *m)
{
	uint32_t u = g->text[i];
	int space = u == ' ' || u == 0xA0 || u == 0x202F;
	double kern = i > 0 ? metric_kern(m, g->text[i - 1], u) : 0;
	char c[4];

	w->x += kern * g->size / 1000;
	if (space && g->url == NULL)
		word_end(w);
	if (w->word.len == 0)
		w->from = w->x;
	if (!space || g->url != NULL)
		buf_add(&w->word, c, utf8_put(u, c));
	w->x += metric_advance(m, u == 0xA0 ? ' ' : u) * g->size / 1000 +
		(u == ' ' || u == 0xA0 ? l->space : 0);
}

static void
line_walk(struct link_list *to, const struct line *l, const struct composer *c)
{
	struct walk w = { .to = to, .word = BUF_INIT };

	for (const struct seg *g = l->segs; g != NULL; g = g->next) {
		if (g->url != w.url)
			word_end(&w);
		w.size = g->size;
		w.url = g->url;
		for (size_t i = 0; i < g->n; i++)
			letter(&w, g, i, l, c->metrics[g->face]);
	}
	word_end(&w);
	buf_release(&w.word);
}

/* Most lines have none: seen at once. */
static int
may_have_links(const struct line *l)
{
	for (const struct seg *g = l->segs; g != NULL; g = g->next)
		if (g->url != NULL)
			return 1;
	return strchr(l->text, '@') != NULL || strstr(l->text, "://") != NULL;
}

void
links_find(struct line *l, const struct composer *c, struct arena *a)
{
	struct link_list found = { NULL, 0, 0 };
	struct link *kept;

	if (!may_have_links(l))
		return;
	line_walk(&found, l, c);
	kept = arena_alloc(a, found.n * sizeof *kept);
	for (size_t i = 0; i < found.n; i++) {
		kept[i] = found.at[i];
		kept[i].url = arena_str(a, found.at[i].url);
	}
	l->links = kept;
	l->links_n = found.n;
	link_list_release(&found);
}
