/*
 * Rows of `document`, for document.c and fold.c.
 */
#ifndef STORE_DOCUMENT_IMP_H
#define STORE_DOCUMENT_IMP_H

#include "store/document.h"
#include "store/store_imp.h"

/* What document_read_row() takes, in its order. */
#define DOCUMENT_COLUMNS                                                                       \
	"d.id, d.number, d.kind, d.form, d.version, d.case_id, d.year, d.placement, "          \
	"d.enrolment, d.section, d.mould, d.amends, d.supersedes, d.generic, d.blank, "        \
	"d.copies, d.pages, d.sheet_pages, d.guardian, d.start, d.issued, d.issued_at, "       \
	"d.batch, d.purged, d.own_placement IS NOT NULL OR d.own_enrolment IS NOT NULL"

enum { DOCUMENT_OWN_COLUMN = 24 }; /* 1: issued for a known placement or enrolment */

void document_read_row(sqlite3_stmt *q, struct arena *a, struct document *d);

/* What states depend upon, in the `more` of its FACT_ISSUED; and from there. */
void shape_write(const struct document_draft *draft, struct js *more);
void shape_take(const struct js *more, struct arena *a, struct shape *s);

#endif
