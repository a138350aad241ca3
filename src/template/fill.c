#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/js.h"
#include "base/utf8.h"
#include "template/filter_imp.h"
#include "template/french_imp.h"
#include "template/mustache_imp.h"

enum { NEST_MAX = 24 };

/* What names are looked up in, from the inside out. */
struct scope {
	const struct scope *outer;
	const struct js *value;
};

struct filler {
	const struct template_source *src;
	const char *name; /* of the template at hand */
	struct arena *a;
	struct filled *out;
	int nest; /* partials, one in another */
	struct err *e;
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

/* The member at the end of « a.b.c » in v, or NULL. */
static const struct js *
member_path(const struct js *v, const char *path)
{
	char key[64];

	for (;;) {
		size_t n = strcspn(path, ".");

		if (n >= sizeof key)
			return NULL;
		memcpy(key, path, n);
		key[n] = '\0';
		v = js_is_object(v) ? js_member(v, key) : NULL;
		if (v == NULL || path[n] == '\0')
			return v;
		path += n + 1;
	}
}

/* The innermost value whose first name is that of the path decides, as mustache wants. */
static const struct js *
lookup(const struct scope *scope, const char *path)
{
	char first[64];
	size_t n = strcspn(path, ".");

	if (strcmp(path, ".") == 0)
		return scope->value;
	if (n >= sizeof first)
		return NULL;
	memcpy(first, path, n);
	first[n] = '\0';
	for (; scope != NULL; scope = scope->outer)
		if (js_is_object(scope->value) && js_member(scope->value, first) != NULL)
			return member_path(scope->value, path);
	return NULL;
}

static const struct js *
lookup_known(struct filler *f, const struct node *n, const struct scope *scope)
{
	const struct js *v = lookup(scope, n->text);

	if (v == NULL)
		template_err(f->e, f->name, n->line, "variable inconnue « %s »", n->text);
	return v;
}

/* Numbers as French writes them: « 7,5 ». */
static void
value_text(const struct js *v, struct buf *b)
{
	if (js_is_str(v)) {
		buf_str(b, js_text(v, ""));
	} else if (js_is_number(v)) {
		double x = js_float(v, 0);

		js_write(v, 10, b);
		char *dot = memchr(b->data, '.', b->len);

		if (dot != NULL && x == (double)(long long)x)
			buf_cut(b, (size_t)(dot - b->data));
		else if (dot != NULL)
			*dot = ',';
	} else if (js_is_true(v)) {
		buf_str(b, "oui");
	}
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

static int
fill_value(struct filler *f, const struct node *n, const struct scope *scope)
{
	struct buf value = BUF_INIT, spaced = BUF_INIT, safe = BUF_INIT;
	const struct js *v = lookup_known(f, n, scope);
	int rc = -1;

	if (v == NULL)
		return -1;
	if (js_is_object(v) || js_is_array(v))
		return template_err(
		    f->e, f->name, n->line, "« %s » n'est pas un texte", n->text);
	value_text(v, &value);
	for (const struct filter_use *u = n->filters; u != NULL; u = u->next)
		if (filter_apply(u->name, u->arg, &value) < 0) {
			template_err(f->e, f->name, n->line,
			    "« %s » : « %s » ne convient pas au filtre « %s »", n->text,
			    value.data, u->name);
			goto done;
		}
	if (n->type == NODE_RAW) {
		french_template(value.data, value.len, '\n', &spaced);
		defuse(&spaced, &safe);
	} else {
		french_value(value.data, value.len, &spaced);
		escape(&spaced, &safe);
	}
	put(f, safe.data, safe.len, n->line);
	rc = 0;
done:
	buf_release(&value);
	buf_release(&spaced);
	buf_release(&safe);
	return rc;
}

static int
is_empty(const struct js *v)
{
	if (js_is_str(v))
		return *js_text(v, "") == '\0';
	if (js_is_array(v))
		return js_len(v) == 0;
	if (js_is_number(v))
		return js_float(v, 0) == 0;
	return !js_is_true(v) && !js_is_object(v);
}

static int
fill_section(struct filler *f, const struct node *n, const struct scope *scope)
{
	const struct js *v = lookup_known(f, n, scope);
	size_t times = js_is_array(v) ? js_len(v) : 1;

	if (v == NULL)
		return -1;
	if (n->type == NODE_INVERTED)
		return is_empty(v) ? fill_nodes(f, n->child, scope) : 0;
	for (size_t i = 0; !is_empty(v) && i < times; i++) {
		struct scope inner = { scope, js_is_array(v) ? js_at(v, i) : v };

		if (fill_nodes(f, n->child, &inner) < 0)
			return -1;
	}
	return 0;
}

/* « {{> annexes/SIO}} » is the template annexes/SIO.md. */
static int
fill_partial(struct filler *f, const struct node *n, const struct scope *scope)
{
	const char *suffix = strstr(n->text, ".md") != NULL ? "" : ".md";
	const char *name = arena_printf(f->a, "%s%s", n->text, suffix);
	const char *here = f->name;
	const char *text = f->src->load(f->src->ctx, name);
	int rc;

	if (f->nest == NEST_MAX)
		return template_err(
		    f->e, here, n->line, "« %s » s'appelle lui-même sans fin", name);
	if (text == NULL)
		return template_err(f->e, here, n->line, "modèle introuvable : « %s »", name);
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
	if (!utf8_valid(text, strlen(text)))
		return err_set(f->e, ERR_INPUT, "%s : ce modèle n'est pas en UTF-8", name);
	if (mustache_parse(text, name, f->a, &nodes, f->e) < 0)
		return -1;
	return fill_nodes(f, nodes, scope);
}

int
mustache_fill(const struct template_source *src, const char *name, const struct js *data,
    struct arena *a, struct filled *out, struct err *e)
{
	struct filler f = { .src = src, .a = a, .out = out, .e = e };
	struct scope scope = { NULL, data };

	const char *text = src->load(src->ctx, name);

	if (text == NULL)
		return err_set(e, ERR_ABSENT, "modèle introuvable : « %s »", name);
	return fill_template(&f, arena_str(a, name), text, &scope);
}
