#include "base/book.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

/* A name's characters, those that a number takes at its end, and the bytes of the whole. */
enum { SHEET_NAME_CHARS = 31, SUFFIX_CHARS = 5, SHEET_NAME_SIZE = 4 * SHEET_NAME_CHARS + 16 };
enum { BOOK_BYTES_MAX = 256 << 20 };

static const char *
cell_of(const struct book_row *row, size_t column)
{
	return row->cells[column] != NULL ? row->cells[column] : "";
}

/* CSV. */

static void
csv_cell(const char *s, struct buf *out)
{
	int quoted = strpbrk(s, ";\"\r\n") != NULL;

	if (quoted)
		buf_char(out, '"');
	if (*s != '\0' && strchr("=+-@\t", *s) != NULL)
		buf_char(out, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_char(out, '"');
		buf_char(out, *s);
	}
	if (quoted)
		buf_char(out, '"');
}

/* « 12/03/2027 »; what is no date stays as it is. */
static void
csv_date(const char *iso, struct buf *out)
{
	date d = date_parse(iso);
	int year, month, day;

	if (d == DATE_NONE) {
		csv_cell(iso, out);
		return;
	}
	date_split(d, &year, &month, &day);
	buf_printf(out, "%02d/%02d/%d", day, month, year);
}

static void
csv_number(const char *s, struct buf *out)
{
	for (; *s != '\0'; s++)
		buf_char(out, *s == '.' ? ',' : *s);
}

static void
csv_row(const struct book_sheet *sheet, const struct book_row *row, struct buf *out)
{
	for (size_t i = 0; i < sheet->n_columns; i++) {
		const char *s = cell_of(row, i);

		if (i > 0)
			buf_char(out, ';');
		if (sheet->columns[i].type == BOOK_DATE)
			csv_date(s, out);
		else if (sheet->columns[i].type == BOOK_NUMBER)
			csv_number(s, out);
		else
			csv_cell(s, out);
	}
	buf_str(out, "\r\n");
}

void
book_csv(const struct book_sheet *sheet, struct buf *out)
{
	buf_str(out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < sheet->n_columns; i++) {
		if (i > 0)
			buf_char(out, ';');
		csv_cell(sheet->columns[i].name, out);
	}
	buf_str(out, "\r\n");
	for (size_t i = 0; i < sheet->n_rows; i++)
		csv_row(sheet, &sheet->rows[i], out);
}

/* XLSX. */

struct workbook {
	lxw_workbook *book;
	lxw_format *head, *text[BOOK_TONE_COUNT], *day[BOOK_TONE_COUNT];
};

static lxw_format *
tone_format(lxw_workbook *book, enum book_tone tone, const char *number)
{
	static const lxw_color_t paper[BOOK_TONE_COUNT] = { 0, 0xE2F0D9, 0xFFF2CC, 0xF8CBAD,
		0xEDEDED };
	lxw_format *f = workbook_add_format(book);

	if (paper[tone] != 0)
		format_set_bg_color(f, paper[tone]);
	if (number != NULL)
		format_set_num_format(f, number);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	return f;
}

static void
workbook_dress(struct workbook *w)
{
	w->head = workbook_add_format(w->book);
	format_set_bold(w->head);
	format_set_bottom(w->head, LXW_BORDER_THIN);
	for (int i = 0; i < BOOK_TONE_COUNT; i++) {
		w->text[i] = tone_format(w->book, (enum book_tone)i, NULL);
		w->day[i] = tone_format(w->book, (enum book_tone)i, "dd/mm/yyyy");
	}
}

static void
write_cell(const struct workbook *w, lxw_worksheet *to, lxw_row_t y, lxw_col_t x,
    const struct book_column *c, const char *s, enum book_tone tone)
{
	date d = c->type == BOOK_DATE ? date_parse(s) : DATE_NONE;
	lxw_datetime day = { 0 };

	if (d != DATE_NONE) {
		date_split(d, &day.year, &day.month, &day.day);
		worksheet_write_datetime(to, y, x, &day, w->day[tone]);
	} else if (*s == '\0') {
		worksheet_write_blank(to, y, x, w->text[tone]);
	} else if (c->type == BOOK_NUMBER) {
		worksheet_write_number(to, y, x, strtod(s, NULL), w->text[tone]);
	} else {
		worksheet_write_string(to, y, x, s, w->text[tone]);
	}
}

/* « BTS SIO/2 » gives « BTS SIO 2 »; the second of a name « BTS SIO 2 (2) ». */
static void
sheet_name(const struct workbook *w, const char *wanted, char out[SHEET_NAME_SIZE])
{
	char name[4 * SHEET_NAME_CHARS];
	size_t n = 0;
	uint32_t c;

	for (int i = 0; i < SHEET_NAME_CHARS - SUFFIX_CHARS && (c = utf8_next(&wanted)) != 0;
	     i++)
		n += utf8_put(
		    c < 128 && strchr("[]:*?/\\'", (int)c) != NULL ? ' ' : c, name + n);
	if (n == 0)
		n = (size_t)snprintf(name, sizeof name, "Feuille");
	snprintf(out, SHEET_NAME_SIZE, "%.*s", (int)n, name);
	for (int i = 2; workbook_get_worksheet_by_name(w->book, out) != NULL; i++)
		snprintf(out, SHEET_NAME_SIZE, "%.*s (%d)", (int)n, name, i);
}

static void
write_sheet(const struct workbook *w, const struct book_sheet *sheet)
{
	char name[SHEET_NAME_SIZE];
	lxw_worksheet *to;

	sheet_name(w, sheet->name, name);
	to = workbook_add_worksheet(w->book, name);
	for (size_t i = 0; i < sheet->n_columns; i++) {
		worksheet_set_column(
		    to, (lxw_col_t)i, (lxw_col_t)i, sheet->columns[i].width, NULL);
		worksheet_write_string(to, 0, (lxw_col_t)i, sheet->columns[i].name, w->head);
	}
	for (size_t y = 0; y < sheet->n_rows; y++)
		for (size_t x = 0; x < sheet->n_columns; x++)
			write_cell(w, to, (lxw_row_t)y + 1, (lxw_col_t)x, &sheet->columns[x],
			    cell_of(&sheet->rows[y], x), sheet->rows[y].tone);
	worksheet_freeze_panes(to, 1, 0);
	worksheet_autofilter(
	    to, 0, 0, (lxw_row_t)sheet->n_rows, (lxw_col_t)(sheet->n_columns - 1));
	worksheet_set_landscape(to);
	worksheet_set_paper(to, 9); /* A4 */
	worksheet_fit_to_pages(to, 1, 0);
	worksheet_repeat_rows(to, 0, 0);
}

/* The library writes files only: a private one, read back and removed. */
static int
write_book(const struct book_sheet *sheets, size_t n, const char *path, struct err *e)
{
	struct workbook w = { .book = workbook_new(path) };
	lxw_error rc;

	if (w.book == NULL)
		return err_set(e, ERR_INTERNAL, "le classeur n'a pas pu être commencé");
	workbook_dress(&w);
	for (size_t i = 0; i < n; i++)
		write_sheet(&w, &sheets[i]);
	rc = workbook_close(w.book);
	if (rc == LXW_NO_ERROR)
		return 0;
	return err_set(e, ERR_SYSTEM, "le classeur n'a pas pu être écrit (code %d)", (int)rc);
}

int
book_xlsx(const struct book_sheet *sheets, size_t n, struct buf *out, struct err *e)
{
	const char *folder = getenv("TMPDIR");
	char *path = path_join(folder != NULL ? folder : "/tmp", "paraphe-XXXXXX");
	int fd = mkstemp(path), rc = -1;

	if (fd < 0) {
		err_system(e, path, errno);
	} else {
		close(fd);
		rc = write_book(sheets, n, path, e);
		if (rc == 0)
			rc = file_read(path, BOOK_BYTES_MAX, out, e);
		unlink(path);
	}
	free(path);
	return rc;
}
