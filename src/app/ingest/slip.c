#include "app/ingest/slip.h"

#include <stdlib.h>
#include <string.h>

#include "app/accord.h"
#include "app/asked.h"
#include "app/gaps.h"
#include "app/home.h"
#include "app/ingest/slip_imp.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "store/event.h"

struct ids {
	int64_t *at;
	size_t n, cap;
};

/* Where a batch stands in the log, the documents that it touched, the pages that it filed itself. */
struct span {
	int64_t first, last;
	struct ids documents, filed;
};

/* Printers and scanners are within a hundredth of the true size; « ajuster à la page » takes 3 or more. */
static const double scale_off = 0.025;

struct slip_loading {
	struct home *h;
	struct slip *s;
	const struct span *sp;
	struct err *e;
};

static int
has_id(const struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (ids->at[i] == id)
			return 1;
	return 0;
}

static void
add_id(struct ids *ids, int64_t id)
{
	if (id == 0 || has_id(ids, id))
		return;
	ids->at = mem_grow(ids->at, ids->n, &ids->cap, sizeof *ids->at);
	ids->at[ids->n++] = id;
}

static int
span_visit(void *ctx, const struct fact *f)
{
	struct span *sp = ctx;

	if (sp->first == 0)
		sp->first = f->event;
	sp->last = f->event;
	add_id(&sp->documents, f->document);
	if (f->kind == FACT_DECIDED && f->box == 0)
		add_id(&sp->filed, f->target);
	return 0;
}

/* How many of the facts come before `event`. */
static size_t
facts_before(const struct folded *f, int64_t event)
{
	size_t n = 0;

	while (n < f->n_facts && f->facts[n].event < event)
		n++;
	return n;
}

/* The pages that came behind a cover in this batch. */
static int
count_filed(const struct folded *f, const struct span *sp)
{
	int n = 0;

	for (size_t i = facts_before(f, sp->first); i < f->n_facts; i++)
		n += f->facts[i].kind == FACT_DECIDED && f->facts[i].box == 0 &&
		     f->facts[i].event <= sp->last;
	return n;
}

static int
load_paper(struct slip_loading *l, int64_t document, struct slip_paper *p)
{
	struct arena *a = &l->s->arena;
	const struct span *sp = l->sp;
	struct folded f;

	if (document_fold(l->h->store, document, a, &f, l->e) < 0)
		return -1;
	p->d = f.d;
	p->shape = f.shape;
	doc_code(f.d.number, p->code);
	p->filed = count_filed(&f, sp);
	state_fold(&f.shape, f.facts, facts_before(&f, sp->first), a, &p->before);
	state_fold(&f.shape, f.facts, facts_before(&f, sp->last + 1), a, &p->after);
	p->form = accord_form_words(l->h->store, &f.d, a);
	return who_of_document(l->h->store, &f.d, a, &p->who, l->e);
}

static int
load_papers(struct slip_loading *l)
{
	const struct ids *documents = &l->sp->documents;
	struct slip *s = l->s;

	s->papers = arena_alloc(&s->arena, (documents->n + 1) * sizeof *s->papers);
	for (size_t i = 0; i < documents->n; i++)
		if (load_paper(l, documents->at[i], &s->papers[s->n_papers++]) < 0)
			return -1;
	return 0;
}

int
slip_paper_moved(const struct slip_paper *p)
{
	return p->after.state > p->before.state;
}

int
slip_paper_is_move(const struct slip_paper *p, enum doc_kind kind, enum doc_state to)
{
	return slip_paper_moved(p) && p->d.kind == kind && p->after.state == to;
}

const struct slip_paper *
slip_paper_of(const struct slip *s, int64_t document)
{
	for (size_t i = 0; i < s->n_papers; i++)
		if (s->papers[i].d.id == document)
			return &s->papers[i];
	return NULL;
}

int
slip_was_asked(const struct state *st, const struct question *q)
{
	for (size_t i = 0; i < st->n_questions; i++)
		if (st->questions[i].event == q->event && st->questions[i].box == q->box &&
		    st->questions[i].kind == q->kind)
			return 1;
	return 0;
}

static int
add_pull(struct slip_loading *l, const struct scan_row *row, const struct question *q,
    const struct slip_paper *paper)
{
	struct slip *s = l->s;
	struct buf words = BUF_INIT;
	struct slip_pull *p;

	s->pulls = mem_grow(s->pulls, s->n_pulls, &s->cap_pulls, sizeof *s->pulls);
	p = &s->pulls[s->n_pulls++];
	*p = (struct slip_pull){ .page = row->file_page,
		.last_page = row->file_page,
		.paper = paper,
		.copy = row->copy,
		.doc_page = row->page };
	question_id(q, p->id);
	asked_words(l->h->store, q, &words);
	p->reason = arena_str(&s->arena, words.data);
	buf_release(&words);
	if (q->crop != NULL)
		p->picture = arena_str(&s->arena, q->crop);
	else if (row->thumb[0] != '\0')
		p->picture = arena_str(&s->arena, row->thumb);
	p->settled = event_is_decided(l->h->store, q->event, q->box, l->e);
	return p->settled < 0 ? -1 : 0;
}

/* The questions that this page raised: how many, or -1. */
static int
pull_read_page(struct slip_loading *l, const struct scan_row *row)
{
	const struct slip_paper *p = slip_paper_of(l->s, row->document);
	int n = 0;

	for (size_t i = 0; p != NULL && i < p->after.n_questions; i++) {
		const struct question *q = &p->after.questions[i];

		/* Whose accord it is asks nothing of the page itself. */
		if (q->event != row->event || q->kind == QUESTION_ATTACH ||
		    slip_was_asked(&p->before, q))
			continue;
		if (add_pull(l, row, q, p) < 0)
			return -1;
		n++;
	}
	return n;
}

static int
pull_other_page(struct slip_loading *l, const struct scan_row *row)
{
	const struct question q = {
		.event = row->event, .kind = QUESTION_PAGE, .outcome = row->outcome
	};

	return add_pull(l, row, &q, NULL) < 0 ? -1 : 1;
}

static int
row_visit(void *ctx, const struct scan_row *row)
{
	struct slip_loading *l = ctx;
	struct slip_sum *sum = &l->s->sum;
	int asked = 0;

	sum->pages++;
	if (row->outcome == OUTCOME_BLANK) {
		sum->blank++;
		return 0;
	}
	if (row->document != 0)
		asked = pull_read_page(l, row);
	else if (!has_id(&l->sp->filed, row->event))
		asked = pull_other_page(l, row);
	if (asked > 0) {
		sum->queued++;
	} else {
		sum->read++;
		sum->duplicates += row->duplicate;
	}
	return asked < 0 ? -1 : 0;
}

/* « exemplaires 1, 2 et 3 » */
static const char *
copies_words(struct arena *a, const struct slip_gap *g)
{
	struct buf words = BUF_INIT;
	const char *kept;

	buf_str(&words, "exemplaires ");
	for (int i = 0; i < g->n_copies; i++)
		buf_printf(&words, "%s%d",
		    i == 0                ? ""
		    : i + 1 < g->n_copies ? ", "
					  : " et ",
		    g->copies[i]);
	kept = arena_str(a, words.data);
	buf_release(&words);
	return kept;
}

/* The last gap, when it says the same of the same paper. */
static struct slip_gap *
same_gap(struct slip *s, const struct slip_paper *p, const char *words)
{
	struct slip_gap *last = s->n_gaps > 0 ? &s->gaps[s->n_gaps - 1] : NULL;

	return last != NULL && last->paper == p && last->n_copies < SLIP_COPIES_MAX &&
		       strcmp(last->words, words) == 0
		   ? last
		   : NULL;
}

static int
start_gap(struct slip_loading *l, const struct slip_paper *p, int copy, const char *words)
{
	struct slip *s = l->s;
	char *recipient = document_find_recipient(l->h->store, p->d.id, copy, l->e);

	s->gaps = mem_grow(s->gaps, s->n_gaps, &s->cap_gaps, sizeof *s->gaps);
	s->gaps[s->n_gaps++] = (struct slip_gap){ .paper = p,
		.copy = copy_words(&s->arena, copy, recipient),
		.words = arena_str(&s->arena, words),
		.copies = { copy },
		.n_copies = 1 };
	free(recipient);
	return l->e->kind != ERR_NONE ? -1 : 0;
}

static int
add_gap(struct slip_loading *l, const struct slip_paper *p, const struct state_copy *c)
{
	struct gaps g;
	struct buf words = BUF_INIT;
	struct slip_gap *same;
	int rc = 0;

	gaps_of_copy(&p->shape, c, &g);
	gaps_words(&g, &words);
	same = same_gap(l->s, p, words.data);
	if (same != NULL) {
		same->copies[same->n_copies++] = c->copy;
		same->copy = copies_words(&l->s->arena, same);
	} else {
		rc = start_gap(l, p, c->copy, words.data);
	}
	buf_release(&words);
	return rc;
}

int
slip_copy_came(const struct slip_paper *p, const struct state_copy *after)
{
	for (size_t i = 0; i < p->before.n_copies; i++)
		if (p->before.copies[i].copy == after->copy)
			return p->before.copies[i].n_seen != after->n_seen;
	return after->n_seen > 0;
}

static int
load_gaps(struct slip_loading *l)
{
	for (size_t i = 0; i < l->s->n_papers; i++) {
		const struct slip_paper *p = &l->s->papers[i];

		for (size_t k = 0; k < p->after.n_copies; k++) {
			const struct state_copy *c = &p->after.copies[k];

			/* an older gap was on an older slip */
			if (c->incomplete && slip_copy_came(p, c) && add_gap(l, p, c) < 0)
				return -1;
		}
	}
	return 0;
}

static int
load_batch(struct slip_loading *l, int64_t batch)
{
	struct slip *s = l->s;
	struct store *st = l->h->store;
	int there = batch_lookup(st, batch, &s->arena, &s->batch, l->e);

	if (there > 0)
		there = batch_lookup_file_of(st, batch, &s->arena, &s->file, l->e);
	if (there == 0)
		return err_set(
		    l->e, ERR_ABSENT, "pas de lot numérisé n° %lld", (long long)batch);
	s->sum.files = 1;
	return there < 0 ? -1 : 0;
}

int
slip_load(struct home *h, int64_t batch, struct slip *s, struct err *e)
{
	struct span sp = { 0 };
	struct slip_loading l = { h, s, &sp, e };
	int rc = load_batch(&l, batch);

	if (rc == 0)
		rc = event_each_of_batch(h->store, batch, span_visit, &sp, e);
	if (rc == 0)
		rc = load_papers(&l);
	if (rc == 0)
		rc = batch_each_page(h->store, s->file.id, row_visit, &l, e);
	if (rc == 0)
		rc = batch_scale(h->store, s->file.id, scale_off, &s->n_scaled, &s->scale, e);
	if (rc == 0)
		slip_group_pulls(s);
	if (rc == 0)
		rc = load_gaps(&l);
	if (rc == 0)
		rc = slip_load_expected(h, batch, s, e);
	if (rc == 0)
		slip_add_remarks(s);
	free(sp.documents.at);
	free(sp.filed.at);
	return rc;
}

void
slip_release(struct slip *s)
{
	free(s->pulls);
	free(s->gaps);
	free(s->remarks);
	arena_release(&s->arena);
	*s = (struct slip){ 0 };
}
