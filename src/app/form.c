#include "app/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/charset.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"

enum { TEXT_MAX = 1 << 20 };

/* A line that no template has: it starts each text of a frozen run of them. */
static const char mark[] = "\x1E";

/* What the logo is called there, in base 64: no text of ours has such a name. */
static const char logo_name[] = "logo";

/* The body of one text in a frozen run; NULL. */
static const char *
frozen_find(const char *frozen, const char *name, struct arena *a)
{
	size_t n = strlen(name);

	for (const char *p = frozen; p != NULL && *p == *mark; p = strchr(p + 1, *mark)) {
		if (strncmp(p + 1, name, n) != 0 || p[1 + n] != '\n')
			continue;
		const char *body = p + 1 + n + 1, *end = strchr(body, *mark);

		return arena_str_n(a, body, end != NULL ? (size_t)(end - body) : strlen(body));
	}
	return NULL;
}

/* A file of the home, whatever encoding its editor gave it; NULL when there is none. */
static const char *
home_find(const char *dir, const char *name, struct arena *a)
{
	char *path = path_join(dir, name);
	struct buf bytes = BUF_INIT, text = BUF_INIT;
	struct charset_guess g;
	const char *body = NULL;

	if (file_exists(path) && file_read(path, TEXT_MAX, &bytes, NULL) == 0 &&
	    charset_decode(bytes.data, bytes.len, NULL, &text, &g, NULL) == 0)
		body = arena_str(a, text.data);
	buf_release(&bytes);
	buf_release(&text);
	free(path);
	return body;
}

static const char *
find_text(struct texts *t, const char *name)
{
	const struct builtin *b;
	const char *body = NULL;

	if (t->frozen != NULL)
		return frozen_find(t->frozen, name, &t->arena);
	if (strstr(name, "..") == NULL && t->dir != NULL)
		body = home_find(t->dir, name, &t->arena);
	if (body == NULL && (b = builtin_lookup(name)) != NULL)
		body = (const char *)b->data;
	return body;
}

const char *
texts_lookup(struct texts *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->at[i].name, name) == 0)
			return t->at[i].body;
	t->at = mem_grow(t->at, t->n, &t->cap, sizeof *t->at);
	t->at[t->n].name = arena_str(&t->arena, name);
	t->at[t->n].body = find_text(t, name);
	return t->at[t->n++].body;
}

void
texts_logo(struct texts *t, const struct buf *logo)
{
	const char *kept = logo == NULL ? frozen_find(t->frozen, logo_name, &t->arena) : NULL;

	t->logo = (struct buf)BUF_INIT;
	if (logo != NULL)
		buf_add(&t->logo, logo->data, logo->len);
	else if (kept != NULL)
		base64_read(kept, &t->logo);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(((const struct text *)a)->name, ((const struct text *)b)->name);
}

void
texts_freeze(const struct texts *t, struct buf *out)
{
	struct text *sorted = mem_alloc(t->n * sizeof *sorted);

	memcpy(sorted, t->at, t->n * sizeof *sorted);
	qsort(sorted, t->n, sizeof *sorted, compare_texts);
	for (size_t i = 0; i < t->n; i++)
		if (sorted[i].body != NULL)
			buf_printf(out, "%s%s\n%s", mark, sorted[i].name, sorted[i].body);
	if (t->logo.len > 0) {
		buf_printf(out, "%s%s\n", mark, logo_name);
		base64_add(out, t->logo.data, t->logo.len);
	}
	free(sorted);
}

void
texts_forget(struct texts *t, size_t n)
{
	t->n = n;
	template_cache_free(t->parsed);
	t->parsed = NULL;
}

void
texts_release(struct texts *t)
{
	free(t->at);
	template_cache_free(t->parsed);
	buf_release(&t->logo);
	arena_release(&t->arena);
	*t = (struct texts){ .logo = BUF_INIT, .arena = ARENA_INIT };
}

static const char *
load_template(void *ctx, const char *name)
{
	char path[256];

	if (snprintf(path, sizeof path, "templates/%s", name) >= (int)sizeof path)
		return NULL;
	return texts_lookup(ctx, path);
}

struct template_source
texts_source(struct texts *t)
{
	if (t->parsed == NULL)
		t->parsed = template_cache_new();
	return (struct template_source){ load_template, t, t->parsed };
}
