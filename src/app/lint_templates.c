#include "app/lint_templates.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/form.h"
#include "app/home.h"
#include "app/lint.h"
#include "app/mentions.h"
#include "app/specimen.h"
#include "base/builtin.h"
#include "base/err.h"
#include "base/js.h"
#include "pdf/paper.h"

/* What one run of the check holds. */
struct trial {
	struct home *home;
	struct templates_check *check;
	struct law law;
	struct composer *composer;
	date today;
	struct texts texts; /* of the form at hand */
	struct form form;
};

static void __attribute__((format(printf, 2, 3))) problem(struct trial *t, const char *fmt, ...)
{
	char line[1200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	t->check->problems++;
	t->check->say(t->check->ctx, line);
}

/* The data of the templates for one of the specimens. You free them. */
static struct js *
trial_fields(struct trial *t, enum specimen which, struct err *e)
{
	struct fields_about about = { t->home, &t->law, &t->form, t->today, "2026-2027",
		"000000000000", 1, 0 };

	return specimen_fields(&about, which, e);
}

static int
has_box(const struct paper *p, enum role role)
{
	size_t n;
	const struct box *boxes = paper_boxes(p, &n);

	for (size_t i = 0; i < n; i++)
		if (boxes[i].kind == BOX_SIGNATURE && boxes[i].role == role)
			return 1;
	return 0;
}

/* Lays the blocks out; with `signed_by` the roles of the form's order must find their boxes. */
static void
try_paper(struct trial *t, const char *name, const struct block *blocks, int signed_by)
{
	struct paper_face face = { .school = t->home->school.name,
		.title = t->form.title,
		.foot = t->home->school.name,
		.lang = "fr-FR" };
	struct err e = ERR_INIT;
	struct paper *p = paper_new(t->composer, blocks, &face, &e);

	if (p == NULL) {
		problem(t, "%s : %s", name, e.text);
		return;
	}
	for (size_t i = 0; signed_by && i < t->form.n_order; i++)
		if (!has_box(p, t->form.order[i]))
			problem(t,
			    "%s : pas de case de signature pour « %s », que forms/%s.ini fait "
			    "signer",
			    name, role_words(t->form.order[i]), t->form.name);
	paper_free(p);
}

static void
tell(void *ctx, const char *text)
{
	problem(ctx, "%s", text);
}

static void
try_template(struct trial *t, const char *name, const struct js *data, int signed_by)
{
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;
	struct template_source source = texts_source(&t->texts);
	const struct block *blocks = template_render(&source, name, data, &a, &e);

	if (blocks == NULL && template_check(&source, name, data, tell, t) == 0)
		problem(t, "%s", e.text);
	if (blocks != NULL)
		try_paper(t, name, blocks, signed_by);
	arena_release(&a);
}

static void
try_mentions(struct trial *t)
{
	unsigned lacking = mentions_lacking(&t->texts, t->form.template_name);

	for (size_t i = 0; law_mention_name(i) != NULL; i++)
		if ((lacking >> i & 1) != 0)
			problem(t,
			    "%s : l'article D124-4 veut %s ; rien ne l'annonce (écrivez "
			    "{{! mention : %s }} devant)",
			    t->form.template_name, law_mention_words(i), law_mention_name(i));
}

static int
try_form(struct trial *t, const char *name, struct err *e)
{
	struct err own = ERR_INIT;

	t->check->forms++;
	if (form_read(&t->form, &t->texts, name, &own) < 0) {
		problem(t, "%s", own.text);
		return 0;
	}
	for (int which = 0; which < SPECIMEN_COUNT; which++) {
		struct js *data = trial_fields(t, (enum specimen)which, e);
		size_t before = t->check->problems;

		if (data == NULL)
			return -1;
		try_template(t, t->form.template_name, data, which != SPECIMEN_BARE);
		if (t->form.sheet != NULL)
			try_template(t, t->form.sheet, data, 0);
		js_free(data);
		if (t->check->problems > before)
			break; /* the others would say the same again */
	}
	if (t->form.kind == DOC_CONVENTION)
		try_mentions(t);
	return 0;
}

/* The annexes inside the binary, as the home would print them. */
static int
try_annexes(struct trial *t, struct err *e)
{
	static const char folder[] = "templates/annexes/";
	struct err own = ERR_INIT;
	struct js *data;

	if (form_read(&t->form, &t->texts, "convention", &own) < 0)
		return 0; /* said already */
	data = trial_fields(t, SPECIMEN_FULL, e);
	if (data == NULL)
		return -1;
	for (size_t i = 0; builtin_at(i) != NULL; i++)
		if (strncmp(builtin_at(i)->name, folder, sizeof folder - 1) == 0)
			try_template(t, builtin_at(i)->name + strlen("templates/"), data, 0);
	js_free(data);
	return 0;
}

/* « forms/convention.ini » gives « convention »; NULL for another file. You free it. */
static char *
form_name(const char *file)
{
	size_t n = strlen(file);

	if (strncmp(file, "forms/", 6) != 0 || n < 11)
		return NULL;
	return mem_str_n(file + 6, n - 6 - strlen(".ini"));
}

static int
try_all(struct trial *t, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && builtin_at(i) != NULL; i++) {
		char *name = form_name(builtin_at(i)->name);

		if (name == NULL)
			continue;
		t->texts = (struct texts){ .dir = t->home->dir, .arena = ARENA_INIT };
		rc = try_form(t, name, e);
		texts_release(&t->texts);
		free(name);
	}
	if (rc < 0)
		return -1;
	t->texts = (struct texts){ .dir = t->home->dir, .arena = ARENA_INIT };
	rc = try_annexes(t, e);
	texts_release(&t->texts);
	return rc;
}

int
lint_templates(struct home *h, struct templates_check *check, struct err *e)
{
	struct trial t = { .home = h, .check = check, .today = date_parse("2026-12-01") };
	int rc = -1;

	t.composer = composer_new(e);
	if (t.composer == NULL)
		return -1;
	if (lint_rules(&t.law, h, e) == 0)
		rc = try_all(&t, e);
	law_release(&t.law);
	composer_free(t.composer);
	return rc;
}
