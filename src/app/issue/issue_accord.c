/* Accords: one for a student, or a mould for a section. */
#include <stdlib.h>
#include <string.h>

#include "app/fields.h"
#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "base/date.h"
#include "base/js.h"
#include "store/document.h"

/* The live accord says something else than it would today: a new version is made. */
static int
renew(struct issue *is, const struct folded *live, struct draft *d, struct issued *to,
    struct err *e)
{
	struct js *then = document_find_fields(is->h->store, live->d.id, e);
	char *changes = then != NULL ? fields_accord_changes(then, d->fields) : NULL;
	int rc = changes == NULL ? -1 : *changes != '\0';

	if (rc == 1) {
		d->supersedes = live->d.id;
		d->version = live->d.version + 1;
		to->fate = ISSUE_REPLACED;
		to->words = arena_str(&is->r->arena, changes);
	}
	free(changes);
	js_free(then);
	return rc;
}

/* The draft that was added last is not made. */
static void
drop_draft(struct issue *is)
{
	js_free(is->drafts[--is->n_drafts].fields);
}

struct refusal {
	date on;
	char *reason; /* in the draft's arena; NULL: none was refused */
	struct arena *a;
};

static int
take_refusal(void *ctx, const struct folded *f)
{
	struct refusal *r = ctx;

	if (f->state.state == STATE_REFUSED && f->state.reason != NULL) {
		r->on = time_date(f->state.since);
		r->reason = arena_str(r->a, f->state.reason);
	}
	return 0;
}

/* Why the student's last accord was refused: the next one says so. */
static int
set_refusal(struct issue *is, struct draft *d, struct err *e)
{
	const struct document_filter accords = {
		.enrolment = d->enrolment, .kind_set = 1, .kind = DOC_ACCORD
	};
	struct refusal r = { DATE_NONE, NULL, &is->arena };
	char iso[DATE_ISO_SIZE];

	if (document_each(is->h->store, &accords, take_refusal, &r, e) < 0)
		return -1;
	if (r.reason == NULL)
		return 0;
	date_iso(r.on, iso);
	fields_set_document(d->fields, "refused_on", iso);
	fields_set_document(d->fields, "refusal", r.reason);
	return 0;
}

static int
pupil_fields(struct issue *is, struct draft *d, const struct pupil *p, struct err *e)
{
	struct fields_about about = issue_about(is, d);

	js_free(d->fields);
	d->fields = fields_of_pupil(&about, p, e);
	return d->fields != NULL ? set_refusal(is, d, e) : -1;
}

/* What becomes of a student's accord: 1 made, 0 there is one, -1. */
static int
choose_accord(
    struct issue *is, const struct pupil *p, struct draft *d, struct issued *to, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct folded live;
	int rc = document_live_of_enrolment(
	    is->h->store, p->enrolment.id, is->form.kind, &a, &live, e);

	if (rc == 0)
		rc = 1;
	else if (rc == 1 && live.state.state == STATE_ISSUED)
		rc = renew(is, &live, d, to, e);
	else if (rc == 1)
		rc = 0;
	if (rc == 0)
		issue_report_kept(is, to, &live);
	arena_release(&a);
	return rc;
}

int
issue_select_pupil(struct issue *is, const struct pupil *p, struct err *e)
{
	struct issued *to;
	struct draft *d;
	int rc;

	if (issue_has_left(is, &p->enrolment))
		return 0;
	to = issue_report_add(is);
	issue_report_pupil(is, to, &p->student, &p->enrolment);
	d = issue_draft_add(is);
	d->enrolment = p->enrolment.id;
	d->section = p->section.id;
	if (pupil_fields(is, d, p, e) < 0 || (rc = choose_accord(is, p, d, to, e)) < 0)
		return -1;
	if (rc == 0) {
		drop_draft(is);
		return 0;
	}
	issue_report_made(is, d, to);
	if (pupil_fields(is, d, p, e) < 0) /* now that its version is known */
		return -1;
	issue_describe(d, &is->arena);
	return 0;
}

/* The live mould of that section and year; d: what would be printed today. */
struct mould_search {
	struct issue *is;
	struct draft *d;
	struct issued *to;
	int fate; /* 1: it is as today; 2: a new version replaces it; 0: there is none */
	struct err *e;
};

static int
find_mould(void *ctx, const struct folded *f)
{
	struct mould_search *m = ctx;
	int rc;

	if (!f->d.generic || f->d.mould != 0 || f->d.section != m->d->section ||
	    strcmp(f->d.form, m->is->form.name) != 0 || !state_is_live(&f->state))
		return 0;
	rc = renew(m->is, f, m->d, m->to, m->e);
	if (rc == 0)
		issue_report_kept(m->is, m->to, f);
	m->fate = rc == 0 ? 1 : 2;
	return rc < 0 ? -1 : 0;
}

static int
mould_fields(struct issue *is, struct draft *d, const struct section *s, struct err *e)
{
	struct fields_about about = issue_about(is, d);

	js_free(d->fields);
	d->fields = fields_generic(&about, s, NULL, e);
	return d->fields != NULL ? 0 : -1;
}

int
issue_select_mould(struct issue *is, const struct section *s, struct err *e)
{
	struct issued *to = issue_report_add(is);
	struct mould_search m = { is, issue_draft_add(is), to, 0, e };
	struct document_filter f = { .section = s != NULL ? s->id : 0,
		.kind_set = 1,
		.kind = is->form.kind,
		.year = is->year };

	to->who = "non nominatif";
	to->section = s != NULL ? arena_str(&is->r->arena, s->label) : "toutes les sections";
	m.d->section = f.section;
	if (mould_fields(is, m.d, s, e) < 0 ||
	    document_each(is->h->store, &f, find_mould, &m, e) < 0)
		return -1;
	if (m.fate == 1) {
		drop_draft(is);
		return 0;
	}
	issue_report_made(is, m.d, to);
	if (mould_fields(is, m.d, s, e) < 0)
		return -1;
	issue_describe(m.d, &is->arena);
	return 0;
}
