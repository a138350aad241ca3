/* forms/NAME.ini: what each form is, read; every mistake, with its place and what to write. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/form.h"
#include "base/conf.h"
#include "base/err.h"
#include "base/utf8.h"

struct reading {
	struct form *f;
	struct arena *a;
	const char *file, *text;
	const struct conf *c;
	void (*say)(void *ctx, const char *line); /* NULL: the first mistake ends it, in e */
	void *ctx;
	size_t n; /* told */
	struct err *e;
};

/* A key of [form], how its value is read, and what to write there. */
struct key {
	const char *name;
	int (*parse)(struct reading *r, const struct key *k, const char *value);
	size_t at; /* of the const char * or int in struct form */
	const char *wants;
};

/* The column of `word` in a line of the text, both from 1. */
static int
column_of(const char *text, int line, const char *word)
{
	const char *at, *end;
	int column = 1;

	for (; line > 1 && (at = strchr(text, '\n')) != NULL; line--)
		text = at + 1;
	end = text + strcspn(text, "\n");
	at = *word != '\0' ? strstr(text, word) : NULL;
	if (at == NULL || at >= end)
		return 1;
	for (; text < at; utf8_next(&text))
		column++;
	return column;
}

/* A mistake at `word` in the line.  -1: stop; 0: told, go on. */
static int __attribute__((format(printf, 4, 5)))
fault(struct reading *r, int line, const char *word, const char *fmt, ...)
{
	struct err e = ERR_INIT;
	char text[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	err_set(&e, ERR_INPUT, "%s:%d:%d : %s", r->file, line, column_of(r->text, line, word),
	    text);
	r->n++;
	if (r->say == NULL)
		return err_set(r->e, ERR_INPUT, "%s", e.text);
	r->say(r->ctx, e.text);
	return 0;
}

static int
parse_text(struct reading *r, const struct key *k, const char *value)
{
	const char **to = (const char **)((char *)r->f + k->at);

	if (strchr(value, '\n') != NULL)
		return -1; /* inih joins what a key says twice */
	*to = *value != '\0' ? arena_str(r->a, value) : NULL;
	return 0;
}

/* The name goes in front of « SIGLE.md ». */
static int
parse_folder(struct reading *r, const struct key *k, const char *value)
{
	if (*value != '\0' && value[strlen(value) - 1] != '/')
		return -1;
	return parse_text(r, k, value);
}

static int
parse_kind(struct reading *r, const struct key *k, const char *value)
{
	int kind = doc_kind_parse(value);

	(void)k;
	if (kind < 0)
		return -1;
	r->f->kind = (enum doc_kind)kind;
	return 0;
}

static int
parse_copies(struct reading *r, const struct key *k, const char *value)
{
	int n = isdigit((unsigned char)value[0]) && value[1] == '\0' ? value[0] - '0' : 0;

	(void)k;
	if (n < 1 || n > FORM_COPIES_MAX)
		return -1;
	r->f->copies = n;
	return 0;
}

static int
parse_yes(struct reading *r, const struct key *k, const char *value)
{
	int yes = strcmp(value, "yes") == 0 || strcmp(value, "oui") == 0;

	*(int *)((char *)r->f + k->at) = yes;
	return yes || strcmp(value, "no") == 0 || strcmp(value, "non") == 0 ? 0 : -1;
}

static int
in_order(const struct form *f, int role)
{
	for (size_t i = 0; i < f->n_order; i++)
		if (f->order[i] == (enum role)role)
			return 1;
	return 0;
}

/* « student, company, principal » */
static int
parse_order(struct reading *r, const struct key *k, const char *value)
{
	struct form *f = r->f;
	char word[32];
	int used;

	(void)k;
	for (f->n_order = 0;
	     f->n_order < ROLE_COUNT && sscanf(value, " %31[a-z]%n", word, &used) == 1;) {
		int role = role_parse(word);

		if (role < 0 || in_order(f, role))
			return -1;
		f->order[f->n_order++] = (enum role)role;
		value += used;
		value += strspn(value, ", ");
	}
	return *value == '\0' ? 0 : -1;
}

#define AT(field) offsetof(struct form, field)
#define ONE_TEXT "il faut un texte, sur une ligne, et une seule fois"

static const struct key keys[] = {
	{ "kind", parse_kind, 0,
	    "il faut accord, convention, amendment, visit, certificate ou cover" },
	{ "title", parse_text, AT(title), ONE_TEXT },
	{ "template", parse_text, AT(template_name), ONE_TEXT },
	{ "abroad", parse_text, AT(abroad), ONE_TEXT },
	{ "annex", parse_folder, AT(annex),
	    "il faut un dossier de templates/, terminé par « / » : « annexes/ »" },
	{ "sheet", parse_text, AT(sheet), ONE_TEXT },
	{ "sheet_title", parse_text, AT(sheet_title), ONE_TEXT },
	{ "copies", parse_copies, 0, "il faut un nombre d'exemplaires, de 1 à 8" },
	{ "nominative", parse_yes, AT(nominative), "il faut yes ou no" },
	{ "initials", parse_yes, AT(initials), "il faut yes ou no" },
	{ "order", parse_order, 0,
	    "il faut, chacun une fois, des noms parmi student, guardian, company, principal, "
	    "tutor et teacher, séparés par des virgules" },
};

static const struct key *
key_lookup(const char *name)
{
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

/* The entry of the same section and key before it; NULL. */
static const struct conf_entry *
said_before(const struct conf *c, const struct conf_entry *at)
{
	for (const struct conf_entry *p = c->at; p < at; p++)
		if (strcmp(p->section, at->section) == 0 && strcmp(p->key, at->key) == 0)
			return p;
	return NULL;
}

static int
form_entry(struct reading *r, const struct conf_entry *at)
{
	const struct key *k = key_lookup(at->key);
	const struct conf_entry *before = said_before(r->c, at);

	if (k == NULL)
		return fault(r, at->line, at->key,
		    "[form] : clé inconnue « %s » ; il y a kind, title, template, abroad, annex, sheet, "
		    "sheet_title, copies, nominative, initials et order",
		    at->key);
	if (before != NULL)
		return fault(r, at->line, at->key, "[form] %s est déjà dit à la ligne %d",
		    at->key, before->line);
	if (k->parse(r, k, at->value) < 0)
		return fault(r, at->line, at->value,
		    "[form] %s : valeur incomprise « %s » ; %s", at->key, at->value, k->wants);
	return 0;
}

static int
copy_entry(struct reading *r, const struct conf_entry *at)
{
	int copy = 0, used = 0;

	if (sscanf(at->section, "copy %d%n", &copy, &used) != 1 || at->section[used] != '\0')
		return fault(r, at->line, at->key,
		    "section inconnue [%s] ; il y a [form], et [copy 1], [copy 2]... pour les "
		    "destinataires des exemplaires",
		    at->section);
	if (copy < 1 || copy > FORM_COPIES_MAX || copy > r->f->copies)
		return fault(r, at->line, at->key,
		    "[%s] : ce formulaire n'a que %d exemplaire%s (copies = %d)", at->section,
		    r->f->copies, r->f->copies > 1 ? "s" : "", r->f->copies);
	if (strcmp(at->key, "recipient") != 0)
		return fault(r, at->line, at->key,
		    "[%s] : clé inconnue « %s » ; il n'y a que recipient, le destinataire",
		    at->section, at->key);
	r->f->recipients[copy - 1] = arena_str(r->a, at->value);
	return 0;
}

/* Copies may be counted after their recipients are named: [form] is read first. */
static int
entries_read(struct reading *r)
{
	for (int form = 1; form >= 0; form--)
		for (size_t i = 0; i < r->c->n; i++) {
			const struct conf_entry *at = &r->c->at[i];

			if ((strcmp(at->section, "form") == 0) != form)
				continue;
			if ((form ? form_entry(r, at) : copy_entry(r, at)) < 0)
				return -1;
		}
	return 0;
}

static int
lacks_read(struct reading *r)
{
	static const char *const needed[] = { "kind", "title", "template" };

	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (conf_lookup(r->c, "form", needed[i]) == NULL &&
		    fault(r, 1, "", "il manque « %s » dans [form]", needed[i]) < 0)
			return -1;
	return 0;
}

static int
ini_read(struct reading *r)
{
	return entries_read(r) < 0 || lacks_read(r) < 0 ? -1 : 0;
}

/* The form's text; NULL with e filled. */
static const char *
ini_text(struct form *f, struct texts *t, const char *name, const char **file, struct err *e)
{
	const char *text;

	*f = (struct form){ .name = arena_str(&t->arena, name), .copies = 1 };
	*file = arena_printf(&t->arena, "forms/%s.ini", name);
	text = texts_lookup(t, *file);
	if (text == NULL)
		err_set(e, ERR_ABSENT, "%s : il n'y a pas de formulaire de ce nom", *file);
	return text;
}

int
form_read(struct form *f, struct texts *t, const char *name, struct err *e)
{
	struct conf c = CONF_INIT;
	struct reading r = { .f = f, .a = &t->arena, .c = &c, .e = e };
	int rc = -1;

	r.text = ini_text(f, t, name, &r.file, e);
	if (r.text != NULL && conf_parse(&c, r.text, r.file, e) == 0)
		rc = ini_read(&r);
	conf_release(&c);
	return rc;
}

/* A template that the key names; the recipients of the copies. */
static void
names_check(struct reading *r, struct texts *t)
{
	static const char *const named[] = { "template", "abroad", "sheet" };

	for (size_t i = 0; i < r->c->n; i++) {
		const struct conf_entry *at = &r->c->at[i];
		size_t k = 0, n = sizeof named / sizeof named[0];
		char path[256];

		while (k < n && strcmp(at->key, named[k]) != 0)
			k++;
		if (k == n)
			continue;
		snprintf(path, sizeof path, "templates/%s", at->value);
		if (*at->value != '\0' && texts_lookup(t, path) == NULL)
			fault(r, at->line, at->value,
			    "[form] %s : modèle introuvable « %s » ; il est cherché dans "
			    "templates/",
			    at->key, at->value);
	}
	for (int i = 0; r->f->copies > 1 && i < r->f->copies; i++)
		if (r->f->recipients[i] == NULL)
			fault(r, 1, "",
			    "le destinataire de l'exemplaire %d n'est pas dit ; ajoutez [copy "
			    "%d] et « recipient = ... »",
			    i + 1, i + 1);
}

/* What a convention or its amendment binds by law: L124-1. */
static void
order_check(struct reading *r)
{
	static const enum role bound[] = { ROLE_STUDENT, ROLE_COMPANY, ROLE_PRINCIPAL };
	int line = 1;

	if (r->f->kind != DOC_CONVENTION && r->f->kind != DOC_AMENDMENT)
		return;
	for (size_t i = 0; i < r->c->n; i++)
		line = strcmp(r->c->at[i].key, "order") == 0 ? r->c->at[i].line : line;
	for (size_t i = 0; i < sizeof bound / sizeof bound[0]; i++)
		if (!in_order(r->f, (int)bound[i]))
			fault(r, line, "order",
			    "[form] order : il manque %s (%s), sans qui la convention n'engage pas "
			    "(L124-1)",
			    role_name(bound[i]), role_words(bound[i]));
}

size_t
form_check(struct form *f, struct texts *t, const char *name,
    void (*say)(void *ctx, const char *line), void *ctx)
{
	struct err e = ERR_INIT;
	struct conf c = CONF_INIT;
	struct reading r = { .f = f, .a = &t->arena, .c = &c, .say = say, .ctx = ctx };

	r.text = ini_text(f, t, name, &r.file, &e);
	if (r.text == NULL || conf_parse(&c, r.text, r.file, &e) < 0) {
		say(ctx, e.text);
		r.n++;
	} else {
		ini_read(&r);
		names_check(&r, t);
		order_check(&r);
	}
	conf_release(&c);
	return r.n;
}
