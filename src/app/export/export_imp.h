/*
 * Rows of an export on their way to a spreadsheet.
 */
#ifndef APP_EXPORT_IMP_H
#define APP_EXPORT_IMP_H

#include "app/export/export.h"
#include "base/book.h"
#include "base/mem.h"

/* A sheet being filled: starts zeroed, ends in export_rows_release().  Cells live in the arena. */
struct export_rows {
	struct arena arena;
	const struct book_column *columns;
	size_t n_columns;
	struct book_row *rows;
	const char **sections; /* of each row: the name of its sheet */
	size_t n, cap, cap_sections;
};

/* A new row of empty cells, to be filled in order of the columns. */
const char **export_row(struct export_rows *r, const char *section, enum book_tone tone);

/* All rows as CSV, or as a sheet for each run of rows of one section. */
int
export_write(struct export_rows *r, enum export_format format, struct buf *out, struct err *e);
void export_rows_release(struct export_rows *r);

/* ISO, in the arena; "" for DATE_NONE. */
const char *export_date(struct export_rows *r, date d);

#endif
