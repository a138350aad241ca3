#include "domain/cover.h"
#include "domain/fold_imp.h"

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
	return r == ROLE_GUARDIAN && !w->guardian ? ROLE_COUNT : r;
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

	return sign_counts(s) && w->start != DATE_NONE && day > w->start;
}

/* Signed in turn by the parties: ours, and the convention of others behind a cover. */
static int
has_procedure(const struct fold *w)
{
	return w->shape->kind == DOC_CONVENTION || w->shape->kind == DOC_AMENDMENT ||
	       w->out->foreign != NULL;
}

/* That it came back is news of its own, with no signature to wait for. */
static int
comes_back(const struct shape *s)
{
	return s->kind != DOC_CONVENTION && s->kind != DOC_AMENDMENT;
}

/* A tick is a person's word on all that was signed: nobody took the wrong box. */
static int
has_wrong_box(const struct fold *w, const struct state_copy *c)
{
	return w->shape->kind != DOC_COVER && sign_counts(&c->sign[ROLE_PRINCIPAL]) &&
	       c->sign[ROLE_COMPANY].expected && c->sign[ROLE_COMPANY].status == SIGN_NONE;
}

static void
derive_signs(const struct fold *w, struct state_copy *c)
{
	int is_copy = fold_is_ticked(w, cover_is_copy);

	for (int r = 0; r < ROLE_COUNT; r++) {
		struct sign *s = &c->sign[r];

		trace_sign(fold_traces(w, c->copy), w->n_boxes, (enum role)r, s);
		s->late = is_late(w, s);
		if (is_copy && s->origin == ORIGIN_PAPER)
			s->origin = ORIGIN_MAIL;
	}
}

void
fold_copy(const struct fold *w, struct state_copy *c)
{
	derive_signs(w, c);
	c->incomplete = c->n_seen > 0 && c->n_seen < w->shape->pages;
	derive_steps(w, c);
	c->wrong_box = has_wrong_box(w, c);
	if (has_procedure(w)) {
		derive_early(w, c);
	} else {
		c->state = STATE_ISSUED;
		c->out_of_order = c->wrong_box = 0;
	}
	if (c->state == STATE_ISSUED && comes_back(w->shape) && c->n_seen > 0)
		c->state = STATE_RETURNED;
}

int64_t
fold_copy_since(const struct fold *w, const struct state_copy *c)
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
