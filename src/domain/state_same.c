#include <string.h>

#include "domain/state.h"

static int
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static int
same_sign(const struct sign *a, const struct sign *b)
{
	return a->status == b->status && a->expected == b->expected && a->since == b->since &&
	       a->event == b->event && a->box == b->box && a->decided == b->decided &&
	       a->origin == b->origin && a->stated == b->stated && a->late == b->late &&
	       a->early == b->early && same_text(a->delegate, b->delegate);
}

/* Who has it, and since when. */
static int
same_hands(const struct state_copy *a, const struct state_copy *b)
{
	return a->handed_out == b->handed_out && a->holder == b->holder &&
	       a->handed_over == b->handed_over && same_text(a->handed_to, b->handed_to) &&
	       same_text(a->handover_reason, b->handover_reason);
}

static int
same_copy(const struct state_copy *a, const struct state_copy *b)
{
	for (int r = 0; r < ROLE_COUNT; r++)
		if (!same_sign(&a->sign[r], &b->sign[r]))
			return 0;
	return a->copy == b->copy && a->state == b->state && a->missing == b->missing &&
	       a->incomplete == b->incomplete && a->out_of_order == b->out_of_order &&
	       a->wrong_box == b->wrong_box && same_hands(a, b) &&
	       memcmp(a->seen, b->seen, sizeof a->seen) == 0;
}

static int
same_copies(const struct state *a, const struct state *b)
{
	if (a->n_copies != b->n_copies || a->best != b->best)
		return 0;
	for (size_t i = 0; i < a->n_copies; i++)
		if (!same_copy(&a->copies[i], &b->copies[i]))
			return 0;
	return 1;
}

static int
same_ticks(const struct state *a, const struct state *b)
{
	if (a->n_ticks != b->n_ticks || a->reply != b->reply)
		return 0;
	for (size_t i = 0; i < a->n_ticks; i++)
		if (strcmp(a->ticks[i].box->id, b->ticks[i].box->id) != 0 ||
		    a->ticks[i].status != b->ticks[i].status ||
		    a->ticks[i].decided != b->ticks[i].decided)
			return 0;
	return 1;
}

static int
same_questions(const struct state *a, const struct state *b)
{
	if (a->n_questions != b->n_questions)
		return 0;
	for (size_t i = 0; i < a->n_questions; i++) {
		const struct question *x = &a->questions[i], *y = &b->questions[i];

		if (x->event != y->event || x->box != y->box || x->kind != y->kind)
			return 0;
	}
	return 1;
}

int
state_same(const struct state *a, const struct state *b)
{
	return a->state == b->state && a->since == b->since && a->returned == b->returned &&
	       a->returned_at == b->returned_at && a->placement == b->placement &&
	       a->enrolment == b->enrolment && a->superseded_by == b->superseded_by &&
	       a->to_regularise == b->to_regularise && a->unsaid == b->unsaid &&
	       memcmp(a->reminded, b->reminded, sizeof a->reminded) == 0 &&
	       same_text(a->reason, b->reason) && same_text(a->foreign, b->foreign) &&
	       same_copies(a, b) && same_ticks(a, b) && same_questions(a, b);
}
