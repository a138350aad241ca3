#include "app/report.h"

#include <stdlib.h>

#include "app/accord.h"
#include "app/asked.h"
#include "app/gaps.h"
#include "app/history.h"
#include "app/home.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/js.h"
#include "domain/cover.h"

static const char *
missing_words(struct arena *a, const struct shape *shape, const struct state_copy *c)
{
	struct gaps g;
	struct buf words = BUF_INIT;
	const char *kept;

	gaps_of_copy(shape, c, &g);
	if (c->n_seen > 0)
		gaps_words(&g, &words);
	kept = arena_str(a, words.data);
	buf_release(&words);
	return kept;
}

static int
load_copies(struct home *h, struct report *r, struct err *e)
{
	size_t n = r->f.state.n_copies;

	r->recipients = arena_alloc(&r->arena, (n + 1) * sizeof *r->recipients);
	r->copies = arena_alloc(&r->arena, (n + 1) * sizeof *r->copies);
	r->missing = arena_alloc(&r->arena, (n + 1) * sizeof *r->missing);
	for (size_t i = 0; i < n; i++) {
		const struct state_copy *c = &r->f.state.copies[i];
		char *to = document_find_recipient(h->store, r->f.d.id, c->copy, e);

		r->recipients[i] = to != NULL ? arena_str(&r->arena, to) : "";
		r->copies[i] = copy_words(&r->arena, c->copy, to);
		r->missing[i] = missing_words(&r->arena, &r->f.shape, c);
		free(to);
	}
	return 0;
}

int
report_load(struct home *h, const char *code, struct report *r, struct err *e)
{
	struct document d, next;

	if (document_by_code(h->store, code, &r->arena, &d, e) < 0 ||
	    document_fold(h->store, d.id, &r->arena, &r->f, e) < 0 ||
	    who_of_document(h->store, &d, &r->arena, &r->who, e) < 0)
		return -1;
	doc_code(d.number, r->code);
	r->form = accord_form_words(h->store, &d, &r->arena);
	if (r->f.state.superseded_by != 0) {
		if (document_lookup_id(
			h->store, r->f.state.superseded_by, &r->arena, &next, e) < 0)
			return -1;
		doc_code(next.number, r->superseded_by);
	}
	if (behind_find(h->store, &r->f, &r->arena, &r->filed, &r->n_filed, e) < 0)
		return -1;
	return load_copies(h, r, e);
}

void
report_release(struct report *r)
{
	arena_release(&r->arena);
	*r = (struct report){ 0 };
}

static void
set_time(struct js *o, const char *key, int64_t t)
{
	char iso[24];

	time_iso(t, iso);
	js_set_str(o, key, t != 0 ? iso : NULL);
}

static struct js *
copy_js(const struct report *r, size_t i)
{
	const struct state_copy *c = &r->f.state.copies[i];
	struct js *o = js_object(), *signatures = js_object(), *seen = js_array();

	js_set_int(o, "copy", c->copy);
	js_set_str(o, "recipient", r->recipients[i]);
	js_set_str(o, "state", doc_state_name(c->state));
	for (int role = 0; role < ROLE_COUNT; role++)
		if (c->sign[role].expected)
			js_set_str(signatures, role_name((enum role)role),
			    sign_status_name(c->sign[role].status));
	js_set(o, "signatures", signatures);
	for (int p = 1; p <= r->f.shape.pages; p++)
		if (c->seen[p / 64] >> (p % 64) & 1)
			js_add(seen, js_int(p));
	js_set(o, "pages_seen", seen);
	js_set_bool(o, "out_of_order", c->out_of_order);
	js_set_bool(o, "wrong_box", c->wrong_box);
	set_time(o, "handed_over", c->handed_over);
	js_set_str(o, "handed_to", c->handed_over != 0 ? c->handed_to : NULL);
	js_set_str(o, "holder", c->handed_out != 0 ? role_name(c->holder) : NULL);
	set_time(o, "held_since", c->handed_out);
	return o;
}

static struct js *
filed_js(const struct report *r)
{
	struct js *pages = js_array();

	for (size_t i = 0; i < r->n_filed; i++) {
		const struct behind_page *p = &r->filed[i];
		struct js *o = js_object();

		js_set_str(o, "file", p->file);
		js_set_int(o, "file_page", p->file_page);
		js_set_int(o, "event", p->decision);
		js_set_str(o, "object", p->object[0] != '\0' ? p->object : NULL);
		js_add(pages, o);
	}
	return pages;
}

static struct js *
box_js(const struct box *b)
{
	struct js *o = js_object();

	js_set_str(o, "id", b->id);
	js_set_str(o, "kind", box_kind_name(b->kind));
	js_set_str(o, "role", b->kind != BOX_CHECK ? role_name(b->role) : NULL);
	js_set_real(o, "x", b->x);
	js_set_real(o, "y", b->y);
	js_set_real(o, "w", b->w);
	js_set_real(o, "h", b->h);
	return o;
}

static struct js *
pages_js(const struct report *r)
{
	struct js *pages = js_array();

	for (int p = 1; p <= r->f.shape.pages; p++) {
		struct js *o = js_object(), *boxes = js_array();

		js_set_int(o, "page", p);
		for (size_t i = 0; i < r->f.shape.n_boxes; i++)
			if (r->f.shape.boxes[i].page == p)
				js_add(boxes, box_js(&r->f.shape.boxes[i]));
		js_set(o, "boxes", boxes);
		js_add(pages, o);
	}
	return pages;
}

static struct js *
events_js(const struct report *r)
{
	struct js *events = js_array();

	for (size_t i = 0; i < r->f.n_facts; i++) {
		const struct fact *f = &r->f.facts[i];
		struct js *o = js_object();
		struct buf words = BUF_INIT;

		history_words(&r->f.shape, f, &words);
		js_set_int(o, "event", f->event);
		set_time(o, "at", f->at);
		js_set_str(o, "actor", f->actor);
		js_set_str(o, "kind", fact_kind_name(f->kind));
		js_set_int(o, "copy", f->copy);
		js_set_int(o, "page", f->page);
		js_set_int(o, "batch", f->batch);
		js_set_bool(o, "undone", f->voided);
		js_set_str(o, "words", words.data);
		js_add(events, o);
		buf_release(&words);
	}
	return events;
}

static struct js *
questions_js(const struct report *r)
{
	struct js *questions = js_array();

	for (size_t i = 0; i < r->f.state.n_questions; i++) {
		const struct question *q = &r->f.state.questions[i];
		struct js *o = js_object();
		struct buf words = BUF_INIT;
		char id[QUESTION_ID_SIZE];

		question_id(q, id);
		asked_words(NULL, q, &words);
		js_set_str(o, "id", id);
		js_set_str(o, "kind", question_kind_name(q->kind));
		js_set_str(o, "words", words.data);
		js_add(questions, o);
		buf_release(&words);
	}
	return questions;
}

struct js *
report_js(const struct report *r)
{
	const struct document *d = &r->f.d;
	const struct state *st = &r->f.state;
	struct js *o = js_object(), *copies = js_array();

	js_set_str(o, "document", d->number);
	js_set_str(o, "kind", doc_kind_name(d->kind));
	js_set_int(o, "version", d->version);
	js_set_str(o, "state", doc_state_name(st->state));
	js_set_str(o, "words", state_words(&r->f.shape, st));
	set_time(o, "since", st->since);
	js_set_str(o, "student", r->who.name);
	js_set_str(o, "section", r->who.section_code);
	js_set_str(o, "company", r->who.company);
	js_set_str(o, "placement", r->who.placement[0] != '\0' ? r->who.placement : NULL);
	js_set_bool(o, "out_of_order", st->out_of_order);
	js_set_bool(o, "seen_after_start", st->late);
	if (d->kind == DOC_ACCORD)
		js_set_str(o, "reply", reply_name(st->reply));
	if (d->kind == DOC_ACCORD)
		js_set_str(o, "form_words", r->form);
	js_set_str(o, "reason", st->reason);
	js_set_str(
	    o, "foreign", st->foreign != NULL ? cover_convention_words(st->foreign) : NULL);
	js_set_str(o, "superseded_by", r->superseded_by[0] != '\0' ? r->superseded_by : NULL);
	for (size_t i = 0; i < st->n_copies; i++)
		js_add(copies, copy_js(r, i));
	js_set(o, "copies", copies);
	js_set(o, "pages", pages_js(r));
	js_set(o, "filed", filed_js(r));
	js_set(o, "questions", questions_js(r));
	js_set(o, "events", events_js(r));
	return o;
}
