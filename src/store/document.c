#include "store/document.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/document_imp.h"
#include "store/event.h"
#include "store/store_imp.h"

enum { DIGITS = 15 };

/* Keeps a text once; its name is its hash. */
static int
freeze_text(struct store *st, const char *text, char sha256[HASH_HEX_SIZE], struct err *e)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO frozen_text (sha256, body) VALUES (:sha256, :body)";
	unsigned char hash[HASH_SIZE];
	sqlite3_stmt *q = store_stmt(st, sql, e);

	hash_sha256(text, strlen(text), hash);
	hash_hex(hash, sha256);
	bind_text(q, ":sha256", sha256);
	bind_text(q, ":body", text);
	return store_run(st, q, e);
}

/* What a new version takes over from the one that it replaces. */
static int
follow_old(struct store *st, struct document *d, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct document old;
	int rc = document_lookup_id(st, d->supersedes, &a, &old, e);

	if (rc == 1) {
		d->case_id = old.case_id;
		d->version = old.version + 1;
	}
	arena_release(&a);
	if (rc == 0)
		return err_set(e, ERR_INTERNAL, "le document à remplacer n'existe pas");
	return rc < 0 ? -1 : 0;
}

static void
bind_place(sqlite3_stmt *q, const struct document *d)
{
	bind_id(q, ":placement", d->placement);
	bind_id(q, ":enrolment", d->enrolment);
	bind_id(q, ":section", d->section);
	bind_id(q, ":mould", d->mould);
	bind_id(q, ":amends", d->amends);
	bind_id(q, ":supersedes", d->supersedes);
	bind_id(q, ":batch", d->batch);
}

static int
insert_document(
    struct store *st, struct document *d, const char *fields, const char *sha256, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO document (id, number, kind, form, version, case_id, year,"
	    " own_placement, own_enrolment, placement, enrolment, section, mould, amends,"
	    " supersedes, generic, blank, copies, pages, sheet_pages, guardian, start, fields,"
	    " template, issued, issued_at, batch) "
	    "VALUES (:id, :number, :kind, :form, :version, :case, :year, :placement,"
	    " :enrolment, :placement, :enrolment, :section, :mould, :amends, :supersedes,"
	    " :generic, :blank, :copies, :pages, :sheet_pages, :guardian, :start, :fields,"
	    " :template, 0, 0, :batch)";
	sqlite3_stmt *q;
	char start[DATE_ISO_SIZE];

	if (store_int(st, "SELECT max(id) + 1 FROM document", 1, &d->id, e) < 0)
		return -1;
	if (d->case_id == 0)
		d->case_id = d->id;
	date_iso(d->start, start);
	q = store_stmt(st, sql, e);
	bind_int(q, ":id", d->id);
	bind_text(q, ":number", d->number);
	bind_text(q, ":kind", doc_kind_name(d->kind));
	bind_text(q, ":form", d->form != NULL ? d->form : "");
	bind_int(q, ":version", d->version);
	bind_int(q, ":case", d->case_id);
	bind_text(q, ":year", d->year != NULL ? d->year : "");
	bind_place(q, d);
	bind_int(q, ":generic", d->generic);
	bind_int(q, ":blank", d->blank);
	bind_int(q, ":copies", d->copies);
	bind_int(q, ":pages", d->pages);
	bind_int(q, ":sheet_pages", d->sheet_pages);
	bind_int(q, ":guardian", d->guardian);
	bind_text(q, ":start", start);
	bind_text(q, ":fields", fields);
	bind_text(q, ":template", sha256);
	return store_run(st, q, e);
}

static int
insert_copies(struct store *st, const struct document_draft *draft, struct err *e)
{
	static const char sql[] = "INSERT INTO copy (document, copy, recipient) "
				  "VALUES (:document, :copy, :recipient)";

	for (int i = 0; i < draft->d.copies; i++) {
		const char *to = draft->recipients != NULL ? draft->recipients[i] : NULL;
		sqlite3_stmt *q = store_stmt(st, sql, e);

		bind_int(q, ":document", draft->d.id);
		bind_int(q, ":copy", i + 1);
		bind_text(q, ":recipient", to != NULL ? to : "");
		if (store_run(st, q, e) < 0)
			return -1;
	}
	return 0;
}

static int
insert_box(struct store *st, int64_t document, size_t n, const struct box *b, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO box (document, n, id, kind, role, page, x, y, w, h) "
	    "VALUES (:document, :n, :id, :kind, :role, :page, :x, :y, :w, :h)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":document", document);
	bind_int(q, ":n", (int64_t)n);
	bind_text(q, ":id", b->id);
	bind_text(q, ":kind", box_kind_name(b->kind));
	bind_text(q, ":role", role_name(b->role));
	bind_int(q, ":page", b->page);
	bind_real(q, ":x", b->x);
	bind_real(q, ":y", b->y);
	bind_real(q, ":w", b->w);
	bind_real(q, ":h", b->h);
	return store_run(st, q, e);
}

/* What the log itself says of an issue: enough to prove that the frozen things are the ones issued. */
static struct js *
issue_more(const struct document_draft *draft, const char *fields, const char *template_sha256)
{
	struct js *more = js_object();
	unsigned char hash[HASH_SIZE];
	char hex[HASH_HEX_SIZE];

	js_set_str(more, "number", draft->d.number);
	js_set_str(more, "kind", doc_kind_name(draft->d.kind));
	js_set_int(more, "version", draft->d.version);
	js_set_int(more, "copies", draft->d.copies);
	js_set_int(more, "pages", draft->d.pages);
	hash_sha256(fields, strlen(fields), hash);
	hash_hex(hash, hex);
	js_set_str(more, "fields", hex);
	js_set_str(more, "template", template_sha256);
	return more;
}

static int
record_issue(struct store *st, struct document *d, const struct js *more, const char *actor,
    struct err *e)
{
	static const char sql[] =
	    "UPDATE document SET issued = :issued, issued_at = :at WHERE id = :id";
	struct fact issued = FACT_INIT(FACT_ISSUED), old = FACT_INIT(FACT_SUPERSEDED);
	sqlite3_stmt *q;

	issued.document = d->id;
	issued.batch = d->batch;
	issued.actor = actor;
	if (event_append(st, &issued, more, e) < 0)
		return -1;
	d->issued = issued.event;
	d->issued_at = issued.at;
	q = store_stmt(st, sql, e);
	bind_int(q, ":issued", d->issued);
	bind_int(q, ":at", d->issued_at);
	bind_int(q, ":id", d->id);
	if (store_run(st, q, e) < 0)
		return -1;
	if (d->supersedes == 0)
		return 0;
	old.document = d->supersedes;
	old.batch = d->batch;
	old.actor = actor;
	old.target = d->issued;
	old.other = d->id;
	return event_append(st, &old, NULL, e);
}

/* All but the frozen texts, which are rows already. */
static int
add_rows(struct store *st, struct document_draft *draft, const char *fields, const char *sha256,
    const char *actor, struct err *e)
{
	struct js *more;
	int rc;

	if (insert_document(st, &draft->d, fields, sha256, e) < 0 ||
	    insert_copies(st, draft, e) < 0)
		return -1;
	for (size_t i = 0; i < draft->n_boxes; i++)
		if (insert_box(st, draft->d.id, i, &draft->boxes[i], e) < 0)
			return -1;
	more = issue_more(draft, fields, sha256);
	rc = record_issue(st, &draft->d, more, actor, e);
	js_free(more);
	return rc;
}

int
document_add(struct store *st, struct document_draft *draft, const char *actor, struct err *e)
{
	struct document *d = &draft->d;
	struct buf fields = BUF_INIT;
	char sha256[HASH_HEX_SIZE];
	const char *text = draft->template_text != NULL ? draft->template_text : "";
	int rc = -1;

	if (d->number[0] == '\0')
		tag_number_new(d->number);
	if (d->version == 0)
		d->version = 1;
	if (d->supersedes != 0 && follow_old(st, d, e) < 0)
		return -1;
	if (draft->fields != NULL)
		js_write(draft->fields, DIGITS, &fields);
	if (freeze_text(st, text, sha256, e) == 0)
		rc = add_rows(st, draft, fields.data, sha256, actor, e);
	buf_release(&fields);
	return rc;
}

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
