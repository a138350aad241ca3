/*
 * Proof that nothing was lost or changed behind paraphe's back: the chain of events first,
 * then every table against it, the states again from it alone, then the archive.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/archive.h"
#include "store/chain_imp.h"
#include "store/event.h"
#include "store/object_imp.h"
#include "store/payload_imp.h"
#include "store/placement_imp.h"
#include "store/store_imp.h"
#include "store/verify_imp.h"

void
verify_report(struct store_check *check, const char *fmt, ...)
{
	struct buf line = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&line, fmt, ap);
	va_end(ap);
	check->problems++;
	if (check->say != NULL)
		check->say(check->ctx, line.data);
	buf_release(&line);
}

/* The log as read so far. */
struct reader {
	struct store_check *check;
	struct arena *arena;
	struct fact *facts; /* all of them, without their boxes */
	size_t n, cap;
	unsigned char chain[HASH_SIZE];
};

static int
same_bytes(sqlite3_stmt *q, int column, const unsigned char expected[HASH_SIZE])
{
	size_t n;
	const void *bytes = col_blob(q, column, &n);

	return n == HASH_SIZE && memcmp(bytes, expected, HASH_SIZE) == 0;
}

/* An erased payload has no nonce either; the digest alone then speaks for it. */
static void
check_payload(struct reader *r, sqlite3_stmt *q, int64_t event)
{
	unsigned char digest[HASH_SIZE];
	size_t nonce_size;
	const void *nonce = col_blob(q, 12, &nonce_size);

	if (col_is_null(q, 11) && col_is_null(q, 12))
		return;
	chain_digest(nonce, nonce_size, col_text(q, 11), strlen(col_text(q, 11)), digest);
	if (nonce_size != NONCE_SIZE || !same_bytes(q, 13, digest))
		verify_report(
		    r->check, "fait n° %" PRId64 " : son contenu a été modifié", event);
}

static void
check_chain(struct reader *r, sqlite3_stmt *q, const struct fact *f)
{
	unsigned char digest[HASH_SIZE], chain[HASH_SIZE];
	size_t n;
	const void *bytes = col_blob(q, 13, &n);

	memset(digest, 0, HASH_SIZE);
	memcpy(digest, bytes, n < HASH_SIZE ? n : HASH_SIZE);
	chain_link(r->chain, digest, f, chain);
	if (!same_bytes(q, 14, chain))
		verify_report(r->check,
		    "fait n° %" PRId64 " : la chaîne est rompue, le journal a été modifié",
		    f->event);
	/* Go on from what is written: one change is one problem. */
	bytes = col_blob(q, 14, &n);
	memset(r->chain, 0, HASH_SIZE);
	memcpy(r->chain, bytes, n < HASH_SIZE ? n : HASH_SIZE);
}

static void
read_fact(sqlite3_stmt *q, struct arena *a, struct fact *f)
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
	if (kind == FACT_LINKED && !col_is_null(q, 11))
		payload_read(f, col_text(q, 11), strlen(col_text(q, 11)), a);
}

static int
read_log(struct store *st, struct reader *r, struct err *e)
{
	static const char sql[] =
	    "SELECT id, kind, at, actor, document, copy, page, batch, target, box,"
	    " target_batch, payload, nonce, digest, chain FROM event ORDER BY id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		struct fact *f;

		r->facts = mem_grow(r->facts, r->n, &r->cap, sizeof *r->facts);
		f = &r->facts[r->n++];
		read_fact(q, r->arena, f);
		if (fact_kind_parse(col_text(q, 1)) < 0)
			verify_report(
			    r->check, "fait n° %" PRId64 " : d'une sorte inconnue", f->event);
		if (f->event != (int64_t)r->n)
			verify_report(r->check, "il manque le fait n° %zu", r->n);
		check_payload(r, q, f->event);
		check_chain(r, q, f);
	}
	r->check->events = (int64_t)r->n;
	return rc;
}

/* Facts cut off at the end leave the chain whole. */
static int
check_end(struct store *st, struct reader *r, struct err *e)
{
	int64_t last;

	if (store_int(st, "SELECT seq FROM sqlite_sequence WHERE name = 'event'", 0, &last, e) <
	    0)
		return -1;
	if (last != (r->n > 0 ? r->facts[r->n - 1].event : 0))
		verify_report(
		    r->check, "la fin du journal manque, jusqu'au fait n° %" PRId64, last);
	return 0;
}

/* A question about one event, bound as :id: 1 or 0. */
static int
ask(struct store *st, const char *sql, int64_t id, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":id", id);
	rc = store_step(st, q, e);
	store_done(q);
	return rc;
}

static int
check_voided(struct store *st, struct reader *r, struct err *e)
{
	int64_t rows, expected = 0;

	facts_void(r->facts, r->n);
	for (size_t i = 0; i < r->n; i++) {
		const struct fact *f = &r->facts[i];
		int rc = ask(st, "SELECT 1 FROM voided WHERE event = :id", f->event, e);

		if (rc < 0)
			return -1;
		expected += f->voided;
		if (rc != f->voided)
			verify_report(r->check, "fait n° %" PRId64 " : à tort tenu pour %s",
			    f->event, f->voided ? "valable" : "annulé");
	}
	if (store_int(st, "SELECT count(*) FROM voided", 0, &rows, e) < 0)
		return -1;
	if (rows > expected)
		verify_report(r->check, "des faits qui n'existent pas sont tenus pour annulés");
	return 0;
}

/* The links of the log, one by one, against the table. */
static int
check_links(struct store *st, struct reader *r, struct err *e)
{
	static const char sql[] =
	    "SELECT 1 FROM link WHERE event = :event AND document = :document"
	    " AND placement IS :placement AND enrolment IS :enrolment";

	for (size_t i = 0; i < r->n; i++) {
		const struct fact *f = &r->facts[i];
		sqlite3_stmt *q;
		int rc;

		if (f->kind != FACT_LINKED || (f->placement == 0 && f->enrolment == 0))
			continue;
		q = store_stmt(st, sql, e);
		bind_int(q, ":event", f->event);
		bind_int(q, ":document", f->document);
		bind_id(q, ":placement", f->placement);
		bind_id(q, ":enrolment", f->enrolment);
		rc = store_step(st, q, e);
		store_done(q);
		if (rc < 0)
			return -1;
		if (rc == 0)
			verify_report(r->check,
			    "fait n° %" PRId64 " : le rattachement ne suit pas le journal",
			    f->event);
	}
	return 0;
}

/* Each row of a statement of one text is one problem, worded with it. */
static int
check_none(struct store *st, const char *sql, const char *problem, struct store_check *check,
    struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1)
		verify_report(check, problem, col_text(q, 0));
	return rc;
}

static const struct {
	const char *sql, *problem;
} rules[] = {
	{ "SELECT d.number FROM document d WHERE d.id NOT IN "
	  "(SELECT document FROM event WHERE id = d.issued AND kind = 'issued')",
	    "document %s : le journal ne dit pas qu'il a été imprimé" },
	{ "SELECT d.number FROM document d JOIN event e ON e.id = d.issued WHERE"
	  " e.payload IS NOT NULL AND (json_extract(e.payload, '$.more.number'),"
	  " json_extract(e.payload, '$.more.kind'), json_extract(e.payload, '$.more.version'),"
	  " json_extract(e.payload, '$.more.copies'), json_extract(e.payload, '$.more.pages'),"
	  " json_extract(e.payload, '$.more.template'), json_extract(e.payload, '$.more.guardian'),"
	  " json_extract(e.payload, '$.more.start')) IS NOT (d.number, d.kind, d.version,"
	  " d.copies, d.pages, d.template, d.guardian, d.start)",
	    "document %s : sa fiche ne dit pas ce qui a été imprimé" },
	{ "SELECT d.number FROM document d WHERE d.placement IS NOT"
	  " coalesce((SELECT l.placement FROM link l WHERE l.document = d.id"
	  "  AND l.placement IS NOT NULL AND l.event NOT IN (SELECT event FROM voided)"
	  "  ORDER BY l.event DESC LIMIT 1), d.own_placement)",
	    "document %s : rattaché à un stage sans décision au journal" },
	{ "SELECT e.id FROM event e LEFT JOIN placement_event p ON p.event = e.id"
	  " WHERE e.document IS NULL AND e.payload IS NOT NULL"
	  " AND json_extract(e.payload, '$.placement') IS NOT p.placement",
	    "fait n° %s : d'un autre stage que ne le dit le journal" },
	{ "SELECT number FROM placement WHERE (gone, interrupted) IS NOT (" PLACEMENT_GONE
	  ", " PLACEMENT_INTERRUPTED ")",
	    "stage n° %s : annulé ou interrompu sans décision au journal" },
	{ "SELECT number FROM placement WHERE NOT EXISTS"
	  " (SELECT 1" PLACEMENT_FACTS("placement-added") ")",
	    "stage n° %s : le journal ne dit pas qui l'a enregistré" },
	{ "SELECT d.number FROM document d WHERE (SELECT count(*) FROM copy c"
	  " WHERE c.document = d.id) <> d.copies",
	    "document %s : ses exemplaires ne sont pas au complet" },
	{ "SELECT f.name || ', page ' || p.file_page FROM scan_page p"
	  " JOIN scan_file f ON f.id = p.file JOIN event e ON e.id = p.event"
	  " WHERE e.kind NOT IN ('read', 'page') OR e.batch IS NOT f.batch"
	  " OR (e.document, e.copy, e.page) IS NOT (p.document, p.copy, p.page)",
	    "%s : classée autrement que ne le dit le journal" },
	{ "SELECT f.name || ' (' || f.pages || ' pages)' FROM scan_file f WHERE f.pages <>"
	  " (SELECT count(*) FROM scan_page p WHERE p.file = f.id)",
	    "%s : toutes ses pages ne sont pas classées" },
	{ "SELECT final || ' (' || temp || ')' FROM pending_rename",
	    "%s : imprimé, mais resté sous un nom provisoire" },
	{ "SELECT \"table\" FROM pragma_foreign_key_check",
	    "table %s : une ligne en désigne une autre qui n'existe pas" },
	{ "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
	    "la base elle-même est abîmée (%s)" },
};

static int
check_rules(struct store *st, struct store_check *check, struct err *e)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (check_none(st, rules[i].sql, rules[i].problem, check, e) < 0)
			return -1;
	return 0;
}

/* The frozen fields are those that were printed, as their hash in the log says. */
static int
check_fields(struct store *st, struct store_check *check, struct err *e)
{
	static const char sql[] =
	    "SELECT d.number, d.fields, json_extract(e.payload, '$.more.fields') FROM document d "
	    "JOIN event e ON e.id = d.issued WHERE d.fields IS NOT NULL AND e.payload IS NOT NULL";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	unsigned char hash[HASH_SIZE];
	char hex[HASH_HEX_SIZE];
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		hash_sha256(col_text(q, 1), strlen(col_text(q, 1)), hash);
		hash_hex(hash, hex);
		if (strcmp(hex, col_text(q, 2)) != 0)
			verify_report(
			    check, "document %s : son contenu a été modifié", col_text(q, 0));
	}
	return rc < 0 ? -1
		      : store_int(st, "SELECT count(*) FROM document", 0, &check->documents, e);
}

struct object_check {
	struct store *st;
	struct store_check *check;
};

static int
check_object(void *ctx, const char *sha256, const char *ext)
{
	struct object_check *o = ctx;
	struct err why = ERR_INIT;

	o->check->objects++;
	if (!archive_is_whole(o->st, sha256, ext, &why))
		verify_report(o->check, "%s", why.text);
	return 0;
}

static int
verify_all(struct store *st, int objects, struct store_check *check, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct reader r = { .check = check, .arena = &a };
	struct object_check o = { st, check };
	int rc = -1;

	check->events = check->documents = check->objects = check->problems = 0;
	if (read_log(st, &r, e) == 0 && check_end(st, &r, e) == 0 &&
	    check_voided(st, &r, e) == 0 && check_links(st, &r, e) == 0 &&
	    check_rules(st, check, e) == 0 && check_fields(st, check, e) == 0 &&
	    replay_check(st, r.facts, r.n, check, e) == 0)
		rc = objects ? object_each(st, check_object, &o, e) : 0;
	free(r.facts);
	arena_release(&a);
	return rc;
}

/* In one view of the database: another process may be writing. */
int
store_verify(struct store *st, int objects, struct store_check *check, struct err *e)
{
	int own = !st->in_transaction, rc;

	if (own && store_exec(st, "BEGIN", e) < 0)
		return -1;
	rc = verify_all(st, objects, check, e);
	if (own)
		store_exec(st, "COMMIT", NULL);
	return rc;
}
