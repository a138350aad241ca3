/* Papers of placements: conventions, amendments, visit sheets, certificates, cover sheets. */
#include <stdlib.h>
#include <string.h>

#include "app/fields.h"
#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/lint.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"

/* Rows gathered first: the questions asked of each need the database again. */
struct stays {
	struct arena *a;
	struct stay *at;
	size_t n, cap;
};

static int
keep_stay(void *ctx, const struct stay *s)
{
	struct stays *to = ctx;

	to->at = mem_grow(to->at, to->n, &to->cap, sizeof *to->at);
	to->at[to->n] = *s;
	stay_keep(&to->at[to->n++], to->a);
	return 0;
}

/* Fields say the version and what is amended: they are made again once that is known. */
static int
make_fields(const struct choosing *c)
{
	struct fields_about about = issue_about(c->is, c->d);

	js_free(c->d->fields);
	c->d->fields = fields_of_stay(&about, c->s, c->e);
	if (c->d->fields == NULL)
		return -1;
	issue_describe(c->d, &c->is->arena);
	return c->d->amends != 0 ? issue_name_changes(c->is, c->d, c->e) : 0;
}

static void
describe_stay(struct issue *is, struct issued *to, const struct stay *s)
{
	issue_report_pupil(is, to, &s->student, &s->enrolment);
	to->placement = arena_str(&is->r->arena, s->p.number);
	to->company = arena_str(&is->r->arena, s->company.name);
}

static size_t
cut_at_colon(const char *text)
{
	const char *colon = strstr(text, " : ");

	return colon != NULL ? (size_t)(colon - text) : strlen(text);
}

/* Of a whole class only those that call for the paper are looked at; of one placement, it must. */
static int
drop(const struct choosing *c, enum choice choice)
{
	struct issue *is = c->is;

	js_free(c->d->fields);
	is->n_drafts--;
	if (choice == CHOICE_KEEP)
		return 0;
	is->r->n_docs--;
	if (is->q->placement != NULL || is->q->student != NULL)
		return err_in(c->e, "%s", issue_full_name(&is->arena, &c->s->student));
	if (is->form.kind ==
	    DOC_CERTIFICATE) /* « le stage se termine le ... », and no advice */
		issue_notice_add(is, issue_full_name(&is->r->arena, &c->s->student), LAW_WARN,
		    arena_str_n(&is->arena, c->e->text, cut_at_colon(c->e->text)));
	*c->e = (struct err)ERR_INIT;
	return 0;
}

/* 1 when the law refuses it. */
static int
select_stay(struct issue *is, const struct stay *s, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct choosing c = { is, s, issue_draft_add(is), issue_report_add(is), &a, e };
	int rc;

	if (*s->p.gone != '\0') {
		is->n_drafts--;
		is->r->n_docs--;
		arena_release(&a);
		return err_set(e, ERR_REFUSED, "le stage n° %s est annulé", s->p.number);
	}
	describe_stay(is, c.to, s);
	c.d->enrolment = s->enrolment.id;
	c.d->year = s->enrolment.year;
	c.d->section = s->section.id;
	c.d->placement = s->p.id;
	c.d->start = date_parse(s->p.periods[0].starts);
	rc = make_fields(&c);
	if (rc == 0)
		rc = issue_choose(&c);
	if (rc == CHOICE_KEEP || rc == CHOICE_NONE)
		rc = drop(&c, (enum choice)rc);
	else if (rc == CHOICE_MAKE && (rc = make_fields(&c)) == 0) {
		issue_report_made(is, c.d, c.to);
		rc = issue_judge(is, s, e);
	}
	arena_release(&a);
	return rc;
}

/* Of a whole class, whoever is still there; a placement that was named, always.  1, 0, -1. */
static int
is_wanted(struct issue *is, const struct stay *s, struct err *e)
{
	if (is->q->placement != NULL || is->q->student != NULL)
		return 1;
	if (issue_has_left(is, &s->enrolment))
		return 0;
	return is->form.kind == DOC_VISIT ? issue_visit_wanted(is, s, e) : 1;
}

static int
select_all(struct issue *is, const struct stays *stays, struct err *e)
{
	int refused = 0;

	for (size_t i = 0; i < stays->n; i++) {
		int rc = is_wanted(is, &stays->at[i], e);

		if (rc == 1)
			rc = select_stay(is, &stays->at[i], e);
		if (rc < 0)
			return -1;
		refused += rc;
	}
	issue_judge_end(is);
	if (refused > 0)
		return err_set(e, ERR_REFUSED,
		    "rien n'est imprimé : %d stage%s %s à corriger d'abord", refused,
		    refused > 1 ? "s" : "", refused > 1 ? "sont" : "est");
	return 0;
}

static int
nothing_found(const struct issue *is, struct err *e)
{
	if (is->q->placement != NULL)
		return err_set(e, ERR_ABSENT, "aucun stage n° %s", is->q->placement);
	return err_set(e, ERR_ABSENT, "aucun stage en %s%s%s", is->year,
	    is->q->section != NULL ? " pour la section " : "",
	    is->q->section != NULL ? is->q->section : "");
}

/* With what is looked at together with each of them. */
static int
select_judged(struct issue *is, const struct stays *stays, struct err *e)
{
	struct lint lint;
	int rc = 0;

	is->lint = &lint;
	if (!issue_is_of_law(is->form.kind))
		return select_all(is, stays, e);
	rc = lint_open(&lint, is->h, &is->law, e);
	if (rc == 0 && is->form.kind == DOC_CONVENTION)
		rc = issue_judge_template(is, e);
	if (rc == 0)
		rc = select_all(is, stays, e);
	lint_close(&lint);
	return rc;
}

int
issue_select_stays(struct issue *is, struct err *e)
{
	struct stay_filter f = { .year = is->year, .section = is->q->section };
	struct stays stays = { &is->arena, NULL, 0, 0 };
	int rc = 0;

	if (is->q->placement != NULL)
		f = (struct stay_filter){ .number = is->q->placement };
	else if (is->q->student != NULL)
		rc = issue_find_student(is, &f.student, e);
	if (rc == 0)
		rc = issue_find_visitor(is, e);
	if (rc == 0)
		rc = stay_each(is->h->store, &f, keep_stay, &stays, e);
	if (rc == 0)
		rc = stays.n == 0 ? nothing_found(is, e) : select_judged(is, &stays, e);
	free(stays.at);
	return rc;
}
