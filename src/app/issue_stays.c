/* Papers of placements: conventions, amendments, visit sheets, certificates, cover sheets. */
#include <stdlib.h>
#include <string.h>

#include "app/accord.h"
#include "app/fields.h"
#include "app/home.h"
#include "app/issue_imp.h"
#include "app/lint.h"
#include "app/who.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "domain/cover.h"
#include "store/document.h"

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

static int
notices_add(struct issue *is, const char *who, const struct law_findings *f)
{
	int refused = 0;

	for (size_t i = 0; i < f->n; i++) {
		issue_notice_add(is, who, f->at[i].severity, f->at[i].text);
		refused |= f->at[i].severity == LAW_REFUSE;
	}
	return refused;
}

/* 1 when a refusal was found. */
static int
judge_stay(struct issue *is, const struct stay *s, struct err *e)
{
	const struct lint_when when = { is->today, DATE_NONE, 0 };
	struct law_findings f = LAW_FINDINGS_INIT;
	int rc = lint_stay(is->lint, s, &when, &f, e);

	if (rc == 0)
		rc = notices_add(is, issue_full_name(&is->r->arena, &s->student), &f);
	law_findings_release(&f);
	return rc;
}

static void
notice_add(struct issue *is, const char *who, enum law_severity severity, const char *text)
{
	struct issue_report *r = is->r;

	r->notices = mem_grow(r->notices, r->n_notices, &r->cap_notices, sizeof *r->notices);
	r->notices[r->n_notices++] = (struct issue_notice){ who, severity, text };
}

/* The validated accord of a convention: 1 when it is refused without, or says something else. */
static int
judge_accord(struct issue *is, const struct stay *s, struct err *e)
{
	enum without_accord without = (enum without_accord)is->h->school.without_accord;
	const char *who = issue_full_name(&is->r->arena, &s->student), *why;
	int verdict = accord_check(is->h, s, &is->r->arena, &why, e);

	if (verdict == ACCORD_CONTRADICTS)
		notice_add(is, who, LAW_REFUSE, why);
	else if (verdict == ACCORD_NONE && without == WITHOUT_ACCORD_REFUSE)
		notice_add(is, who, LAW_REFUSE,
		    "aucun accord préalable validé ; « paraphe validate » en valide un, "
		    "« paraphe issue accord » l'imprime (réglage : paraphe.ini, [accord] missing)");
	else if (verdict == ACCORD_NONE && without == WITHOUT_ACCORD_WARN)
		is->n_without_accord++;
	return verdict < 0 ? -1
			   : verdict == ACCORD_CONTRADICTS ||
				 (verdict == ACCORD_NONE && without == WITHOUT_ACCORD_REFUSE);
}

/* Said once for all: a school that does not use accords says so in its settings. */
static void
notice_without_accord(struct issue *is)
{
	struct arena *a = &is->r->arena;
	size_t n = is->n_without_accord;

	if (n == 0)
		return;
	notice_add(is,
	    n == is->n_drafts && n == 1 ? is->drafts[0].name
					: arena_printf(a, "%zu stage%s", n, n > 1 ? "s" : ""),
	    LAW_WARN, "sans accord préalable validé (réglage : paraphe.ini, [accord] missing)");
}

/* What the template lacks is said once, not of each student. */
static int
judge_template(struct issue *is, struct err *e)
{
	struct law_findings f = LAW_FINDINGS_INIT;
	int rc = lint_convention(is->lint, is->today, &f, e);

	if (rc == 0)
		rc = notices_add(is, "modèle de la convention", &f);
	law_findings_release(&f);
	if (rc == 1)
		return err_set(e, ERR_REFUSED,
		    "rien n'est imprimé : le modèle de la convention est "
		    "à corriger d'abord");
	return rc;
}

/* What becomes of one placement. */
enum choice {
	CHOICE_MAKE,
	CHOICE_KEEP, /* there is a live one: the report names it */
	CHOICE_NONE /* it does not call for this paper: e says why */
};

/* One placement, and the paper that it may get. */
struct choosing {
	struct issue *is;
	const struct stay *s;
	struct draft *d;
	struct issued *to;
	struct arena *a;
	struct err *e;
};

/* What changed since the document was issued; NULL with e filled.  You free it. */
static char *
changes_since(const struct choosing *c, int64_t document)
{
	struct js *then = document_find_fields(c->is->h->store, document, c->e);
	char *changes = then != NULL ? fields_legal_changes(then, c->d->fields) : NULL;

	js_free(then);
	return changes;
}

static void
supersede(const struct choosing *c, const struct folded *old, const char *changes)
{
	c->d->supersedes = old->d.id;
	c->d->version = old->d.version + 1;
	c->to->fate = ISSUE_REPLACED;
	c->to->words = arena_str(&c->is->r->arena, changes);
}

static int
lookup_live(const struct choosing *c, enum doc_kind kind, struct folded *live)
{
	return document_live(c->is->h->store, c->s->p.id, kind, c->a, live, c->e);
}

/* Signed by all and changed since: 1 when an amendment says it already, 0, -1. */
static int
amendment_says_it(const struct choosing *c)
{
	struct folded amendment;
	int rc = lookup_live(c, DOC_AMENDMENT, &amendment);

	if (rc == 1) {
		char *changes = changes_since(c, amendment.d.id);

		rc = changes == NULL ? -1 : *changes == '\0';
		free(changes);
	}
	return rc;
}

static int
choose_convention(const struct choosing *c)
{
	struct folded live;
	int rc = lookup_live(c, DOC_CONVENTION, &live);
	char *changes;

	if (rc <= 0)
		return rc < 0 ? -1 : CHOICE_MAKE;
	if (live.d.blank) {
		/* filled by hand: what it says is on the paper, not in its fields */
		issue_report_kept(c->is, c->to, &live);
		c->to->words = arena_printf(
		    &c->is->r->arena, "convention vierge rattachée, %s", c->to->words);
		return CHOICE_KEEP;
	}
	if (live.d.kind == DOC_COVER) {
		issue_report_kept(c->is, c->to, &live);
		c->to->words = arena_printf(&c->is->r->arena, "%s, %s",
		    cover_convention_words(live.state.foreign), c->to->words);
		return CHOICE_KEEP;
	}
	changes = changes_since(c, live.d.id);
	if (changes == NULL)
		return -1;
	rc = CHOICE_KEEP;
	if (*changes != '\0' && live.state.state < STATE_SIGNED_PRINCIPAL) {
		supersede(c, &live, changes);
		rc = CHOICE_MAKE;
	} else {
		issue_report_kept(c->is, c->to, &live);
	}
	if (rc == CHOICE_KEEP && *changes != '\0') {
		int said = amendment_says_it(c);

		if (said < 0)
			rc = -1;
		else if (!said)
			c->to->words = arena_printf(&c->is->r->arena,
			    "signée par tous ; ce qui a changé (%s) demande un avenant : « paraphe issue "
			    "amendment --placement %s »",
			    changes, c->s->p.number);
	}
	free(changes);
	return rc;
}

/* There is a live amendment: what changed since it. */
static int
choose_after(const struct choosing *c, const struct folded *last)
{
	char *changes = changes_since(c, last->d.id);
	int rc = CHOICE_KEEP;

	if (changes == NULL)
		return -1;
	if (*changes == '\0') {
		issue_report_kept(c->is, c->to, last);
	} else {
		rc = CHOICE_MAKE;
		if (last->state.state < STATE_SIGNED_PRINCIPAL)
			supersede(c, last, changes);
		else
			c->d->version = last->d.version + 1;
	}
	free(changes);
	return rc;
}

static int
choose_amendment(const struct choosing *c)
{
	struct folded convention, last;
	int rc = lookup_live(c, DOC_CONVENTION, &convention);
	char *changes;

	if (rc == 0 || (rc == 1 && convention.state.state < STATE_SIGNED_PRINCIPAL)) {
		err_set(c->e, ERR_REFUSED,
		    "la convention n'est pas encore signée par tous : « issue convention » imprime sa "
		    "nouvelle version");
		return CHOICE_NONE;
	}
	if (rc < 0)
		return -1;
	c->d->amends = convention.d.id;
	rc = lookup_live(c, DOC_AMENDMENT, &last);
	if (rc != 0)
		return rc < 0 ? -1 : choose_after(c, &last);
	if (convention.d.blank && c->is->q->placement != NULL)
		return CHOICE_MAKE; /* a person saw what the paper says, and asks for it */
	changes = convention.d.blank ? mem_str("") : changes_since(c, convention.d.id);
	if (changes == NULL)
		return -1;
	rc = *changes != '\0' ? CHOICE_MAKE : CHOICE_NONE;
	if (rc == CHOICE_NONE)
		err_set(c->e, ERR_REFUSED, "rien de ce que dit la convention n'a changé");
	free(changes);
	return rc;
}

/* One at a time: the next when the last came back. */
static int
choose_next(const struct choosing *c)
{
	struct folded last;
	int rc = lookup_live(c, c->is->form.kind, &last);

	if (rc == 1 && last.state.state == STATE_ISSUED) {
		issue_report_kept(c->is, c->to, &last);
		return CHOICE_KEEP;
	}
	if (rc == 1)
		c->d->version = last.d.version + 1;
	return rc < 0 ? -1 : CHOICE_MAKE;
}

/* Once, unless what was really done was corrected since. */
static int
choose_certificate(const struct choosing *c)
{
	struct folded last;
	int due = issue_certificate_due(c->is, c->s, c->e), rc;

	if (due <= 0)
		return due < 0 ? -1 : CHOICE_NONE;
	rc = lookup_live(c, DOC_CERTIFICATE, &last);
	if (rc <= 0)
		return rc < 0 ? -1 : CHOICE_MAKE;
	rc = issue_certificate_differs(c->is, last.d.id, c->d->fields, c->e);
	if (rc == 1)
		supersede(c, &last, "durée ou gratification corrigée");
	else if (rc == 0)
		issue_report_kept(c->is, c->to, &last);
	return rc < 0 ? -1 : rc == 1 ? CHOICE_MAKE : CHOICE_KEEP;
}

static int
choose(const struct choosing *c)
{
	switch (c->is->form.kind) {
	case DOC_CONVENTION:
		return choose_convention(c);
	case DOC_AMENDMENT:
		return choose_amendment(c);
	case DOC_VISIT:
	case DOC_COVER:
		return choose_next(c);
	case DOC_CERTIFICATE:
		return choose_certificate(c);
	case DOC_ACCORD:
	case DOC_KIND_COUNT:
		break;
	}
	return err_set(c->e, ERR_INTERNAL, "ce papier n'est pas celui d'un stage");
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

static int
is_of_law(enum doc_kind kind)
{
	return kind == DOC_CONVENTION || kind == DOC_AMENDMENT;
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
		rc = choose(&c);
	if (rc == CHOICE_KEEP || rc == CHOICE_NONE)
		rc = drop(&c, (enum choice)rc);
	else if (rc == CHOICE_MAKE && (rc = make_fields(&c)) == 0) {
		issue_report_made(is, c.d, c.to);
		if (is_of_law(is->form.kind))
			rc = judge_stay(is, s, e);
		if (rc >= 0 && is->form.kind == DOC_CONVENTION) {
			int refused = judge_accord(is, s, e);

			rc = refused < 0 ? -1 : rc | refused;
		}
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
	notice_without_accord(is);
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
	if (!is_of_law(is->form.kind))
		return select_all(is, stays, e);
	rc = lint_open(&lint, is->h, &is->law, e);
	if (rc == 0 && is->form.kind == DOC_CONVENTION)
		rc = judge_template(is, e);
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
