#include "app/follow/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/course.h"
#include "app/home.h"
#include "app/follow/visit.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "store/batch.h"
#include "store/document.h"
#include "store/event.h"
#include "store/store.h"

struct run {
	struct home *h;
	const struct close_request *q;
	struct closing *c;
	struct err *e;
};

/* ---- what lacks ---- */

static void
lack(struct buf *out, const char *words)
{
	buf_printf(out, "%s%s", out->len > 0 ? ", " : "", words);
}

/* The live paper of that kind: 1, 0, -1. */
static int
live(struct run *w, const struct close_row *r, enum doc_kind kind, struct arena *a,
    struct folded *f)
{
	return document_live(w->h->store, r->placement, kind, a, f, w->e);
}

static int
lack_convention(struct run *w, const struct close_row *r, struct arena *a, struct buf *out)
{
	struct folded f;
	int rc = live(w, r, DOC_CONVENTION, a, &f);

	if (rc == 0)
		lack(out, "pas de convention");
	else if (rc == 1 && f.state.state < STATE_SIGNED_PRINCIPAL)
		lack(out, "convention pas signée par tous");
	if (rc == 1 && f.state.n_questions > 0)
		lack(out, "une page de la convention attend une décision");
	return rc < 0 ? -1 : 0;
}

/* A certificate goes to the student: that it was not scanned back is worth knowing, no more. */
static int
lack_certificate(struct run *w, const struct close_row *r, struct arena *a, struct buf *out,
    const char **remark)
{
	struct folded f;
	int rc = live(w, r, DOC_CERTIFICATE, a, &f);

	*remark = "";
	if (rc == 0)
		lack(out, "attestation pas imprimée");
	else if (rc == 1 && f.state.state == STATE_ISSUED)
		*remark = "attestation pas revenue signée";
	else if (rc == 1 && !sign_counts(&f.state.copies[0].sign[ROLE_COMPANY]))
		*remark = "attestation revenue sans signature reconnue";
	return rc < 0 ? -1 : 0;
}

static int
fill_row(
    struct run *w, const struct visits *v, const struct visit_row *from, struct close_row *r)
{
	struct arena *keep = &w->c->arena, a = ARENA_INIT;
	struct buf lacks = BUF_INIT;
	int rc;

	*r = (struct close_row){ .placement = from->placement,
		.end = from->end,
		.ended = from->end < v->today ||
			 (from->course.interrupted != 0 && from->end <= v->today),
		.closed = from->course.closed,
		.class_label = arena_str(keep, from->class_label) };
	rc = lack_convention(w, r, &a, &lacks);
	if (rc == 0 && (int)from->course.n_visits < v->least) {
		char words[64];

		snprintf(words, sizeof words, "%zu contact%s sur %d", from->course.n_visits,
		    from->course.n_visits > 1 ? "s" : "", v->least);
		lack(&lacks, words);
	}
	if (rc == 0)
		rc = lack_certificate(w, r, &a, &lacks, &r->remark);
	r->lacks = arena_str(keep, lacks.data);
	/* the rows of the visits go with them */
	r->who = from->who;
	r->who.name = arena_str(keep, from->who.name);
	r->who.section = arena_str(keep, from->who.section);
	r->who.section_code = arena_str(keep, from->who.section_code);
	r->who.company = arena_str(keep, from->who.company);
	r->who.teacher = arena_str(keep, from->who.teacher);
	r->who.placement = arena_str(keep, from->who.placement);
	r->who.year = arena_str(keep, from->who.year);
	buf_release(&lacks);
	arena_release(&a);
	return rc;
}

static int
compare_rows(const void *left, const void *right)
{
	const struct close_row *a = left, *b = right;

	if (a->ended != b->ended)
		return a->ended ? -1 : 1;
	if (strcmp(a->who.section, b->who.section) != 0)
		return strcmp(a->who.section, b->who.section);
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return strcmp(a->who.name, b->who.name);
}

static int
load(struct run *w)
{
	const struct visit_filter f = {
		.year = w->q->year, .section = w->q->section, .placement = w->q->placement
	};
	struct closing *c = w->c;
	struct visits v = { 0 };
	int rc = visits_load(w->h, &f, &v, w->e);

	for (size_t i = 0; i < v.n && rc == 0; i++) {
		if (v.rows[i].course.cancelled != 0)
			continue;
		c->rows = mem_grow(c->rows, c->n, &c->cap, sizeof *c->rows);
		rc = fill_row(w, &v, &v.rows[i], &c->rows[c->n++]);
	}
	if (c->n > 0)
		qsort(c->rows, c->n, sizeof *c->rows, compare_rows);
	visits_release(&v);
	return rc;
}

/* ---- closing ---- */

static int
close_document(void *ctx, const struct folded *f)
{
	struct run *w = ctx;
	struct fact fact = FACT_INIT(FACT_CLOSED);

	if ((f->d.kind != DOC_CONVENTION && f->d.kind != DOC_AMENDMENT) ||
	    !state_is_live(&f->state))
		return 0;
	fact.document = f->d.id;
	fact.batch = w->c->batch;
	fact.actor = w->h->actor;
	fact.text = w->q->reason;
	return event_append(w->h->store, &fact, NULL, w->e);
}

static int
close_row(struct run *w, struct close_row *r)
{
	const struct document_filter papers = { .placement = r->placement };
	struct fact fact = FACT_INIT(FACT_CLOSED);

	if (w->c->batch == 0 &&
	    batch_add(w->h->store, BATCH_OTHER, "clôture", w->h->actor, &w->c->batch, w->e) < 0)
		return -1;
	fact.batch = w->c->batch;
	fact.text = *r->lacks != '\0' ? w->q->reason : NULL;
	if (course_append(w->h, r->placement, &fact, w->e) < 0)
		return -1;
	r->done = 1;
	w->c->done++;
	return document_each(w->h->store, &papers, close_document, w, w->e);
}

static int
has_reason(const struct close_request *q)
{
	return q->reason != NULL && *q->reason != '\0';
}

/* The one that was named must be closed, or say why not. */
static int
check_one(const struct run *w, const struct close_row *r)
{
	char day[DATE_TEXT_SIZE];

	date_text(r->end, day);
	if (r->closed != 0)
		return err_set(w->e, ERR_REFUSED, "ce stage est déjà clôturé");
	if (!r->ended)
		return err_set(w->e, ERR_REFUSED,
		    "ce stage n'est pas terminé (%s) : il se clôture ensuite", day);
	if (*r->lacks != '\0' && !has_reason(w->q))
		return err_set(w->e, ERR_REFUSED,
		    "il manque : %s ; pour le clôturer quand même, donnez un motif (--reason)",
		    r->lacks);
	return 0;
}

static int
close_all(struct run *w)
{
	if (w->q->placement != NULL && w->c->n == 0)
		return err_set(w->e, ERR_REFUSED, "ce stage est annulé");
	if (w->q->placement != NULL && check_one(w, &w->c->rows[0]) < 0)
		return -1;
	for (size_t i = 0; i < w->c->n; i++) {
		struct close_row *r = &w->c->rows[i];

		if (!r->ended || r->closed != 0 || (*r->lacks != '\0' && !has_reason(w->q)))
			continue;
		if (close_row(w, r) < 0)
			return -1;
	}
	return 0;
}

int
close_run(struct home *h, const struct close_request *q, struct closing *c, struct err *e)
{
	struct run w = { h, q, c, e };
	int rc = q->apply ? store_begin(h->store, e) : 0;

	if (rc == 0)
		rc = load(&w);
	if (rc == 0 && q->apply)
		rc = close_all(&w);
	if (rc == 0 && q->apply)
		rc = store_commit(h->store, e);
	if (q->apply && rc < 0)
		store_rollback(h->store);
	return rc;
}

void
closing_release(struct closing *c)
{
	free(c->rows);
	arena_release(&c->arena);
	*c = (struct closing){ .batch = 0 };
}

struct js *
close_row_js(const struct close_row *r)
{
	struct js *o = js_object();
	char iso[DATE_ISO_SIZE];

	date_iso(r->end, iso);
	js_set_str(o, "placement", r->who.placement);
	js_set_str(o, "section", r->who.section_code);
	js_set_str(o, "student", r->who.name);
	js_set_str(o, "company", r->who.company);
	js_set_str(o, "end", iso);
	js_set_bool(o, "ended", r->ended);
	js_set_bool(o, "closed", r->closed != 0 || r->done);
	js_set_str(o, "lacks", r->lacks);
	js_set_str(o, "remark", r->remark);
	return o;
}
