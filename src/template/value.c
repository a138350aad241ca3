/* The values that templates name: found, written as French writes them, filtered. */
#include <string.h>

#include "base/js.h"
#include "template/filter_imp.h"
#include "template/mustache_imp.h"

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
const struct js *
scope_lookup(const struct scope *scope, const char *path)
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

int
value_is_empty(const struct js *v)
{
	if (js_is_str(v))
		return *js_text(v, "") == '\0';
	if (js_is_array(v))
		return js_len(v) == 0;
	if (js_is_number(v))
		return js_float(v, 0) == 0;
	return !js_is_true(v) && !js_is_object(v);
}

int
value_filtered(
    const struct js *v, const struct filter_use *u, struct buf *out, const char **unfit)
{
	value_text(v, out);
	for (; u != NULL; u = u->next)
		if (filter_apply(u->name, u->arg, out) < 0) {
			*unfit = u->name;
			return -1;
		}
	return 0;
}

const char *
partial_name(const struct node *n, struct arena *a)
{
	const char *suffix = strstr(n->text, ".md") != NULL ? "" : ".md";

	return arena_printf(a, "%s%s", n->text, suffix);
}
