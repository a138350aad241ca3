/* What the person expected of the stack, and what came of it. */
#include "app/home.h"
#include "app/ingest/slip.h"
#include "app/ingest/slip_imp.h"
#include "scan/scan.h"
#include "store/event.h"

static void
remark(struct slip *s, const struct fact *f, enum role role, const char *words)
{
	const struct slip_paper *p = slip_paper_of(s, f->document);

	if (p != NULL)
		slip_add_remark(s, p,
		    arena_printf(&s->arena, "%s : %s (exemplaire %d, page %d)",
			role_words(role), words, f->copy, f->page));
}

/* As the batch left this copy: another page of the stack may have shown it. */
static int
is_signed(const struct slip *s, const struct fact *f, enum role role)
{
	const struct slip_paper *p = slip_paper_of(s, f->document);

	for (size_t i = 0; p != NULL && i < p->after.n_copies; i++)
		if (p->after.copies[i].copy == f->copy)
			return p->after.copies[i].sign[role].status == SIGN_SIGNED;
	return 0;
}

static void
note_absent(struct slip *s, const struct fact *read)
{
	for (size_t i = 0; i < read->n_boxes; i++) {
		const struct fact_box *b = &read->boxes[i];

		if (b->kind != BOX_SIGNATURE || b->verdict != VERDICT_EMPTY ||
		    !(s->expected & 1U << b->role) || is_signed(s, read, b->role))
			continue;
		s->sum.expected_absent++;
		remark(s, read, b->role, "attendue, absente");
	}
}

/* What is read comes before what was decided of it. */
struct expected_visit {
	struct slip *s;
	enum role role[SCAN_BOXES_MAX]; /* of the last reading's boxes */
};

static int
visit(void *ctx, const struct fact *f)
{
	struct expected_visit *v = ctx;

	if (f->kind == FACT_INGESTED) {
		v->s->expected = expected_parse(f->name);
	} else if (f->kind == FACT_READ) {
		for (size_t i = 0; i < f->n_boxes && i < SCAN_BOXES_MAX; i++)
			v->role[i] = f->boxes[i].role;
		note_absent(v->s, f);
	} else if (expected_is_decision(f) && f->box >= 1 && f->box <= SCAN_BOXES_MAX) {
		v->s->sum.expected_signed++;
		remark(v->s, f, v->role[f->box - 1],
		    "case douteuse comptée comme signée, car attendue");
	}
	return 0;
}

int
slip_load_expected(struct home *h, int64_t batch, struct slip *s, struct err *e)
{
	struct expected_visit v = { .s = s };

	return event_each_of_batch(h->store, batch, visit, &v, e);
}
