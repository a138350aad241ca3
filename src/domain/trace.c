#include "domain/trace_imp.h"

void
trace_start(struct trace *t, const struct box *box)
{
	*t = (struct trace){ .box = box, .belongs = box->role };
}

static void
set_mark(struct mark *m, const struct fact *f, int box)
{
	if (m->set) {
		/* The original came after its e-mailed picture. */
		if (f->origin == ORIGIN_PAPER)
			m->origin = ORIGIN_PAPER;
		return;
	}
	*m = (struct mark){
		.set = 1,
		.since = f->at,
		.event = f->event,
		.box = box,
		.origin = f->origin,
		.stated = DATE_NONE,
	};
}

static void
forget_questions(struct trace *t)
{
	t->doubt = NULL;
	t->conflict = NULL;
}

void
trace_read(struct trace *t, const struct fact *f, int box)
{
	switch (f->boxes[box - 1].verdict) {
	case VERDICT_SIGNED:
		set_mark(&t->mark, f, box);
		t->doubt = NULL;
		break;
	case VERDICT_DOUBTFUL:
		if (!t->mark.set && t->doubt == NULL) {
			t->doubt = f;
			t->doubt_box = box;
		}
		break;
	case VERDICT_EMPTY:
		if (t->mark.set && !t->settled && t->conflict == NULL) {
			t->conflict = f;
			t->conflict_box = box;
		}
		break;
	case VERDICT_COUNT:
		break;
	}
}

static void
accept(struct trace *t, const struct fact *d, const struct fact *f, int box)
{
	set_mark(&t->mark, f, box);
	t->mark.decided = d->event;
	if (d->stated != DATE_NONE)
		t->mark.stated = d->stated;
	t->mark.delegate = d->decision == DECISION_DELEGATED ? d->name : NULL;
	t->belongs = d->decision == DECISION_ROLE ? d->role : t->box->role;
	t->settled = 1;
	forget_questions(t);
}

void
trace_decide(struct trace *t, const struct fact *d, const struct fact *f, int box)
{
	switch (d->decision) {
	case DECISION_SIGNED:
	case DECISION_DELEGATED:
	case DECISION_ROLE:
		accept(t, d, f, box);
		t->answered = 1;
		break;
	case DECISION_EMPTY:
		trace_start(t, t->box);
		break;
	case DECISION_IGNORE:
		t->settled = t->mark.set;
		t->answered = 1;
		forget_questions(t);
		break;
	case DECISION_NONE:
	case DECISION_ATTACH:
	case DECISION_ACCEPT:
	case DECISION_COUNT:
		break;
	}
}

void
trace_reprint(struct trace *t)
{
	t->settled = 0;
}

static enum sign_status
status_of(const struct trace *t)
{
	if (t->mark.set && t->belongs == t->box->role)
		return t->conflict != NULL ? SIGN_CONFLICT : SIGN_SIGNED;
	return t->doubt != NULL ? SIGN_DOUBTFUL : SIGN_NONE;
}

static void
take_mark(const struct mark *m, struct sign *out)
{
	out->since = m->since;
	out->event = m->event;
	out->box = m->box;
	out->decided = m->decided;
	out->origin = m->origin;
	out->delegate = m->delegate;
	out->stated = m->stated;
}

/* A signature put in another's box, as a person said. */
static int
take_moved(const struct trace *traces, size_t n, enum role role, struct sign *out)
{
	for (size_t i = 0; i < n; i++) {
		const struct trace *t = &traces[i];

		if (t->mark.set && t->belongs == role && t->box->role != role) {
			take_mark(&t->mark, out);
			out->status = SIGN_SIGNED;
			return 1;
		}
	}
	return 0;
}

/*
 * Where a role has several boxes it must have signed them all: the weakest decides, and
 * among those signed the last.
 */
static int
is_weaker(const struct trace *t, const struct sign *so_far)
{
	enum sign_status s = status_of(t);

	if ((s == SIGN_NONE) != (so_far->status == SIGN_NONE))
		return s == SIGN_NONE;
	if ((s == SIGN_DOUBTFUL) != (so_far->status == SIGN_DOUBTFUL))
		return s == SIGN_DOUBTFUL;
	if ((s == SIGN_CONFLICT) != (so_far->status == SIGN_CONFLICT))
		return s == SIGN_CONFLICT;
	return t->mark.set && t->mark.event > so_far->event;
}

void
trace_sign(const struct trace *traces, size_t n, enum role role, struct sign *out)
{
	int moved;

	*out = (struct sign){ .status = SIGN_NONE, .stated = DATE_NONE };
	moved = take_moved(traces, n, role, out);
	for (size_t i = 0; i < n; i++) {
		const struct trace *t = &traces[i];

		if (t->box->role != role)
			continue;
		if (!moved && (!out->expected || is_weaker(t, out))) {
			out->status = status_of(t);
			out->since = 0;
			out->event = 0;
			out->origin =
			    out->status == SIGN_DOUBTFUL ? t->doubt->origin : ORIGIN_PAPER;
			if (out->status == SIGN_SIGNED || out->status == SIGN_CONFLICT)
				take_mark(&t->mark, out);
		}
		out->expected = 1;
	}
}
