#include "store/school_break.h"

#include "base/date.h"
#include "domain/calendar.h"
#include "store/people.h"
#include "store/row_imp.h"

#define SCHOOL_BREAK(X)                                                                        \
	X(school_break, TEXT, zone)                                                            \
	X(school_break, TEXT, label)                                                           \
	X(school_break, TEXT, starts)                                                          \
	X(school_break, TEXT, ends)

extern const struct table school_break_table;
ROW_TABLE(school_break, SCHOOL_BREAK);

int
school_break_put(struct store *st, struct school_break *b, struct err *e)
{
	static const char sql[] =
	    "SELECT id FROM school_break WHERE zone = :zone AND starts = :starts";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":zone", b->zone);
	bind_text(q, ":starts", b->starts);
	return row_find(st, q, &b->id, e) < 0 ? -1 : row_put(st, &school_break_table, b, e);
}

int
school_breaks(struct store *st, const char *zone, struct calendar *c, struct err *e)
{
	static const char sql[] =
	    "SELECT starts, ends FROM school_break WHERE zone IN ('', :zone) ORDER BY starts";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_text(q, ":zone", zone);
	while ((rc = store_step(st, q, e)) == 1)
		calendar_add(c, date_parse(col_text(q, 0)), date_parse(col_text(q, 1)));
	return rc;
}
