#include "app/remind.h"

#include <string.h>

#include "app/board.h"
#include "app/fields.h"
#include "app/form.h"
#include "app/home.h"
#include "app/lint.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "pdf/paper.h"
#include "store/document.h"
#include "store/placement.h"

/* What the letters share. */
struct reminding {
	struct home *home;
	struct law law;
	struct texts texts;
	struct form form;
	struct composer *composer;
	struct press *press;
	date today;
	struct remind_report *report;
};

static int
is_wanted(const struct board_row *r, int all)
{
	if (r->kind != DOC_CONVENTION || r->document == 0 || r->placement == 0 ||
	    r->waits_for == NULL)
		return 0;
	if (strcmp(r->waits_for, "student") != 0 && strcmp(r->waits_for, "company") != 0)
		return 0;
	return all || r->late != NULL;
}

/* « la signature de l'étudiante et celle de l'entreprise »: what the most advanced copy lacks. */
static void
awaited_words(const struct board_row *r, const struct folded *f, struct buf *out)
{
	const struct {
		enum role role;
		const char *words;
	} parties[] = {
		{ ROLE_STUDENT, r->who.female ? "l'étudiante" : "l'étudiant" },
		{ ROLE_GUARDIAN, "son représentant légal" },
		{ ROLE_COMPANY, "l'entreprise" },
	};
	const struct state_copy *copy = &f->state.copies[f->state.best];
	const char *lacking[3];
	size_t n = 0;

	for (size_t i = 0; i < sizeof parties / sizeof parties[0]; i++) {
		const struct sign *sign = &copy->sign[parties[i].role];

		if (sign->expected && sign->status == SIGN_NONE)
			lacking[n++] = parties[i].words;
	}
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s de %s",
		    i == 0       ? ""
		    : i + 1 == n ? " et "
				 : ", ",
		    i == 0 ? "la signature" : "celle", lacking[i]);
}

static int
add_letter(
    struct reminding *m, const struct board_row *r, const struct js *fields, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct paper_face face = { .school = m->home->school.name,
		.title = m->form.title,
		.who = arena_printf(&a, "%s – %s", r->who.name, r->who.section),
		.foot = m->home->school.name,
		.logo =
		    m->home->logo.len > 0 ? (const unsigned char *)m->home->logo.data : NULL,
		.logo_size = m->home->logo.len,
		.lang = "fr-FR" };
	struct press_copy copy = { .copy = 1, .outline = r->who.name };
	const struct block *blocks = form_blocks(&m->form, &m->texts, fields, &a, e);
	struct paper *p = blocks != NULL ? paper_new(m->composer, blocks, &face, e) : NULL;
	int rc = p != NULL ? press_add(m->press, p, &copy, 1, e) : -1;

	paper_free(p);
	arena_release(&a);
	m->report->letters += rc == 0;
	return rc;
}

static int
remind_row(struct reminding *m, const struct board_row *r, struct err *e)
{
	struct fields_about about = { .home = m->home,
		.law = &m->law,
		.form = &m->form,
		.today = m->today,
		.year = r->who.year,
		.number = r->number,
		.version = r->version };
	struct arena a = ARENA_INIT;
	struct buf awaited = BUF_INIT;
	struct stay s;
	struct folded f;
	struct js *fields = NULL;
	int rc = stay_lookup_id(m->home->store, r->placement, &a, &s, e);

	if (rc == 1)
		rc = document_live(m->home->store, r->placement, DOC_CONVENTION, &a, &f, e);
	if (rc == 1)
		fields = fields_of_stay(&about, &s, e);
	rc = rc < 0 || (rc == 1 && fields == NULL) ? -1 : 0;
	if (fields != NULL) {
		awaited_words(r, &f, &awaited);
		fields_set_document(fields, "awaited", awaited.data);
		rc = add_letter(m, r, fields, e);
	}
	js_free(fields);
	buf_release(&awaited);
	arena_release(&a);
	return rc;
}

static int
remind_rows(struct reminding *m, const struct board *b, int all, struct buf *out, struct err *e)
{
	struct press_info info = {
		.title = m->form.title, .author = m->home->school.name, .created = time_now()
	};

	m->composer = composer_new(e);
	m->press = m->composer != NULL ? press_new(&info, e) : NULL;
	if (m->press == NULL)
		return -1;
	for (size_t i = 0; i < b->n; i++) {
		const struct board_row *r = &b->rows[i];

		if (!is_wanted(r, all))
			continue;
		if (r->questions > 0)
			m->report->unsure++;
		else if (remind_row(m, r, e) < 0)
			return -1;
	}
	return m->report->letters > 0 ? press_save(m->press, out, e) : 0;
}

int
remind(struct home *h, const struct remind_request *q, struct remind_report *report,
    struct buf *out, struct err *e)
{
	struct board_filter filter = { .section = q->section, .year = q->year };
	struct reminding m = { .home = h,
		.texts = { .dir = h->dir, .arena = ARENA_INIT },
		.today = time_date(time_now()),
		.report = report };
	struct board b;
	int rc = -1;

	memset(&b, 0, sizeof b);
	*report = (struct remind_report){ 0, 0 };
	if (lint_rules(&m.law, h, e) == 0 && form_read(&m.form, &m.texts, "reminder", e) == 0 &&
	    board_load(h, &filter, &b, e) == 0)
		rc = remind_rows(&m, &b, q->all, out, e);
	press_free(m.press);
	composer_free(m.composer);
	board_release(&b);
	texts_release(&m.texts);
	law_release(&m.law);
	return rc;
}
