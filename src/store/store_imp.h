/*
 * What the files of this room share: the open database, and comfortable SQL.
 *
 * One statement, one question: a constant text, prepared at first use, kept in the store.
 *
 *	sqlite3_stmt *q = store_stmt(st, "SELECT id FROM student WHERE key = :key", e);
 *	int rc;
 *
 *	bind_text(q, ":key", key);
 *	while ((rc = store_step(st, q, e)) == 1)
 *		use(col_int(q, 0));
 *	return rc;
 *
 * Leaving before store_step has answered 0 or -1 needs store_done(q).  All but store_stmt take q ==
 * NULL (the text could not be prepared: e is filled) and then fail quietly.
 */
#ifndef STORE_STORE_IMP_H
#define STORE_STORE_IMP_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "store/store.h"

struct arena;
struct buf;

struct kept_stmt {
	const char *sql; /* its address is its name */
	sqlite3_stmt *stmt;
};

struct store {
	sqlite3 *db;
	char *path, *archive;
	enum store_mode mode;
	int in_transaction;
	struct kept_stmt *kept;
	size_t n_kept, cap_kept;
};

/* Words for what SQLite answered; returns -1. */
int store_fail(struct store *st, struct err *e);

/* A statement ready to be bound.  sql: a constant, the same address at each call. */
sqlite3_stmt *store_stmt(struct store *st, const char *sql, struct err *e);

/* 1: a row; 0: no more (reset); -1: failed (reset). */
int store_step(struct store *st, sqlite3_stmt *q, struct err *e);

/* Runs to the end; 0 or -1. */
int store_run(struct store *st, sqlite3_stmt *q, struct err *e);
void store_done(sqlite3_stmt *q);

/* For what changes nothing in between: several statements, no parameters. */
int store_exec(struct store *st, const char *sql, struct err *e);

/* The integer that a query without parameters answers; `otherwise` when no row. -1 only by e->kind. */
int
store_int(struct store *st, const char *sql, int64_t otherwise, int64_t *out, struct err *e);

int64_t store_last_id(const struct store *st);
int store_changes(const struct store *st);

/* By name; the text must live until the statement has run.  bind_id: 0 is NULL. */
void bind_int(sqlite3_stmt *q, const char *name, int64_t value);
void bind_id(sqlite3_stmt *q, const char *name, int64_t value);
void bind_real(sqlite3_stmt *q, const char *name, double value);
void bind_text(sqlite3_stmt *q, const char *name, const char *value); /* NULL gives NULL */
void bind_blob(sqlite3_stmt *q, const char *name, const void *bytes, size_t n);

int64_t col_int(sqlite3_stmt *q, int i); /* NULL is 0 */
double col_real(sqlite3_stmt *q, int i);
const char *col_text(sqlite3_stmt *q, int i); /* borrowed until the next step; NULL is "" */
char *col_keep(sqlite3_stmt *q, int i, struct arena *a); /* NULL is "" */
int col_is_null(sqlite3_stmt *q, int i);
const void *col_blob(sqlite3_stmt *q, int i, size_t *n);

/* schema.c: brings the database to this program's version, or refuses it. */
int schema_migrate(struct store *st, struct err *e);

/* SHA-256 of what all tables and indexes say. */
int schema_print(struct store *st, char print[HASH_HEX_SIZE], struct err *e);

/* undo.c: void events, after an undo, and after an event that rests upon another. */
int void_refresh(struct store *st, struct err *e);
int void_inherit(struct store *st, int64_t event, struct err *e);
int batch_is_undone(struct store *st, int64_t batch, struct err *e);

/* link.c: which placement and enrolment a document (0: each) belongs to, by its live links. */
int link_refresh(struct store *st, int64_t document, struct err *e);

/* link.c: whether a placement (0: each) is there and how it ends, by the live facts about it. */
int placement_refresh(struct store *st, int64_t placement, struct err *e);

enum { NONCE_SIZE = 16 };

#endif
