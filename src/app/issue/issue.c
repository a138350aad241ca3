#include "app/issue/issue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/lint.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "store/batch.h"
#include "store/blank.h"
#include "store/document.h"
#include "store/store.h"

static const char *
form_name(const struct issue_request *q)
{
	if (q->blank > 0)
		return "convention-blank";
	if (q->generic)
		return "accord-generic";
	return doc_kind_name(q->kind); /* forms are called as kinds are */
}

enum { BLANKS_MAX = 200 };

static int
check_request(const struct issue_request *q, struct err *e)
{
	int said = (q->section != NULL) + (q->student != NULL) + (q->placement != NULL) +
		   q->all + q->generic + q->blank +
		   (q->kind == DOC_VISIT && q->teacher != NULL);

	if (said == 0)
		return err_set(e, ERR_USAGE, "pour qui ? --section, --student%s ou --all",
		    q->kind == DOC_ACCORD ? ", --generic" : ", --placement");
	if (q->generic && q->kind != DOC_ACCORD)
		return err_set(e, ERR_USAGE, "seul un accord peut être général");
	if (q->blank > 0 && q->kind != DOC_CONVENTION)
		return err_set(e, ERR_USAGE, "seule une convention peut être vierge");
	if (q->blank > BLANKS_MAX)
		return err_set(
		    e, ERR_USAGE, "%d conventions vierges à la fois au plus", BLANKS_MAX);
	if (q->teacher != NULL && q->blank == 0 && q->kind != DOC_VISIT)
		return err_set(e, ERR_USAGE,
		    "--teacher ne va qu'avec --blank, ou pour des fiches de visite");
	if (q->placement != NULL && q->kind == DOC_ACCORD)
		return err_set(
		    e, ERR_USAGE, "un accord s'imprime pour un étudiant (--student)");
	return 0;
}

static int
school_year(struct issue *is, struct err *e)
{
	if (is->q->year != NULL && strlen(is->q->year) != 9)
		return err_set(e, ERR_USAGE,
		    "« %s » n'est pas une année scolaire (attendu 2026-2027)", is->q->year);
	if (is->q->year != NULL) {
		snprintf(is->year, sizeof is->year, "%s", is->q->year);
		return 0;
	}
	school_year_of(is->today, is->year);
	char year[10];

	if (enrolment_year(is->h->store, is->year, year, e) < 0)
		return -1;
	if (*year != '\0')
		memcpy(is->year, year, sizeof is->year);
	return 0;
}

static int
has_guardian_box(const struct draft *d)
{
	for (size_t i = 0; i < d->n_boxes; i++)
		if (d->boxes[i].role == ROLE_GUARDIAN)
			return 1;
	return 0;
}

static int
record_blank(struct issue *is, const struct draft *d, int64_t document, struct err *e)
{
	const struct blank b = {
		.document = document, .year = d->year, .n = d->blank, .teacher = d->teacher
	};

	return blank_add(is->h->store, &b, e);
}

static int
record_draft(
    struct issue *is, const struct unit *u, const struct draft *d, int64_t batch, struct err *e)
{
	struct document_draft doc = {
		.d = {
		    .kind = is->form.kind,
		    .form = is->form.name,
		    .version = d->version,
		    .placement = d->placement,
		    .enrolment = d->enrolment,
		    .section = d->section,
		    .year = d->year,
		    .blank = is->q->blank > 0,
		    .amends = d->amends,
		    .generic = is->q->generic,
		    .copies = is->form.copies,
		    .pages = d->pages,
		    .sheet_pages = d->sheet_pages,
		    .guardian = has_guardian_box(d),
		    .start = d->start,
		    .supersedes = d->supersedes,
		    .batch = batch,
		},
		.fields = d->fields,
		.template_text = u->frozen,
		.recipients = is->form.recipients,
		.boxes = d->boxes,
		.n_boxes = d->n_boxes,
	};

	memcpy(doc.d.number, d->number, sizeof doc.d.number);
	if (document_add(is->h->store, &doc, is->h->actor, e) < 0)
		return err_in(e, "%s", d->name);
	return d->blank > 0 ? record_blank(is, d, doc.d.id, e) : 0;
}

static int
record_unit(struct issue *is, struct unit *u, int64_t batch, struct err *e)
{
	for (size_t i = 0; i < u->n; i++)
		if (record_draft(is, u, &is->drafts[u->first + i], batch, e) < 0)
			return -1;
	for (size_t i = u->output; i < u->output + u->n_outputs; i++)
		if (store_rename_later(
			is->h->store, is->outputs[i].temp, is->outputs[i].final, e) < 0)
			return -1;
	return 0;
}

/* The document that stands where d would; 0: none. */
static int
standing(struct issue *is, const struct draft *d, int64_t *id, struct err *e)
{
	struct store *st = is->h->store;
	struct arena a = ARENA_INIT;
	struct folded live;
	int rc = 0;

	if (is->form.kind == DOC_CONVENTION && d->placement != 0)
		rc = document_live(st, d->placement, is->form.kind, &a, &live, e);
	else if (is->form.kind == DOC_ACCORD && d->enrolment != 0)
		rc = document_live_of_enrolment(st, d->enrolment, is->form.kind, &a, &live, e);
	else if (d->supersedes != 0) /* a mould */
		rc = document_fold(st, d->supersedes, &a, &live, e);
	*id = rc == 1 && state_is_live(&live.state) ? live.d.id : 0;
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

/* Drafts are sorted by class by now. */
static int
lowest_blank(const struct issue *is)
{
	int n = is->drafts[0].blank;

	for (size_t i = 1; i < is->n_drafts; i++)
		n = is->drafts[i].blank < n ? is->drafts[i].blank : n;
	return n;
}

/* Somebody else may have issued the same since we looked: then nothing is made. */
static int
still_free(struct issue *is, struct err *e)
{
	int one_at_a_time = is->form.kind == DOC_CONVENTION || is->form.kind == DOC_ACCORD;
	int next;

	if (is->q->blank > 0 && blank_next(is->h->store, is->year, &next, e) < 0)
		return -1;
	if (is->q->blank > 0 && next != lowest_blank(is))
		return err_set(e, ERR_BUSY,
		    "une autre commande vient d'imprimer des conventions vierges ; rien n'est "
		    "fait, recommencez");
	for (size_t i = 0; i < is->n_drafts && one_at_a_time; i++) {
		const struct draft *d = &is->drafts[i];
		int64_t id;

		if (standing(is, d, &id, e) < 0)
			return -1;
		if (id != d->supersedes)
			return err_set(e, ERR_BUSY,
			    "%s : une autre commande vient d'imprimer ce papier ; rien n'est fait",
			    d->name);
	}
	return 0;
}

static int
record_all(struct issue *is, struct err *e)
{
	int64_t batch;
	int rc = store_begin(is->h->store, e);

	if (rc == 0)
		rc = still_free(is, e);
	if (rc == 0)
		rc = issue_name(is, e);
	if (rc == 0)
		rc = batch_add(is->h->store, BATCH_ISSUE, path_base(is->outputs[0].final),
		    is->h->actor, &batch, e);
	for (size_t i = 0; rc == 0 && i < is->n_units; i++)
		rc = record_unit(is, &is->units[i], batch, e);
	if (rc == 0)
		rc = store_commit(is->h->store, e);
	if (rc < 0) {
		store_rollback(is->h->store);
		return -1;
	}
	is->r->batch = batch;
	return store_rename_finish(is->h->store, e);
}

/* Where a paper is: one file, or one a copy. */
static void
report_file(struct issue *is, size_t file)
{
	const struct output *o = &is->outputs[file];

	for (size_t k = o->first; k < o->first + o->n; k++) {
		const struct draft *d = &is->drafts[k];
		struct issued *to = &is->r->docs[d->report];

		to->pages = d->pages;
		to->sheet_pages = d->sheet_pages;
		to->file = to->n_files++ == 0 ? file : to->file;
	}
}

static void
report_files(struct issue *is)
{
	struct issue_report *r = is->r;

	for (size_t i = 0; i < is->n_outputs; i++) {
		const struct output *o = &is->outputs[i];

		report_file(is, i);
		r->files = mem_grow(r->files, r->n_files, &r->cap_files, sizeof *r->files);
		r->files[r->n_files++] =
		    (struct issue_file){ arena_str(&r->arena, o->final), o->pages };
	}
}

static int
issue_run(struct issue *is, struct err *e)
{
	is->texts.dir = is->h->dir;
	texts_logo(&is->texts, &is->h->logo);
	is->pid = getpid();
	if (lint_rules(&is->law, is->h, e) < 0 || school_year(is, e) < 0 ||
	    school_complete(&is->h->school, &is->h->conf, "paraphe.ini", e) < 0 ||
	    form_read(&is->form, &is->texts, form_name(is->q), e) < 0 ||
	    issue_select(is, e) < 0)
		return -1;
	if (is->n_drafts == 0 || is->q->dry_run)
		return 0;
	if (issue_place(is, e) < 0)
		return -1;
	issue_cut(is);
	if (issue_pool(is, e) < 0 || record_all(is, e) < 0)
		return -1;
	report_files(is);
	return 0;
}

static void
issue_release(struct issue *is)
{
	for (size_t i = 0; i < is->n_drafts; i++)
		js_free(is->drafts[i].fields);
	for (size_t i = 0; i < is->n_outputs; i++) {
		/* once committed it is renamed, or will be at the next start */
		if (is->outputs[i].temp != NULL && is->r->batch == 0)
			unlink(is->outputs[i].temp);
		free(is->outputs[i].temp);
	}
	for (size_t i = 0; i < is->n_units; i++)
		free(is->units[i].frozen);
	free(is->outputs);
	free(is->drafts);
	free(is->units);
	free(is->folder);
	law_release(&is->law);
	texts_release(&is->texts);
	arena_release(&is->arena);
}

int
issue_papers(
    struct home *h, const struct issue_request *q, struct issue_report *r, struct err *e)
{
	struct issue is = { .h = h, .q = q, .r = r, .today = time_date(time_now()) };
	int rc;

	*r = (struct issue_report){ .arena = ARENA_INIT };
	rc = check_request(q, e);
	if (rc == 0)
		rc = issue_run(&is, e);
	issue_release(&is);
	return rc;
}

void
issue_report_release(struct issue_report *r)
{
	free(r->docs);
	free(r->files);
	free(r->notices);
	arena_release(&r->arena);
	*r = (struct issue_report){ .arena = ARENA_INIT };
}
