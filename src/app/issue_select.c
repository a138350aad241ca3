/* Which papers are to be made, which there are already, and what the law says. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/fields.h"
#include "app/home.h"
#include "app/issue_imp.h"
#include "app/lint.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/utf8.h"
#include "store/document.h"

/* Rows gathered first: the questions asked of each need the database again. */
struct pupils {
	struct arena *a;
	struct pupil *at;
	size_t n, cap;
};

struct stays {
	struct arena *a;
	struct stay *at;
	size_t n, cap;
};

static int
keep_pupil(void *ctx, const struct pupil *p)
{
	struct pupils *to = ctx;

	to->at = mem_grow(to->at, to->n, &to->cap, sizeof *to->at);
	to->at[to->n] = *p;
	pupil_keep(&to->at[to->n++], to->a);
	return 0;
}

static int
keep_stay(void *ctx, const struct stay *s)
{
	struct stays *to = ctx;

	to->at = mem_grow(to->at, to->n, &to->cap, sizeof *to->at);
	to->at[to->n] = *s;
	stay_keep(&to->at[to->n++], to->a);
	return 0;
}

static struct fields_about
about(const struct issue *is, const char *number, int version)
{
	return (struct fields_about){ is->h, &is->law, &is->form, is->today, is->year, number,
		version };
}

/* « NGUYỄN Thị Hạnh » */
static const char *
full_name(struct arena *a, const struct student *s)
{
	char *upper = utf8_upper(s->last_name);
	const char *name = arena_printf(a, "%s %s", upper, s->first_name);

	free(upper);
	return name;
}

static struct draft *
draft_add(struct issue *is)
{
	is->drafts = mem_grow(is->drafts, is->n_drafts, &is->cap_drafts, sizeof *is->drafts);
	struct draft *d = &is->drafts[is->n_drafts++];

	*d = (struct draft){
		.version = 1, .start = DATE_NONE, .who = "", .name = "", .slug = ""
	};
	tag_number_new(d->number);
	return d;
}

static struct issued *
report_add(struct issue *is, enum issue_fate fate)
{
	struct issue_report *r = is->r;

	r->docs = mem_grow(r->docs, r->n_docs, &r->cap_docs, sizeof *r->docs);
	r->docs[r->n_docs] = (struct issued){ .fate = fate,
		.kind = is->form.kind,
		.version = 1,
		.who = "",
		.section = "",
		.placement = "",
		.company = "",
		.words = "" };
	return &r->docs[r->n_docs++];
}

static void
describe_pupil(
    struct issue *is, struct issued *to, const struct student *s, const struct enrolment *en)
{
	to->who = full_name(&is->r->arena, s);
	to->section = arena_str(&is->r->arena, en->class_label);
}

static void
describe_stay(struct issue *is, struct issued *to, const struct stay *s)
{
	describe_pupil(is, to, &s->student, &s->enrolment);
	to->placement = arena_str(&is->r->arena, s->p.number);
	to->company = arena_str(&is->r->arena, s->company.name);
}

static void
report_kept(struct issue *is, struct issued *to, const struct folded *f)
{
	to->fate = ISSUE_KEPT;
	memcpy(to->number, f->d.number, sizeof to->number);
	to->version = f->d.version;
	to->copies = f->d.copies;
	to->pages = f->d.pages;
	to->sheet_pages = f->d.sheet_pages;
	to->words = arena_str(&is->r->arena, state_words(&f->shape, &f->state));
}

static void
report_made(struct issue *is, struct draft *d, struct issued *to)
{
	memcpy(to->number, d->number, sizeof to->number);
	to->version = d->version;
	to->copies = is->form.copies;
	d->report = (size_t)(to - is->r->docs);
}

/* ---- conventions ---- */

static int
notice_add(struct issue *is, const struct stay *s, const struct law_findings *f)
{
	struct issue_report *r = is->r;
	int refused = 0;

	for (size_t i = 0; i < f->n; i++) {
		r->notices =
		    mem_grow(r->notices, r->n_notices, &r->cap_notices, sizeof *r->notices);
		r->notices[r->n_notices++] =
		    (struct issue_notice){ full_name(&r->arena, &s->student), f->at[i].severity,
			    arena_str(&r->arena, f->at[i].text) };
		refused |= f->at[i].severity == LAW_REFUSE;
	}
	return refused;
}

/* 1 when a refusal was found. */
static int
judge_stay(struct issue *is, const struct stay *s, struct err *e)
{
	struct law_findings f = LAW_FINDINGS_INIT;
	int rc = lint_stay(is->h, &is->law, s, is->today, &f, e);

	if (rc == 0)
		rc = notice_add(is, s, &f);
	law_findings_release(&f);
	return rc;
}

/*
 * There is a live convention.  1: it must be replaced (d is filled); 0: it stays as it is; -1.
 */
static int
replaces(struct issue *is, struct draft *d, const struct folded *live, struct issued *to,
    struct err *e)
{
	struct js *then = document_find_fields(is->h->store, live->d.id, e);
	char *changes;
	int rc = 0;

	if (then == NULL)
		return -1;
	changes = fields_legal_changes(then, d->fields);
	if (*changes == '\0') {
		report_kept(is, to, live);
	} else if (live->state.state >= STATE_SIGNED_PRINCIPAL) {
		report_kept(is, to, live);
		to->words = arena_printf(&is->r->arena,
		    "signée par tous ; ce qui a changé (%s) demande un avenant", changes);
	} else {
		d->supersedes = live->d.id;
		d->version = live->d.version + 1;
		to->fate = ISSUE_REPLACED;
		to->words = arena_str(&is->r->arena, changes);
		rc = 1;
	}
	free(changes);
	js_free(then);
	return rc;
}

/* Fields say the version: they are made again once it is known. */
static int
make_stay_fields(struct issue *is, struct draft *d, const struct stay *s, struct err *e)
{
	struct fields_about ab = about(is, d->number, d->version);

	js_free(d->fields);
	d->fields = fields_of_stay(&ab, s, e);
	if (d->fields == NULL)
		return -1;
	issue_describe(d, &is->arena);
	return 0;
}

static int
select_stay(struct issue *is, const struct stay *s, struct err *e)
{
	struct draft *d = draft_add(is);
	struct issued *to = report_add(is, ISSUE_MADE);
	struct arena a = ARENA_INIT;
	struct folded live;
	int rc;

	describe_stay(is, to, s);
	d->enrolment = s->enrolment.id;
	d->section = s->section.id;
	d->placement = s->p.id;
	d->start = date_parse(s->p.periods[0].starts);
	rc = make_stay_fields(is, d, s, e);
	if (rc == 0)
		rc = document_live(is->h->store, s->p.id, is->form.kind, &a, &live, e);
	if (rc == 1) {
		rc = replaces(is, d, &live, to, e);
		if (rc == 0) {
			js_free(d->fields);
			is->n_drafts--;
		} else if (rc == 1) {
			rc = make_stay_fields(is, d, s, e) < 0 ? -1 : 1;
		}
	} else if (rc == 0) {
		rc = 1;
	}
	arena_release(&a);
	if (rc == 1) {
		report_made(is, d, to);
		rc = judge_stay(is, s, e);
	}
	return rc;
}

static int
select_stays(struct issue *is, const struct stays *stays, struct err *e)
{
	int refused = 0;

	for (size_t i = 0; i < stays->n; i++) {
		int rc = select_stay(is, &stays->at[i], e);

		if (rc < 0)
			return -1;
		refused += rc;
	}
	if (refused > 0)
		return err_set(e, ERR_REFUSED,
		    "rien n'est imprimé : %d stage%s %s à corriger d'abord", refused,
		    refused > 1 ? "s" : "", refused > 1 ? "sont" : "est");
	return 0;
}

/* ---- one student by name ---- */

/* « Martin Camille 2007-02-11 »: cuts the date off; DATE_NONE when there is none. */
static date
cut_birth(char *name)
{
	char *space = strrchr(name, ' ');
	date birth = space != NULL ? date_parse(space + 1) : DATE_NONE;

	if (birth != DATE_NONE)
		*space = '\0';
	return birth;
}

static int
find_pupils(struct issue *is, const char *words, struct pupils *out, struct err *e)
{
	struct pupil_filter f = { .year = is->year, .section = is->q->section };
	char *name = mem_str(words), iso[DATE_ISO_SIZE];
	date birth = cut_birth(name);
	size_t kept = 0;

	if (*name != '\0' && name[strspn(name, "0123456789")] == '\0')
		f.student = strtoll(name, NULL, 10);
	else
		f.name = name;
	int rc = pupil_each(is->h->store, &f, keep_pupil, out, e);

	date_iso(birth, iso);
	for (size_t i = 0; i < out->n; i++)
		if (birth == DATE_NONE || strcmp(out->at[i].student.birth_date, iso) == 0)
			out->at[kept++] = out->at[i];
	out->n = kept;
	free(name);
	return rc;
}

/* The student that --student means; an error lists those it could be. */
static int
find_student(struct issue *is, struct pupils *found, struct err *e)
{
	struct buf names = BUF_INIT;
	size_t i = 1;

	if (find_pupils(is, is->q->student, found, e) < 0)
		return -1;
	if (found->n == 0)
		return err_set(e, ERR_ABSENT, "« %s » : aucun étudiant de ce nom en %s",
		    is->q->student, is->year);
	while (i < found->n && found->at[i].student.id == found->at[0].student.id)
		i++;
	if (i == found->n)
		return 0;
	for (i = 0; i < found->n && i < 8; i++)
		buf_printf(&names, "%s%s (%s, né%s le %s)", i > 0 ? ", " : "",
		    full_name(&is->arena, &found->at[i].student),
		    found->at[i].enrolment.class_label,
		    found->at[i].student.female > 0 ? "e" : "",
		    found->at[i].student.birth_date);
	err_set(e, ERR_USAGE,
	    "« %s » désigne plusieurs étudiants : %s ; ajoutez le prénom ou la date de naissance",
	    is->q->student, names.data);
	buf_release(&names);
	return -1;
}

static int
select_conventions(struct issue *is, struct err *e)
{
	struct stay_filter f = { .year = is->year, .section = is->q->section };
	struct stays stays = { &is->arena, NULL, 0, 0 };
	struct pupils found = { &is->arena, NULL, 0, 0 };
	int rc = 0;

	if (is->q->placement != NULL)
		f = (struct stay_filter){ .number = is->q->placement };
	else if (is->q->student != NULL && (rc = find_student(is, &found, e)) == 0)
		f = (struct stay_filter){ .year = is->year, .student = found.at[0].student.id };
	if (rc == 0)
		rc = stay_each(is->h->store, &f, keep_stay, &stays, e);
	if (rc == 0 && stays.n == 0)
		rc = is->q->placement != NULL
			 ? err_set(e, ERR_ABSENT, "aucun stage n° %s", is->q->placement)
			 : err_set(e, ERR_ABSENT, "aucun stage en %s%s%s", is->year,
			       is->q->section != NULL ? " pour la section " : "",
			       is->q->section != NULL ? is->q->section : "");
	if (rc == 0)
		rc = select_stays(is, &stays, e);
	free(stays.at);
	free(found.at);
	return rc;
}

/* ---- accords ---- */

static int
has_left(const struct issue *is, const struct enrolment *en)
{
	date left = date_parse(en->left_on);

	return left != DATE_NONE && left <= is->today;
}

static int
select_pupil(struct issue *is, const struct pupil *p, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct folded live;
	struct issued *to;
	int rc;

	if (has_left(is, &p->enrolment))
		return 0;
	to = report_add(is, ISSUE_MADE);
	describe_pupil(is, to, &p->student, &p->enrolment);
	rc = document_live_of_enrolment(
	    is->h->store, p->enrolment.id, is->form.kind, &a, &live, e);
	if (rc == 1) {
		report_kept(is, to, &live);
	} else if (rc == 0) {
		struct draft *d = draft_add(is);
		struct fields_about ab = about(is, d->number, d->version);

		d->enrolment = p->enrolment.id;
		d->section = p->section.id;
		d->fields = fields_of_pupil(&ab, p, e);
		report_made(is, d, to);
		rc = d->fields != NULL ? 0 : -1;
		if (rc == 0)
			issue_describe(d, &is->arena);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

static int
select_pupils(struct issue *is, struct err *e)
{
	struct pupil_filter f = { .year = is->year, .section = is->q->section };
	struct pupils pupils = { &is->arena, NULL, 0, 0 };
	int rc = is->q->student != NULL ? find_student(is, &pupils, e)
					: pupil_each(is->h->store, &f, keep_pupil, &pupils, e);

	if (rc == 0 && pupils.n == 0)
		rc = err_set(e, ERR_ABSENT, "aucun étudiant en %s%s%s", is->year,
		    is->q->section != NULL ? " dans la section " : "",
		    is->q->section != NULL ? is->q->section : "");
	for (size_t i = 0; rc == 0 && i < pupils.n; i++)
		rc = select_pupil(is, &pupils.at[i], e);
	free(pupils.at);
	return rc;
}

/* A live mould of that section and year. */
struct mould_search {
	struct issue *is;
	int64_t section;
	struct issued *to;
	int found;
};

static int
find_mould(void *ctx, const struct folded *f)
{
	struct mould_search *m = ctx;

	if (!f->d.generic || f->d.mould != 0 || f->d.section != m->section ||
	    strcmp(f->d.form, m->is->form.name) != 0 || !state_is_live(&f->state))
		return 0;
	report_kept(m->is, m->to, f);
	m->found = 1;
	return 0;
}

static int
select_mould(struct issue *is, const struct section *s, struct err *e)
{
	struct issued *to = report_add(is, ISSUE_MADE);
	struct mould_search m = { is, s != NULL ? s->id : 0, to, 0 };
	struct document_filter f = {
		.section = m.section, .kind_set = 1, .kind = is->form.kind, .year = is->year
	};
	struct draft *d;

	to->who = "non nominatif";
	to->section = s != NULL ? arena_str(&is->r->arena, s->label) : "toutes les sections";
	if (document_each(is->h->store, &f, find_mould, &m, e) < 0)
		return -1;
	if (m.found)
		return 0;
	d = draft_add(is);
	d->section = m.section;
	struct fields_about ab = about(is, d->number, d->version);

	d->fields = fields_generic(&ab, s, e);
	report_made(is, d, to);
	if (d->fields == NULL)
		return -1;
	issue_describe(d, &is->arena);
	return 0;
}

static int
select_generic(struct issue *is, struct err *e)
{
	struct section s;
	int rc;

	if (is->q->section == NULL)
		return select_mould(is, NULL, e);
	rc = section_lookup(is->h->store, is->q->section, &is->arena, &s, e);
	if (rc == 0)
		return err_set(e, ERR_ABSENT, "« %s » : section inconnue", is->q->section);
	return rc < 0 ? -1 : select_mould(is, &s, e);
}

int
issue_select(struct issue *is, struct err *e)
{
	if (is->q->kind == DOC_CONVENTION)
		return select_conventions(is, e);
	return is->q->generic ? select_generic(is, e) : select_pupils(is, e);
}
