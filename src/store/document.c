#include "store/document.h"

#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/document_imp.h"

void
document_read_row(sqlite3_stmt *q, struct arena *a, struct document *d)
{
	int kind = doc_kind_parse(col_text(q, 2));

	memset(d, 0, sizeof *d);
	d->id = col_int(q, 0);
	memcpy(d->number, col_text(q, 1), strnlen(col_text(q, 1), TAG_NUMBER_LEN));
	d->kind = kind >= 0 ? (enum doc_kind)kind : DOC_COVER;
	d->form = col_keep(q, 3, a);
	d->version = (int)col_int(q, 4);
	d->case_id = col_int(q, 5);
	d->year = col_keep(q, 6, a);
	d->placement = col_int(q, 7);
	d->enrolment = col_int(q, 8);
	d->section = col_int(q, 9);
	d->mould = col_int(q, 10);
	d->amends = col_int(q, 11);
	d->supersedes = col_int(q, 12);
	d->generic = (int)col_int(q, 13);
	d->blank = (int)col_int(q, 14);
	d->copies = (int)col_int(q, 15);
	d->pages = (int)col_int(q, 16);
	d->sheet_pages = (int)col_int(q, 17);
	d->guardian = (int)col_int(q, 18);
	d->start = date_parse(col_text(q, 19));
	d->issued = col_int(q, 20);
	d->issued_at = col_int(q, 21);
	d->batch = col_int(q, 22);
	d->purged = *col_text(q, 23) != '\0';
}

static int
read_one(struct store *st, sqlite3_stmt *q, struct arena *a, struct document *d, struct err *e)
{
	int rc = store_step(st, q, e);

	if (rc == 1)
		document_read_row(q, a, d);
	store_done(q);
	return rc;
}

int
document_lookup(
    struct store *st, const char *number, struct arena *a, struct document *d, struct err *e)
{
	static const char sql[] =
	    "SELECT " DOCUMENT_COLUMNS " FROM document d WHERE d.number = :number";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":number", number);
	return read_one(st, q, a, d, e);
}

int
document_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct document *d, struct err *e)
{
	static const char sql[] =
	    "SELECT " DOCUMENT_COLUMNS " FROM document d WHERE d.id = :id";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":id", id);
	return read_one(st, q, a, d, e);
}

int
document_by_code(
    struct store *st, const char *code, struct arena *a, struct document *d, struct err *e)
{
	char number[TAG_NUMBER_SIZE];
	int rc;

	if (tag_code_parse(code, number) < 0)
		return err_set(e, ERR_INPUT,
		    "« %s » n'est pas un code de document : il en faut les 12 signes, "
		    "par exemple 7K3M-9Q2X-4ABC",
		    code);
	if ((rc = document_lookup(st, number, a, d, e)) == 0)
		return err_set(e, ERR_ABSENT,
		    "aucun document ne porte le code « %s » : vérifiez chaque signe", code);
	return rc < 0 ? -1 : 0;
}

static void
read_box(sqlite3_stmt *q, struct box *b)
{
	int kind = box_kind_parse(col_text(q, 1)), role = role_parse(col_text(q, 2));

	memset(b, 0, sizeof *b);
	memcpy(b->id, col_text(q, 0), strnlen(col_text(q, 0), BOX_ID_SIZE - 1));
	b->kind = kind >= 0 ? (enum box_kind)kind : BOX_CHECK;
	b->role = role >= 0 ? (enum role)role : ROLE_STUDENT;
	b->page = (int)col_int(q, 3);
	b->x = col_real(q, 4);
	b->y = col_real(q, 5);
	b->w = col_real(q, 6);
	b->h = col_real(q, 7);
}

#define BOX_COLUMNS "b.id, b.kind, b.role, b.page, b.x, b.y, b.w, b.h"

/* 1: the document exists and has that page; its id. */
static int
find_page(struct store *st, const struct tag *t, int64_t *id, struct err *e)
{
	static const char sql[] = "SELECT id, copies, pages, sheet_pages FROM document "
				  "WHERE number = :number AND purged = ''";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_text(q, ":number", t->number);
	if ((rc = store_step(st, q, e)) == 1) {
		*id = col_int(q, 0);
		rc = t->copy <= col_int(q, 1) && t->page <= col_int(q, t->copy == 0 ? 3 : 2);
	}
	store_done(q);
	return rc;
}

int
document_page_boxes(struct store *st, const struct tag *t, struct box *out, size_t max,
    size_t *n, struct err *e)
{
	static const char sql[] =
	    "SELECT " BOX_COLUMNS " FROM box b WHERE b.document = :id AND b.page = :page "
	    "ORDER BY b.n";
	sqlite3_stmt *q;
	int64_t id = 0;
	int rc = find_page(st, t, &id, e);

	*n = 0;
	if (rc != 1 || t->copy == 0) /* the instruction sheet has none */
		return rc;
	q = store_stmt(st, sql, e);
	bind_int(q, ":id", id);
	bind_int(q, ":page", t->page);
	while (*n < max && (rc = store_step(st, q, e)) == 1)
		read_box(q, &out[(*n)++]);
	store_done(q);
	return rc < 0 ? -1 : 1;
}

int
document_boxes(
    struct store *st, int64_t id, struct arena *a, struct box **boxes, size_t *n, struct err *e)
{
	static const char sql[] =
	    "SELECT " BOX_COLUMNS ", (SELECT count(*) FROM box c WHERE c.document = :id)"
	    " FROM box b WHERE b.document = :id ORDER BY b.n";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	*n = 0;
	*boxes = NULL;
	bind_int(q, ":id", id);
	while ((rc = store_step(st, q, e)) == 1) {
		if (*boxes == NULL)
			*boxes = arena_alloc(a, (size_t)col_int(q, 8) * sizeof **boxes);
		read_box(q, &(*boxes)[(*n)++]);
	}
	return rc;
}

/* The text of one column of one row, NULL for no row, or none there. */
static char *
find_text(struct store *st, sqlite3_stmt *q, struct err *e)
{
	char *text = NULL;

	if (store_step(st, q, e) == 1 && !col_is_null(q, 0))
		text = mem_str(col_text(q, 0));
	store_done(q);
	return text;
}

struct js *
document_find_fields(struct store *st, int64_t id, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, "SELECT fields FROM document WHERE id = :id", e);
	struct js *fields = NULL;

	bind_int(q, ":id", id);
	if (store_step(st, q, e) == 1 && *col_text(q, 0) != '\0')
		fields = js_parse(col_text(q, 0), (size_t)sqlite3_column_bytes(q, 0), e);
	store_done(q);
	return fields;
}

char *
document_find_template(struct store *st, int64_t id, struct err *e)
{
	static const char sql[] = "SELECT t.body FROM document d JOIN frozen_text t "
				  "ON t.sha256 = d.template WHERE d.id = :id";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":id", id);
	return find_text(st, q, e);
}

char *
document_find_recipient(struct store *st, int64_t id, int copy, struct err *e)
{
	static const char sql[] =
	    "SELECT recipient FROM copy WHERE document = :id AND copy = :copy";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":id", id);
	bind_int(q, ":copy", copy);
	return find_text(st, q, e);
}
