#include "domain/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/cover.h"
#include "domain/fold_imp.h"

struct trace *
fold_traces(const struct fold *w, int copy)
{
	return w->traces + (size_t)(copy - 1) * w->n_boxes;
}

/* A cover's tick that tells of a signature stands for that signature. */
static void
start_boxes(struct fold *w)
{
	const struct shape *s = w->shape;

	w->boxes = arena_alloc(w->arena, (s->n_boxes + 1) * sizeof *w->boxes);
	for (size_t i = 0; i < s->n_boxes; i++) {
		struct box *b = &w->boxes[i];

		*b = s->boxes[i];
		if (s->kind != DOC_COVER || cover_role(b->id) == ROLE_COUNT)
			continue;
		b->kind = BOX_SIGNATURE;
		b->role = cover_role(b->id);
	}
}

/* The traces of the boxes of one kind, copy after copy; *n: in each copy. */
static struct trace *
start_traces(const struct fold *w, enum box_kind kind, size_t *n)
{
	const struct shape *s = w->shape;
	struct trace *traces;
	size_t k = 0;

	for (size_t i = 0; i < s->n_boxes; i++)
		*n += w->boxes[i].kind == kind;
	traces = arena_alloc(w->arena, (w->out->n_copies * *n + 1) * sizeof *traces);
	for (size_t c = 0; c < w->out->n_copies; c++)
		for (size_t i = 0; i < s->n_boxes; i++)
			if (w->boxes[i].kind == kind)
				trace_start(&traces[k++], &w->boxes[i]);
	return traces;
}

static void
start(struct fold *w)
{
	struct state *out = w->out;

	memset(out, 0, sizeof *out);
	out->n_copies = (size_t)w->shape->copies;
	out->copies = arena_alloc(w->arena, (out->n_copies + 1) * sizeof *out->copies);
	for (size_t c = 0; c < out->n_copies; c++)
		out->copies[c].copy = (int)c + 1;
	w->start = w->shape->start;
	/* a blank one has the box, for whom it may concern; a cover only where it does */
	w->guardian = !w->shape->blank && (w->shape->guardian || w->shape->kind == DOC_COVER);
	start_boxes(w);
	w->traces = start_traces(w, BOX_SIGNATURE, &w->n_boxes);
	w->checks = start_traces(w, BOX_CHECK, &w->n_checks);
}

/* Facts come in order of event. */
const struct fact *
fold_live(const struct fold *w, int64_t event)
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

static struct trace *
find_trace(struct trace *traces, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(traces[i].box->id, id) == 0)
			return &traces[i];
	return NULL;
}

/* The trace of a box that was read on a copy; NULL: this document has no such box to be signed or ticked. */
static struct trace *
trace_of(const struct fold *w, int copy, const struct fact_box *b)
{
	struct trace *t;

	if (copy_of(w, copy) == NULL)
		return NULL;
	t = find_trace(fold_traces(w, copy), w->n_boxes, b->id);
	return t != NULL ? t
			 : find_trace(w->checks + (size_t)(copy - 1) * w->n_checks, w->n_checks,
			       b->id);
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

int
fold_counts(const struct fold *w, const struct fact *f)
{
	return w->issued != NULL && w->issued->event < f->event &&
	       (w->ended == NULL || w->ended->event > f->event);
}

/* A page of a paper that does not count (fold_counts) changes nothing: it is a question. */
static void
read_page(struct fold *w, const struct fact *f)
{
	if (!fold_counts(w, f))
		return;
	if (f->duplicate_of != 0 && fold_live(w, f->duplicate_of) != NULL)
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
	if (d->decision == DECISION_ACCEPT) {
		read_page(w, d);
		return;
	}
	f = fold_live(w, d->target);
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

/* The sheets that were lost or spoiled are gone with what they bore: the copy starts anew. */
static void
renew(struct fold *w, struct state_copy *c, int page)
{
	struct trace *traces = fold_traces(w, c->copy);

	for (size_t i = 0; i < w->n_boxes; i++)
		if (page == 0 || traces[i].box->page == page)
			trace_start(&traces[i], traces[i].box);
	if (page == 0) {
		memset(c->seen, 0, sizeof c->seen);
		c->n_seen = 0;
		c->handed_out = c->handed_over = 0;
	} else if (page <= TAG_PAGE_MAX && (c->seen[page / 64] >> page % 64 & 1) != 0) {
		c->seen[page / 64] &= ~((uint64_t)1 << page % 64);
		c->n_seen--;
	}
}

/* With a reason the old sheets are gone; without one they may still come (a jammed printer). */
static void
reprint(struct fold *w, const struct fact *f)
{
	for (int copy = 1; copy <= w->shape->copies; copy++) {
		if (f->copy != 0 && f->copy != copy)
			continue;
		if (f->text != NULL)
			renew(w, &w->out->copies[copy - 1], f->page);
		for (size_t i = 0; i < w->n_boxes; i++)
			trace_reprint(&fold_traces(w, copy)[i]);
	}
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
		if (w->shape->start == DATE_NONE)
			w->start = f->stated;
		if (w->shape->blank)
			w->guardian = f->role == ROLE_GUARDIAN;
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
	case FACT_REMINDED:
		w->out->reminded[f->role] = f->at;
		break;
	case FACT_PAGE:
	case FACT_NOTED:
	case FACT_INGESTED:
	case FACT_UNDONE:
	case FACT_ASSIGNED:
	case FACT_VISITED:
	case FACT_ACCOUNTED:
	case FACT_PLACEMENT_ADDED:
	case FACT_PLACEMENT_CHANGED:
	case FACT_PLACEMENT_CANCELLED:
	case FACT_INTERRUPTED:
	case FACT_KIND_COUNT:
		break;
	}
}

int
fold_is_ticked(const struct fold *w, int (*is)(const char *id))
{
	for (size_t i = 0; i < w->n_checks && w->shape->kind == DOC_COVER; i++)
		if (w->checks[i].mark.set && is(w->checks[i].box->id))
			return 1;
	return 0;
}

/* What the pages behind a cover are, as its ticks say. */
static void
derive_cover(const struct fold *w)
{
	for (size_t i = 0; i < w->n_checks && w->out->foreign == NULL; i++)
		if (w->checks[i].mark.set && cover_is_convention(w->checks[i].box->id))
			w->out->foreign = w->checks[i].box->id;
	w->out->unsaid = w->returned != NULL && !fold_is_ticked(w, cover_says_what);
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
		set_state(out, best->state, fold_copy_since(w, best));
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
	out->returned_at = w->returned != NULL ? w->returned->at : 0;
	out->to_regularise =
	    w->shape->blank && !w->shape->linked && out->placement == 0 && state_is_live(out);
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
	if (shape->kind == DOC_COVER)
		derive_cover(&w);
	for (size_t i = 0; i < out->n_copies; i++)
		fold_copy(&w, &out->copies[i]);
	derive_state(&w);
	for (size_t i = 0; i < out->n_copies; i++)
		if (out->copies[i].handed_over != 0)
			out->copies[i].state = STATE_DELIVERED;
	derive_flags(&w);
	fold_ticks(&w);
	fold_ask(&w);
}
