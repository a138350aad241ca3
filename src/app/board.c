#include "app/board.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/accord.h"
#include "app/asked.h"
#include "app/copies.h"
#include "app/home.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/js.h"
#include "base/utf8.h"
#include "domain/cover.h"
#include "store/event.h"
#include "store/placement.h"

struct board_loading {
	struct home *h;
	struct board *b;
	const struct board_filter *filter;
	struct err *e;
};

static struct board_row *
add_row(struct board *b)
{
	b->rows = mem_grow(b->rows, b->n, &b->cap, sizeof *b->rows);
	b->rows[b->n] = (struct board_row){ .kind = DOC_CONVENTION, .state = STATE_DRAFT };
	return &b->rows[b->n++];
}

/* Whose turn it is. */
static const char *
waits_for(enum doc_kind kind, const struct state *st)
{
	switch (st->state) {
	case STATE_DRAFT:
	case STATE_RETURNED:
		return "teacher";
	case STATE_ISSUED:
		return kind == DOC_CONVENTION && st->n_copies > 0 &&
			       st->copies[st->best].missing == ROLE_GUARDIAN
			   ? "guardian"
			   : "student";
	case STATE_SIGNED_STUDENT:
		return "company";
	case STATE_SIGNED_COMPANY:
		return "principal";
	case STATE_SIGNED_PRINCIPAL:
		return "handover";
	case STATE_DELIVERED:
		return "end";
	case STATE_VALIDATED:
	case STATE_REFUSED:
	case STATE_CLOSED:
	case STATE_CANCELLED:
	case STATE_SUPERSEDED:
	case STATE_COUNT:
		break;
	}
	return NULL;
}

static const char *
order_words(struct arena *a, const struct state *st)
{
	for (size_t i = 0; i < st->n_copies; i++)
		if (st->copies[i].out_of_order && st->copies[i].missing != ROLE_COUNT)
			return arena_printf(
			    a, "hors ordre : manque %s", role_article(st->copies[i].missing));
	return "hors ordre";
}

/* What one of copies_*_words says, in the arena; NULL for nothing. */
static const char *
words_of(struct arena *a, void (*add)(const struct state *st, struct buf *out),
    const struct state *st)
{
	struct buf words = BUF_INIT;
	const char *kept;

	add(st, &words);
	kept = words.len > 0 ? arena_str(a, words.data) : NULL;
	buf_release(&words);
	return kept;
}

/* While papers go round nobody misses a copy; before the principal signs and at the hand-over, all must be there. */
static void
fill_copies(struct arena *a, struct board_row *r, const struct state *st)
{
	r->away = words_of(a, copies_away_words, st);
	r->incomplete = words_of(a, copies_incomplete_words, st);
	if (st->state == STATE_SIGNED_COMPANY || st->state == STATE_SIGNED_PRINCIPAL)
		r->unseen = words_of(a, copies_unseen_words, st);
	for (size_t i = 0; i < st->n_copies && i < BOARD_COPIES_MAX; i++)
		r->copies[r->n_copies++] = st->copies[i].state;
}

static const char *
missing_words(const struct state *st)
{
	if (st->state != STATE_SIGNED_COMPANY && st->state != STATE_SIGNED_PRINCIPAL &&
	    st->state != STATE_DELIVERED)
		return NULL;
	if (st->missing_tutor && st->missing_teacher)
		return "manque : tuteur, professeur référent";
	return st->missing_tutor     ? "manque : tuteur"
	       : st->missing_teacher ? "manque : professeur référent"
				     : NULL;
}

static int
only_mailed(const struct state *st)
{
	for (int r = 0; r < ROLE_COUNT && st->n_copies > 0; r++) {
		const struct sign *s = &st->copies[st->best].sign[r];

		if (sign_counts(s) && s->origin != ORIGIN_PAPER)
			return 1;
	}
	return 0;
}

static int
waits_for_signature(enum doc_state s)
{
	return s == STATE_ISSUED || s == STATE_SIGNED_STUDENT || s == STATE_SIGNED_COMPANY;
}

static const char *
days_words(struct arena *a, const char *before, int days)
{
	return arena_printf(
	    a, "%s %d jour%s ouvré%s", before, days, days > 1 ? "s" : "", days > 1 ? "s" : "");
}

/*
 * Working days since the internship began without all the signatures, or beyond the time to bring
 * it back.
 */
static void
set_late(const struct board_loading *l, struct board_row *r)
{
	const struct calendar *c = &l->b->calendar;
	struct arena *a = &l->b->arena;
	date today = l->b->today, due;

	if (r->state != STATE_DRAFT && !waits_for_signature(r->state))
		return;
	if (r->who.start != DATE_NONE && r->who.start <= today) {
		r->late_days = calendar_days(c, r->who.start, today);
		r->late = r->who.start == today
			      ? "le stage commence aujourd'hui"
			      : days_words(a, "stage commencé depuis", r->late_days);
		return;
	}
	if (r->since == 0 || l->h->school.return_days <= 0)
		return;
	due = time_date(r->since) + l->h->school.return_days;
	r->late_days = calendar_days(c, due, today);
	if (r->late_days > 0)
		r->late = days_words(a, "retard de", r->late_days);
}

/* When the one whose turn it is was last reminded. */
static void
set_reminded(struct arena *a, struct board_row *r, const struct state *st)
{
	int role = r->waits_for != NULL ? role_parse(r->waits_for) : -1;
	char day[DATE_TEXT_SIZE];

	r->reminded = role >= 0 ? st->reminded[role] : 0;
	if (r->reminded == 0)
		return;
	date_text(time_date(r->reminded), day);
	r->reminded_words = arena_printf(a, "relance du %s", day);
}

static const char blank_group[] = "Conventions vierges";

/* A blank convention that is nobody's, or that leaves its student uncovered, comes before all. */
static void
fill_blank(const struct board_loading *l, struct board_row *r, const struct folded *f)
{
	const struct state *st = &f->state;
	struct arena *a = &l->b->arena;
	char day[DATE_TEXT_SIZE];
	int wait = l->h->school.return_days, begun = l->b->today - r->who.start;
	int lost = !st->returned && wait > 0 && l->b->today - time_date(f->d.issued_at) > wait;

	if (st->to_regularise && r->who.teacher[0] != '\0')
		r->taken = arena_printf(a, "remise à %s", r->who.teacher);
	if (st->to_regularise) {
		date_text(time_date(f->d.issued_at), day);
		r->late = lost ? arena_printf(a, "jamais revue depuis le %s", day) : NULL;
	} else if (r->late != NULL && r->who.start != DATE_NONE && begun > 0) {
		r->late = arena_printf(
		    a, "sans convention valable depuis %d jour%s", begun, begun > 1 ? "s" : "");
	}
	r->head = !st->to_regularise ? (r->late != NULL ? BOARD_HEAD_UNCOVERED : 0)
		  : st->returned     ? BOARD_HEAD_BACK
		  : lost             ? BOARD_HEAD_LOST
				     : BOARD_HEAD_BLANK;
	if (r->head > 0)
		r->who.section = blank_group;
}

static int
is_over(const struct who *w, date today)
{
	date last = w->interrupted != DATE_NONE ? w->interrupted : w->end;

	return last != DATE_NONE && last < today;
}

static void
fill_row(const struct board_loading *l, struct board_row *r, const struct folded *f)
{
	struct arena *a = &l->b->arena;
	const struct state *st = &f->state;

	r->kind = f->d.kind;
	r->document = f->d.id;
	memcpy(r->number, f->d.number, sizeof r->number);
	doc_code(f->d.number, r->code);
	r->version = f->d.version;
	r->state = st->state;
	r->words = state_words(&f->shape, st);
	r->waits_for = waits_for(f->d.kind, st);
	r->to_close = f->d.kind == DOC_CONVENTION &&
		      (st->state == STATE_SIGNED_PRINCIPAL || st->state == STATE_DELIVERED) &&
		      is_over(&r->who, l->b->today);
	if (r->to_close && st->state == STATE_DELIVERED)
		r->waits_for = "closing";
	r->since = st->since;
	r->order = st->out_of_order ? order_words(a, st) : NULL;
	r->foreign = st->foreign != NULL ? cover_convention_words(st->foreign) : NULL;
	r->blank = f->d.blank;
	r->n_copies = 0;
	fill_copies(a, r, st);
	r->missing = missing_words(st);
	r->reason = st->reason != NULL ? arena_str(a, st->reason) : NULL;
	r->mailed = only_mailed(st);
	r->to_regularise = st->to_regularise;
	r->reply = st->reply;
	r->form = accord_form_words(l->h->store, &f->d, a);
	r->questions += st->n_questions;
	set_late(l, r);
	set_reminded(a, r, st);
	if (f->d.blank)
		fill_blank(l, r, f);
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
	set_late(l, r);
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
		fill_row(l, r, f);
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
	fill_row(l, r, f);
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
