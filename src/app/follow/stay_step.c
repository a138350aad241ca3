#include "app/follow/stay_step.h"

#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "base/err.h"
#include "domain/course.h"
#include "store/batch.h"
#include "store/document.h"
#include "store/event.h"
#include "store/placement.h"
#include "store/store.h"

/* A step being taken, inside the transaction. */
struct stepping {
	struct home *h;
	struct arena arena;
	struct stay s;
	const char *reason;
	struct stay_stepped *out;
	struct err *e;
};

static int
start(struct stepping *st, struct home *h, const char *number, const char *reason,
    const char *what, struct err *e)
{
	int there;

	st->h = h;
	st->reason = reason;
	st->e = e;
	*st->out = (struct stay_stepped){ .event = 0 };
	if (reason == NULL || *reason == '\0')
		return err_set(e, ERR_USAGE, "%s un stage demande un motif (--reason)", what);
	if (store_begin(h->store, e) < 0)
		return -1;
	there = stay_lookup(h->store, number, &st->arena, &st->s, e);
	if (there == 0)
		return err_set(e, ERR_ABSENT, "aucun stage n° %s", number);
	if (there > 0 && *st->s.p.gone != '\0')
		return err_set(e, ERR_REFUSED, "le stage n° %s est déjà annulé", number);
	return there < 0 ? -1 : 0;
}

static int
end(struct stepping *st, int rc)
{
	if (rc == 0)
		rc = store_commit(st->h->store, st->e);
	if (rc < 0)
		store_rollback(st->h->store);
	arena_release(&st->arena);
	return rc;
}

static date
first_day(const struct stay *s)
{
	return date_parse(s->p.periods[0].starts);
}

static date
last_day(const struct stay *s)
{
	return date_parse(s->p.periods[s->p.n_periods - 1].ends);
}

/* Interrupting. */

static int
check_day(const struct stepping *st, date on)
{
	char day[DATE_TEXT_SIZE];

	if (*st->s.p.interrupted != '\0') {
		date_text(date_parse(st->s.p.interrupted), day);
		return err_set(st->e, ERR_REFUSED,
		    "le stage n° %s est déjà interrompu, le %s ; « paraphe undo » revient d'abord en arrière",
		    st->s.p.number, day);
	}
	if (on < first_day(&st->s)) {
		date_text(first_day(&st->s), day);
		return err_set(st->e, ERR_REFUSED,
		    "le stage n° %s ne commence que le %s ; s'il n'a pas lieu, annulez-le "
		    "(« paraphe placement cancel »)",
		    st->s.p.number, day);
	}
	if (on >= last_day(&st->s)) {
		date_text(last_day(&st->s), day);
		return err_set(st->e, ERR_REFUSED,
		    "le stage n° %s s'achève le %s : il n'est pas interrompu", st->s.p.number,
		    day);
	}
	return 0;
}

static int
interrupt(struct stepping *st, date on)
{
	struct fact f = FACT_INIT(FACT_INTERRUPTED);

	if (check_day(st, on) < 0)
		return -1;
	f.actor = st->h->actor;
	f.placement = st->s.p.id;
	f.stated = on;
	f.text = st->reason;
	if (event_append(st->h->store, &f, NULL, st->e) < 0)
		return -1;
	st->out->event = f.event;
	return 0;
}

int
stay_interrupt(struct home *h, const char *number, date on, const char *reason,
    struct stay_stepped *out, struct err *e)
{
	struct stepping st = { .out = out };
	int rc = start(&st, h, number, reason, "interrompre", e);

	return end(&st, rc < 0 ? -1 : interrupt(&st, on));
}

/* Cancelling. */

static int
has_begun(void *ctx, const struct folded *f)
{
	(void)ctx;
	return f->d.kind == DOC_CONVENTION && state_is_live(&f->state) &&
	       f->state.state >= STATE_SIGNED_PRINCIPAL;
}

static int
check_not_begun(const struct stepping *st)
{
	const struct document_filter papers = { .placement = st->s.p.id };
	char day[DATE_TEXT_SIZE];
	int begun = 0;

	if (first_day(&st->s) <= time_date(time_now()))
		begun = document_each(st->h->store, &papers, has_begun, NULL, st->e);
	if (begun <= 0)
		return begun;
	date_text(first_day(&st->s), day);
	return err_set(st->e, ERR_REFUSED,
	    "le stage n° %s a commencé le %s et sa convention est signée par tous : "
	    "interrompez-le (« paraphe placement interrupt »)",
	    st->s.p.number, day);
}

/* The papers to be cancelled: gathered first, since the log grows under our feet. */
struct papers {
	int64_t *at;
	size_t n, cap;
};

static int
take_paper(void *ctx, const struct folded *f)
{
	struct papers *p = ctx;

	if (f->d.kind == DOC_ACCORD || !state_is_live(&f->state))
		return 0;
	p->at = mem_grow(p->at, p->n, &p->cap, sizeof *p->at);
	p->at[p->n++] = f->d.id;
	return 0;
}

static int
append(struct stepping *st, enum fact_kind kind, int64_t document)
{
	struct fact f = FACT_INIT(kind);

	f.actor = st->h->actor;
	f.batch = st->out->batch;
	f.document = document;
	f.placement = document == 0 ? st->s.p.id : 0;
	f.text = st->reason;
	if (event_append(st->h->store, &f, NULL, st->e) < 0)
		return -1;
	if (document == 0)
		st->out->event = f.event;
	return 0;
}

static int
cancel(struct stepping *st)
{
	const struct document_filter filter = { .placement = st->s.p.id };
	struct papers papers = { .n = 0 };
	int rc = check_not_begun(st);

	if (rc == 0)
		rc = document_each(st->h->store, &filter, take_paper, &papers, st->e);
	if (rc == 0)
		rc = batch_add(st->h->store, BATCH_OTHER,
		    arena_printf(&st->arena, "annulation du stage n° %s", st->s.p.number),
		    st->h->actor, &st->out->batch, st->e);
	if (rc == 0)
		rc = append(st, FACT_PLACEMENT_CANCELLED, 0);
	for (size_t i = 0; i < papers.n && rc == 0; i++)
		rc = append(st, FACT_CANCELLED, papers.at[i]);
	st->out->papers = (int)papers.n;
	free(papers.at);
	return rc;
}

int
stay_cancel(struct home *h, const char *number, const char *reason, struct stay_stepped *out,
    struct err *e)
{
	struct stepping st = { .out = out };
	int rc = start(&st, h, number, reason, "annuler", e);

	return end(&st, rc < 0 ? -1 : cancel(&st));
}

int
stay_ending_load(struct home *h, const struct stay *s, struct arena *a, struct stay_ending *out,
    struct err *e)
{
	char day[DATE_TEXT_SIZE];
	struct course c;
	struct fact *facts;
	size_t n;

	*out = (struct stay_ending){ NULL, NULL };
	if (event_list_of_placement(h->store, s->p.id, a, &facts, &n, e) < 0)
		return -1;
	course_fold(facts, n, a, &c);
	out->reason = c.cancelled != 0 ? c.cancellation : c.interruption;
	if (c.cancelled != 0) {
		out->words = arena_printf(a, "annulé : %s", out->reason);
	} else if (c.interrupted != 0) {
		date_text(c.last_day, day);
		out->words = arena_printf(a, "interrompu le %s : %s", day, out->reason);
	}
	return 0;
}
