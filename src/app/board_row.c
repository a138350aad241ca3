/* What a row of the board says of its document: whose turn, since when, what is late, what is wrong. */
#include <string.h>

#include "app/accord.h"
#include "app/asked.h"
#include "app/board_imp.h"
#include "app/copies.h"
#include "app/home.h"
#include "base/buf.h"
#include "base/date.h"
#include "domain/cover.h"
#include "store/event.h"
#include "store/placement.h"

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
void
board_row_late(const struct board_loading *l, struct board_row *r)
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

void
board_row_fill(const struct board_loading *l, struct board_row *r, const struct folded *f)
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
	board_row_late(l, r);
	set_reminded(a, r, st);
	if (f->d.blank)
		fill_blank(l, r, f);
}
