#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/store_imp.h"

int
store_fail(struct store *st, struct err *e)
{
	switch (sqlite3_errcode(st->db)) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(e, ERR_BUSY,
		    "la base est occupée par une autre commande : réessayez dans un instant");
	case SQLITE_FULL:
		return err_set(e, ERR_SYSTEM, "%s : le disque est plein", st->path);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return err_set(e, ERR_SYSTEM, "%s : pas le droit d'écrire", st->path);
	case SQLITE_CANTOPEN:
		return err_set(e, ERR_SYSTEM,
		    "%s : la base ne s'ouvre pas (droits du fichier ou du dossier ?)",
		    st->path);
	case SQLITE_IOERR:
		/* The index of the journal could not grow: FULL is not what SQLite says then. */
		if (sqlite3_extended_errcode(st->db) == SQLITE_IOERR_SHMSIZE)
			return err_set(e, ERR_SYSTEM, "%s : le disque est plein", st->path);
		return err_set(e, ERR_SYSTEM,
		    "%s : le disque a refusé une lecture ou une écriture", st->path);
	case SQLITE_NOTADB:
		return err_set(e, ERR_INPUT, "%s : ce n'est pas une base de paraphe", st->path);
	case SQLITE_CORRUPT:
		return err_set(e, ERR_SYSTEM,
		    "%s : la base est abîmée ; reprenez la dernière sauvegarde", st->path);
	default:
		return err_set(e, ERR_INTERNAL,
		    "%s : erreur interne de la base (code SQLite %d)", st->path,
		    sqlite3_extended_errcode(st->db));
	}
}

/* A text that is being stepped through keeps its statement: another is prepared beside it. */
sqlite3_stmt *
store_stmt(struct store *st, const char *sql, struct err *e)
{
	struct kept_stmt *k;

	for (size_t i = 0; i < st->n_kept; i++) {
		k = &st->kept[i];
		if (k->sql == sql && !sqlite3_stmt_busy(k->stmt)) {
			sqlite3_clear_bindings(k->stmt);
			return k->stmt;
		}
	}
	st->kept = mem_grow(st->kept, st->n_kept, &st->cap_kept, sizeof *st->kept);
	k = &st->kept[st->n_kept];
	k->sql = sql;
	if (sqlite3_prepare_v3(st->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &k->stmt, NULL) !=
	    SQLITE_OK) {
		store_fail(st, e);
		return NULL;
	}
	st->n_kept++;
	return k->stmt;
}

int
store_step(struct store *st, sqlite3_stmt *q, struct err *e)
{
	if (q == NULL)
		return -1;
	switch (sqlite3_step(q)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		sqlite3_reset(q);
		return 0;
	default:
		store_fail(st, e);
		sqlite3_reset(q);
		return -1;
	}
}

int
store_run(struct store *st, sqlite3_stmt *q, struct err *e)
{
	int rc;

	while ((rc = store_step(st, q, e)) == 1)
		;
	return rc;
}

void
store_done(sqlite3_stmt *q)
{
	if (q != NULL)
		sqlite3_reset(q);
}

int
store_exec(struct store *st, const char *sql, struct err *e)
{
	return sqlite3_exec(st->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : store_fail(st, e);
}

int
store_int(struct store *st, const char *sql, int64_t otherwise, int64_t *out, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc = store_step(st, q, e);

	*out = rc == 1 && !col_is_null(q, 0) ? col_int(q, 0) : otherwise;
	store_done(q);
	return rc < 0 ? -1 : 0;
}

int64_t
store_last_id(const struct store *st)
{
	return sqlite3_last_insert_rowid(st->db);
}

int
store_changes(const struct store *st)
{
	return sqlite3_changes(st->db);
}

static int
place(sqlite3_stmt *q, const char *name)
{
	return sqlite3_bind_parameter_index(q, name);
}

void
bind_int(sqlite3_stmt *q, const char *name, int64_t value)
{
	if (q != NULL)
		sqlite3_bind_int64(q, place(q, name), value);
}

void
bind_id(sqlite3_stmt *q, const char *name, int64_t value)
{
	if (value != 0)
		bind_int(q, name, value);
}

void
bind_real(sqlite3_stmt *q, const char *name, double value)
{
	if (q != NULL)
		sqlite3_bind_double(q, place(q, name), value);
}

void
bind_text(sqlite3_stmt *q, const char *name, const char *value)
{
	if (q != NULL)
		sqlite3_bind_text(q, place(q, name), value, -1, SQLITE_STATIC);
}

void
bind_blob(sqlite3_stmt *q, const char *name, const void *bytes, size_t n)
{
	if (q != NULL)
		sqlite3_bind_blob64(q, place(q, name), bytes, n, SQLITE_STATIC);
}

int64_t
col_int(sqlite3_stmt *q, int i)
{
	return sqlite3_column_int64(q, i);
}

double
col_real(sqlite3_stmt *q, int i)
{
	return sqlite3_column_double(q, i);
}

const char *
col_text(sqlite3_stmt *q, int i)
{
	const unsigned char *text = sqlite3_column_text(q, i);

	return text != NULL ? (const char *)text : "";
}

char *
col_keep(sqlite3_stmt *q, int i, struct arena *a)
{
	return arena_str(a, col_text(q, i));
}

int
col_is_null(sqlite3_stmt *q, int i)
{
	return sqlite3_column_type(q, i) == SQLITE_NULL;
}

const void *
col_blob(sqlite3_stmt *q, int i, size_t *n)
{
	const void *bytes = sqlite3_column_blob(q, i);

	*n = (size_t)sqlite3_column_bytes(q, i);
	return bytes;
}
