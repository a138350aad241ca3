#include "app/export/export_imp.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"

int
export_format_of(const char *path, struct err *e)
{
	const char *dot = path != NULL ? strrchr(path, '.') : ".csv";

	if (dot != NULL && strcasecmp(dot, ".csv") == 0)
		return EXPORT_CSV;
	if (dot != NULL && strcasecmp(dot, ".xlsx") == 0)
		return EXPORT_XLSX;
	return err_set(e, ERR_USAGE,
	    "« %s » : le nom du fichier doit se terminer par .csv ou par .xlsx", path);
}

const char **
export_row(struct export_rows *r, const char *section, enum book_tone tone)
{
	const char **cells = arena_alloc(&r->arena, r->n_columns * sizeof *cells);

	r->sections = mem_grow(r->sections, r->n, &r->cap_sections, sizeof *r->sections);
	r->sections[r->n] = section[0] != '\0' ? section : "Sans section";
	r->rows = mem_grow(r->rows, r->n, &r->cap, sizeof *r->rows);
	r->rows[r->n++] = (struct book_row){ cells, tone };
	return cells;
}

const char *
export_date(struct export_rows *r, date d)
{
	char iso[DATE_ISO_SIZE];

	date_iso(d, iso);
	return arena_str(&r->arena, iso);
}

static struct book_sheet
sheet_of(const struct export_rows *r, size_t first, size_t end)
{
	return (struct book_sheet){ .name = end > first ? r->sections[first] : "Tableau",
		.columns = r->columns,
		.n_columns = r->n_columns,
		.rows = r->rows + first,
		.n_rows = end - first };
}

static int
write_workbook(const struct export_rows *r, struct buf *out, struct err *e)
{
	struct book_sheet *sheets = mem_zero(r->n + 1, sizeof *sheets);
	size_t n = 0;
	int rc;

	for (size_t first = 0, end; first < r->n; first = end) {
		for (end = first + 1; end < r->n; end++)
			if (strcmp(r->sections[end], r->sections[first]) != 0)
				break;
		sheets[n++] = sheet_of(r, first, end);
	}
	if (n == 0)
		sheets[n++] = sheet_of(r, 0, 0);
	rc = book_xlsx(sheets, n, out, e);
	free(sheets);
	return rc;
}

int
export_write(struct export_rows *r, enum export_format format, struct buf *out, struct err *e)
{
	struct book_sheet all = sheet_of(r, 0, r->n);

	if (format == EXPORT_XLSX)
		return write_workbook(r, out, e);
	book_csv(&all, out);
	return 0;
}

void
export_rows_release(struct export_rows *r)
{
	free(r->rows);
	free(r->sections);
	arena_release(&r->arena);
	*r = (struct export_rows){ 0 };
}
