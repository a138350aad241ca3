/* Which rows the board has, and in which order. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/board_imp.h"
#include "app/home.h"
#include "base/date.h"
#include "base/js.h"
#include "base/utf8.h"
#include "store/event.h"
#include "store/placement.h"

static struct board_row *
add_row(struct board *b)
{
	b->rows = mem_grow(b->rows, b->n, &b->cap, sizeof *b->rows);
	b->rows[b->n] = (struct board_row){ .kind = DOC_CONVENTION, .state = STATE_DRAFT };
	return &b->rows[b->n++];
}

static struct board_row *
row_of_placement(struct board *b, int64_t placement)
{
	for (size_t i = 0; i < b->n; i++)
		if (placement != 0 && b->rows[i].placement == placement)
			return &b->rows[i];
	return NULL;
}

static int
stay_row(void *ctx, const struct stay *s)
{
	struct board_loading *l = ctx;
	struct board_row *r = add_row(l->b);

	who_of_stay(s, &l->b->arena, &r->who);
	r->placement = s->p.id;
	r->words = doc_state_words(DOC_CONVENTION, STATE_DRAFT);
	r->waits_for = "teacher";
	board_row_late(l, r);
	return 0;
}

/* What somebody still has to do something about, or look at; and what is out of it, asked for by its state. */
static int
is_on_board(const struct board_filter *filter, const struct folded *f)
{
	if (f->shape.mould)
		return 0;
	if (filter->state_set && filter->state == f->state.state && !state_is_live(&f->state))
		return 1;
	switch (f->d.kind) {
	case DOC_CONVENTION:
	case DOC_AMENDMENT:
		return state_is_live(&f->state) || f->state.n_questions > 0;
	case DOC_ACCORD:
		/* validated for a placement, whose own row goes on from there */
		if (f->state.state == STATE_VALIDATED && f->d.placement != 0)
			return f->state.n_questions > 0;
		return state_is_live(&f->state) || f->state.n_questions > 0;
	case DOC_COVER:
		return f->state.foreign != NULL || f->state.unsaid || f->state.n_questions > 0;
	case DOC_VISIT:
	case DOC_CERTIFICATE:
	case DOC_KIND_COUNT:
		break;
	}
	return f->state.n_questions > 0;
}

static int
in_section(const struct board_loading *l, const struct who *w)
{
	return l->filter->section == NULL ||
	       strcasecmp(l->filter->section, w->section_code) == 0;
}

/* Ours, or one of others behind a cover. */
static int
is_convention(const struct folded *f)
{
	return f->d.kind == DOC_CONVENTION || f->state.foreign != NULL;
}

/*
 * The live convention of an internship stands on the internship's own row: 1 when f needs none of its
 * own.  Where others' is there beside ours, the more advanced stands, and ours is named when it is
 * of no use.
 */
static int
stands(const struct board_loading *l, struct board_row *r, const struct folded *f)
{
	int foreign = f->state.foreign != NULL;
	char ours[DOC_CODE_SIZE];

	if (r->document != 0 && !foreign && r->foreign == NULL)
		return 0;
	memcpy(ours, r->code, sizeof ours);
	if (!foreign)
		doc_code(f->d.number, ours);
	if (r->document != 0 && (r->foreign == NULL || !foreign))
		r->other = arena_printf(&l->b->arena,
		    "deux conventions : annulez celle qui ne sert pas (%s)", ours);
	if (r->document == 0 || r->state < f->state.state ||
	    (r->state == f->state.state && foreign == (r->foreign != NULL)))
		board_row_fill(l, r, f);
	else
		r->questions += f->state.n_questions;
	return 1;
}

static int
document_row(void *ctx, const struct folded *f)
{
	struct board_loading *l = ctx;
	struct board_row *r = NULL;
	struct who who;

	if (!is_on_board(l->filter, f))
		return 0;
	if (is_convention(f) && state_is_live(&f->state))
		r = row_of_placement(l->b, f->d.placement);
	if (r != NULL && stands(l, r, f))
		return 0;
	if (who_of_document(l->h->store, &f->d, &l->b->arena, &who, l->e) < 0)
		return -1;
	if (!in_section(l, &who))
		return 0;
	r = add_row(l->b);
	r->who = who;
	r->placement = f->d.placement;
	board_row_fill(l, r, f);
	return 0;
}

static int
waiting_page(void *ctx, const struct fact *f)
{
	(void)f;
	++*(size_t *)ctx;
	return 0;
}

static int
compare_rows(const void *left, const void *right)
{
	const struct board_row *a = left, *b = right;
	int by_section = strcmp(a->who.section, b->who.section);

	if (a->head != b->head)
		return a->head > b->head ? -1 : 1;
	if (by_section != 0)
		return by_section;
	if ((a->kind == DOC_ACCORD) != (b->kind == DOC_ACCORD))
		return a->kind == DOC_ACCORD ? -1 : 1;
	if (a->state != b->state)
		return a->state < b->state ? -1 : 1;
	return strcmp(a->name_key, b->name_key);
}

static int
is_wanted(const struct board_filter *f, const struct board_row *r)
{
	return (!f->state_set || f->state == r->state) && (!f->late || r->late != NULL);
}

static void
keep_wanted(struct board *b, const struct board_filter *f)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (is_wanted(f, &b->rows[i]))
			b->rows[n++] = b->rows[i];
	b->n = n;
	for (size_t i = 0; i < n; i++) {
		char *key = utf8_key(b->rows[i].who.name);

		b->rows[i].name_key = arena_str(&b->arena, key);
		free(key);
	}
	if (n > 0)
		qsort(b->rows, n, sizeof *b->rows, compare_rows);
}

int
board_load(struct home *h, const struct board_filter *f, struct board *b, struct err *e)
{
	struct board_loading l = { h, b, f, e };
	const struct stay_filter stays = { .year = f->year, .section = f->section };
	const struct document_filter documents = { .year = f->year };

	b->today = time_date(time_now());
	if (home_calendar(h, &b->calendar, e) < 0)
		return -1;
	if (stay_each(h->store, &stays, stay_row, &l, e) < 0 ||
	    document_each(h->store, &documents, document_row, &l, e) < 0)
		return -1;
	/* They are of no section and in no state: part of the whole board only. */
	if (f->section == NULL && !f->state_set && !f->late &&
	    event_each_waiting_page(h->store, waiting_page, &b->waiting_pages, e) < 0)
		return -1;
	keep_wanted(b, f);
	return 0;
}

void
board_release(struct board *b)
{
	free(b->rows);
	calendar_release(&b->calendar);
	arena_release(&b->arena);
	*b = (struct board){ 0 };
}

static void
set_date(struct js *o, const char *key, date d)
{
	char iso[DATE_ISO_SIZE];

	date_iso(d, iso);
	js_set_str(o, key, d != DATE_NONE ? iso : NULL);
}

struct js *
board_row_js(const struct board_row *r)
{
	struct js *o = js_object(), *copies = js_array();
	char since[24];

	js_set_str(o, "document", r->number[0] != '\0' ? r->number : NULL);
	js_set_str(o, "kind", doc_kind_name(r->kind));
	js_set_int(o, "version", r->version);
	js_set_str(o, "placement", r->who.placement[0] != '\0' ? r->who.placement : NULL);
	js_set_str(o, "year", r->who.year);
	js_set_str(o, "section", r->who.section_code);
	js_set_str(o, "student", r->who.name);
	js_set_str(o, "company", r->who.company);
	js_set_str(o, "teacher", r->who.teacher);
	js_set_str(o, "state", doc_state_name(r->state));
	js_set_str(o, "words", r->words);
	js_set_str(o, "waits_for", r->waits_for);
	time_iso(r->since, since);
	js_set_str(o, "since", r->since != 0 ? since : NULL);
	set_date(o, "start", r->who.start);
	set_date(o, "end", r->who.end);
	js_set_bool(o, "late", r->late != NULL);
	js_set_str(o, "late_words", r->late);
	js_set_int(o, "late_days", r->late_days);
	time_iso(r->reminded, since);
	js_set_str(o, "reminded", r->reminded != 0 ? since : NULL);
	js_set_bool(o, "out_of_order", r->order != NULL);
	js_set_str(o, "order_words", r->order);
	js_set_bool(o, "original_missing", r->mailed);
	js_set_bool(o, "to_close", r->to_close);
	js_set_bool(o, "to_regularise", r->to_regularise);
	if (r->kind == DOC_ACCORD)
		js_set_str(o, "reply", reply_name(r->reply));
	if (r->kind == DOC_ACCORD)
		js_set_str(o, "form_words", r->form);
	js_set_str(o, "away", r->away);
	js_set_str(o, "unseen", r->unseen);
	js_set_str(o, "incomplete", r->incomplete);
	js_set_str(o, "foreign", r->foreign);
	js_set_str(o, "reason", r->reason);
	set_date(o, "interrupted", r->who.interrupted);
	js_set_int(o, "questions", (long long)r->questions);
	for (int i = 0; i < r->n_copies; i++)
		js_add(copies, js_str(doc_state_name(r->copies[i])));
	js_set(o, "copies", copies);
	return o;
}
