#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/store_imp.h"

enum { WAIT_MS = 10000 };

/* Journal files take the rights of the database, so it is made with the right ones. */
static int
touch(const char *path, int flags, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0600);

	if (fd < 0)
		return err_system(e, path, errno);
	close(fd);
	return 0;
}

/* secure_delete: what is purged must not stay readable in free pages. */
static int
configure(struct store *st, struct err *e)
{
	static const char pragmas[] = "PRAGMA foreign_keys = ON;"
				      "PRAGMA trusted_schema = OFF;"
				      "PRAGMA secure_delete = ON;"
				      "PRAGMA synchronous = FULL;";

	sqlite3_extended_result_codes(st->db, 0);
	sqlite3_busy_timeout(st->db, WAIT_MS);
	if (store_exec(st, pragmas, e) < 0)
		return -1;
	return st->mode == STORE_READ ? 0 : store_exec(st, "PRAGMA journal_mode = WAL", e);
}

/*
 * A folder that can't be written (a backup on a disc, another's home) has no place for the files
 * beside the database that readers need; when no writer left any, nothing can change
 * under the reader, and SQLite may be told so.
 */
static int
is_immutable(const struct store *st)
{
	char *wal = mem_printf("%s-wal", st->path);
	char *dir = mem_str_n(st->path, (size_t)(path_base(st->path) - st->path));
	int yes = st->mode == STORE_READ && !file_exists(wal) &&
		  access(*dir != '\0' ? dir : ".", W_OK) != 0;

	free(dir);
	free(wal);
	return yes;
}

/* The path as SQLite's URI: what is special there is escaped. */
static char *
database_uri(const struct store *st)
{
	struct buf uri = BUF_INIT;

	buf_str(&uri, st->path[0] == '/' ? "file://" : "file:");
	for (const char *p = st->path; *p != '\0'; p++)
		if (strchr("%?#", *p) != NULL)
			buf_printf(&uri, "%%%02X", (unsigned char)*p);
		else
			buf_char(&uri, *p);
	if (is_immutable(st))
		buf_str(&uri, "?immutable=1");
	return buf_take(&uri);
}

static int
open_database(struct store *st, struct err *e)
{
	int flags = st->mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	char *uri;
	int rc;

	if (st->mode == STORE_CREATE && touch(st->path, 0, e) < 0)
		return -1;
	if (!file_exists(st->path))
		return err_system(e, st->path, ENOENT);
	uri = database_uri(st);
	rc = sqlite3_open_v2(uri, &st->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
	free(uri);
	if (rc != SQLITE_OK)
		return st->db != NULL
			   ? store_fail(st, e)
			   : err_set(e, ERR_SYSTEM, "%s : plus de mémoire", st->path);
	if (configure(st, e) < 0 || schema_migrate(st, e) < 0)
		return -1;
	/* One that can't be done yet (no right in its folder) must not shut the whole home. */
	if (st->mode != STORE_READ)
		store_rename_finish(st, NULL);
	return 0;
}

struct store *
store_open(const char *path, const char *archive_dir, enum store_mode mode, struct err *e)
{
	struct store *st = mem_zero(1, sizeof *st);

	st->path = mem_str(path);
	st->archive = mem_str(archive_dir);
	st->mode = mode;
	if (open_database(st, e) == 0 &&
	    (mode == STORE_READ || file_mkdirs(archive_dir, e) == 0))
		return st;
	store_close(st);
	return NULL;
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	store_rollback(st);
	for (size_t i = 0; i < st->n_kept; i++)
		sqlite3_finalize(st->kept[i].stmt);
	free(st->kept);
	sqlite3_close(st->db);
	free(st->path);
	free(st->archive);
	free(st);
}

int
store_begin(struct store *st, struct err *e)
{
	if (st->in_transaction)
		return err_set(e, ERR_INTERNAL, "une transaction est déjà ouverte");
	if (store_run(st, store_stmt(st, "BEGIN IMMEDIATE", e), e) < 0)
		return -1;
	st->in_transaction = 1;
	return 0;
}

int
store_commit(struct store *st, struct err *e)
{
	if (store_run(st, store_stmt(st, "COMMIT", e), e) < 0)
		return -1;
	st->in_transaction = 0;
	return 0;
}

void
store_rollback(struct store *st)
{
	/* A full disk may already have rolled it back. */
	if (st->in_transaction && !sqlite3_get_autocommit(st->db))
		sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	st->in_transaction = 0;
}

int
store_in_transaction(const struct store *st)
{
	return st->in_transaction;
}

int
store_rename_later(struct store *st, const char *temp, const char *final, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO pending_rename (temp, final) VALUES (:temp, :final)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":temp", temp);
	bind_text(q, ":final", final);
	return store_run(st, q, e);
}

static int
forget_rename(struct store *st, int64_t id, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, "DELETE FROM pending_rename WHERE id = :id", e);

	bind_int(q, ":id", id);
	return store_run(st, q, e);
}

/* A temporary file that is gone was renamed: before the crash, or by another process just now. */
static int
finish_one(struct store *st, int64_t id, const char *temp, const char *final, struct err *e)
{
	if (file_exists(temp) && file_rename(temp, final, e) < 0 && file_exists(temp))
		return -1;
	return forget_rename(st, id, e);
}

/* One at a time, so that a rename that can't be done does not hide the others. */
int
store_rename_finish(struct store *st, struct err *e)
{
	static const char sql[] = "SELECT id, temp, final FROM pending_rename "
				  "WHERE id > :after ORDER BY id LIMIT 1";
	int64_t id = 0;
	int rc, worst = 0;

	for (;;) {
		sqlite3_stmt *q = store_stmt(st, sql, e);
		char *temp, *final;

		bind_int(q, ":after", id);
		if ((rc = store_step(st, q, e)) != 1)
			return rc < 0 ? -1 : worst;
		id = col_int(q, 0);
		temp = mem_str(col_text(q, 1));
		final = mem_str(col_text(q, 2));
		store_done(q);
		if (finish_one(st, id, temp, final, e) < 0)
			worst = -1;
		free(temp);
		free(final);
	}
}

char *
store_setting_find(struct store *st, const char *name, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, "SELECT value FROM setting WHERE name = :name", e);
	char *value = NULL;
	int rc;

	bind_text(q, ":name", name);
	if ((rc = store_step(st, q, e)) >= 0)
		value = mem_str(rc == 1 ? col_text(q, 0) : "");
	store_done(q);
	return value;
}

int
store_setting_set(struct store *st, const char *name, const char *value, struct err *e)
{
	static const char sql[] = "INSERT INTO setting (name, value) VALUES (:name, :value) "
				  "ON CONFLICT (name) DO UPDATE SET value = excluded.value";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":name", name);
	bind_text(q, ":value", value);
	return store_run(st, q, e);
}

int
store_backup(struct store *st, const char *path, struct err *e)
{
	sqlite3_stmt *q;

	/* SQLite fills an empty file: this one has the right rights. */
	if (touch(path, O_EXCL, e) < 0)
		return -1;
	q = store_stmt(st, "VACUUM INTO :path", e);
	bind_text(q, ":path", path);
	if (store_run(st, q, e) == 0)
		return 0;
	file_remove(path, NULL);
	return -1;
}
