/*
 * Tables for spreadsheets: a workbook of sheets, written as XLSX (libxlsxwriter behind) or, one sheet at
 * a time, as CSV.  All is borrowed for the call.
 */
#ifndef BASE_BOOK_H
#define BASE_BOOK_H

#include <stddef.h>

struct buf;
struct err;

enum book_type {
	BOOK_TEXT,
	BOOK_DATE, /* ISO in the cell, shown as 12/03/2027 */
	BOOK_NUMBER /* « 203.5 » */
};

struct book_column {
	const char *name;
	enum book_type type;
	double width; /* in characters */
};

/* What a row's colour says; its words say it too. */
enum book_tone { BOOK_PLAIN, BOOK_GOOD, BOOK_WARN, BOOK_BAD, BOOK_DIM, BOOK_TONE_COUNT };

struct book_row {
	const char *const *cells; /* one a column; "" or NULL: nothing */
	enum book_tone tone;
};

struct book_sheet {
	const char *name;
	const struct book_column *columns;
	size_t n_columns;
	const struct book_row *rows;
	size_t n_rows;
};

/*
 * Appends the workbook's bytes: heads kept in sight, filters, dates that sort as dates.  Sheets get the
 * name given, made valid (31 characters, no []:*?/\) and unique.
 */
int book_xlsx(const struct book_sheet *sheets, size_t n, struct buf *out, struct err *e);

/*
 * Appends the sheet as French spreadsheets open it: UTF-8 with a mark, « ; », CRLF.  A cell that a spreadsheet
 * would take for a formula (= + - @) gets an apostrophe before it.
 */
void book_csv(const struct book_sheet *sheet, struct buf *out);

#endif
