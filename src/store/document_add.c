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

/*
 * What the log itself says of an issue: enough to prove that the frozen things are the ones issued,
 * and to make the document's state again from the log alone.
 */
static struct js *
issue_more(const struct document_draft *draft, const char *fields, const char *template_sha256)
{
	struct js *more = js_object();
	unsigned char hash[HASH_SIZE];
	char hex[HASH_HEX_SIZE];

	js_set_str(more, "number", draft->d.number);
	js_set_int(more, "version", draft->d.version);
	shape_write(draft, more);
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
