#include "base/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

enum { SAMPLE_LINES = 20 };

/* What libcsv's calls fill. */
struct reader {
	struct sheet *sheet;
	const char *cells[SHEET_COLUMNS_MAX];
	size_t n;
	int line; /* where the open row started */
	int ended; /* a row ended since it was last set to 0 */
	int too_wide;
};

static void
on_cell(void *bytes, size_t n, void *user)
{
	struct reader *r = user;

	if (r->n == SHEET_COLUMNS_MAX) {
		r->too_wide = 1;
		return;
	}
	r->cells[r->n++] = arena_str_n(&r->sheet->arena, n > 0 ? bytes : "", n);
}

static void
on_row(int end, void *user)
{
	struct reader *r = user;
	struct sheet *s = r->sheet;
	const char **cells = arena_alloc(&s->arena, r->n * sizeof *cells);

	(void)end;
	memcpy(cells, r->cells, r->n * sizeof *cells);
	s->rows = mem_grow(s->rows, s->n, &s->cap, sizeof *s->rows);
	s->rows[s->n++] = (struct sheet_row){ r->line, r->n, cells };
	r->n = 0;
	r->ended = 1;
}

/* Tabs around a cell are not spaces: they may be the separator. */
static int
is_space(unsigned char c)
{
	return c == ' ';
}

/* Separators of one line outside quotes; *p moves past its end. */
static size_t
count_in_line(const char **p, char separator)
{
	size_t n = 0;
	int quoted = 0;

	for (; **p != '\0' && (quoted || **p != '\n'); (*p)++) {
		if (**p == '"')
			quoted = !quoted;
		else if (**p == separator && !quoted)
			n++;
	}
	if (**p == '\n')
		(*p)++;
	return n;
}

/* How many of the first lines have as many separators as most of them; none at all: 0. */
static size_t
evenness(const char *text, char separator, size_t *width)
{
	size_t counts[SAMPLE_LINES], n = 0, best = 0;

	while (n < SAMPLE_LINES && *text != '\0') {
		size_t count = count_in_line(&text, separator);

		if (count > 0)
			counts[n++] = count;
	}
	*width = 0;
	for (size_t i = 0; i < n; i++) {
		size_t same = 0;

		for (size_t k = 0; k < n; k++)
			same += counts[k] == counts[i];
		if (same > best || (same == best && counts[i] > *width)) {
			best = same;
			*width = counts[i];
		}
	}
	return best;
}

static char
guess_separator(const char *text)
{
	static const char candidates[] = ";\t,";
	size_t best = 0, best_width = 0;
	char found = ';';

	for (const char *c = candidates; *c != '\0'; c++) {
		size_t width, even = evenness(text, *c, &width);

		if (even > best || (even == best && width > best_width)) {
			best = even;
			best_width = width;
			found = *c;
		}
	}
	return found;
}

/* LF everywhere. */
static char *
plain_line_ends(const char *text)
{
	struct buf out = BUF_INIT;

	buf_reserve(&out, strlen(text) + 1);
	for (; *text != '\0'; text++) {
		if (*text != '\r')
			buf_char(&out, *text);
		else if (text[1] != '\n')
			buf_char(&out, '\n');
	}
	if (out.len > 0 && out.data[out.len - 1] != '\n')
		buf_char(&out, '\n');
	return buf_take(&out);
}

/* Line by line, so that each row knows where it starts. */
static int
feed(struct reader *r, struct csv_parser *p, const char *text, size_t max_rows, struct err *e)
{
	int open = 0;

	for (int line = 1; *text != '\0'; line++) {
		size_t n = strcspn(text, "\n") + 1;

		if (!open)
			r->line = line;
		if (open || strspn(text, " \t") + 1 != n) {
			r->ended = 0;
			if (csv_parse(p, text, n, on_cell, on_row, r) != n)
				return err_set(e, ERR_INPUT, "ligne %d : CSV illisible", line);
			open = !r->ended;
		}
		if (r->too_wide)
			return err_set(e, ERR_INPUT, "ligne %d : plus de %d colonnes", r->line,
			    SHEET_COLUMNS_MAX);
		if (r->sheet->n > max_rows)
			return err_set(e, ERR_INPUT, "plus de %zu lignes", max_rows);
		text += n;
	}
	if (open)
		return err_set(e, ERR_INPUT,
		    "ligne %d : un guillemet « \" » est ouvert et n'est jamais fermé", r->line);
	return 0;
}

int
sheet_parse(struct sheet *s, const char *text, size_t max_rows, struct err *e)
{
	char *plain = plain_line_ends(text);
	struct reader *r = mem_zero(1, sizeof *r);
	struct csv_parser p;
	int rc;

	*s = (struct sheet)SHEET_INIT;
	s->separator = guess_separator(plain);
	r->sheet = s;
	csv_init(&p, 0);
	csv_set_delim(&p, (unsigned char)s->separator);
	csv_set_space_func(&p, is_space);
	rc = feed(r, &p, plain, max_rows, e);
	csv_free(&p);
	free(r);
	free(plain);
	return rc;
}

void
sheet_release(struct sheet *s)
{
	arena_release(&s->arena);
	free(s->rows);
	*s = (struct sheet)SHEET_INIT;
}
