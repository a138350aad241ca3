#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/fold_imp.h"

static struct question *
ask(struct fold *w, enum question_kind kind, const struct fact *f, int box)
{
	struct question *q = &w->out->questions[w->out->n_questions++];

	*q = (struct question){
		.event = f->event,
		.box = box,
		.kind = kind,
		.at = f->at,
		.document = f->document,
		.copy = f->copy,
		.page = f->page,
		.outcome = f->outcome,
	};
	if (box > 0) {
		q->role = f->boxes[box - 1].role;
		q->box_kind = f->boxes[box - 1].kind;
		memcpy(q->box_id, f->boxes[box - 1].id, sizeof q->box_id);
		q->score = f->boxes[box - 1].score;
		q->hint = f->boxes[box - 1].hint;
		q->crop = f->boxes[box - 1].crop;
	}
	return q;
}

static int
page_is_decided(const struct fold *w, const struct fact *f)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->facts[i].kind == FACT_DECIDED && !w->facts[i].voided &&
		    w->facts[i].target == f->event && w->facts[i].box == 0)
			return 1;
	return 0;
}

/* The principal's signature, as one reading alone shows it, where the company's box is empty. */
static void
ask_wrong_box(struct fold *w, const struct state_copy *c)
{
	const struct trace *traces = fold_traces(w, c->copy);
	const struct fact *f;

	for (size_t i = 0; i < w->n_boxes; i++) {
		const struct trace *t = &traces[i];

		if (t->box->role != ROLE_PRINCIPAL || !t->mark.set || t->answered ||
		    t->conflict != NULL)
			continue;
		if ((f = fold_live(w, t->mark.event)) != NULL)
			ask(w, QUESTION_WRONG_BOX, f, t->mark.box);
		return;
	}
}

static void
ask_of_trace(struct fold *w, const struct trace *t)
{
	if (t->doubt != NULL)
		ask(w, QUESTION_DOUBTFUL, t->doubt, t->doubt_box);
	if (t->conflict != NULL)
		ask(w, QUESTION_CONFLICT, t->conflict, t->conflict_box);
}

/* Which of two ticks counts: asked of the first. */
static void
ask_both(struct fold *w)
{
	const struct fact *f;

	for (size_t i = 0; i < w->out->n_ticks; i++) {
		const struct tick *t = &w->out->ticks[i];

		if (t->status == SIGN_NONE || tick_words(t->box->id) == NULL)
			continue;
		if ((f = fold_live(w, t->event)) != NULL)
			ask(w, QUESTION_BOTH, f, t->at);
		return;
	}
}

static void
ask_of_boxes(struct fold *w)
{
	for (size_t i = 0; i < w->out->n_copies; i++) {
		const struct state_copy *c = &w->out->copies[i];
		const struct trace *traces = fold_traces(w, c->copy);

		for (size_t k = 0; k < w->n_boxes; k++)
			ask_of_trace(w, &traces[k]);
		if (c->wrong_box)
			ask_wrong_box(w, c);
	}
	for (size_t k = 0; k < w->out->n_copies * w->n_checks; k++)
		ask_of_trace(w, &w->checks[k]);
	if (w->out->reply == REPLY_BOTH)
		ask_both(w);
}

static void
ask_of_old_pages(struct fold *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct fact *f = &w->facts[i];

		if (f->kind == FACT_READ && !f->voided && !fold_counts(w, f) &&
		    (f->duplicate_of == 0 || fold_live(w, f->duplicate_of) == NULL) &&
		    !page_is_decided(w, f))
			ask(w, QUESTION_OUTDATED, f, 0);
	}
}

static int
compare_questions(const void *a, const void *b)
{
	const struct question *p = a, *q = b;

	if (p->event != q->event)
		return p->event < q->event ? -1 : 1;
	return p->box - q->box;
}

/* Only papers that still take part in the procedure ask about their boxes; of an accord, until it is judged. */
static int
boxes_matter(const struct state *st)
{
	return state_is_live(st) && st->state != STATE_CLOSED && st->state != STATE_VALIDATED;
}

void
fold_ask(struct fold *w)
{
	struct state *out = w->out;
	size_t most = out->n_copies * ((w->n_boxes + w->n_checks) * 2 + 1) + w->n + 2;

	out->questions = arena_alloc(w->arena, most * sizeof *out->questions);
	if (boxes_matter(out))
		ask_of_boxes(w);
	ask_of_old_pages(w);
	if (w->shape->instance && state_is_live(out) && !w->shape->linked &&
	    out->placement == 0 && out->enrolment == 0 && !page_is_decided(w, w->issued))
		ask(w, QUESTION_ATTACH, w->issued, 0);
	qsort(out->questions, out->n_questions, sizeof *out->questions, compare_questions);
}
