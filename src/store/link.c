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

#define REFRESH                                                                                \
	"UPDATE placement SET gone = " PLACEMENT_GONE ", interrupted = " PLACEMENT_INTERRUPTED

int
placement_refresh(struct store *st, int64_t placement, struct err *e)
{
	static const char
	    one[] = REFRESH " WHERE id = :placement",
	    all[] = REFRESH
	    " WHERE :placement = 0 AND id IN (SELECT placement FROM placement_event)";
	sqlite3_stmt *q = store_stmt(st, placement != 0 ? one : all, e);

	bind_int(q, ":placement", placement);
	return store_run(st, q, e);
}
