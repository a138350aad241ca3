#include "app/apply.h"

#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/intake.h"
#include "base/err.h"
#include "base/js.h"
#include "store/batch.h"
#include "store/document.h"
#include "store/event.h"
#include "store/store.h"

static const char hint_not_judged[] =
    "case non lue : le papier n'était pas connu là où la page a été lue";

/* A file being applied. */
struct applying {
	struct home *home;
	const struct intake *in;
	struct arena arena;
	int64_t batch, file;
	/* The return of a generic accord whose pages are coming. */
	struct document mould, instance;
	uint64_t taken[PAGE_WORDS]; /* its pages so far */
};

/* What a page turned out to be. */
struct placed {
	const struct intake_page *page;
	enum outcome outcome;
	struct tag tag;
	struct document d; /* id 0: none */
	int64_t same; /* the event that applied the same picture; 0: none */
	const struct state *so_far; /* what the document showed; NULL: not a copy of it */
};

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
	pl->outcome = f.state.state == STATE_SUPERSEDED || f.state.state == STATE_CANCELLED ||
			      f.state.state == STATE_DRAFT /* its issue was undone */
			  ? OUTCOME_OUTDATED
			  : OUTCOME_READ;
	if (pl->tag.copy > 0 && (size_t)pl->tag.copy <= f.state.n_copies)
		pl->so_far = keep_state(ap, &f.state);
	return 0;
}

/* The reader's word is taken for blank, damaged and codeless pages; a tag is looked up again here. */
static int
place_page(
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

/* Every box of the document's page once: as read, or to be looked at by a person. */
static int
boxes_of(struct applying *ap, const struct placed *pl, struct fact *f, struct err *e)
{
	struct box boxes[SCAN_BOXES_MAX];
	size_t n;

	if (document_page_boxes(ap->home->store, &pl->tag, boxes, SCAN_BOXES_MAX, &n, e) < 0)
		return -1;
	f->boxes = arena_alloc(&ap->arena, (n + 1) * sizeof *f->boxes);
	f->n_boxes = n;
	for (size_t i = 0; i < n; i++) {
		struct fact_box *b = &f->boxes[i];

		*b = (struct fact_box){
			.verdict = VERDICT_DOUBTFUL, .score = 0.5, .hint = hint_not_judged
		};
		for (size_t k = 0; k < pl->page->n_boxes; k++)
			if (strcmp(pl->page->boxes[k].id, boxes[i].id) == 0)
				*b = pl->page->boxes[k];
		memcpy(b->id, boxes[i].id, sizeof b->id);
		b->kind = boxes[i].kind;
		b->role = boxes[i].role;
	}
	return 0;
}

/* A new document for one return of a generic accord: the mould's form, nobody's yet. */
static int
start_instance(struct applying *ap, const struct document *mould, struct err *e)
{
	struct store *st = ap->home->store;
	struct document_draft draft = { .d = *mould };
	struct js *fields = document_find_fields(st, mould->id, e);
	char *text = document_find_template(st, mould->id, e);
	struct box *boxes;
	int rc = -1;

	draft.d.number[0] = '\0';
	draft.d.generic = 0;
	draft.d.mould = mould->id;
	draft.d.version = 1;
	draft.d.case_id = draft.d.supersedes = draft.d.issued = 0;
	draft.d.batch = ap->batch;
	if (fields != NULL && text != NULL &&
	    document_boxes(st, mould->id, &ap->arena, &boxes, &draft.n_boxes, e) == 0) {
		draft.fields = fields;
		draft.template_text = text;
		draft.boxes = boxes;
		rc = document_add(st, &draft, ap->home->actor, e);
	}
	js_free(fields);
	free(text);
	ap->mould = *mould;
	ap->instance = draft.d;
	memset(ap->taken, 0, sizeof ap->taken);
	return rc;
}

/*
 * Consecutive pages of one mould make one return, until a page comes that it already has.  A
 * blank between them does not part them; anything else does.
 */
static int
place_in_instance(struct applying *ap, struct placed *pl, struct err *e)
{
	uint64_t bit = (uint64_t)1 << (pl->tag.page % 64);
	uint64_t *word = &ap->taken[pl->tag.page / 64];

	if (ap->mould.id != pl->d.id || (*word & bit)) {
		if (start_instance(ap, &pl->d, e) < 0)
			return -1;
	}
	*word |= bit;
	pl->d = ap->instance;
	pl->so_far = NULL;
	return 0;
}

/* The same picture again, wherever it was applied: the event and, for a mould, its return. */
static int
place_same_picture(struct applying *ap, struct placed *pl, struct err *e)
{
	struct store *st = ap->home->store;
	struct scan_row row;
	int there;

	if (pl->page->object[0] == '\0')
		return 0;
	there = batch_find_same_page(
	    st, pl->page->object, pl->d.id, pl->tag.copy, pl->tag.page, &pl->same, e);
	if (there <= 0 || !pl->d.generic)
		return there;
	there = batch_page_of_event(st, pl->same, &row, e);
	if (there <= 0)
		return there;
	return document_lookup_id(st, row.document, &ap->arena, &pl->d, e) < 0 ? -1 : 1;
}

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
	const struct sign *s = &so_far->copies[f->copy - 1].sign[b->role];

	if (b->kind == BOX_CHECK)
		return tick_is_news(f, b, so_far);
	if (b->kind != BOX_SIGNATURE)
		return 0;
	return says_more(b->verdict, s->status) ||
	       (s->status == SIGN_SIGNED && s->origin == ORIGIN_MAIL &&
		   f->origin == ORIGIN_PAPER);
}

/* The page was seen before, as this picture or as another that said the same. */
static int
is_duplicate(const struct placed *pl, const struct fact *f)
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

static int
record_page(struct applying *ap, const struct placed *pl, struct fact *f, struct err *e)
{
	struct scan_row row = { .file = ap->file,
		.file_page = pl->page->page,
		.outcome = pl->outcome,
		.document = f->document,
		.copy = f->copy,
		.page = f->page,
		.duplicate = is_duplicate(pl, f),
		.rotation = pl->page->rotation };

	if (event_append(ap->home->store, f, pl->page->more, e) < 0)
		return -1;
	row.event = f->event;
	memcpy(row.object, pl->page->object, sizeof row.object);
	memcpy(row.object_ext, pl->page->object_ext, sizeof row.object_ext);
	memcpy(row.thumb, pl->page->thumb, sizeof row.thumb);
	return batch_add_page(ap->home->store, &row, e);
}

static int
apply_read(struct applying *ap, struct placed *pl, struct err *e)
{
	struct fact f = FACT_INIT(FACT_READ);
	int same = place_same_picture(ap, pl, e);

	if (same < 0 || (same == 0 && pl->d.generic && place_in_instance(ap, pl, e) < 0) ||
	    boxes_of(ap, pl, &f, e) < 0)
		return -1;
	f.actor = ap->home->actor;
	f.outcome = pl->outcome;
	f.document = pl->d.id;
	f.copy = pl->tag.copy;
	f.page = pl->tag.page;
	f.batch = ap->batch;
	f.origin = ap->in->origin;
	f.duplicate_of = pl->same;
	return record_page(ap, pl, &f, e);
}

static int
apply_other(struct applying *ap, struct placed *pl, struct err *e)
{
	struct fact f = FACT_INIT(FACT_PAGE);

	f.actor = ap->home->actor;
	f.outcome = pl->outcome;
	f.batch = ap->batch;
	f.origin = ap->in->origin;
	return record_page(ap, pl, &f, e);
}

static int
apply_page(struct applying *ap, const struct intake_page *page, struct err *e)
{
	struct placed pl;

	if (place_page(ap, page, &pl, e) < 0)
		return -1;
	if (pl.d.id == 0 || !pl.d.generic)
		if (pl.outcome != OUTCOME_BLANK)
			ap->mould.id = 0;
	return pl.d.id != 0 ? apply_read(ap, &pl, e) : apply_other(ap, &pl, e);
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
