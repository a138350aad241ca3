#include "store/event.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/chain_imp.h"
#include "store/payload_imp.h"
#include "store/placement.h"
#include "store/store_imp.h"

/* What read_row() takes, in its order. */
#define EVENT_COLUMNS                                                                          \
	"e.id, e.kind, e.at, e.actor, e.document, e.copy, e.page, e.batch, e.target, "         \
	"e.box, e.target_batch, e.payload, v.event IS NOT NULL"
#define EVENT_FROM " FROM event e LEFT JOIN voided v ON v.event = e.id "

static void
read_row(sqlite3_stmt *q, struct arena *a, struct fact *f)
{
	int kind = fact_kind_parse(col_text(q, 1));

	*f = (struct fact)FACT_INIT(kind >= 0 ? (enum fact_kind)kind : FACT_NOTED);
	f->event = col_int(q, 0);
	f->at = col_int(q, 2);
	f->actor = col_keep(q, 3, a);
	f->document = col_int(q, 4);
	f->copy = (int)col_int(q, 5);
	f->page = (int)col_int(q, 6);
	f->batch = col_int(q, 7);
	f->target = col_int(q, 8);
	f->box = (int)col_int(q, 9);
	f->target_batch = col_int(q, 10);
	f->voided = (int)col_int(q, 12);
	if (!col_is_null(q, 11))
		payload_read(f, col_text(q, 11), (size_t)sqlite3_column_bytes(q, 11), a);
}

/* The end of the log: the id of the last event and its chain (zeros before the first). */
static int
read_head(struct store *st, int64_t *last, unsigned char chain[HASH_SIZE], struct err *e)
{
	sqlite3_stmt *q =
	    store_stmt(st, "SELECT id, chain FROM event ORDER BY id DESC LIMIT 1", e);
	const void *bytes;
	size_t n;
	int rc = store_step(st, q, e);

	*last = 0;
	memset(chain, 0, HASH_SIZE);
	if (rc == 1) {
		*last = col_int(q, 0);
		bytes = col_blob(q, 1, &n);
		if (n == HASH_SIZE)
			memcpy(chain, bytes, n);
	}
	store_done(q);
	return rc < 0 ? -1 : 0;
}

struct sealed {
	struct buf payload;
	unsigned char nonce[NONCE_SIZE], digest[HASH_SIZE], chain[HASH_SIZE];
};

static int
insert_event(struct store *st, const struct fact *f, const struct sealed *s, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO event (id, kind, at, actor, document, copy, page, batch, target, box,"
	    " target_batch, payload, nonce, digest, chain) "
	    "VALUES (:id, :kind, :at, :actor, :document, :copy, :page, :batch, :target, :box,"
	    " :target_batch, :payload, :nonce, :digest, :chain)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":id", f->event);
	bind_text(q, ":kind", fact_kind_name(f->kind));
	bind_int(q, ":at", f->at);
	bind_text(q, ":actor", f->actor);
	bind_id(q, ":document", f->document);
	bind_int(q, ":copy", f->copy);
	bind_int(q, ":page", f->page);
	bind_id(q, ":batch", f->batch);
	bind_id(q, ":target", f->target);
	bind_int(q, ":box", f->box);
	bind_id(q, ":target_batch", f->target_batch);
	bind_text(q, ":payload", s->payload.data);
	bind_blob(q, ":nonce", s->nonce, NONCE_SIZE);
	bind_blob(q, ":digest", s->digest, HASH_SIZE);
	bind_blob(q, ":chain", s->chain, HASH_SIZE);
	return store_run(st, q, e);
}

static int
insert_link(struct store *st, const struct fact *f, struct err *e)
{
	static const char sql[] = "INSERT INTO link (event, document, placement, enrolment) "
				  "VALUES (:event, :document, :placement, :enrolment)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":event", f->event);
	bind_int(q, ":document", f->document);
	bind_id(q, ":placement", f->placement);
	bind_id(q, ":enrolment", f->enrolment);
	return store_run(st, q, e) < 0 ? -1 : link_refresh(st, f->document, e);
}

static int
insert_placement_event(struct store *st, const struct fact *f, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO placement_event (event, placement) VALUES (:event, :placement)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":event", f->event);
	bind_int(q, ":placement", f->placement);
	return store_run(st, q, e) < 0 ? -1 : placement_refresh(st, f->placement, e);
}

/* The tables that are indexes of the log follow it at once. */
static int
update_indexes(struct store *st, const struct fact *f, struct err *e)
{
	if (f->kind == FACT_UNDONE)
		return void_refresh(st, e) < 0 || link_refresh(st, 0, e) < 0
			   ? -1
			   : placement_refresh(st, 0, e);
	if ((f->target != 0 || f->batch != 0) && void_inherit(st, f->event, e) < 0)
		return -1;
	if (f->document == 0 && f->placement != 0)
		return insert_placement_event(st, f, e);
	return f->kind == FACT_LINKED ? insert_link(st, f, e) : 0;
}

/* JSON would drop in silence what a terminal of another encoding typed. */
static int
check_text(const char *text, struct err *e)
{
	if (text == NULL || utf8_valid(text, strlen(text)))
		return 0;
	return err_set(e, ERR_INPUT,
	    "le texte donné n'est pas en UTF-8 : vérifiez l'encodage du terminal");
}

int
event_append(struct store *st, struct fact *f, const struct js *more, struct err *e)
{
	struct sealed s = { .payload = BUF_INIT };
	unsigned char prev[HASH_SIZE];
	int64_t last;
	int rc = -1;

	if (!st->in_transaction)
		return err_set(e, ERR_INTERNAL, "un fait s'écrit dans une transaction");
	if (check_text(f->actor, e) < 0 || check_text(f->name, e) < 0 ||
	    check_text(f->text, e) < 0 || read_head(st, &last, prev, e) < 0)
		return -1;
	f->event = last + 1;
	if (f->at == 0)
		f->at = time_now();
	if (f->actor == NULL)
		f->actor = "";
	payload_write(f, more, &s.payload);
	random_bytes(s.nonce, NONCE_SIZE);
	chain_digest(s.nonce, NONCE_SIZE, s.payload.data, s.payload.len, s.digest);
	chain_link(prev, s.digest, f, s.chain);
	if (insert_event(st, f, &s, e) == 0)
		rc = update_indexes(st, f, e);
	buf_release(&s.payload);
	return rc;
}

/* Steps through a statement that selects EVENT_COLUMNS. */
static int
visit_rows(struct store *st, sqlite3_stmt *q, event_visit *visit, void *ctx, struct err *e)
{
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		struct arena a = ARENA_INIT;
		struct fact f;

		read_row(q, &a, &f);
		rc = visit(ctx, &f);
		arena_release(&a);
		if (rc != 0) {
			store_done(q);
			break;
		}
	}
	return rc;
}

static sqlite3_stmt *
select_of_document(struct store *st, int64_t document, struct err *e)
{
	static const char sql[] =
	    "SELECT " EVENT_COLUMNS EVENT_FROM "WHERE e.document = :document ORDER BY e.id";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":document", document);
	return q;
}

int
event_each(struct store *st, int64_t document, event_visit *visit, void *ctx, struct err *e)
{
	static const char all[] = "SELECT " EVENT_COLUMNS EVENT_FROM "ORDER BY e.id";
	sqlite3_stmt *q =
	    document != 0 ? select_of_document(st, document, e) : store_stmt(st, all, e);

	return visit_rows(st, q, visit, ctx, e);
}

int
event_each_of_batch(
    struct store *st, int64_t batch, event_visit *visit, void *ctx, struct err *e)
{
	static const char sql[] =
	    "SELECT " EVENT_COLUMNS EVENT_FROM "WHERE e.batch = :batch ORDER BY e.id";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":batch", batch);
	return visit_rows(st, q, visit, ctx, e);
}

/* The rows of a statement that selects EVENT_COLUMNS, as an array in the arena. */
static int
list_rows(struct store *st, sqlite3_stmt *q, struct arena *a, struct fact **facts, size_t *n,
    struct err *e)
{
	struct fact *list = NULL;
	size_t cap = 0;
	int rc;

	*n = 0;
	while ((rc = store_step(st, q, e)) == 1) {
		list = mem_grow(list, *n, &cap, sizeof *list);
		read_row(q, a, &list[(*n)++]);
	}
	*facts = arena_alloc(a, (*n + 1) * sizeof *list);
	if (*n > 0)
		memcpy(*facts, list, *n * sizeof *list);
	free(list);
	return rc;
}

int
event_list(struct store *st, int64_t document, struct arena *a, struct fact **facts, size_t *n,
    struct err *e)
{
	return list_rows(st, select_of_document(st, document, e), a, facts, n, e);
}

int
event_list_of_placement(struct store *st, int64_t placement, struct arena *a,
    struct fact **facts, size_t *n, struct err *e)
{
	static const char sql[] =
	    "SELECT " EVENT_COLUMNS " FROM placement_event p JOIN event e ON e.id = p.event"
	    " LEFT JOIN voided v ON v.event = e.id WHERE p.placement = :placement ORDER BY e.id";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":placement", placement);
	return list_rows(st, q, a, facts, n, e);
}

int
event_lookup(struct store *st, int64_t event, struct arena *a, struct fact *f, struct err *e)
{
	static const char sql[] = "SELECT " EVENT_COLUMNS EVENT_FROM "WHERE e.id = :id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":id", event);
	if ((rc = store_step(st, q, e)) == 1)
		read_row(q, a, f);
	store_done(q);
	return rc;
}

struct js *
event_find_more(struct store *st, int64_t event, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, "SELECT payload FROM event WHERE id = :id", e);
	struct js *payload = NULL, *more = NULL;
	const struct js *member;

	bind_int(q, ":id", event);
	if (store_step(st, q, e) == 1 && !col_is_null(q, 0))
		payload = js_parse(col_text(q, 0), (size_t)sqlite3_column_bytes(q, 0), NULL);
	store_done(q);
	if ((member = js_member(payload, "more")) != NULL)
		more = js_copy(member);
	js_free(payload);
	return more;
}

int
event_erase(struct store *st, int64_t event, struct err *e)
{
	sqlite3_stmt *q =
	    store_stmt(st, "UPDATE event SET payload = NULL, nonce = NULL WHERE id = :id", e);

	bind_int(q, ":id", event);
	return store_run(st, q, e);
}

/* A page without a document, and no live decision about it. */
int
event_each_waiting_page(struct store *st, event_visit *visit, void *ctx, struct err *e)
{
	static const char sql[] =
	    "SELECT " EVENT_COLUMNS EVENT_FROM "WHERE e.kind = 'page' AND v.event IS NULL"
	    " AND json_extract(e.payload, '$.outcome') IS NOT 'blank'"
	    " AND NOT EXISTS (SELECT 1 FROM event d WHERE d.target = e.id"
	    "  AND d.kind = 'decided' AND d.id NOT IN (SELECT event FROM voided)) "
	    "ORDER BY e.id";

	return visit_rows(st, store_stmt(st, sql, e), visit, ctx, e);
}

int
event_is_decided(struct store *st, int64_t target, int box, struct err *e)
{
	static const char sql[] =
	    "SELECT 1 FROM event d WHERE d.target = :target AND d.kind = 'decided'"
	    " AND d.box IN (0, :box) AND d.id NOT IN (SELECT event FROM voided) LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":target", target);
	bind_int(q, ":box", box);
	rc = store_step(st, q, e);
	store_done(q);
	return rc;
}
