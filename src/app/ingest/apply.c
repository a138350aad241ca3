#include "app/ingest/apply.h"

#include <string.h>

#include "app/ingest/apply_imp.h"
#include "app/home.h"
#include "base/err.h"
#include "store/batch.h"
#include "store/event.h"
#include "store/store.h"

int
apply_is_known(struct home *h, const char *sha256, int64_t *batch, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct scan_source f;
	int there = batch_find_live_file(h->store, sha256, &a, &f, e);

	if (there > 0)
		*batch = f.batch;
	arena_release(&a);
	return there;
}

static const struct state *
keep_state(struct applying *ap, const struct state *st)
{
	struct state *kept = arena_alloc(&ap->arena, sizeof *kept);

	*kept = *st;
	return kept;
}

/*
 * Replaced, cancelled, or its issue was undone.  An older form of a generic accord is still good: people
 * download it and keep it.
 */
static int
is_outdated(const struct folded *f)
{
	enum doc_state s = f->state.state;

	return s == STATE_CANCELLED || s == STATE_DRAFT ||
	       (s == STATE_SUPERSEDED && !f->shape.mould);
}

/* Which document the page's code names, and whether it still counts. */
static int
place_by_tag(struct applying *ap, struct placed *pl, struct err *e)
{
	struct store *st = ap->home->store;
	struct box none[1];
	struct folded f;
	size_t n;
	int there = document_page_boxes(st, &pl->tag, none, 0, &n, e);

	if (there == 0)
		pl->outcome = OUTCOME_UNKNOWN;
	if (there <= 0)
		return there;
	if (document_lookup(st, pl->tag.number, &ap->arena, &pl->d, e) < 0 ||
	    document_fold(st, pl->d.id, &ap->arena, &f, e) < 0)
		return -1;
	pl->outcome = is_outdated(&f) ? OUTCOME_OUTDATED : OUTCOME_READ;
	if (pl->tag.copy > 0 && (size_t)pl->tag.copy <= f.state.n_copies)
		pl->so_far = keep_state(ap, &f.state);
	return 0;
}

int
apply_place(
    struct applying *ap, const struct intake_page *page, struct placed *pl, struct err *e)
{
	*pl = (struct placed){ .page = page, .outcome = page->outcome };
	if (page->outcome != OUTCOME_READ && page->outcome != OUTCOME_UNKNOWN &&
	    page->outcome != OUTCOME_OUTDATED)
		return 0;
	if (tag_read(page->text, ap->home->key, &pl->tag) < 0) {
		pl->outcome = OUTCOME_FOREIGN;
		return 0;
	}
	return place_by_tag(ap, pl, e);
}

static enum origin
origin_of(const struct applying *ap, const struct intake_page *page)
{
	return page->electronic ? ORIGIN_ELECTRONIC : ap->in->origin;
}

static int
record_page(struct applying *ap, const struct placed *pl, struct fact *f, struct err *e)
{
	struct scan_row row = { .file = ap->file,
		.file_page = pl->page->page,
		.outcome = pl->outcome,
		.document = f->document,
		.copy = f->copy,
		.page = f->page,
		.duplicate = apply_is_duplicate(pl, f),
		.rotation = pl->page->rotation };

	if (event_append(ap->home->store, f, pl->page->more, e) < 0)
		return -1;
	row.event = f->event;
	memcpy(row.object, pl->page->object, sizeof row.object);
	memcpy(row.object_ext, pl->page->object_ext, sizeof row.object_ext);
	memcpy(row.thumb, pl->page->thumb, sizeof row.thumb);
	return batch_add_page(ap->home->store, &row, e);
}

/* Bit i: ink was seen in box i of the reading. */
static uint64_t
inked_boxes(const struct intake_page *page, const struct fact *read)
{
	uint64_t inked = 0;

	for (size_t i = 0; i < read->n_boxes; i++)
		for (size_t k = 0; k < page->n_boxes; k++)
			if (strcmp(page->boxes[k].id, read->boxes[i].id) == 0)
				inked |= (page->inked >> k & 1) << i;
	return inked;
}

/* The same picture again decides nothing anew. */
static int
decide_expected(
    struct applying *ap, const struct placed *pl, const struct fact *read, struct err *e)
{
	const struct state_copy *known =
	    pl->so_far != NULL ? &pl->so_far->copies[read->copy - 1] : NULL;

	return pl->same != 0 ? 0
			     : expected_decide(ap->home->store, ap->in->expected, read,
				   inked_boxes(pl->page, read), known, e);
}

static int
apply_read(struct applying *ap, struct placed *pl, struct err *e)
{
	struct fact f = FACT_INIT(FACT_READ);
	int rc = pl->d.generic && pl->outcome == OUTCOME_READ
		     ? apply_in_return(ap, pl, e)
		     : apply_same_picture(ap, pl, &pl->same, e);

	if (rc < 0 || intake_boxes(ap->home->store, &pl->tag, pl->page, &ap->arena, &f, e) < 0)
		return -1;
	f.actor = ap->home->actor;
	f.outcome = pl->outcome;
	f.document = pl->d.id;
	f.copy = pl->tag.copy;
	f.page = pl->tag.page;
	f.batch = ap->batch;
	f.origin = origin_of(ap, pl->page);
	f.duplicate_of = pl->same;
	return record_page(ap, pl, &f, e) < 0 ? -1 : decide_expected(ap, pl, &f, e);
}

static int
apply_other(struct applying *ap, const struct placed *pl, int64_t *event, struct err *e)
{
	struct fact f = FACT_INIT(FACT_PAGE);
	int rc;

	f.actor = ap->home->actor;
	f.outcome = pl->outcome;
	f.batch = ap->batch;
	f.origin = origin_of(ap, pl->page);
	f.duplicate_of = pl->same;
	rc = record_page(ap, pl, &f, e);
	*event = f.event;
	return rc;
}

/*
 * The page belongs to what the cover before it names: a decision like those of `review`, by whoever
 * feeds the stack, so that one page can be taken out again.  The same picture is filed once.
 */
static int
apply_behind_cover(struct applying *ap, struct placed *pl, struct err *e)
{
	struct fact d = FACT_INIT(FACT_DECIDED);
	int known =
	    batch_find_filed(ap->home->store, pl->page->object, ap->cover.id, &pl->same, e);

	if (known < 0 || apply_other(ap, pl, &d.target, e) < 0)
		return -1;
	d.actor = ap->home->actor;
	d.batch = ap->batch;
	d.document = ap->cover.id;
	d.decision = known ? DECISION_IGNORE : DECISION_ATTACH;
	d.page = ++ap->behind;
	return event_append(ap->home->store, &d, NULL, e);
}

/* A tag of ours, whatever became of it, ends what a cover stands in front of. */
static int
bears_our_tag(const struct applying *ap, const struct intake_page *page)
{
	struct tag tag;

	return tag_read(page->text, ap->home->key, &tag) == 0;
}

static int
is_behind_cover(const struct applying *ap, const struct placed *pl)
{
	return ap->cover.id != 0 &&
	       (pl->outcome == OUTCOME_NO_CODE || pl->outcome == OUTCOME_FOREIGN);
}

/* A return of a generic accord, or the pages behind a cover, go on or end with this page. */
static void
follow_stack(struct applying *ap, const struct placed *pl)
{
	if ((pl->d.id == 0 || !pl->d.generic) && pl->outcome != OUTCOME_BLANK)
		ap->ret.mould.id = 0;
	if (bears_our_tag(ap, pl->page))
		ap->cover.id = 0;
	if (pl->d.kind == DOC_COVER && pl->d.id != 0 && pl->outcome == OUTCOME_READ) {
		ap->cover = pl->d;
		ap->behind = 0;
	}
}

static int
apply_page(struct applying *ap, const struct intake_page *page, struct err *e)
{
	struct placed pl;
	int64_t event;

	if (apply_place(ap, page, &pl, e) < 0)
		return -1;
	follow_stack(ap, &pl);
	if (pl.d.id != 0)
		return apply_read(ap, &pl, e);
	if (is_behind_cover(ap, &pl))
		return apply_behind_cover(ap, &pl, e);
	return apply_other(ap, &pl, &event, e);
}

static int
apply_file(struct applying *ap, struct err *e)
{
	struct store *st = ap->home->store;
	struct scan_source file = { .name = ap->in->name, .pages = (int)ap->in->n };
	struct fact f = FACT_INIT(FACT_INGESTED);

	memcpy(file.sha256, ap->in->sha256, sizeof file.sha256);
	memcpy(file.ext, ap->in->ext, sizeof file.ext);
	if (batch_add(st, BATCH_INGEST, ap->in->name, ap->home->actor, &ap->batch, e) < 0)
		return -1;
	file.batch = ap->batch;
	if (batch_add_file(st, &file, &ap->file, e) < 0)
		return -1;
	f.actor = ap->home->actor;
	f.batch = ap->batch;
	f.text = ap->in->sha256;
	f.name = expected_text(ap->in->expected, &ap->arena);
	if (event_append(st, &f, NULL, e) < 0)
		return -1;
	for (size_t i = 0; i < ap->in->n; i++)
		if (apply_page(ap, &ap->in->at[i], e) < 0)
			return err_in(e, "page %d", ap->in->at[i].page);
	return 0;
}

int
apply_intake(struct home *h, struct intake *in, int64_t *batch, struct err *e)
{
	struct applying ap = { .home = h, .in = in };
	int known, rc = -1;

	if (archive_run_settle(&in->run, e) < 0 || store_begin(h->store, e) < 0)
		return -1;
	known = apply_is_known(h, in->sha256, batch, e);
	if (known != 0) {
		store_rollback(h->store);
		return known < 0 ? -1 : 0;
	}
	if (apply_file(&ap, e) == 0 && store_commit(h->store, e) == 0) {
		*batch = ap.batch;
		rc = 1;
	} else {
		store_rollback(h->store);
	}
	arena_release(&ap.arena);
	return rc;
}
