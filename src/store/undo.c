/*
 * Which events are void: the table `voided` is made from the log alone, and made again after
 * each undo (there are few).
 */
#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/event.h"
#include "store/store_imp.h"

struct undo {
	int64_t event, target, target_batch;
	int is_void;
};

/* From the last to the first. */
static int
read_undos(struct store *st, struct undo **list, size_t *n, struct err *e)
{
	static const char sql[] = "SELECT id, target, target_batch FROM event "
				  "WHERE kind = 'undone' ORDER BY id DESC";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	size_t cap = 0;
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		*list = mem_grow(*list, *n, &cap, sizeof **list);
		(*list)[(*n)++] =
		    (struct undo){ col_int(q, 0), col_int(q, 1), col_int(q, 2), 0 };
	}
	return rc;
}

/* A later undo decides first: what it names is void, and if that is an undo, has no effect. */
static void
settle(struct undo *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n && !list[i].is_void; j++)
			if (list[j].event == list[i].target)
				list[j].is_void = 1;
}

static int
apply(struct store *st, const struct undo *u, struct err *e)
{
	static const char sql[] = "INSERT OR IGNORE INTO voided SELECT id FROM event "
				  "WHERE id = :target OR batch = :batch";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_id(q, ":target", u->target);
	bind_id(q, ":batch", u->target_batch);
	return store_run(st, q, e);
}

/* What rests upon a void event is void; an undo rests upon nothing. */
static int
spread(struct store *st, struct err *e)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO voided SELECT e.id FROM voided v JOIN event e "
	    "ON e.target = v.event WHERE e.kind <> 'undone' "
	    "AND e.id NOT IN (SELECT event FROM voided)";

	do {
		if (store_run(st, store_stmt(st, sql, e), e) < 0)
			return -1;
	} while (store_changes(st) > 0);
	return 0;
}

int
void_refresh(struct store *st, struct err *e)
{
	struct undo *list = NULL;
	size_t n = 0;
	int rc = read_undos(st, &list, &n, e);

	settle(list, n);
	if (rc == 0)
		rc = store_run(st, store_stmt(st, "DELETE FROM voided", e), e);
	for (size_t i = 0; i < n && rc == 0; i++)
		if (!list[i].is_void)
			rc = apply(st, &list[i], e);
	free(list);
	return rc < 0 ? -1 : spread(st, e);
}

int
void_inherit(struct store *st, int64_t event, struct err *e)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO voided SELECT id FROM event WHERE id = :event AND "
	    "(target IN (SELECT event FROM voided) OR EXISTS (SELECT 1 FROM event u "
	    " WHERE u.target_batch = event.batch AND u.kind = 'undone'"
	    " AND u.id NOT IN (SELECT event FROM voided)))";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":event", event);
	return store_run(st, q, e);
}

int
batch_is_undone(struct store *st, int64_t batch, struct err *e)
{
	static const char sql[] =
	    "SELECT 1 FROM event WHERE target_batch = :batch "
	    "AND kind = 'undone' AND id NOT IN (SELECT event FROM voided)";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":batch", batch);
	rc = store_step(st, q, e);
	store_done(q);
	return rc;
}

static int
check_event(
    struct store *st, int64_t event, struct fact *target, struct arena *a, struct err *e)
{
	int rc = event_lookup(st, event, a, target, e);

	if (rc < 0)
		return -1;
	if (rc == 0)
		return err_set(e, ERR_ABSENT, "pas de fait n° %lld", (long long)event);
	if (target->voided)
		return err_set(
		    e, ERR_REFUSED, "le fait n° %lld est déjà annulé", (long long)event);
	return 0;
}

static int
check_batch(struct store *st, int64_t batch, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, "SELECT 1 FROM batch WHERE id = :id", e);
	int rc;

	bind_int(q, ":id", batch);
	rc = store_step(st, q, e);
	store_done(q);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return err_set(e, ERR_ABSENT, "pas de lot n° %lld", (long long)batch);
	if ((rc = batch_is_undone(st, batch, e)) == 1)
		return err_set(
		    e, ERR_REFUSED, "le lot n° %lld est déjà annulé", (long long)batch);
	return rc;
}

int
event_undo(struct store *st, int64_t event, int64_t batch, const char *actor, int64_t *undo,
    struct err *e)
{
	struct fact f = FACT_INIT(FACT_UNDONE), target = FACT_INIT(FACT_UNDONE);
	struct arena a = ARENA_INIT;
	int rc = batch != 0 ? 0 : check_event(st, event, &target, &a, e);

	/* That a file was read is undone with its pages. */
	if (rc == 0 && target.kind == FACT_INGESTED)
		batch = target.batch;
	if (rc == 0 && batch != 0)
		rc = check_batch(st, batch, e);
	if (rc == 0) {
		f.actor = actor;
		f.target = batch != 0 ? 0 : event;
		f.target_batch = batch;
		f.document = target.document;
		f.copy = target.copy;
		f.page = target.page;
		rc = event_append(st, &f, NULL, e);
		*undo = f.event;
	}
	arena_release(&a);
	return rc;
}
