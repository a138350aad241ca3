#include "store/batch.h"

#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/store_imp.h"

static const char *const kind_names[BATCH_KIND_COUNT] = {
	[BATCH_INGEST] = "ingest",
	[BATCH_ISSUE] = "issue",
	[BATCH_IMPORT] = "import",
	[BATCH_OTHER] = "other",
};

int
batch_add(struct store *st, enum batch_kind kind, const char *label, const char *actor,
    int64_t *id, struct err *e)
{
	static const char sql[] = "INSERT INTO batch (kind, at, actor, label) "
				  "VALUES (:kind, :at, :actor, :label)";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_text(q, ":kind", kind_names[kind]);
	bind_int(q, ":at", time_now());
	bind_text(q, ":actor", actor);
	bind_text(q, ":label", label);
	rc = store_run(st, q, e);
	*id = store_last_id(st);
	return rc;
}

#define BATCH_COLUMNS                                                                          \
	"b.id, b.kind, b.at, b.actor, b.label, EXISTS (SELECT 1 FROM event u WHERE"            \
	" u.target_batch = b.id AND u.kind = 'undone'"                                         \
	" AND u.id NOT IN (SELECT event FROM voided))"

static void
read_batch(sqlite3_stmt *q, struct arena *a, struct batch *b)
{
	b->id = col_int(q, 0);
	b->kind = BATCH_OTHER;
	for (int k = 0; k < BATCH_KIND_COUNT; k++)
		if (strcmp(kind_names[k], col_text(q, 1)) == 0)
			b->kind = (enum batch_kind)k;
	b->at = col_int(q, 2);
	b->actor = col_keep(q, 3, a);
	b->label = col_keep(q, 4, a);
	b->undone = (int)col_int(q, 5);
}

int
batch_lookup(struct store *st, int64_t id, struct arena *a, struct batch *b, struct err *e)
{
	static const char sql[] = "SELECT " BATCH_COLUMNS " FROM batch b WHERE b.id = :id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":id", id);
	if ((rc = store_step(st, q, e)) == 1)
		read_batch(q, a, b);
	store_done(q);
	return rc;
}

int
batch_each(
    struct store *st, int (*visit)(void *ctx, const struct batch *b), void *ctx, struct err *e)
{
	static const char sql[] = "SELECT " BATCH_COLUMNS " FROM batch b ORDER BY b.id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		struct arena a = ARENA_INIT;
		struct batch b;

		read_batch(q, &a, &b);
		rc = visit(ctx, &b);
		arena_release(&a);
		if (rc != 0)
			break;
	}
	store_done(q);
	return rc;
}

int
batch_add_file(struct store *st, const struct scan_source *file, int64_t *id, struct err *e)
{
	static const char sql[] = "INSERT INTO scan_file (batch, sha256, name, pages, ext) "
				  "VALUES (:batch, :sha256, :name, :pages, :ext)";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":batch", file->batch);
	bind_text(q, ":sha256", file->sha256);
	bind_text(q, ":name", file->name);
	bind_int(q, ":pages", file->pages);
	bind_text(q, ":ext", file->ext);
	rc = store_run(st, q, e);
	*id = store_last_id(st);
	return rc;
}

#define FILE_COLUMNS "f.id, f.batch, f.sha256, f.name, f.pages, f.ext"

/* Copies a column of a known largest size into an array of that size. */
static void
copy_text(char *out, size_t size, sqlite3_stmt *q, int column)
{
	const char *text = col_text(q, column);
	size_t n = strnlen(text, size - 1);

	memcpy(out, text, n);
	out[n] = '\0';
}

static int
read_file_row(
    struct store *st, sqlite3_stmt *q, struct arena *a, struct scan_source *f, struct err *e)
{
	int rc = store_step(st, q, e);

	if (rc == 1) {
		f->id = col_int(q, 0);
		f->batch = col_int(q, 1);
		copy_text(f->sha256, sizeof f->sha256, q, 2);
		f->name = col_keep(q, 3, a);
		f->pages = (int)col_int(q, 4);
		copy_text(f->ext, sizeof f->ext, q, 5);
	}
	store_done(q);
	return rc;
}

int
batch_lookup_file(
    struct store *st, int64_t id, struct arena *a, struct scan_source *f, struct err *e)
{
	static const char sql[] = "SELECT " FILE_COLUMNS " FROM scan_file f WHERE f.id = :id";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":id", id);
	return read_file_row(st, q, a, f, e);
}

int
batch_lookup_file_of(
    struct store *st, int64_t batch, struct arena *a, struct scan_source *f, struct err *e)
{
	static const char sql[] =
	    "SELECT " FILE_COLUMNS " FROM scan_file f WHERE f.batch = :batch LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":batch", batch);
	return read_file_row(st, q, a, f, e);
}

int
batch_find_live_file(
    struct store *st, const char *sha256, struct arena *a, struct scan_source *f, struct err *e)
{
	static const char sql[] =
	    "SELECT " FILE_COLUMNS " FROM scan_file f WHERE f.sha256 = :sha256 AND NOT EXISTS "
	    "(SELECT 1 FROM event u WHERE u.target_batch = f.batch AND u.kind = 'undone'"
	    " AND u.id NOT IN (SELECT event FROM voided)) ORDER BY f.id LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":sha256", sha256);
	return read_file_row(st, q, a, f, e);
}

int
batch_add_page(struct store *st, const struct scan_row *row, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO scan_page (file, file_page, event, outcome, object, object_ext, thumb,"
	    " document, copy, page, duplicate, rotation) "
	    "VALUES (:file, :file_page, :event, :outcome, :object, :object_ext, :thumb,"
	    " :document, :copy, :page, :duplicate, :rotation)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":file", row->file);
	bind_int(q, ":file_page", row->file_page);
	bind_int(q, ":event", row->event);
	bind_text(q, ":outcome", outcome_name(row->outcome));
	bind_text(q, ":object", row->object);
	bind_text(q, ":object_ext", row->object_ext);
	bind_text(q, ":thumb", row->thumb);
	bind_id(q, ":document", row->document);
	bind_int(q, ":copy", row->copy);
	bind_int(q, ":page", row->page);
	bind_int(q, ":duplicate", row->duplicate);
	bind_int(q, ":rotation", row->rotation);
	return store_run(st, q, e);
}

#define PAGE_COLUMNS                                                                           \
	"p.file, p.file_page, p.event, p.outcome, p.object, p.object_ext, p.thumb,"            \
	" p.document, p.copy, p.page, p.duplicate, p.rotation"

static void
read_page(sqlite3_stmt *q, struct scan_row *row)
{
	int outcome = outcome_parse(col_text(q, 3));

	row->file = col_int(q, 0);
	row->file_page = (int)col_int(q, 1);
	row->event = col_int(q, 2);
	row->outcome = outcome >= 0 ? (enum outcome)outcome : OUTCOME_DAMAGED;
	copy_text(row->object, sizeof row->object, q, 4);
	copy_text(row->object_ext, sizeof row->object_ext, q, 5);
	copy_text(row->thumb, sizeof row->thumb, q, 6);
	row->document = col_int(q, 7);
	row->copy = (int)col_int(q, 8);
	row->page = (int)col_int(q, 9);
	row->duplicate = (int)col_int(q, 10);
	row->rotation = (int)col_int(q, 11);
}

int
batch_page_of_event(struct store *st, int64_t event, struct scan_row *row, struct err *e)
{
	static const char sql[] =
	    "SELECT " PAGE_COLUMNS " FROM scan_page p WHERE p.event = :event LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":event", event);
	if ((rc = store_step(st, q, e)) == 1)
		read_page(q, row);
	store_done(q);
	return rc;
}

int
batch_find_same_page(struct store *st, const char *object_sha256, int64_t document, int copy,
    int page, int64_t *event, struct err *e)
{
	static const char sql[] =
	    "SELECT p.event FROM scan_page p WHERE p.object = :object"
	    " AND p.document IN (SELECT id FROM document WHERE id = :document OR mould = :document)"
	    " AND p.copy = :copy AND p.page = :page"
	    " AND NOT p.duplicate AND p.event NOT IN (SELECT event FROM voided)"
	    " ORDER BY p.event LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_text(q, ":object", object_sha256);
	bind_id(q, ":document", document);
	bind_int(q, ":copy", copy);
	bind_int(q, ":page", page);
	if ((rc = store_step(st, q, e)) == 1)
		*event = col_int(q, 0);
	store_done(q);
	return rc;
}

int
batch_find_filed(struct store *st, const char *object_sha256, int64_t document, int64_t *event,
    struct err *e)
{
	static const char sql[] =
	    "SELECT p.event FROM scan_page p JOIN event d ON d.target = p.event"
	    " WHERE p.object = :object AND p.object <> '' AND d.document = :document"
	    " AND d.kind = 'decided' AND d.id NOT IN (SELECT event FROM voided)"
	    " AND p.event NOT IN (SELECT event FROM voided) LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_text(q, ":object", object_sha256);
	bind_id(q, ":document", document);
	if ((rc = store_step(st, q, e)) == 1)
		*event = col_int(q, 0);
	store_done(q);
	return rc;
}

static int
visit_pages(struct store *st, sqlite3_stmt *q, scan_row_visit *visit, void *ctx, struct err *e)
{
	struct scan_row row;
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		read_page(q, &row);
		if ((rc = visit(ctx, &row)) != 0)
			break;
	}
	store_done(q);
	return rc;
}

int
batch_each_page(struct store *st, int64_t file, scan_row_visit *visit, void *ctx, struct err *e)
{
	static const char sql[] = "SELECT " PAGE_COLUMNS
				  " FROM scan_page p WHERE p.file = :file ORDER BY p.file_page";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":file", file);
	return visit_pages(st, q, visit, ctx, e);
}

int
batch_scale(struct store *st, int64_t file, double off, int *n, double *mean, struct err *e)
{
	static const char sql[] =
	    "SELECT count(*), avg(s) FROM (SELECT json_extract(e.payload, '$.more.scale') AS s"
	    "  FROM scan_page p JOIN event e ON e.id = p.event WHERE p.file = :file)"
	    " WHERE s > 0 AND abs(s - 1) > :off";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":file", file);
	bind_real(q, ":off", off);
	rc = store_step(st, q, e);
	if (rc > 0) {
		*n = (int)col_int(q, 0);
		*mean = col_real(q, 1);
	}
	store_done(q);
	return rc < 0 ? -1 : 0;
}

/* Those that bore its tag, and those that a person attached, under the place that was given. */
int
batch_each_page_of_document(struct store *st, int64_t document, int copy, scan_row_visit *visit,
    void *ctx, struct err *e)
{
	static const char sql[] =
	    "SELECT * FROM (SELECT " PAGE_COLUMNS
	    "  FROM scan_page p WHERE p.document = :document"
	    " UNION ALL SELECT p.file, p.file_page, p.event, p.outcome, p.object, p.object_ext,"
	    "  p.thumb, d.document, d.copy, d.page, p.duplicate, p.rotation"
	    "  FROM event d JOIN scan_page p ON p.event = d.target WHERE d.document = :document"
	    "  AND d.kind = 'decided' AND p.document IS NULL"
	    "  AND d.id NOT IN (SELECT event FROM voided)) p"
	    " WHERE (:copy = 0 OR p.copy = :copy)"
	    " AND p.event NOT IN (SELECT event FROM voided) ORDER BY p.copy, p.page, p.event";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":document", document);
	bind_int(q, ":copy", copy);
	return visit_pages(st, q, visit, ctx, e);
}
