#include "app/issue/lint_templates.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/form.h"
#include "app/home.h"
#include "app/lint.h"
#include "app/issue/lint_files.h"
#include "app/mentions.h"
#include "app/follow/remind.h"
#include "app/issue/specimen.h"
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
	struct texts texts;
	struct form form; /* at hand */
	struct buf told; /* a line each: what several forms share is told once */
};

static int
is_told(const struct trial *t, const char *line)
{
	size_t n = strlen(line);

	for (const char *s = t->told.data; *s != '\0'; s += strcspn(s, "\n") + 1)
		if (strncmp(s, line, n) == 0 && s[n] == '\n')
			return 1;
	return 0;
}

static void __attribute__((format(printf, 2, 3))) problem(struct trial *t, const char *fmt, ...)
{
	char line[1200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof line - 1, fmt, ap);
	va_end(ap);
	if (is_told(t, line))
		return;
	buf_printf(&t->told, "%s\n", line);
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

	if (p ==
	    NULL) { /* the block says where it is; a whole page that is too full does not */
		problem(t, "%s%s%s", strstr(e.text, ".md:") != NULL ? "" : name,
		    strstr(e.text, ".md:") != NULL ? "" : ":1:1 : ", e.text);
		return;
	}
	for (size_t i = 0; signed_by && i < t->form.n_order; i++)
		if (!has_box(p, t->form.order[i]))
			problem(t,
			    "%s:1:1 : pas de case de signature pour « %s », que forms/%s.ini "
			    "fait signer ; ajoutez-en une, de rôle %s, à un bloc « signatures »",
			    name, role_words(t->form.order[i]), t->form.name,
			    role_name(t->form.order[i]));
	paper_free(p);
}

static void
tell(void *ctx, const char *text)
{
	problem(ctx, "%s", text);
}

static int
is_there(struct trial *t, const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "templates/%s", name);
	return texts_lookup(&t->texts, path) != NULL;
}

/*
 * A nominative paper is never printed without its data: only that it can be is looked at.  A template
 * that is not there was told of where the form names it.
 */
static void
try_template(struct trial *t, const char *name, const struct js *data, enum specimen which)
{
	/* NULL after a form that can't be read */
	const char *main_name = form_template(&t->form, data);
	int is_main = main_name != NULL && strcmp(name, main_name) == 0;
	int is_odd = which == SPECIMEN_BARE && t->form.nominative;
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;
	struct template_source source = texts_source(&t->texts);
	const struct block *blocks;
	size_t n = 0;

	if (!is_there(t, name))
		return;
	blocks = template_render(&source, name, data, &a, &e);
	if (!is_odd)
		n = template_check(&source, name, data, tell, t);
	if (blocks != NULL)
		try_paper(t, name, blocks, is_main && which != SPECIMEN_BARE);
	else if (n == 0)
		problem(t, "%s", e.text);
	arena_release(&a);
}

static void
try_mentions(struct trial *t, const char *name)
{
	unsigned lacking = is_there(t, name) ? mentions_lacking(&t->texts, name) : 0;

	for (size_t i = 0; law_mention_name(i) != NULL; i++)
		if ((lacking >> i & 1) != 0)
			problem(t,
			    "%s:1:1 : l'article D124-4 veut %s ; rien ne l'annonce (écrivez "
			    "{{! mention : %s }} devant)",
			    name, law_mention_words(i), law_mention_name(i));
}

static int
try_form(struct trial *t, const char *name, struct err *e)
{
	t->check->forms++;
	form_check(&t->form, &t->texts, name, tell, t);
	if (t->form.template_name == NULL)
		return 0; /* told */
	for (int which = 0; which < SPECIMEN_COUNT; which++) {
		struct js *data = trial_fields(t, (enum specimen)which, e);

		if (data == NULL)
			return -1;
		try_template(t, form_template(&t->form, data), data, (enum specimen)which);
		if (t->form.sheet != NULL)
			try_template(t, t->form.sheet, data, (enum specimen)which);
		js_free(data);
	}
	if (t->form.kind == DOC_CONVENTION)
		try_mentions(t, t->form.template_name);
	if (t->form.kind == DOC_CONVENTION && t->form.abroad != NULL)
		try_mentions(t, t->form.abroad);
	return 0;
}

/* The annex behind the convention: their boxes must not be called alike. */
static void
try_joined(struct trial *t, const char *name, struct js *data)
{
	struct js *section = js_copy(js_member(data, "section"));
	char *annex =
	    mem_str_n(name + strlen("annexes/"), strlen(name) - strlen("annexes/.md"));
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;
	const struct block *blocks;

	js_set_str(section, "annex", annex);
	js_set(data, "section", section);
	blocks = form_blocks(&t->form, &t->texts, data, &a, &e);
	if (blocks != NULL)
		try_paper(t, name, blocks, 0);
	free(annex);
	arena_release(&a);
}

/* The annexes, of the binary and of the home, as a convention would print them. */
static int
try_annex(void *ctx, const char *name, struct err *e)
{
	struct trial *t = ctx;
	struct js *data;

	if (form_check(&t->form, &t->texts, "convention", tell, t) > 0)
		return 0; /* told already */
	data = trial_fields(t, SPECIMEN_FULL, e);
	if (data == NULL)
		return -1;
	try_template(t, name + strlen("templates/"), data, SPECIMEN_FULL);
	try_joined(t, name + strlen("templates/"), data);
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
try_named(void *ctx, const char *file, struct err *e)
{
	char *name = form_name(file);
	int rc = name != NULL ? try_form(ctx, name, e) : 0;

	free(name);
	return rc;
}

/* A list or a mail of reminders: no form, data of its own. */
static int
try_reminders(struct trial *t, struct err *e)
{
	struct js *list = remind_list_specimen(t->home, t->today);
	struct js *data = trial_fields(t, SPECIMEN_FULL, e);
	struct template_source source = texts_source(&t->texts);

	try_template(t, "attente.md", list, SPECIMEN_FULL);
	template_text_check(&source, "courriels/attente.md", list, tell, t);
	if (data != NULL)
		template_text_check(&source, "courriels/relance.md", data, tell, t);
	js_free(list);
	js_free(data);
	return data != NULL ? 0 : -1;
}

static int
try_all(struct trial *t, struct err *e)
{
	if (lint_files_each(t->home->dir, "forms/", try_named, t, e) < 0 ||
	    lint_files_each(t->home->dir, "templates/annexes/", try_annex, t, e) < 0 ||
	    try_reminders(t, e) < 0)
		return -1;
	lint_files_own(t->home->dir, &t->texts, tell, t);
	return 0;
}

int
lint_templates(struct home *h, struct templates_check *check, struct err *e)
{
	struct trial t = { .home = h,
		.check = check,
		.today = date_parse("2026-12-01"),
		.texts = { .dir = h->dir, .arena = ARENA_INIT },
		.told = BUF_INIT };
	int rc = -1;

	t.composer = composer_new(e);
	if (t.composer == NULL)
		return -1;
	if (lint_rules(&t.law, h, e) == 0)
		rc = try_all(&t, e);
	law_release(&t.law);
	composer_free(t.composer);
	texts_release(&t.texts);
	buf_release(&t.told);
	return rc;
}
