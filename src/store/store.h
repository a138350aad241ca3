/*
 * The database: one SQLite file, STRICT tables, write-ahead log, every commit synced.
 * All the SQL of paraphe is in this room.  Errors are French and say what to do.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdint.h>

struct buf;
struct err;
struct store;

enum store_mode {
	STORE_CREATE, /* made when it is missing, migrated when it is old */
	STORE_WRITE, /* must exist; migrated when it is old */
	STORE_READ /* must exist and be up to date; nothing is written, the folder may be read-only */
};

/*
 * Opens the database at path; archive_dir (made when needed) is the folder of its objects.  Files
 * are 0600.  NULL with e filled: a database of a newer version (ERR_REFUSED, both
 * numbers), not a database, no right.  Opening to write finishes the renames that a crash
 * interrupted.
 */
struct store *
store_open(const char *path, const char *archive_dir, enum store_mode mode, struct err *e);
void store_close(struct store *st); /* NULL is allowed; rolls back what is not committed */

/*
 * One writer at a time: store_begin waits up to 10 s for the other (ERR_BUSY).  No
 * nesting.  store_rollback after a failed commit, or without a begin, is harmless.
 */
int store_begin(struct store *st, struct err *e);
int store_commit(struct store *st, struct err *e);
void store_rollback(struct store *st);
int store_in_transaction(const struct store *st);

/* The version of the schema that this program writes. */
int store_version(void);

/*
 * A file that must appear under `final` when, and only when, the transaction does: it was
 * written and synced as `temp`; this is recorded inside the transaction.  Absolute paths.
 */
int store_rename_later(struct store *st, const char *temp, const char *final, struct err *e);

/* Does the renames that are committed and not done yet.  After a commit, and at opening. */
int store_rename_finish(struct store *st, struct err *e);

/* A small value by name, kept in the database: "" when there is none. x_find: you free it. */
char *store_setting_find(struct store *st, const char *name, struct err *e);
int store_setting_set(struct store *st, const char *name, const char *value, struct err *e);

/*
 * Everything that is in the log and the tables, as lines of text in a stable order, without
 * times, event numbers, document numbers or random bytes: two histories that mean the same
 * give the same dump.
 */
int store_dump(struct store *st, struct buf *out, struct err *e);

/* A copy of the whole database as one consistent file, which must not exist. */
int store_backup(struct store *st, const char *path, struct err *e);

/* What store_verify() found; each problem is one French line through `say`. */
struct store_check {
	int64_t events, documents, objects; /* looked at */
	int64_t problems;
	void (*say)(void *ctx, const char *line);
	void *ctx;
};

/*
 * Proves the chain of events, that every table agrees with it, and that all states come out the same
 * from it alone; with `objects`, that every archived object is there and is what its name says.  0
 * whatever was found; -1: could not look.
 */
int store_verify(struct store *st, int objects, struct store_check *check, struct err *e);

#endif
