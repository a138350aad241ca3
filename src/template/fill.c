#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/js.h"
#include "template/french_imp.h"
#include "template/mustache_imp.h"

enum { NEST_MAX = 24, PARTIALS_MAX = 2000 }; /* one in another, and in all */

struct filler {
	const struct template_source *src;
	const char *name; /* of the template at hand */
	struct arena *a;
	struct filled *out;
	int nest, partials; /* one in another; filled so far */
	struct mistakes *m;
};

static int fill_nodes(struct filler *f, const struct node *n, const struct scope *scope);
static int
fill_template(struct filler *f, const char *name, const char *text, const struct scope *scope);

void
filled_release(struct filled *f)
{
	buf_release(&f->text);
	free(f->origins);
	f->origins = NULL;
	f->n = f->cap = 0;
}

/* Adds text that comes from `line` on; each line of its own notes where it is from. */
static void
put(struct filler *f, const char *s, size_t n, int line)
{
	struct filled *out = f->out;

	for (size_t i = 0; i < n; i++) {
		if (out->text.len + i == 0 ||
		    (i > 0 ? s[i - 1] : out->text.data[out->text.len - 1]) == '\n') {
			out->origins =
			    mem_grow(out->origins, out->n, &out->cap, sizeof *out->origins);
			out->origins[out->n++] = (struct origin){ f->name, line };
		}
		line += s[i] == '\n';
	}
	buf_add(&out->text, s, n);
}

static struct place
place_of(const struct filler *f, const struct node *n)
{
	return (struct place){ f->name, n->line, n->column };
}

/* NULL: no such variable; *rc says whether to go on. */
static const struct js *
lookup_known(struct filler *f, const struct node *n, const struct scope *scope, int *rc)
{
	const struct js *v = scope_lookup(scope, n->text);

	*rc =
	    v != NULL ? 0 : mistake(f->m, place_of(f, n), "variable inconnue « %s »", n->text);
	return v;
}

/* Whatever Markdown could take for a mark of its own is escaped; a value stays on its line. */
static void
escape(const struct buf *b, struct buf *out)
{
	const char *s = b->data + strspn(b->data, " \t\r\n");

	for (; *s != '\0'; s++) {
		if (strchr("\\`*_{}[]()#+-.!|<>&~=^", *s) != NULL)
			buf_char(out, '\\');
		buf_char(out, strchr("\t\r\n", *s) != NULL ? ' ' : *s);
	}
}

/* Markdown of the data keeps its marks, but opens no fence: a text never makes a signature box. */
static void
defuse(const struct buf *b, struct buf *out)
{
	for (const char *s = b->data; *s != '\0'; s++) {
		if (strncmp(s, "```", 3) == 0 || strncmp(s, "~~~", 3) == 0)
			buf_char(out, '\\');
		if (*s != '\r')
			buf_char(out, *s);
	}
}

/* The value as Markdown that is safe: one line of text, or Markdown that makes no box. */
static void
value_put(struct filler *f, const struct node *n, const struct buf *value)
{
	struct buf spaced = BUF_INIT, safe = BUF_INIT;

	if (f->out->plain) {
		french_value(value->data, value->len, &safe);
	} else if (n->type == NODE_RAW) {
		french_template(value->data, value->len, '\n', &spaced);
		defuse(&spaced, &safe);
	} else {
		french_value(value->data, value->len, &spaced);
		escape(&spaced, &safe);
	}
	put(f, safe.data, safe.len, n->line);
	buf_release(&spaced);
	buf_release(&safe);
}

static int
fill_value(struct filler *f, const struct node *n, const struct scope *scope)
{
	struct buf value = BUF_INIT;
	const char *unfit;
	int rc;
	const struct js *v = lookup_known(f, n, scope, &rc);

	if (v == NULL)
		return rc;
	if (js_is_object(v) || js_is_array(v))
		return mistake(f->m, place_of(f, n), "« %s » n'est pas un texte", n->text);
	if (value_filtered(v, n->filters, &value, &unfit) < 0)
		rc = mistake(f->m, place_of(f, n),
		    "« %s » : « %s » ne convient pas au filtre « %s »", n->text, value.data,
		    unfit);
	else
		value_put(f, n, &value);
	buf_release(&value);
	return rc;
}

static int
fill_section(struct filler *f, const struct node *n, const struct scope *scope)
{
	int rc;
	const struct js *v = lookup_known(f, n, scope, &rc);
	size_t times = js_is_array(v) ? js_len(v) : 1;

	if (v == NULL)
		return rc;
	if (n->type == NODE_INVERTED)
		return value_is_empty(v) ? fill_nodes(f, n->child, scope) : 0;
	for (size_t i = 0; !value_is_empty(v) && i < times; i++) {
		struct scope inner = { scope, js_is_array(v) ? js_at(v, i) : v };

		if (fill_nodes(f, n->child, &inner) < 0)
			return -1;
	}
	return 0;
}

static int
fill_partial(struct filler *f, const struct node *n, const struct scope *scope)
{
	const char *name = partial_name(n, f->a);
	const char *here = f->name;
	const char *text = f->src->load(f->src->ctx, name);
	int rc;

	if (f->nest == NEST_MAX || ++f->partials > PARTIALS_MAX)
		return mistake(
		    f->m, place_of(f, n), "« %s » s'appelle lui-même sans fin", name);
	if (text == NULL)
		return mistake(f->m, place_of(f, n), "modèle introuvable : « %s »", name);
	f->nest++;
	rc = fill_template(f, name, text, scope);
	f->nest--;
	f->name = here;
	return rc;
}

static int
fill_nodes(struct filler *f, const struct node *n, const struct scope *scope)
{
	int rc = 0;

	for (; n != NULL && rc == 0; n = n->next) {
		switch (n->type) {
		case NODE_TEXT:
			put(f, n->text, n->len, n->line);
			break;
		case NODE_VALUE:
		case NODE_RAW:
			rc = fill_value(f, n, scope);
			break;
		case NODE_SECTION:
		case NODE_INVERTED:
			rc = fill_section(f, n, scope);
			break;
		case NODE_PARTIAL:
			rc = fill_partial(f, n, scope);
			break;
		}
	}
	return rc;
}

static int
fill_template(struct filler *f, const char *name, const char *text, const struct scope *scope)
{
	struct node *nodes;

	f->name = name;
	if (cache_parse(f->src->cache, text, name, f->a, &nodes, f->m) < 0)
		return -1;
	return fill_nodes(f, nodes, scope);
}

int
mustache_fill(const struct template_source *src, const char *name, const struct js *data,
    struct arena *a, struct filled *out, struct mistakes *m)
{
	struct filler f = { .src = src, .a = a, .out = out, .m = m };
	struct scope scope = { NULL, data };
	const char *text = src->load(src->ctx, name);

	if (text == NULL)
		return err_set(m->e, ERR_ABSENT, "modèle introuvable : « %s »", name);
	return fill_template(&f, arena_str(a, name), text, &scope);
}
