#include "store/placement_imp.h"
#include "store/store_imp.h"

/* The last live link decides; without one, what the document was issued for. */
#define LAST_LINK(column)                                                                      \
	"coalesce((SELECT l." column " FROM link l WHERE l.document = document.id"             \
	" AND l." column " IS NOT NULL AND l.event NOT IN (SELECT event FROM voided)"          \
	" ORDER BY l.event DESC LIMIT 1), own_" column ")"

int
link_refresh(struct store *st, int64_t document, struct err *e)
{
	static const char sql[] = "UPDATE document SET placement = " LAST_LINK(
	    "placement") ","
			 " enrolment = " LAST_LINK(
			     "enrolment") " WHERE id IN (SELECT document FROM link)"
					  " AND (:document = 0 OR id = :document)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":document", document);
	return store_run(st, q, e);
}

int
placement_refresh(struct store *st, int64_t placement, struct err *e)
{
	static const char sql[] = "UPDATE placement SET gone = " PLACEMENT_GONE
				  ", interrupted = " PLACEMENT_INTERRUPTED
				  " WHERE id IN (SELECT placement FROM placement_event)"
				  " AND (:placement = 0 OR id = :placement)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":placement", placement);
	return store_run(st, q, e);
}
