#include "app/follow/hand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/asked.h"
#include "app/follow/hand_imp.h"
#include "app/home.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "store/batch.h"
#include "store/event.h"
#include "store/store.h"

/* Papers changing hands, inside the transaction. */
struct handing {
	struct home *h;
	const struct hand_request *q;
	int over; /* 1: for good; 0: to be signed */
	struct hand_report *r;
	struct hand_items items;
	struct err *e;
};

/* One of them. */
struct paper_hand {
	struct handing *g;
	const struct hand_item *it;
	struct folded f;
	struct handed *to;
	struct buf why;
	struct {
		int copy;
		char why[96];
	} left[HAND_COPIES_MAX]; /* copies that stay where they are */
	int n_left;
};

/* Why the whole paper is left out. */
static void
say_why(struct paper_hand *p, const char *why)
{
	buf_printf(&p->why, "%s%s", p->why.len > 0 ? " ; " : "", why);
}

/* Why one copy is. */
static void __attribute__((format(printf, 3, 4)))
note_copy(struct paper_hand *p, int copy, const char *fmt, ...)
{
	va_list ap;

	if (p->n_left == HAND_COPIES_MAX)
		return;
	p->left[p->n_left].copy = copy;
	va_start(ap, fmt);
	vsnprintf(p->left[p->n_left].why, sizeof p->left[0].why, fmt, ap);
	va_end(ap);
	p->n_left++;
}

/* How many of the copies from i on are left for the reason of that one. */
static int
count_alike(const struct paper_hand *p, int i)
{
	int n = 0;

	for (int k = i; k < p->n_left; k++)
		n += strcmp(p->left[k].why, p->left[i].why) == 0;
	return n;
}

/* « exemplaires 1 et 2 : il manque l'entreprise »: copies left for one reason are told together. */
static void
say_left(struct paper_hand *p)
{
	for (int i = 0; i < p->n_left; i++) {
		int alike = count_alike(p, i), n = 0;
		int told = 0;

		for (int k = 0; k < i; k++)
			told |= strcmp(p->left[k].why, p->left[i].why) == 0;
		if (told)
			continue;
		buf_printf(&p->why, "%sexemplaire%s", p->why.len > 0 ? " ; " : "",
		    alike > 1 ? "s" : "");
		for (int k = i; k < p->n_left; k++)
			if (strcmp(p->left[k].why, p->left[i].why) == 0) {
				n++;
				buf_printf(&p->why, "%s%d",
				    n == 1       ? " "
				    : n == alike ? " et "
						 : ", ",
				    p->left[k].copy);
			}
		buf_printf(&p->why, " : %s", p->left[i].why);
	}
}

static int
wants(const struct paper_hand *p, int copy)
{
	const struct hand_request *q = p->g->q;

	return (q->copy == 0 || q->copy == copy) &&
	       (p->it->copies == 0 || p->it->copies >> copy & 1);
}

static int
has_reason(const struct hand_request *q)
{
	return q->reason != NULL && *q->reason != '\0';
}

/* 1 when it may leave for good. */
static int
may_go(struct paper_hand *p, const struct state_copy *c)
{
	if (c->handed_over != 0) {
		if (p->g->q->copy != 0 || p->it->copies != 0)
			note_copy(p, c->copy, "déjà remis");
		return 0;
	}
	if (state_copy_complete(c) || has_reason(p->g->q))
		return 1;
	if (c->missing == ROLE_COUNT)
		note_copy(p, c->copy, "pas signé par tous");
	else
		note_copy(p, c->copy, "il manque %s", role_article(c->missing));
	return 0;
}

/* 1 when it may leave to be signed. */
static int
may_leave(struct paper_hand *p, const struct state_copy *c)
{
	char day[DATE_TEXT_SIZE];

	if (c->handed_over != 0) {
		note_copy(p, c->copy, "déjà remis");
		return 0;
	}
	if (c->handed_out == 0 || c->holder != p->g->q->role)
		return 1;
	date_text(time_date(c->handed_out), day);
	note_copy(p, c->copy, "déjà chez %s depuis le %s", role_article(c->holder), day);
	return 0;
}

static void
take_copy(struct paper_hand *p, int copy)
{
	struct handed *to = p->to;
	char *recipient;

	if (to->n_copies == HAND_COPIES_MAX)
		return;
	recipient = document_find_recipient(p->g->h->store, p->f.d.id, copy, NULL);
	to->copies[to->n_copies] = copy;
	to->recipients[to->n_copies++] =
	    arena_str(&p->g->r->arena, recipient != NULL ? recipient : "");
	free(recipient);
}

/* Which copies go. */
static void
choose_copies(struct paper_hand *p)
{
	const struct hand_request *q = p->g->q;

	if (!state_is_live(&p->f.state)) {
		say_why(p, arena_printf(&p->g->r->arena, "ce papier est hors circuit : %s",
			       p->to->before));
		return;
	}
	if (q->copy > p->f.d.copies) {
		say_why(p, arena_printf(&p->g->r->arena, "ce papier n'a que %d exemplaire%s",
			       p->f.d.copies, p->f.d.copies > 1 ? "s" : ""));
		return;
	}
	for (size_t i = 0; i < p->f.state.n_copies; i++) {
		const struct state_copy *c = &p->f.state.copies[i];

		if (wants(p, c->copy) && (p->g->over ? may_go(p, c) : may_leave(p, c)))
			take_copy(p, c->copy);
	}
	say_left(p);
	if (p->to->n_copies == 0 && p->why.len == 0)
		say_why(p, "tous les exemplaires sont déjà remis");
	if (p->it->whole && p->g->over && p->why.len > 0)
		p->to->n_copies = 0;
}

static int
append_copy(struct paper_hand *p, int copy)
{
	struct handing *g = p->g;
	struct fact f = FACT_INIT(g->over ? FACT_HANDED_OVER : FACT_HANDED_OUT);

	f.actor = g->h->actor;
	f.document = p->f.d.id;
	f.copy = copy;
	f.batch = g->r->batch;
	if (g->over) {
		f.name = g->q->to;
		f.text = g->q->reason;
	} else {
		f.role = g->q->role;
	}
	if (event_append(g->h->store, &f, NULL, g->e) < 0)
		return -1;
	g->r->event = f.event;
	g->r->when = f.at;
	return 0;
}

static int
say_state(struct handing *g, int64_t document, const char **words)
{
	struct folded f;

	if (document_fold(g->h->store, document, &g->r->arena, &f, g->e) < 0)
		return -1;
	*words = state_words(&f.shape, &f.state);
	return 0;
}

static int
hand_paper(struct paper_hand *p)
{
	struct handing *g = p->g;

	doc_code(p->f.d.number, p->to->code);
	p->to->kind = p->f.d.kind;
	p->to->before = p->to->after = state_words(&p->f.shape, &p->f.state);
	if (who_of_document(g->h->store, &p->f.d, &g->r->arena, &p->to->who, g->e) < 0)
		return -1;
	choose_copies(p);
	for (int i = 0; i < p->to->n_copies; i++)
		if (append_copy(p, p->to->copies[i]) < 0)
			return -1;
	return say_state(g, p->f.d.id, &p->to->after);
}

static struct handed *
add_handed(struct hand_report *r)
{
	r->at = mem_grow(r->at, r->n, &r->cap, sizeof *r->at);
	r->at[r->n] = (struct handed){ .before = "", .after = "" };
	r->at[r->n].who.name = r->at[r->n].who.section = "";
	return &r->at[r->n++];
}

static int
hand_item(struct handing *g, const struct hand_item *it)
{
	struct paper_hand p = { .g = g, .it = it, .to = add_handed(g->r), .why = BUF_INIT };
	int rc = 0;

	if (it->document == 0) {
		snprintf(p.to->code, sizeof p.to->code, "%s", it->typed);
		say_why(&p, arena_printf(&g->r->arena, "pas de papier « %s »", it->typed));
	} else if (document_fold(g->h->store, it->document, &g->r->arena, &p.f, g->e) < 0) {
		rc = -1;
	} else {
		rc = hand_paper(&p);
	}
	if (p.why.len > 0)
		p.to->why = arena_str(&g->r->arena, p.why.data);
	buf_release(&p.why);
	g->r->done += p.to->n_copies > 0;
	g->r->refused += p.to->why != NULL;
	return rc;
}

/* One paper alone says why itself; of many the report does. */
static int
nothing_done(const struct handing *g)
{
	const struct hand_report *r = g->r;
	const char *hint =
	    g->over && !has_reason(g->q)
		? " ; pour remettre quand même un exemplaire, donnez un motif (--reason)"
		: "";

	if (r->n == 1 && r->at[0].why != NULL)
		return err_set(g->e, g->items.at[0].document == 0 ? ERR_ABSENT : ERR_REFUSED,
		    "%s%s", r->at[0].why, r->at[0].who.name[0] != '\0' ? hint : "");
	if (r->n == 0)
		return err_set(g->e, ERR_ABSENT, "aucun papier %s",
		    g->over ? "à remettre" : "à confier : ce n'est le tour d'aucun");
	return err_set(g->e, ERR_REFUSED, "rien n'est %s", g->over ? "remis" : "confié");
}

static int
hand_all(struct handing *g)
{
	struct store *st = g->h->store;

	if (hand_pick(g->h, g->q, g->over, &g->items, g->e) < 0 ||
	    batch_add(st, BATCH_OTHER,
		g->over ? "remise des exemplaires" : "exemplaires confiés", g->h->actor,
		&g->r->batch, g->e) < 0)
		return -1;
	for (size_t i = 0; i < g->items.n; i++)
		if (hand_item(g, &g->items.at[i]) < 0)
			return -1;
	if (g->r->done == 0)
		return nothing_done(g);
	return store_commit(st, g->e);
}

static int
compare_handed(const void *left, const void *right)
{
	const struct handed *a = left, *b = right;
	int by_section = strcmp(a->who.section, b->who.section), order;
	char *x, *y;

	if (by_section != 0)
		return by_section;
	x = utf8_key(a->who.name);
	y = utf8_key(b->who.name);
	order = strcmp(x, y);
	free(x);
	free(y);
	return order;
}

static int
hand(struct home *h, const struct hand_request *q, int over, struct hand_report *r,
    struct err *e)
{
	struct handing g = { .h = h, .q = q, .over = over, .r = r, .e = e };
	int rc;

	*r = (struct hand_report){ .arena = ARENA_INIT };
	if (q->n_codes == 0 && q->list == NULL && q->section == NULL && q->n_batches == 0)
		return err_set(e, ERR_USAGE,
		    "quels papiers ? des codes, --list FICHIER ou --section SIGLE");
	g.items.arena = &r->arena;
	rc = store_begin(h->store, e) < 0 ? -1 : hand_all(&g);
	if (rc < 0)
		store_rollback(h->store);
	if (r->n > 1)
		qsort(r->at, r->n, sizeof *r->at, compare_handed);
	free(g.items.at);
	return rc;
}

int
hand_out(struct home *h, const struct hand_request *q, struct hand_report *r, struct err *e)
{
	return hand(h, q, 0, r, e);
}

int
hand_over(struct home *h, const struct hand_request *q, struct hand_report *r, struct err *e)
{
	return hand(h, q, 1, r, e);
}

void
hand_report_release(struct hand_report *r)
{
	free(r->at);
	arena_release(&r->arena);
	*r = (struct hand_report){ .arena = ARENA_INIT };
}
