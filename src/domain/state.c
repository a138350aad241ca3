#include "domain/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/trace_imp.h"

/* A fold under way. */
struct fold {
	const struct shape *shape;
	const struct fact *facts;
	size_t n;
	struct arena *arena;
	struct state *out;
	size_t n_boxes; /* signature boxes, in each copy */
	struct trace *traces; /* n_copies times n_boxes */
	const struct fact *issued, *cancelled, *superseded, *closed;
	const struct fact
	    *ended; /* the first that took it out of the procedure: replaced, cancelled */
	const struct fact *judged; /* the last FACT_VALIDATED or FACT_REFUSED */
	const struct fact *returned; /* the first page that came back */
};

static struct trace *
traces_of(const struct fold *w, int copy)
{
	return w->traces + (size_t)(copy - 1) * w->n_boxes;
}

static void
start(struct fold *w)
{
	struct state *out = w->out;
	size_t k = 0;

	memset(out, 0, sizeof *out);
	out->n_copies = (size_t)w->shape->copies;
	out->copies = arena_alloc(w->arena, (out->n_copies + 1) * sizeof *out->copies);
	for (size_t i = 0; i < w->shape->n_boxes; i++)
		w->n_boxes += w->shape->boxes[i].kind == BOX_SIGNATURE;
	w->traces = arena_alloc(w->arena, (out->n_copies * w->n_boxes + 1) * sizeof *w->traces);
	for (size_t c = 0; c < out->n_copies; c++) {
		out->copies[c].copy = (int)c + 1;
		for (size_t i = 0; i < w->shape->n_boxes; i++)
			if (w->shape->boxes[i].kind == BOX_SIGNATURE)
				trace_start(&w->traces[k++], &w->shape->boxes[i]);
	}
}

/* Facts come in order of event.  NULL: none, or void. */
static const struct fact *
live_event(const struct fold *w, int64_t event)
{
	size_t low = 0, high = w->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (w->facts[middle].event < event)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == w->n || w->facts[low].event != event || w->facts[low].voided)
		return NULL;
	return &w->facts[low];
}

static struct state_copy *
copy_of(const struct fold *w, int copy)
{
	return copy >= 1 && copy <= w->shape->copies ? &w->out->copies[copy - 1] : NULL;
}

/* The trace of a box that was read on a copy; NULL: not a signature box of this document. */
static struct trace *
trace_of(const struct fold *w, int copy, const struct fact_box *b)
{
	struct trace *traces;

	if (copy_of(w, copy) == NULL)
		return NULL;
	traces = traces_of(w, copy);
	for (size_t i = 0; i < w->n_boxes; i++)
		if (strcmp(traces[i].box->id, b->id) == 0)
			return &traces[i];
	return NULL;
}

/* A page of a copy lies in the school. */
static void
see_page(struct fold *w, const struct fact *f)
{
	struct state_copy *c = copy_of(w, f->copy);

	if (c == NULL)
		return;
	if (w->returned == NULL)
		w->returned = f;
	c->handed_out = 0;
	if (f->page < 1 || f->page > w->shape->pages || f->page > TAG_PAGE_MAX)
		return;
	if ((c->seen[f->page / 64] >> f->page % 64 & 1) == 0)
		c->n_seen++;
	c->seen[f->page / 64] |= (uint64_t)1 << f->page % 64;
}

/* A page of a paper that was replaced or cancelled before changes nothing: it is a question. */
static void
read_page(struct fold *w, const struct fact *f)
{
	if (w->ended != NULL)
		return;
	if (f->duplicate_of != 0 && live_event(w, f->duplicate_of) != NULL)
		return;
	see_page(w, f);
	for (size_t i = 0; i < f->n_boxes; i++) {
		struct trace *t = trace_of(w, f->copy, &f->boxes[i]);

		if (t != NULL)
			trace_read(t, f, (int)i + 1);
	}
}

/* A page that bore no readable tag, and what a person saw on it. */
static void
attach_page(struct fold *w, const struct fact *d)
{
	see_page(w, d);
	for (size_t i = 0; i < d->n_boxes; i++) {
		struct fact word = *d;
		struct trace *t = trace_of(w, d->copy, &d->boxes[i]);

		if (t == NULL || d->boxes[i].verdict != VERDICT_SIGNED)
			continue;
		word.decision = DECISION_SIGNED;
		trace_decide(t, &word, d, (int)i + 1);
	}
}

static void
decide(struct fold *w, const struct fact *d)
{
	const struct fact *f;
	struct trace *t;

	if (d->decision == DECISION_ATTACH) {
		attach_page(w, d);
		return;
	}
	f = live_event(w, d->target);
	if (f == NULL || d->box < 1 || (size_t)d->box > f->n_boxes)
		return;
	t = trace_of(w, f->copy, &f->boxes[d->box - 1]);
	if (t != NULL)
		trace_decide(t, d, f, d->box);
}

static void
hand(struct fold *w, const struct fact *f)
{
	for (size_t i = 0; i < w->out->n_copies; i++) {
		struct state_copy *c = &w->out->copies[i];

		if (f->copy != 0 && f->copy != c->copy)
			continue;
		c->handed_out = f->kind == FACT_HANDED_OUT ? f->at : 0;
		c->holder = f->role;
		if (f->kind == FACT_HANDED_OVER) {
			c->handed_over = f->at;
			c->handed_to = f->name;
			c->handover_reason = f->text;
		}
	}
}

static void
reprint(struct fold *w, const struct fact *f)
{
	for (int copy = 1; copy <= w->shape->copies; copy++)
		if (f->copy == 0 || f->copy == copy)
			for (size_t i = 0; i < w->n_boxes; i++)
				trace_reprint(&traces_of(w, copy)[i]);
}

static void
end(struct fold *w, const struct fact *f)
{
	if (w->ended == NULL)
		w->ended = f;
}

static void
take(struct fold *w, const struct fact *f)
{
	switch (f->kind) {
	case FACT_ISSUED:
		if (w->issued == NULL)
			w->issued = f;
		break;
	case FACT_REPRINTED:
		reprint(w, f);
		break;
	case FACT_READ:
		read_page(w, f);
		break;
	case FACT_DECIDED:
		decide(w, f);
		break;
	case FACT_HANDED_OUT:
	case FACT_HANDED_OVER:
		hand(w, f);
		break;
	case FACT_LINKED:
		if (f->placement != 0)
			w->out->placement = f->placement;
		if (f->enrolment != 0)
			w->out->enrolment = f->enrolment;
		break;
	case FACT_VALIDATED:
	case FACT_REFUSED:
		w->judged = f;
		break;
	case FACT_CANCELLED:
		w->cancelled = f;
		end(w, f);
		break;
	case FACT_SUPERSEDED:
		w->superseded = f;
		end(w, f);
		w->out->superseded_by = f->other;
		break;
	case FACT_CLOSED:
		w->closed = f;
		break;
	case FACT_PAGE:
	case FACT_NOTED:
	case FACT_INGESTED:
	case FACT_UNDONE:
	case FACT_KIND_COUNT:
		break;
	}
}

/* Those who sign in turn. */
static const struct step {
	enum doc_state state; /* once they have */
	enum role roles[2];
} steps[] = {
	{ STATE_SIGNED_STUDENT, { ROLE_STUDENT, ROLE_GUARDIAN } },
	{ STATE_SIGNED_COMPANY, { ROLE_COMPANY, ROLE_COUNT } },
	{ STATE_SIGNED_PRINCIPAL, { ROLE_PRINCIPAL, ROLE_COUNT } },
};
enum { STEPS = sizeof steps / sizeof *steps };

int
sign_counts(const struct sign *s)
{
	return s->status == SIGN_SIGNED || s->status == SIGN_CONFLICT;
}

/* The i-th role of a step that has a box in the document (a guardian: for a minor), or ROLE_COUNT. */
static enum role
role_of_step(const struct fold *w, const struct state_copy *c, const struct step *step, int i)
{
	enum role r = step->roles[i];

	if (r == ROLE_COUNT || !c->sign[r].expected)
		return ROLE_COUNT;
	return r == ROLE_GUARDIAN && !w->shape->guardian ? ROLE_COUNT : r;
}

/* How many of a step have signed a copy, and the first who has not (ROLE_COUNT: none). */
static int
count_step(const struct fold *w, const struct state_copy *c, const struct step *step,
    enum role *lacking)
{
	int n = 0;

	*lacking = ROLE_COUNT;
	for (int i = 0; i < 2; i++) {
		enum role r = role_of_step(w, c, step, i);

		if (r == ROLE_COUNT)
			continue;
		if (sign_counts(&c->sign[r]))
			n++;
		else if (*lacking == ROLE_COUNT)
			*lacking = r;
	}
	return n;
}

/* The longest prefix of the steps that the copy bears, and who is the next. */
static void
derive_steps(const struct fold *w, struct state_copy *c)
{
	enum role lacking;

	c->state = STATE_ISSUED;
	c->missing = ROLE_COUNT;
	for (int i = 0; i < STEPS; i++) {
		int n = count_step(w, c, &steps[i], &lacking);

		if (c->missing != ROLE_COUNT)
			c->out_of_order |= n > 0;
		else if (lacking != ROLE_COUNT)
			c->missing = lacking;
		else if (n > 0)
			c->state = steps[i].state;
	}
}

/* Before its turn: some earlier step was not signed yet when this was seen. */
static int
is_early(const struct fold *w, const struct state_copy *c, int step, const struct sign *s)
{
	for (int i = 0; i < step; i++)
		for (int k = 0; k < 2; k++) {
			enum role r = role_of_step(w, c, &steps[i], k);

			if (r != ROLE_COUNT &&
			    (!sign_counts(&c->sign[r]) || c->sign[r].event > s->event))
				return 1;
		}
	return 0;
}

static void
derive_early(const struct fold *w, struct state_copy *c)
{
	for (int i = 0; i < STEPS; i++)
		for (int k = 0; k < 2; k++) {
			enum role r = role_of_step(w, c, &steps[i], k);

			if (r != ROLE_COUNT && sign_counts(&c->sign[r]))
				c->sign[r].early = is_early(w, c, i, &c->sign[r]);
		}
}

static int
is_late(const struct fold *w, const struct sign *s)
{
	date day = s->stated != DATE_NONE ? s->stated : time_date(s->since);

	return sign_counts(s) && w->shape->start != DATE_NONE && day > w->shape->start;
}

static int
has_procedure(const struct shape *s)
{
	return s->kind == DOC_CONVENTION || s->kind == DOC_AMENDMENT;
}

static void
derive_copy(const struct fold *w, struct state_copy *c)
{
	for (int r = 0; r < ROLE_COUNT; r++) {
		trace_sign(traces_of(w, c->copy), w->n_boxes, (enum role)r, &c->sign[r]);
		c->sign[r].late = is_late(w, &c->sign[r]);
	}
	c->incomplete = c->n_seen > 0 && c->n_seen < w->shape->pages;
	derive_early(w, c);
	derive_steps(w, c);
	c->wrong_box = sign_counts(&c->sign[ROLE_PRINCIPAL]) &&
		       c->sign[ROLE_COMPANY].expected &&
		       c->sign[ROLE_COMPANY].status == SIGN_NONE;
	if (!has_procedure(w->shape)) {
		c->state = c->n_seen > 0 ? STATE_RETURNED : STATE_ISSUED;
		c->out_of_order = c->wrong_box = 0;
	}
}

/* When the last signature of the copy's state was seen. */
static int64_t
steps_since(const struct fold *w, const struct state_copy *c)
{
	int64_t since = w->issued->at;

	for (int i = 0; i < STEPS && steps[i].state <= c->state; i++)
		for (int k = 0; k < 2; k++) {
			enum role r = role_of_step(w, c, &steps[i], k);

			if (r != ROLE_COUNT && c->sign[r].since > since)
				since = c->sign[r].since;
		}
	return since;
}

static void
set_state(struct state *out, enum doc_state s, int64_t since)
{
	out->state = s;
	out->since = since;
}

static int
all_handed_over(const struct state *out, int64_t *last)
{
	*last = 0;
	for (size_t i = 0; i < out->n_copies; i++) {
		if (out->copies[i].handed_over == 0)
			return 0;
		if (out->copies[i].handed_over > *last)
			*last = out->copies[i].handed_over;
	}
	return out->n_copies > 0;
}

/* What stands above the signatures: 1 when it decides. */
static int
derive_end(const struct fold *w)
{
	struct state *out = w->out;
	int64_t last;

	if (w->issued == NULL) {
		set_state(out, STATE_DRAFT, 0);
	} else if (w->cancelled != NULL) {
		set_state(out, STATE_CANCELLED, w->cancelled->at);
		out->reason = w->cancelled->text;
	} else if (w->superseded != NULL) {
		set_state(out, STATE_SUPERSEDED, w->superseded->at);
	} else if (w->closed != NULL) {
		set_state(out, STATE_CLOSED, w->closed->at);
	} else if (w->judged != NULL) {
		set_state(out,
		    w->judged->kind == FACT_REFUSED ? STATE_REFUSED : STATE_VALIDATED,
		    w->judged->at);
		out->reason = w->judged->kind == FACT_REFUSED ? w->judged->text : NULL;
	} else if (all_handed_over(out, &last)) {
		set_state(out, STATE_DELIVERED, last);
	} else {
		return 0;
	}
	return 1;
}

static void
derive_state(const struct fold *w)
{
	struct state *out = w->out;
	const struct state_copy *best;

	for (size_t i = 1; i < out->n_copies; i++)
		if (out->copies[i].state > out->copies[out->best].state)
			out->best = (int)i;
	best = &out->copies[out->best];
	if (derive_end(w))
		return;
	if (w->shape->instance && best->state < STATE_RETURNED)
		set_state(out, STATE_RETURNED, w->issued->at);
	else if (best->state == STATE_RETURNED)
		set_state(out, STATE_RETURNED, w->returned->at);
	else if (out->n_copies > 0)
		set_state(out, best->state, steps_since(w, best));
	else
		set_state(out, STATE_ISSUED, w->issued->at);
}

static int
lacks_everywhere(const struct state *out, enum role role)
{
	int expected = 0;

	for (size_t i = 0; i < out->n_copies; i++) {
		expected |= out->copies[i].sign[role].expected;
		if (sign_counts(&out->copies[i].sign[role]))
			return 0;
	}
	return expected;
}

static void
derive_flags(const struct fold *w)
{
	struct state *out = w->out;

	for (size_t i = 0; i < out->n_copies; i++) {
		const struct state_copy *c = &out->copies[i];

		out->out_of_order |= c->out_of_order;
		out->wrong_box |= c->wrong_box;
		for (int r = 0; r < ROLE_COUNT; r++) {
			out->late |= c->sign[r].late;
			out->conflict |= c->sign[r].status == SIGN_CONFLICT;
		}
	}
	out->missing_tutor = lacks_everywhere(out, ROLE_TUTOR);
	out->missing_teacher = lacks_everywhere(out, ROLE_TEACHER);
	out->returned = w->returned != NULL || w->shape->instance;
	out->to_regularise =
	    w->shape->blank && !w->shape->linked && out->placement == 0 && state_is_live(out);
}

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
	const struct trace *traces = traces_of(w, c->copy);
	const struct fact *f;

	for (size_t i = 0; i < w->n_boxes; i++) {
		const struct trace *t = &traces[i];

		if (t->box->role != ROLE_PRINCIPAL || !t->mark.set || t->answered ||
		    t->conflict != NULL)
			continue;
		if ((f = live_event(w, t->mark.event)) != NULL)
			ask(w, QUESTION_WRONG_BOX, f, t->mark.box);
		return;
	}
}

static void
ask_of_boxes(struct fold *w)
{
	for (size_t i = 0; i < w->out->n_copies; i++) {
		const struct state_copy *c = &w->out->copies[i];
		const struct trace *traces = traces_of(w, c->copy);

		for (size_t k = 0; k < w->n_boxes; k++) {
			if (traces[k].doubt != NULL)
				ask(w, QUESTION_DOUBTFUL, traces[k].doubt, traces[k].doubt_box);
			if (traces[k].conflict != NULL)
				ask(w, QUESTION_CONFLICT, traces[k].conflict,
				    traces[k].conflict_box);
		}
		if (c->wrong_box)
			ask_wrong_box(w, c);
	}
}

static void
ask_of_old_pages(struct fold *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct fact *f = &w->facts[i];

		if (f->kind == FACT_READ && !f->voided && f->event > w->ended->event &&
		    (f->duplicate_of == 0 || live_event(w, f->duplicate_of) == NULL) &&
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

/* Only papers that still take part in the procedure ask about their boxes. */
static void
derive_questions(struct fold *w)
{
	struct state *out = w->out;
	size_t most = out->n_copies * (w->n_boxes * 2 + 1) + w->n + 1;

	out->questions = arena_alloc(w->arena, most * sizeof *out->questions);
	if (state_is_live(out) && out->state != STATE_CLOSED)
		ask_of_boxes(w);
	if (w->ended != NULL)
		ask_of_old_pages(w);
	if (w->shape->instance && state_is_live(out) && !w->shape->linked &&
	    out->placement == 0 && out->enrolment == 0 && !page_is_decided(w, w->issued))
		ask(w, QUESTION_ATTACH, w->issued, 0);
	qsort(out->questions, out->n_questions, sizeof *out->questions, compare_questions);
}

int
state_is_live(const struct state *st)
{
	return st->state != STATE_DRAFT && st->state != STATE_REFUSED &&
	       st->state != STATE_CANCELLED && st->state != STATE_SUPERSEDED;
}

int
state_copy_complete(const struct state_copy *c)
{
	return c->state == STATE_SIGNED_PRINCIPAL ||
	       (c->state == STATE_DELIVERED && c->missing == ROLE_COUNT);
}

void
state_fold(const struct shape *shape, const struct fact *facts, size_t n, struct arena *a,
    struct state *out)
{
	struct fold w = { .shape = shape, .facts = facts, .n = n, .arena = a, .out = out };

	start(&w);
	for (size_t i = 0; i < n; i++)
		if (!facts[i].voided)
			take(&w, &facts[i]);
	for (size_t i = 0; i < out->n_copies; i++)
		derive_copy(&w, &out->copies[i]);
	derive_state(&w);
	for (size_t i = 0; i < out->n_copies; i++)
		if (out->copies[i].handed_over != 0)
			out->copies[i].state = STATE_DELIVERED;
	derive_flags(&w);
	derive_questions(&w);
}
