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

static int
is_needed(struct store *st, int64_t placement, struct err *e)
{
	static const char sql[] = "SELECT 1 FROM document WHERE placement = :id"
				  " OR own_placement = :id LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":id", placement);
	rc = store_step(st, q, e);
	store_done(q);
	return rc;
}

/* Those that nothing hangs on any more. */
static const char forget_people[] =
    "DELETE FROM enrolment WHERE id = :id"
    " AND id NOT IN (SELECT enrolment FROM placement)"
    " AND id NOT IN (SELECT enrolment FROM document WHERE enrolment IS NOT NULL)"
    " AND id NOT IN (SELECT own_enrolment FROM document WHERE own_enrolment IS NOT NULL)";
static const char forget_student[] = "DELETE FROM student WHERE id = :id"
				     " AND id NOT IN (SELECT student FROM enrolment)";

static int
erase_owner(struct store *st, int64_t enrolment, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, "SELECT student FROM enrolment WHERE id = :id", e);
	int64_t student = 0;
	int rc;

	bind_int(q, ":id", enrolment);
	if ((rc = store_step(st, q, e)) == 1)
		student = col_int(q, 0);
	store_done(q);
	if (rc < 0 || run_with_id(st, forget_people, enrolment, e) < 0)
		return -1;
	return run_with_id(st, forget_student, student, e);
}

int
placement_erase(struct store *st, int64_t placement, struct err *e)
{
	sqlite3_stmt *q;
	int64_t enrolment = 0;
	int rc = is_needed(st, placement, e);

	if (rc != 0)
		return rc < 0 ? -1
			      : err_set(e, ERR_REFUSED,
				    "un document de ce stage est encore conservé");
	q = store_stmt(st, "SELECT enrolment FROM placement WHERE id = :id", e);
	bind_int(q, ":id", placement);
	if ((rc = store_step(st, q, e)) == 1)
		enrolment = col_int(q, 0);
	store_done(q);
	if (rc < 0 ||
	    run_with_id(st, "DELETE FROM period WHERE placement = :id", placement, e) < 0 ||
	    run_with_id(st, "DELETE FROM placement WHERE id = :id", placement, e) < 0)
		return -1;
	return erase_owner(st, enrolment, e);
}

int
scan_file_erase(struct store *st, int64_t file, struct err *e)
{
	return run_with_id(st, "UPDATE scan_file SET ext = '' WHERE id = :id", file, e);
}

int
store_compact(struct store *st, struct err *e)
{
	return store_exec(st, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", e);
}
