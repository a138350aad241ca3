#include "app/form.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/conf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"

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

/* A file of the home; NULL when there is none, or it can't be read as text. */
static const char *
home_find(const char *dir, const char *name, struct arena *a)
{
	char *path = path_join(dir, name);
	struct buf text = BUF_INIT;
	const char *body = NULL;

	if (file_exists(path) && file_read(path, TEXT_MAX, &text, NULL) == 0 &&
	    utf8_valid(text.data, text.len)) {
		char *nfc = utf8_nfc(text.data);

		body = arena_str(a, nfc);
		free(nfc);
	}
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

/* « student, company, principal » */
static int
order_parse(struct form *f, const char *value)
{
	char word[32];
	int used;

	for (f->n_order = 0;
	     f->n_order < ROLE_COUNT && sscanf(value, " %31[a-z]%n", word, &used) == 1;) {
		int role = role_parse(word);

		if (role < 0)
			return -1;
		f->order[f->n_order++] = (enum role)role;
		value += used;
		value += strspn(value, ", ");
	}
	return *value == '\0' ? 0 : -1;
}

static int
yes_parse(const char *value, int *out)
{
	*out = strcmp(value, "yes") == 0 || strcmp(value, "oui") == 0;
	return *out || strcmp(value, "no") == 0 || strcmp(value, "non") == 0 ? 0 : -1;
}

static int
copies_parse(const char *value, int *out)
{
	*out = isdigit((unsigned char)value[0]) && value[1] == '\0' ? value[0] - '0' : 0;
	return *out >= 1 && *out <= FORM_COPIES_MAX ? 0 : -1;
}

/* One key of [form]: 0, -1 its value is wrong, 1 it is unknown. */
static int
form_value(struct form *f, struct arena *a, const char *key, const char *value)
{
	const struct {
		const char *key, **to;
	} words[] = { { "title", &f->title }, { "template", &f->template_name },
		{ "annex", &f->annex }, { "sheet", &f->sheet },
		{ "sheet_title", &f->sheet_title } };
	int kind;

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(key, words[i].key) == 0) {
			*words[i].to = *value != '\0' ? arena_str(a, value) : NULL;
			return 0;
		}
	if (strcmp(key, "kind") == 0) {
		kind = doc_kind_parse(value);
		f->kind = kind >= 0 ? (enum doc_kind)kind : DOC_ACCORD;
		return kind >= 0 ? 0 : -1;
	}
	if (strcmp(key, "copies") == 0)
		return copies_parse(value, &f->copies);
	if (strcmp(key, "nominative") == 0)
		return yes_parse(value, &f->nominative);
	if (strcmp(key, "initials") == 0)
		return yes_parse(value, &f->initials);
	if (strcmp(key, "order") == 0)
		return order_parse(f, value);
	return 1;
}

static int
form_entry(struct form *f, struct arena *a, const struct conf_entry *at)
{
	int copy = 0;

	if (strcmp(at->section, "form") == 0)
		return form_value(f, a, at->key, at->value);
	if (sscanf(at->section, "copy %d", &copy) != 1 || strcmp(at->key, "recipient") != 0)
		return 1;
	if (copy < 1 || copy > FORM_COPIES_MAX)
		return -1;
	f->recipients[copy - 1] = arena_str(a, at->value);
	return 0;
}

static int
form_fill(
    struct form *f, struct arena *a, const struct conf *c, const char *file, struct err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct conf_entry *at = &c->at[i];
		int rc = form_entry(f, a, at);

		if (rc != 0)
			return err_set(e, ERR_INPUT, "%s:%d : [%s] %s : %s « %s »", file,
			    at->line, at->section, at->key,
			    rc > 0 ? "clé inconnue, valeur" : "valeur incomprise", at->value);
	}
	if (f->title == NULL || f->template_name == NULL)
		return err_set(e, ERR_INPUT, "%s : il manque « %s » dans [form]", file,
		    f->title == NULL ? "title" : "template");
	return 0;
}

int
form_read(struct form *f, struct texts *t, const char *name, struct err *e)
{
	char file[128];
	struct conf c = CONF_INIT;
	const char *text;

	*f = (struct form){ .copies = 1 };
	snprintf(file, sizeof file, "forms/%s.ini", name);
	text = texts_lookup(t, file);
	if (text == NULL)
		return err_set(
		    e, ERR_ABSENT, "%s : il n'y a pas de formulaire de ce nom", file);
	f->name = arena_str(&t->arena, name);
	int rc = conf_parse(&c, text, file, e);

	if (rc == 0)
		rc = form_fill(f, &t->arena, &c, file, e);
	conf_release(&c);
	return rc;
}
