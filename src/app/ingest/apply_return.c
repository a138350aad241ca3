/* The returns of a generic accord: each is a document of its own. */
#include <stdlib.h>

#include "app/ingest/apply_imp.h"
#include "app/home.h"
#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "store/batch.h"
#include "store/event.h"
#include "store/people.h"
#include "store/store.h"

/*
 * A new document for one return of a generic accord: the mould's form, nobody's yet.  It is of the year in
 * which it came, whatever year its form was made for.
 */
static int
start_instance(struct applying *ap, const struct document *mould, struct err *e)
{
	struct store *st = ap->home->store;
	struct document_draft draft = { .d = *mould };
	struct js *fields = document_find_fields(st, mould->id, e);
	char *text = document_find_template(st, mould->id, e);
	char today[10], year[10];
	struct box *boxes;
	int rc = -1;

	school_year_of(time_date(time_now()), today);
	draft.d.number[0] = '\0';
	draft.d.generic = 0;
	draft.d.mould = mould->id;
	draft.d.version = 1;
	draft.d.case_id = draft.d.supersedes = draft.d.issued = 0;
	draft.d.batch = ap->batch;
	if (fields != NULL && text != NULL && enrolment_year(st, today, year, e) == 0 &&
	    document_boxes(st, mould->id, &ap->arena, &boxes, &draft.n_boxes, e) == 0) {
		draft.d.year = arena_str(&ap->arena, *year != '\0' ? year : mould->year);
		draft.fields = fields;
		draft.template_text = text;
		draft.boxes = boxes;
		rc = document_add(st, &draft, ap->home->actor, e);
	}
	js_free(fields);
	free(text);
	ap->ret.instance = draft.d;
	return rc;
}

static uint64_t
page_bit(int page)
{
	return (uint64_t)1 << (page % 64);
}

int
apply_same_picture(struct applying *ap, const struct placed *pl, int64_t *event, struct err *e)
{
	struct store *st = ap->home->store;
	struct arena a = ARENA_INIT;
	struct fact f;
	int there;

	*event = 0;
	if (pl->page->object[0] == '\0')
		return 0;
	there = batch_find_same_page(
	    st, pl->page->object, pl->d.id, pl->tag.copy, pl->tag.page, event, e);
	if (there > 0 && pl->d.generic) {
		/* twice in one stack: two sheets that look the same */
		there = event_lookup(st, *event, &a, &f, e);
		if (there > 0 && f.batch == ap->batch)
			there = 0;
	}
	arena_release(&a);
	if (there <= 0)
		*event = 0;
	return there;
}

/*
 * The pages of one return, from in->at[i] on: 1 when each was applied before.  One that was not makes
 * it a new return, also where other pages of it look like those of an older one.
 */
static int
return_is_known(struct applying *ap, const struct placed *first, struct err *e)
{
	const struct intake_page *end = ap->in->at + ap->in->n;
	uint64_t taken[PAGE_WORDS] = { 0 };
	int rc = 1;

	for (const struct intake_page *p = first->page; p < end && rc == 1; p++) {
		struct placed pl;
		int64_t event;

		if (p->outcome == OUTCOME_BLANK)
			continue;
		if (apply_place(ap, p, &pl, e) < 0)
			return -1;
		if (pl.d.id != first->d.id || pl.outcome != OUTCOME_READ ||
		    (taken[pl.tag.page / 64] & page_bit(pl.tag.page)))
			break;
		taken[pl.tag.page / 64] |= page_bit(pl.tag.page);
		rc = apply_same_picture(ap, &pl, &event, e);
	}
	return rc;
}

static int
start_return(struct applying *ap, const struct placed *pl, struct err *e)
{
	ap->ret = (struct returning){ .mould = pl->d };
	ap->ret.known = return_is_known(ap, pl, e);
	if (ap->ret.known < 0)
		return -1;
	return ap->ret.known ? 0 : start_instance(ap, &pl->d, e);
}

/*
 * Consecutive pages of one mould make one return, until a page comes that it already has.  A
 * blank between them does not part them; anything else does.
 */
int
apply_in_return(struct applying *ap, struct placed *pl, struct err *e)
{
	struct store *st = ap->home->store;
	struct scan_row row;
	int there;

	if (ap->ret.mould.id != pl->d.id ||
	    (ap->ret.taken[pl->tag.page / 64] & page_bit(pl->tag.page)))
		if (start_return(ap, pl, e) < 0)
			return -1;
	ap->ret.taken[pl->tag.page / 64] |= page_bit(pl->tag.page);
	pl->so_far = NULL;
	if (!ap->ret.known) {
		pl->d = ap->ret.instance;
		return 0;
	}
	there = apply_same_picture(ap, pl, &pl->same, e);
	if (there > 0)
		there = batch_page_of_event(st, pl->same, &row, e);
	if (there > 0)
		there = document_lookup_id(st, row.document, &ap->arena, &pl->d, e);
	return there < 0 ? -1 : 0;
}
