/*
 * Rows as structs: each table of people and placements is one list of columns, from which
 * come its SQL and the places of its values in the struct of the same name.
 *
 *	#define TEACHER(X) X(teacher, TEXT, name) X(teacher, INT, female)
 *
 * TEXT is a const char *, INT an int, REF an int64_t.  The struct starts with int64_t id.
 * What is « not said » (NULL, negative, 0) is bound as NULL and leaves the column alone.
 */
#ifndef STORE_ROW_IMP_H
#define STORE_ROW_IMP_H

#include "store/store_imp.h"

enum column_type { COLUMN_TEXT, COLUMN_INT, COLUMN_REF };

struct column {
	const char *bind; /* ":name" */
	enum column_type type;
	size_t offset;
};

struct table {
	const char *insert, *update;
	const struct column *columns;
	size_t n;
};

#define ROW_FRESH_TEXT "''"
#define ROW_FRESH_INT "0"
#define ROW_FRESH_REF "NULL"

#define ROW_NAME(t, k, c) ", " #c
#define ROW_FULL(t, k, c) ", " #t "." #c
#define ROW_FRESH(t, k, c) ", COALESCE(:" #c ", " ROW_FRESH_##k ")"
#define ROW_SET(t, k, c) ", " #c " = COALESCE(:" #c ", " #c ")"
#define ROW_DIFFERS(t, k, c) " OR COALESCE(:" #c ", " #c ") IS NOT " #c
#define ROW_COLUMN(t, k, c) { ":" #c, COLUMN_##k, offsetof(struct t, c) },

/* « student.id, student.last_name, ... », what row_read takes. */
#define ROW_SELECT(t, LIST) #t ".id" LIST(ROW_FULL)

#define ROW_TABLE(t, LIST)                                                                     \
	static const struct column t##_columns[] = { LIST(ROW_COLUMN) };                       \
	const struct table t##_table = {                                                       \
		"INSERT INTO " #t " (id" LIST(ROW_NAME) ") VALUES (NULL" LIST(ROW_FRESH) ")",  \
		"UPDATE " #t                                                                   \
		" SET id = id" LIST(ROW_SET) " WHERE id = :id AND (0" LIST(ROW_DIFFERS) ")",   \
		t##_columns,                                                                   \
		sizeof t##_columns / sizeof t##_columns[0],                                    \
	}

/* Inserts (id 0; it is filled) or updates: an enum put, or -1. */
int row_put(struct store *st, const struct table *t, void *row, struct err *e);

/* Fills row from q's columns, the first of which is `at`; returns the column after the last. */
int row_read(sqlite3_stmt *q, int at, const struct table *t, void *row, struct arena *a);

/* Moves the texts of a row into a. */
void row_keep(const struct table *t, void *row, struct arena *a);

/* Steps q to its first row: 1 and *id its first column, 0, -1. */
int row_find(struct store *st, sqlite3_stmt *q, int64_t *id, struct err *e);

#endif
