/* Does a page say more than what is known of its paper? */
#include <string.h>

#include "app/ingest/apply_imp.h"
#include "domain/cover.h"

/* Would this verdict change what is known of the box? */
static int
says_more(enum verdict v, enum sign_status known)
{
	switch (known) {
	case SIGN_NONE:
		return v != VERDICT_EMPTY;
	case SIGN_DOUBTFUL:
		return v == VERDICT_SIGNED;
	case SIGN_SIGNED:
		return v == VERDICT_EMPTY;
	case SIGN_CONFLICT:
	case SIGN_STATUS_COUNT:
		break;
	}
	return 0;
}

static int
tick_is_news(const struct fact *f, const struct fact_box *b, const struct state *so_far)
{
	for (size_t i = 0; i < so_far->n_ticks; i++) {
		const struct tick *t = &so_far->ticks[i];

		if (t->copy == f->copy && strcmp(t->box->id, b->id) == 0)
			return says_more(b->verdict, t->status);
	}
	return 0;
}

/* An original after its e-mailed copy is news too. */
static int
is_news(const struct fact *f, const struct fact_box *b, const struct state *so_far)
{
	enum role role = b->kind == BOX_CHECK ? cover_role(b->id) : b->role;
	const struct sign *s;

	if (role == ROLE_COUNT)
		return tick_is_news(f, b, so_far);
	if (b->kind == BOX_INITIALS)
		return 0;
	s = &so_far->copies[f->copy - 1].sign[role];
	return says_more(b->verdict, s->status) ||
	       (s->status == SIGN_SIGNED && s->origin != ORIGIN_PAPER &&
		   f->origin == ORIGIN_PAPER);
}

int
apply_is_duplicate(const struct placed *pl, const struct fact *f)
{
	const struct state *so_far = pl->so_far;

	if (pl->same != 0)
		return 1;
	if (so_far == NULL ||
	    !(so_far->copies[f->copy - 1].seen[f->page / 64] >> (f->page % 64) & 1))
		return 0;
	for (size_t i = 0; i < f->n_boxes; i++)
		if (is_news(f, &f->boxes[i], so_far))
			return 0;
	return 1;
}
