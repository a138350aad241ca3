#include "store/object_imp.h"

int
object_each(struct store *st, object_visit *visit, void *ctx, struct err *e)
{
	static const char sql[] =
	    "SELECT object, object_ext FROM scan_page WHERE object <> '' "
	    "UNION SELECT thumb, 'png' FROM scan_page WHERE thumb <> '' "
	    "UNION SELECT json_extract(b.value, '$.crop'), 'png' FROM event e,"
	    " json_each(e.payload, '$.boxes') b WHERE e.kind = 'read'"
	    " AND json_extract(b.value, '$.crop') IS NOT NULL "
	    "UNION SELECT sha256, ext FROM scan_file WHERE ext <> ''";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1)
		if ((rc = visit(ctx, col_text(q, 0), col_text(q, 1))) != 0)
			break;
	store_done(q);
	return rc;
}
