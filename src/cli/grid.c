#include "cli/grid.h"

#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

static const char *const escapes[TINT_COUNT] = {
	[TINT_NONE] = "",
	[TINT_BOLD] = "\033[1m",
	[TINT_DIM] = "\033[2m",
	[TINT_GOOD] = "\033[32m",
	[TINT_WARN] = "\033[33m",
	[TINT_BAD] = "\033[1;31m",
};

static int
wants_colour(FILE *out)
{
	const char *no = getenv("NO_COLOR");

	return (no == NULL || *no == '\0') && isatty(fileno(out));
}

const char *
tint_start(FILE *out, enum tint t)
{
	return wants_colour(out) ? escapes[t] : "";
}

const char *
tint_end(FILE *out, enum tint t)
{
	return t != TINT_NONE && wants_colour(out) ? "\033[0m" : "";
}

int
terminal_columns(FILE *out)
{
	struct winsize size;

	return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void
grid_init(struct grid *g, size_t columns, unsigned right, int indent)
{
	*g = (struct grid){ .columns = columns, .right = right, .indent = indent };
}

void
grid_add(struct grid *g, enum tint t, const char *text)
{
	g->at = mem_grow(g->at, g->n, &g->cap, sizeof *g->at);
	g->at[g->n++] = (struct grid_cell){ mem_str(text != NULL ? text : ""), t, 0 };
}

void
grid_add_day(struct grid *g, enum tint t, date d, const char *none)
{
	char day[DATE_TEXT_SIZE];

	date_text(d, day);
	grid_add(g, d != DATE_NONE ? t : TINT_DIM, d != DATE_NONE ? day : none);
}

void
grid_addf(struct grid *g, enum tint t, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	grid_add(g, t, b.data);
	buf_release(&b);
}

void
grid_add_cut(struct grid *g, enum tint t, const char *text, size_t most)
{
	const char *end = text;
	struct buf b = BUF_INIT;

	if (utf8_width(text) <= most) {
		grid_add(g, t, text);
		return;
	}
	while (*end != '\0') {
		const char *next = end;

		utf8_next(&next);
		buf_add(&b, end, (size_t)(next - end));
		if (utf8_width(b.data) > most - 1) {
			buf_cut(&b, (size_t)(end - text));
			break;
		}
		end = next;
	}
	buf_str(&b, "…");
	grid_add(g, t, b.data);
	buf_release(&b);
}

void
grid_title(struct grid *g, enum tint t, const char *text)
{
	grid_add(g, t, text);
	g->at[g->n - 1].title = 1;
	while (g->n % g->columns != 0)
		grid_add(g, TINT_NONE, NULL);
}

static int
is_title(const struct grid *g, size_t row)
{
	return g->at[row * g->columns].title;
}

static size_t
column_width(const struct grid *g, size_t column)
{
	size_t most = 0;

	for (size_t i = column; i < g->n; i += g->columns) {
		size_t w = is_title(g, i / g->columns) ? 0 : utf8_width(g->at[i].text);

		most = w > most ? w : most;
	}
	return most;
}

/* No spaces after the last text of a row. */
static int
row_ends(const struct grid *g, size_t row, size_t column)
{
	for (size_t c = column + 1; c < g->columns; c++)
		if (g->at[row * g->columns + c].text[0] != '\0')
			return 0;
	return 1;
}

static void
print_cell(const struct grid *g, size_t row, size_t column, size_t width, FILE *out)
{
	const struct grid_cell *cell = &g->at[row * g->columns + column];
	int pad = (int)(width - utf8_width(cell->text));
	int right = g->right >> column & 1;

	fprintf(out, "%*s%s%s%s", right ? pad : 0, "", tint_start(out, cell->tint), cell->text,
	    tint_end(out, cell->tint));
	if (!row_ends(g, row, column))
		fprintf(out, "%*s", (right ? 0 : pad) + 2, "");
}

static void
print_row(const struct grid *g, size_t row, const size_t *widths, FILE *out)
{
	fprintf(out, "%*s", g->indent, "");
	for (size_t c = 0; c < g->columns; c++) {
		print_cell(g, row, c, widths[c], out);
		if (row_ends(g, row, c))
			break;
	}
	fputc('\n', out);
}

static void
print_title(const struct grid_cell *cell, FILE *out)
{
	fprintf(out, "\n%s%s%s\n", tint_start(out, cell->tint), cell->text,
	    tint_end(out, cell->tint));
}

void
grid_print(struct grid *g, FILE *out)
{
	size_t rows = g->n / g->columns;
	size_t *widths = mem_zero(g->columns, sizeof *widths);

	for (size_t c = 0; c < g->columns; c++)
		widths[c] = column_width(g, c);
	for (size_t r = 0; r < rows; r++) {
		if (is_title(g, r))
			print_title(&g->at[r * g->columns], out);
		else
			print_row(g, r, widths, out);
	}
	free(widths);
	grid_release(g);
}

void
grid_release(struct grid *g)
{
	for (size_t i = 0; i < g->n; i++)
		free(g->at[i].text);
	free(g->at);
	g->at = NULL;
	g->n = g->cap = 0;
}
