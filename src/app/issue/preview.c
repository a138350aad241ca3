#include "app/issue/preview.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "app/form.h"
#include "app/home.h"
#include "app/lint.h"
#include "base/buf.h"
#include "base/builtin.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "pdf/paper.h"

/* What the papers of one preview share. */
struct preview {
	struct home *home;
	struct texts texts;
	struct form form;
	struct js *fields;
	struct composer *composer;
	struct press *press;
};

static int
add_paper(struct preview *v, const struct block *blocks, const char *title, struct err *e)
{
	struct paper_face face = { .school = v->home->school.name,
		.title = title,
		.who = v->form.nominative
			   ? js_get_str(js_member(v->fields, "student"), "name", "")
			   : NULL,
		.foot = v->home->school.name,
		.logo =
		    v->home->logo.len > 0 ? (const unsigned char *)v->home->logo.data : NULL,
		.logo_size = v->home->logo.len,
		.lang = "fr-FR",
		.initials = v->form.initials };
	struct press_copy copy = { .copy = 1, .label = "Spécimen", .outline = title };
	struct paper *p = paper_new(v->composer, blocks, &face, e);
	int rc = p != NULL ? press_add(v->press, p, &copy, 1, e) : -1;

	paper_free(p);
	return rc;
}

static int
add_sheet(struct preview *v, struct arena *a, struct err *e)
{
	struct template_source src = texts_source(&v->texts);
	const struct form *f = &v->form;
	const struct block *blocks;

	if (f->sheet == NULL)
		return 0;
	blocks = template_render(&src, f->sheet, v->fields, a, e);
	if (blocks == NULL)
		return -1;
	return add_paper(v, blocks, f->sheet_title != NULL ? f->sheet_title : f->title, e);
}

static int
add_form(struct preview *v, struct arena *a, struct err *e)
{
	const struct block *blocks = form_blocks(&v->form, &v->texts, v->fields, a, e);

	return blocks != NULL ? add_paper(v, blocks, v->form.title, e) : -1;
}

static struct js *
preview_fields(struct preview *v, enum specimen which, struct err *e)
{
	struct law law = { .rules = NULL };
	struct js *fields = NULL;

	if (lint_rules(&law, v->home, e) == 0) {
		struct fields_about about = { v->home, &law, &v->form, time_date(time_now()),
			"2026-2027", "000000000000", 1, 0 };

		fields = specimen_fields(&about, which, e);
	}
	law_release(&law);
	return fields;
}

static int
preview_make(struct preview *v, struct buf *out, struct err *e)
{
	struct press_info info = {
		.title = v->form.title, .author = v->home->school.name, .created = time_now()
	};
	struct arena a = ARENA_INIT;
	int rc = -1;

	v->composer = composer_new(e);
	v->press = v->composer != NULL ? press_new(v->composer, &info, e) : NULL;
	if (v->press != NULL && add_sheet(v, &a, e) == 0 && add_form(v, &a, e) == 0 &&
	    press_save(v->press, out, e) == 0)
		rc = press_pages(v->press);
	press_free(v->press);
	composer_free(v->composer);
	arena_release(&a);
	return rc;
}

int
preview_form(
    struct home *h, const char *name, enum specimen which, struct buf *out, struct err *e)
{
	struct preview v = { .home = h, .texts = { .dir = h->dir, .arena = ARENA_INIT } };
	int pages = -1;

	if (form_read(&v.form, &v.texts, name, e) == 0) {
		v.fields = preview_fields(&v, v.form.nominative ? which : SPECIMEN_BARE, e);
		if (v.fields != NULL)
			pages = preview_make(&v, out, e);
	}
	js_free(v.fields);
	texts_release(&v.texts);
	return pages;
}

/* An example on one line. */
static void
add_example(const struct js *v, struct buf *out)
{
	const char *otherwise = js_is_true(v) ? "oui" : "non";

	buf_str(out, " = ");
	if (js_is_number(v))
		js_write(v, 6, out);
	for (const char *p = js_is_number(v) ? "" : js_text(v, otherwise); *p != '\0'; p++)
		buf_char(out, *p == '\n' ? ' ' : *p);
	buf_char(out, '\n');
}

static void
add_names(const struct js *v, const char *path, int inside, struct buf *out)
{
	struct arena a = ARENA_INIT;
	const struct js *member;
	const char *key;

	for (size_t i = 0; (key = js_key_at(v, i, &member)) != NULL; i++) {
		const char *name = *path != '\0' ? arena_printf(&a, "%s.%s", path, key) : key;

		if (js_is_object(member)) {
			add_names(member, name, inside, out);
			continue;
		}
		buf_printf(out, "%s%s", inside ? "    " : "", name);
		if (!js_is_array(member)) {
			add_example(member, out);
			continue;
		}
		buf_str(out, " (se répète)\n");
		if (js_len(member) > 0)
			add_names(js_at(member, 0), "", 1, out);
	}
	arena_release(&a);
}

int
preview_names(struct home *h, struct buf *out, struct err *e)
{
	struct preview v = { .home = h, .texts = { .dir = h->dir, .arena = ARENA_INIT } };
	int rc = -1;

	if (form_read(&v.form, &v.texts, "convention", e) == 0 &&
	    (v.fields = preview_fields(&v, SPECIMEN_FULL, e)) != NULL) {
		add_names(v.fields, "", 0, out);
		rc = 0;
	}
	js_free(v.fields);
	texts_release(&v.texts);
	return rc;
}

static int
write_text(const struct builtin *b, const char *dir, struct err *e)
{
	char *path = path_join(dir, b->name),
	     *folder = mem_str_n(path, strlen(path) - strlen(path_base(path)) - 1);
	int rc = file_mkdirs(folder, e);

	if (rc == 0)
		rc = file_keep(path, b->data, b->size, e);
	free(folder);
	free(path);
	return rc;
}

int
preview_texts(const char *dir, struct err *e)
{
	const struct builtin *b;
	int n = 0;

	for (size_t i = 0; (b = builtin_at(i)) != NULL; i++) {
		if (strncmp(b->name, "forms/", 6) != 0 &&
		    strncmp(b->name, "templates/", 10) != 0)
			continue;
		if (write_text(b, dir, e) < 0)
			return -1;
		n++;
	}
	return n;
}
