/* Every mistake of a template, not only the first: what a school reads after it edited one. */
#include <string.h>

#include "base/err.h"
#include "base/js.h"
#include "base/utf8.h"
#include "template/markdown_imp.h"

enum { TEMPLATES_MAX = 64, NEST_MAX = 16 };

struct checker {
	const struct template_source *src;
	const char *name; /* of the template at hand */
	const char *seen[TEMPLATES_MAX]; /* looked at already */
	size_t n_seen;
	const char *open[NEST_MAX]; /* one called by the other */
	size_t n_open;
	int loops; /* one calls itself: it can't be filled */
	struct arena *a;
	struct mistakes *m;
};

static void check_nodes(struct checker *c, const struct node *n, const struct scope *scope);

static struct place
place_of(const struct checker *c, const struct node *n)
{
	return (struct place){ c->name, n->line, n->column };
}

static void
check_value(struct checker *c, const struct node *n, const struct scope *scope)
{
	const struct js *v = scope_lookup(scope, n->text);
	struct buf value = BUF_INIT;
	const char *unfit;

	if (v == NULL)
		mistake(c->m, place_of(c, n), "variable inconnue « %s »", n->text);
	else if (js_is_object(v) || js_is_array(v))
		mistake(c->m, place_of(c, n), "« %s » n'est pas un texte", n->text);
	else if (value_filtered(v, n->filters, &value, &unfit) < 0)
		mistake(c->m, place_of(c, n),
		    "« %s » : « %s » ne convient pas au filtre « %s »", n->text, value.data,
		    unfit);
	buf_release(&value);
}

/* Both ways of a section are looked at, whatever the data says; not what hangs on an empty list. */
static void
check_section(struct checker *c, const struct node *n, const struct scope *scope)
{
	const struct js *v = scope_lookup(scope, n->text);
	struct scope inner = { scope, v };

	if (v == NULL)
		mistake(c->m, place_of(c, n), "variable inconnue « %s »", n->text);
	if (v == NULL || n->type == NODE_INVERTED) {
		check_nodes(c, n->child, scope);
		return;
	}
	if (js_is_array(v) && js_len(v) == 0)
		return;
	if (js_is_array(v))
		inner.value = js_at(v, 0);
	check_nodes(c, n->child, &inner);
}

static void
check_text(struct checker *c, const char *name, const char *text, const struct scope *scope)
{
	struct node *nodes;

	for (size_t i = 0; i < c->n_seen; i++)
		if (strcmp(c->seen[i], name) == 0)
			return;
	if (c->n_seen == TEMPLATES_MAX || c->n_open == NEST_MAX)
		return;
	c->seen[c->n_seen++] = name;
	c->open[c->n_open++] = name;
	c->name = name;
	if (!utf8_valid(text, strlen(text)))
		mistake(c->m, (struct place){ name, 1, 0 }, "ce modèle n'est pas en UTF-8");
	else if (mustache_parse(text, name, c->a, &nodes, c->m) == 0)
		check_nodes(c, nodes, scope);
	c->n_open--;
}

static int
is_open(const struct checker *c, const char *name)
{
	for (size_t i = 0; i < c->n_open; i++)
		if (strcmp(c->open[i], name) == 0)
			return 1;
	return 0;
}

static void
check_partial(struct checker *c, const struct node *n, const struct scope *scope)
{
	const char *name = partial_name(n, c->a), *here = c->name;
	const char *text = c->src->load(c->src->ctx, name);

	if (is_open(c, name)) {
		c->loops = 1;
		mistake(c->m, place_of(c, n), "« %s » s'appelle lui-même sans fin", name);
	} else if (text == NULL) {
		mistake(c->m, place_of(c, n), "modèle introuvable : « %s »", name);
	} else {
		check_text(c, name, text, scope);
	}
	c->name = here;
}

static void
check_nodes(struct checker *c, const struct node *n, const struct scope *scope)
{
	for (; n != NULL; n = n->next) {
		switch (n->type) {
		case NODE_TEXT:
			break;
		case NODE_VALUE:
		case NODE_RAW:
			check_value(c, n, scope);
			break;
		case NODE_SECTION:
		case NODE_INVERTED:
			check_section(c, n, scope);
			break;
		case NODE_PARTIAL:
			check_partial(c, n, scope);
			break;
		}
	}
}

static void
say_nothing(void *ctx, const char *text)
{
	(void)ctx;
	(void)text;
}

/* The blocks of the template as these data fill it; what mustache says of it is told already. */
static void
check_blocks(struct checker *c, const char *name, const struct js *data)
{
	struct mistakes quiet = { .say = say_nothing };
	struct filled f = { .text = BUF_INIT };
	struct reading r = { .a = c->a, .from = &f, .m = c->m };

	if (mustache_fill(c->src, name, data, c->a, &f, &quiet) == 0)
		markdown_parse(&r, f.text.data, f.text.len, 1);
	filled_release(&f);
}

static size_t
check(const struct template_source *src, const char *name, const struct js *data, int plain,
    void (*say)(void *ctx, const char *text), void *ctx)
{
	struct arena a = ARENA_INIT;
	struct mistakes m = { .say = say, .ctx = ctx };
	struct checker c = { .src = src, .a = &a, .m = &m };
	struct scope scope = { NULL, data };
	const char *text = src->load(src->ctx, name);

	if (text == NULL) {
		struct err e = ERR_INIT;

		err_set(&e, ERR_ABSENT, "modèle introuvable : « %s »", name);
		say(ctx, e.text);
		return 1;
	}
	check_text(&c, name, text, &scope);
	if (!plain && !c.loops)
		check_blocks(&c, name, data);
	arena_release(&a);
	return m.n;
}

size_t
template_check(const struct template_source *src, const char *name, const struct js *data,
    void (*say)(void *ctx, const char *text), void *ctx)
{
	return check(src, name, data, 0, say, ctx);
}

size_t
template_text_check(const struct template_source *src, const char *name, const struct js *data,
    void (*say)(void *ctx, const char *text), void *ctx)
{
	return check(src, name, data, 1, say, ctx);
}
