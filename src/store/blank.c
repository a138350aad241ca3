#include "store/blank.h"

#include "store/store_imp.h"

int
blank_next(struct store *st, const char *year, int *n, struct err *e)
{
	static const char sql[] =
	    "SELECT COALESCE(max(n), 0) + 1 FROM blank_register WHERE year = :year";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_text(q, ":year", year);
	if ((rc = store_step(st, q, e)) == 1)
		*n = (int)col_int(q, 0);
	store_done(q);
	return rc == 1 ? 0 : -1;
}

int
blank_add(struct store *st, const struct blank *b, struct err *e)
{
	static const char sql[] = "INSERT INTO blank_register (document, year, n, teacher) "
				  "VALUES (:document, :year, :n, :teacher)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":document", b->document);
	bind_text(q, ":year", b->year);
	bind_int(q, ":n", b->n);
	bind_id(q, ":teacher", b->teacher);
	return store_run(st, q, e);
}

int
blank_lookup(
    struct store *st, int64_t document, struct arena *a, struct blank *b, struct err *e)
{
	static const char sql[] =
	    "SELECT document, year, n, teacher FROM blank_register WHERE document = :document";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_int(q, ":document", document);
	if ((rc = store_step(st, q, e)) == 1) {
		b->document = col_int(q, 0);
		b->year = col_keep(q, 1, a);
		b->n = (int)col_int(q, 2);
		b->teacher = col_int(q, 3);
	}
	store_done(q);
	return rc;
}
