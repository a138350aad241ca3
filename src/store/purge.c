#include "store/purge.h"

#include "base/err.h"
#include "base/mem.h"
#include "store/document.h"
#include "store/store_imp.h"

static int
run_with_id(struct store *st, const char *sql, int64_t id, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":id", id);
	return store_run(st, q, e);
}

/* The events of a document, and those of the pages that a person attached to it. */
#define ITS_EVENTS                                                                             \
	"(SELECT id FROM event WHERE document = :id UNION"                                     \
	" SELECT target FROM event WHERE document = :id AND kind = 'decided')"

/* In this order: the pages are found through the events. */
static const char *const erasures[] = {
	"UPDATE scan_page SET object = '', object_ext = '', thumb = ''"
	" WHERE event IN " ITS_EVENTS,
	"UPDATE event SET payload = NULL, nonce = NULL WHERE id IN " ITS_EVENTS,
	"DELETE FROM link WHERE document = :id",
	"UPDATE copy SET recipient = '' WHERE document = :id",
};

static int
mark_erased(struct store *st, int64_t document, const char *state, struct err *e)
{
	static const char sql[] = "UPDATE document SET fields = NULL, purged = :state,"
				  " own_placement = NULL, own_enrolment = NULL,"
				  " placement = NULL, enrolment = NULL WHERE id = :id";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":state", state);
	bind_int(q, ":id", document);
	return store_run(st, q, e);
}

int
document_erase(struct store *st, int64_t document, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct folded f;
	int rc = document_fold(st, document, &a, &f, e);

	if (rc == 0)
		rc = err_set(e, ERR_ABSENT, "ce document n'existe pas");
	for (size_t i = 0; i < sizeof erasures / sizeof *erasures && rc >= 0; i++)
		rc = run_with_id(st, erasures[i], document, e);
	if (rc == 0)
		rc = mark_erased(st, document, doc_state_name(f.state.state), e);
	arena_release(&a);
	return rc;
}

int
purge_each_year(
    struct store *st, int (*visit)(void *ctx, const char *year), void *ctx, struct err *e)
{
	static const char sql[] = "SELECT year FROM enrolment UNION SELECT year FROM document"
				  " WHERE purged = '' ORDER BY 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1)
		if ((rc = visit(ctx, col_text(q, 0))) != 0)
			break;
	store_done(q);
	return rc;
}

static int
run_with_year(struct store *st, const char *sql, const char *year, int64_t *n, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_text(q, ":year", year);
	rc = store_run(st, q, e);
	*n += rc == 0 ? store_changes(st) : 0;
	return rc;
}

/* Placements of the year on which no document hangs, now or as it was issued. */
#define FREE_PLACEMENTS                                                                        \
	"(SELECT p.id FROM placement p JOIN enrolment n ON n.id = p.enrolment"                 \
	" WHERE n.year = :year AND NOT EXISTS (SELECT 1 FROM document d"                       \
	"  WHERE d.placement = p.id OR d.own_placement = p.id) AND NOT EXISTS"                 \
	" (SELECT 1 FROM link l WHERE l.placement = p.id))"

int
year_erase(struct store *st, const char *year, struct year_erased *n, struct err *e)
{
	static const char events[] =
	    "UPDATE event SET payload = NULL, nonce = NULL WHERE id IN (SELECT event"
	    " FROM placement_event WHERE placement IN " FREE_PLACEMENTS ")";
	static const char courses[] =
	    "DELETE FROM placement_event WHERE placement IN " FREE_PLACEMENTS;
	static const char periods[] = "DELETE FROM period WHERE placement IN " FREE_PLACEMENTS;
	static const char placements[] = "DELETE FROM placement WHERE id IN " FREE_PLACEMENTS;
	static const char enrolments[] =
	    "DELETE FROM enrolment WHERE year = :year"
	    " AND id NOT IN (SELECT enrolment FROM placement)"
	    " AND NOT EXISTS (SELECT 1 FROM document d"
	    "  WHERE d.enrolment = enrolment.id OR d.own_enrolment = enrolment.id)"
	    " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.enrolment = enrolment.id)";
	static const char students[] =
	    "DELETE FROM student WHERE id NOT IN (SELECT student FROM enrolment)";
	int64_t ignored = 0;

	if (run_with_year(st, events, year, &ignored, e) < 0 ||
	    run_with_year(st, courses, year, &ignored, e) < 0 ||
	    run_with_year(st, periods, year, &ignored, e) < 0 ||
	    run_with_year(st, placements, year, &n->placements, e) < 0 ||
	    run_with_year(st, enrolments, year, &ignored, e) < 0)
		return -1;
	return run_with_year(st, students, NULL, &n->students, e);
}

/* Void, or settled by a person; a blank has no picture. */
#define LOOSE_PAGES                                                                            \
	"(SELECT e.id FROM event e WHERE e.kind = 'page' AND e.at < :before"                   \
	" AND e.payload IS NOT NULL AND (e.id IN (SELECT event FROM voided) OR EXISTS"         \
	" (SELECT 1 FROM event d WHERE d.target = e.id AND d.kind = 'decided'"                 \
	"  AND d.document IS NULL AND d.id NOT IN (SELECT event FROM voided))))"

int
loose_pages_erase(struct store *st, int64_t before, int64_t *n, struct err *e)
{
	static const char pages[] = "UPDATE scan_page SET object = '', object_ext = '',"
				    " thumb = '' WHERE event IN " LOOSE_PAGES;
	static const char events[] =
	    "UPDATE event SET payload = NULL, nonce = NULL WHERE id IN " LOOSE_PAGES;
	sqlite3_stmt *q = store_stmt(st, pages, e);

	bind_int(q, ":before", before);
	if (store_run(st, q, e) < 0)
		return -1;
	q = store_stmt(st, events, e);
	bind_int(q, ":before", before);
	if (store_run(st, q, e) < 0)
		return -1;
	*n = store_changes(st);
	return 0;
}

int
names_erase(struct store *st, int64_t before, struct err *e)
{
	static const char *const sql[] = {
		"UPDATE scan_file SET name = '' WHERE batch IN"
		" (SELECT id FROM batch WHERE kind = 'ingest' AND at < :before)",
		"UPDATE batch SET label = '' WHERE kind IN ('ingest', 'import') AND at < :before",
	};

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
		sqlite3_stmt *q = store_stmt(st, sql[i], e);

		bind_int(q, ":before", before);
		if (store_run(st, q, e) < 0)
			return -1;
	}
	return 0;
}

int
originals_erase(struct store *st, int64_t batch, int64_t *n, struct err *e)
{
	static const char sql[] =
	    "UPDATE scan_file SET ext = '' WHERE batch = :id AND ext <> ''";

	if (run_with_id(st, sql, batch, e) < 0)
		return -1;
	*n += store_changes(st);
	return 0;
}

int
store_compact(struct store *st, struct err *e)
{
	return store_exec(st, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", e);
}
