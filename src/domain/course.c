#include "domain/course.h"

#include <stdlib.h>

#include "base/mem.h"

/* A correction takes the place of what it corrects. */
static void
visit_take(struct course *c, const struct fact *f)
{
	const struct course_visit v = { f->event, f->stated, f->mode, f->name, f->text,
		f->actor, f->at };

	for (size_t i = 0; i < c->n_visits; i++)
		if (f->target != 0 && c->visits[i].event == f->target) {
			c->visits[i] = v;
			return;
		}
	c->visits[c->n_visits++] = v;
}

static void
take(struct course *c, const struct fact *f)
{
	switch (f->kind) {
	case FACT_ASSIGNED:
		c->assigned = 1;
		c->visitor = f->other;
		c->locked = f->locked;
		break;
	case FACT_VISITED:
		visit_take(c, f);
		break;
	case FACT_ACCOUNTED:
		if (f->hours >= 0)
			c->hours = f->hours;
		if (f->cents >= 0)
			c->cents = f->cents;
		break;
	case FACT_INTERRUPTED:
		c->interrupted = f->event;
		c->last_day = f->stated;
		c->interruption = f->text;
		break;
	case FACT_PLACEMENT_CANCELLED:
		c->cancelled = f->event;
		c->cancellation = f->text;
		break;
	case FACT_CLOSED:
		c->closed = f->event;
		c->closed_at = f->at;
		c->closing = f->text;
		break;
	case FACT_PLACEMENT_ADDED:
	case FACT_PLACEMENT_CHANGED:
	case FACT_ISSUED:
	case FACT_REPRINTED:
	case FACT_READ:
	case FACT_PAGE:
	case FACT_DECIDED:
	case FACT_HANDED_OUT:
	case FACT_HANDED_OVER:
	case FACT_LINKED:
	case FACT_VALIDATED:
	case FACT_REFUSED:
	case FACT_CANCELLED:
	case FACT_SUPERSEDED:
	case FACT_REMINDED:
	case FACT_NOTED:
	case FACT_INGESTED:
	case FACT_UNDONE:
	case FACT_KIND_COUNT:
		break;
	}
}

static int
compare_visits(const void *a, const void *b)
{
	const struct course_visit *x = a, *y = b;

	if (x->on != y->on)
		return x->on < y->on ? -1 : 1;
	return (x->event > y->event) - (x->event < y->event);
}

void
course_fold(const struct fact *facts, size_t n, struct arena *a, struct course *out)
{
	*out = (struct course){ .hours = -1, .cents = -1, .last_day = DATE_NONE };
	out->visits = arena_alloc(a, (n + 1) * sizeof *out->visits);
	for (size_t i = 0; i < n; i++)
		if (!facts[i].voided)
			take(out, &facts[i]);
	if (out->n_visits > 0)
		qsort(out->visits, out->n_visits, sizeof *out->visits, compare_visits);
}
