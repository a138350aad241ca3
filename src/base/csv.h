/*
 * CSV as spreadsheets and school programs write it (libcsv behind): quotes doubled inside, line
 * ends inside a quoted cell, LF, CRLF or CR, blank lines anywhere.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stddef.h>

#include "base/mem.h"

struct err;

struct sheet_row {
	int line; /* of the file, from 1, where the row starts */
	size_t n;
	const char *const *cells; /* UTF-8, without the spaces around; never NULL */
};

struct sheet {
	struct arena arena;
	struct sheet_row *rows; /* blank lines are not here */
	size_t n, cap;
	char separator;
};
#define SHEET_INIT                                                                             \
	{                                                                                      \
		ARENA_INIT, NULL, 0, 0, ';'                                                    \
	}

enum { SHEET_COLUMNS_MAX = 512 };

/*
 * Reads text (valid UTF-8).  The separator is the one of « ; », tab and « , » that cuts the first
 * lines most evenly.  A quote that is never closed, too many rows or columns: an error with its
 * line.
 */
int sheet_parse(struct sheet *s, const char *text, size_t max_rows, struct err *e);
void sheet_release(struct sheet *s);

#endif
