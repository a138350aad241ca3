#include "store/span.h"

#include "store/store_imp.h"

int
span_each(struct store *st, span_visit *visit, void *ctx, struct err *e)
{
	static const char sql[] =
	    "SELECT placement.id, enrolment.student, placement.company, placement.teacher,"
	    " placement.number, enrolment.year,"
	    " iif(tutor_email <> '', tutor_email, tutor_name), starts,"
	    " iif(interrupted <> '' AND interrupted < ends, interrupted, ends),"
	    " company.country, company.postcode, weekly_hours, days_off"
	    " FROM placement JOIN enrolment ON enrolment.id = placement.enrolment"
	    " JOIN company ON company.id = placement.company"
	    " JOIN period ON period.placement = placement.id"
	    " WHERE gone = '' AND (interrupted = '' OR starts <= interrupted)"
	    " ORDER BY placement.id, n";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		const struct span s = { col_int(q, 0), col_int(q, 1), col_int(q, 2),
			col_int(q, 3), col_text(q, 4), col_text(q, 5), col_text(q, 6),
			col_text(q, 7), col_text(q, 8), col_text(q, 9), col_text(q, 10),
			col_real(q, 11), (int)col_int(q, 12) };

		rc = visit(ctx, &s);
		if (rc != 0)
			break;
	}
	store_done(q);
	return rc;
}
