#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/document_imp.h"
#include "store/event.h"

static void
shape_of(const struct document *d, int linked, struct shape *s)
{
	*s = (struct shape){
		.kind = d->kind,
		.copies = d->copies,
		.pages = d->pages,
		.guardian = d->guardian,
		.mould = d->generic && d->mould == 0,
		.instance = d->mould != 0,
		.blank = d->blank,
		.linked = linked,
		.start = d->start,
	};
}

/* The state that an erased document had: its facts do not say it any more. */
static int
fold_purged(struct store *st, struct folded *f, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, "SELECT purged FROM document WHERE id = :id", e);
	int rc, state;

	bind_int(q, ":id", f->d.id);
	if ((rc = store_step(st, q, e)) == 1) {
		state = doc_state_parse(col_text(q, 0));
		f->state = (struct state){ .state = state >= 0 ? (enum doc_state)state
							       : STATE_CLOSED };
	}
	store_done(q);
	return rc < 0 ? -1 : 0;
}

/* The rest of f, of which d and shape are known. */
static int
fold_rest(struct store *st, struct arena *a, struct folded *f, struct err *e)
{
	struct box *boxes;

	if (document_boxes(st, f->d.id, a, &boxes, &f->shape.n_boxes, e) < 0 ||
	    event_list(st, f->d.id, a, &f->facts, &f->n_facts, e) < 0)
		return -1;
	f->shape.boxes = boxes;
	if (f->d.purged)
		return fold_purged(st, f, e);
	state_fold(&f->shape, f->facts, f->n_facts, a, &f->state);
	return 0;
}

int
document_fold(struct store *st, int64_t id, struct arena *a, struct folded *f, struct err *e)
{
	static const char sql[] =
	    "SELECT " DOCUMENT_COLUMNS " FROM document d WHERE d.id = :id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":id", id);
	if ((rc = store_step(st, q, e)) == 1) {
		document_read_row(q, a, &f->d);
		shape_of(&f->d, (int)col_int(q, DOCUMENT_OWN_COLUMN), &f->shape);
	}
	store_done(q);
	if (rc != 1)
		return rc;
	return fold_rest(st, a, f, e) < 0 ? -1 : 1;
}

int
document_each(struct store *st, const struct document_filter *filter, document_visit *visit,
    void *ctx, struct err *e)
{
	static const char sql[] = "SELECT " DOCUMENT_COLUMNS " FROM document d "
				  "WHERE (:placement IS NULL OR d.placement = :placement)"
				  " AND (:enrolment IS NULL OR d.enrolment = :enrolment)"
				  " AND (:section IS NULL OR d.section = :section)"
				  " AND (:case IS NULL OR d.case_id = :case)"
				  " AND (:mould IS NULL OR d.mould = :mould)"
				  " AND (:batch IS NULL OR d.batch = :batch)"
				  " AND (:kind IS NULL OR d.kind = :kind)"
				  " AND (:year IS NULL OR d.year = :year)"
				  " AND (:purged OR d.purged = '') ORDER BY d.id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_id(q, ":placement", filter->placement);
	bind_id(q, ":enrolment", filter->enrolment);
	bind_id(q, ":section", filter->section);
	bind_id(q, ":case", filter->case_id);
	bind_id(q, ":mould", filter->mould);
	bind_id(q, ":batch", filter->batch);
	bind_text(q, ":kind", filter->kind_set ? doc_kind_name(filter->kind) : NULL);
	bind_text(q, ":year", filter->year);
	bind_int(q, ":purged", filter->with_purged);
	while ((rc = store_step(st, q, e)) == 1) {
		struct arena a = ARENA_INIT;
		struct folded f;

		document_read_row(q, &a, &f.d);
		shape_of(&f.d, (int)col_int(q, DOCUMENT_OWN_COLUMN), &f.shape);
		rc = fold_rest(st, &a, &f, e);
		if (rc == 0)
			rc = visit(ctx, &f);
		arena_release(&a);
		if (rc != 0)
			break;
	}
	store_done(q);
	return rc;
}

/* The first live document that a statement of ids, the best first, answers. */
static int
first_live(struct store *st, sqlite3_stmt *q, struct arena *a, struct folded *f, struct err *e)
{
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		rc = document_fold(st, col_int(q, 0), a, f, e);
		if (rc != 0 && (rc < 0 || state_is_live(&f->state)))
			break;
	}
	store_done(q);
	return rc;
}

/* The most advanced live cover whose pages are a convention; of equals the last.  1, 0, -1. */
static int
live_foreign(
    struct store *st, int64_t placement, struct arena *a, struct folded *f, struct err *e)
{
	static const char sql[] = "SELECT id FROM document WHERE placement = :placement "
				  "AND kind = 'cover' ORDER BY id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	struct folded cover;
	int rc, found = 0;

	bind_int(q, ":placement", placement);
	while ((rc = store_step(st, q, e)) == 1) {
		if (document_fold(st, col_int(q, 0), a, &cover, e) < 0) {
			rc = -1;
			break;
		}
		if (cover.state.foreign == NULL || !state_is_live(&cover.state) ||
		    (found && cover.state.state < f->state.state))
			continue;
		*f = cover;
		found = 1;
	}
	store_done(q);
	return rc < 0 ? -1 : found;
}

static int
live_of_kind(struct store *st, int64_t placement, enum doc_kind kind, struct arena *a,
    struct folded *f, struct err *e)
{
	static const char sql[] =
	    "SELECT id FROM document WHERE placement = :placement AND kind = :kind "
	    "ORDER BY version DESC, id DESC";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":placement", placement);
	bind_text(q, ":kind", doc_kind_name(kind));
	return first_live(st, q, a, f, e);
}

int
document_live(struct store *st, int64_t placement, enum doc_kind kind, struct arena *a,
    struct folded *f, struct err *e)
{
	struct folded foreign;
	int rc = live_of_kind(st, placement, kind, a, f, e), other;

	if (rc < 0 || kind != DOC_CONVENTION)
		return rc;
	other = live_foreign(st, placement, a, &foreign, e);
	if (other == 1 && (rc == 0 || foreign.state.state > f->state.state)) {
		*f = foreign;
		rc = 1;
	}
	return other < 0 ? -1 : rc;
}

int
document_live_of_enrolment(struct store *st, int64_t enrolment, enum doc_kind kind,
    struct arena *a, struct folded *f, struct err *e)
{
	static const char sql[] =
	    "SELECT id FROM document WHERE enrolment = :enrolment AND placement IS NULL "
	    "AND kind = :kind ORDER BY version DESC, id DESC";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":enrolment", enrolment);
	bind_text(q, ":kind", doc_kind_name(kind));
	return first_live(st, q, a, f, e);
}
