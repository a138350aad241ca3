/* Boxes that are ticked, and what the two of an accord answer. */
#include <string.h>

#include "base/mem.h"
#include "domain/fold_imp.h"

/* The ids that the forms of an accord use. */
static const char accept_id[] = "accept", refuse_id[] = "refuse";

const char *
tick_words(const char *box_id)
{
	if (strcmp(box_id, accept_id) == 0)
		return "accepte";
	return strcmp(box_id, refuse_id) == 0 ? "refuse" : NULL;
}

static void
take_tick(const struct trace *t, int copy, struct tick *out)
{
	*out = (struct tick){ .box = t->box, .copy = copy, .status = SIGN_NONE };
	if (t->mark.set) {
		out->status = t->conflict != NULL ? SIGN_CONFLICT : SIGN_SIGNED;
		out->event = t->mark.event;
		out->at = t->mark.box;
		out->decided = t->mark.decided;
	} else if (t->doubt != NULL) {
		out->status = SIGN_DOUBTFUL;
	}
}

/* The box of that id that says the most: of several copies, the one that is ticked. */
static const struct tick *
find_tick(const struct state *st, const char *id)
{
	const struct tick *best = NULL;

	for (size_t i = 0; i < st->n_ticks; i++) {
		const struct tick *t = &st->ticks[i];

		if (strcmp(t->box->id, id) != 0)
			continue;
		if (best == NULL || t->status == SIGN_SIGNED || best->status == SIGN_NONE)
			best = t;
	}
	return best;
}

static int
is_ticked(const struct tick *t)
{
	return t->status == SIGN_SIGNED || t->status == SIGN_CONFLICT;
}

/* A person's word on one of two ticks settles both. */
static enum reply
reply_of(const struct tick *accept, const struct tick *refuse)
{
	if (is_ticked(accept) && is_ticked(refuse)) {
		if ((accept->decided != 0) == (refuse->decided != 0))
			return REPLY_BOTH;
		return accept->decided != 0 ? REPLY_ACCEPTS : REPLY_REFUSES;
	}
	if (accept->status == SIGN_DOUBTFUL || refuse->status == SIGN_DOUBTFUL)
		return REPLY_DOUBTFUL;
	if (is_ticked(accept))
		return REPLY_ACCEPTS;
	return is_ticked(refuse) ? REPLY_REFUSES : REPLY_NONE;
}

void
fold_ticks(struct fold *w)
{
	struct state *out = w->out;
	const struct tick *accept, *refuse;

	out->n_ticks = out->n_copies * w->n_checks;
	out->ticks = arena_alloc(w->arena, (out->n_ticks + 1) * sizeof *out->ticks);
	for (size_t i = 0; i < out->n_ticks; i++)
		take_tick(&w->checks[i], (int)(i / w->n_checks) + 1, &out->ticks[i]);
	if (w->shape->kind != DOC_ACCORD)
		return;
	accept = find_tick(out, accept_id);
	refuse = find_tick(out, refuse_id);
	if (accept != NULL && refuse != NULL)
		out->reply = reply_of(accept, refuse);
}
