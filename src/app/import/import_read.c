/* Rows of a list: each cell cleaned, checked by its type and put in its normal form. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/import/import_imp.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "domain/check.h"

enum { LINE_MAX_CHARS = 300, LONG_MAX_CHARS = 5000 };

/* What the file calls our column. */
static const char *
file_header(const struct import_reader *r, const char *column)
{
	const struct sheet_row *h = &r->sheet.rows[r->header];

	for (size_t i = 0; i < h->n; i++)
		if (r->target[i] >= 0 &&
		    strcmp(r->format->columns[r->target[i]].name, column) == 0)
			return h->cells[i];
	return column;
}

void
import_say(struct import_reader *r, const char *column, const char *fmt, ...)
{
	struct import_report *to = r->report;
	struct buf out = BUF_INIT;
	va_list ap;

	if (r->file != NULL)
		buf_printf(&out, "%s:%d: ", r->file, r->row.line);
	if (column != NULL)
		buf_printf(&out,
		    r->file != NULL ? "colonne « %s » : " : "%s : ", file_header(r, column));
	va_start(ap, fmt);
	buf_vprintf(&out, fmt, ap);
	va_end(ap);
	to->messages =
	    mem_grow(to->messages, to->n_messages, &to->cap_messages, sizeof *to->messages);
	to->messages[to->n_messages++] = buf_take(&out);
}

/* No control characters; one space for a run of them; line ends only where lines are allowed. */
static char *
clean(struct arena *a, const char *s, int lines)
{
	char *out = arena_alloc(a, strlen(s) + 1), *to = out;
	int gap = 0;

	while (*s != '\0') {
		size_t nbsp = strncmp(s, "\xC2\xA0", 2) == 0 ? 2 : 0;

		if (lines && *s == '\n') {
			*to++ = '\n';
			gap = 0;
			s++;
		} else if (nbsp > 0 || (unsigned char)*s <= ' ' || *s == 0x7F) {
			gap = 1;
			s += nbsp > 0 ? nbsp : 1;
		} else {
			if (gap && to > out && to[-1] != '\n')
				*to++ = ' ';
			gap = 0;
			*to++ = *s++;
		}
	}
	while (to > out && to[-1] == '\n')
		to--;
	*to = '\0';
	return out + strspn(out, "\n");
}

static const char *
normal_sex(const char *s)
{
	static const char *const female[] = { "f", "feminin", "femme", "fille", "mme", "madame",
		"mlle", "2" };
	static const char *const male[] = { "m", "masculin", "homme", "garcon", "h", "monsieur",
		"1", "g" };
	char *key = utf8_key(s);
	const char *found = NULL;

	for (size_t i = 0; i < sizeof female / sizeof female[0]; i++)
		if (strcmp(key, female[i]) == 0)
			found = "F";
	for (size_t i = 0; i < sizeof male / sizeof male[0]; i++)
		if (strcmp(key, male[i]) == 0)
			found = "M";
	free(key);
	return found;
}

int
import_is_school_year(const char *s)
{
	int from, to, end = 0;

	return sscanf(s, "%4d-%4d%n", &from, &to, &end) == 2 && s[end] == '\0' && end == 9 &&
	       to == from + 1 && from > 1990;
}

static const char *
check_date(const char *s, char out[CHECK_SIZE])
{
	date d = date_parse(s);

	if (d != DATE_NONE) {
		date_iso(d, out);
		return NULL;
	}
	if (strlen(s) == 5 && strspn(s, "0123456789") == 5)
		return "est le numéro de jour d'un tableur, pas une date ; mettez la colonne au "
		       "format JJ/MM/AAAA";
	return "n'est pas une date (attendu JJ/MM/AAAA)";
}

static const char *
check_number(const char *s, char out[CHECK_SIZE])
{
	char *end;

	snprintf(out, CHECK_SIZE, "%s", s);
	for (char *p = out; *p != '\0'; p++)
		if (*p == ',')
			*p = '.';
	double x = strtod(out, &end);

	if (end == out || (*end != '\0' && strcmp(end, " h") != 0 && strcmp(end, "h") != 0) ||
	    x < 0 || x > 100000 || !isdigit((unsigned char)out[0]))
		return "n'est pas un nombre (attendu 35 ou 31,5)";
	*end = '\0';
	return NULL;
}

/* The reason why the value can't be taken, or NULL with its normal form in out. */
static const char *
check_value(enum import_type type, const char *s, char out[CHECK_SIZE])
{
	const char *sex;

	switch (type) {
	case TYPE_TEXT:
		return utf8_count(s) > LINE_MAX_CHARS ? "est trop long (300 signes au plus)"
						      : NULL;
	case TYPE_LONG:
		return utf8_count(s) > LONG_MAX_CHARS ? "est trop long (5 000 signes au plus)"
						      : NULL;
	case TYPE_SEX:
		sex = normal_sex(s);
		snprintf(out, CHECK_SIZE, "%s", sex != NULL ? sex : "");
		return sex != NULL ? NULL : "n'est ni F ni M";
	case TYPE_DATE:
		return check_date(s, out);
	case TYPE_EMAIL:
		return check_email(s, out);
	case TYPE_INE:
		return check_ine(s, out);
	case TYPE_SCHOOL_YEAR:
		snprintf(out, CHECK_SIZE, "%s", s);
		for (char *p = out; *p != '\0'; p++)
			if (*p == '/')
				*p = '-';
		return import_is_school_year(out)
			   ? NULL
			   : "n'est pas une année scolaire (attendu 2026-2027)";
	case TYPE_STUDY:
		snprintf(out, CHECK_SIZE, "%.1s", s);
		return *s == '1' || *s == '2' ? NULL
					      : "n'est pas une année d'études (attendu 1 ou 2)";
	case TYPE_NUMBER:
		return check_number(s, out);
	case TYPE_PHONE: /* by import_row(): a phone never refuses a row */
	case TYPE_SIRET: /* by the company: its country decides */
	case TYPE_POSTCODE:
		break;
	}
	return NULL;
}

/* Puts the normal form of the cell in place; 0, or -1 after import_say(). */
static int
check_cell(struct import_reader *r, const struct import_column *c, const char **cell)
{
	char out[CHECK_SIZE] = "";
	const char *why;

	if (**cell == '\0') {
		if (c->need != NEED_VALUE)
			return 0;
		import_say(r, c->name, "il manque une valeur (%s)", c->help);
		return -1;
	}
	if (c->type == TYPE_PHONE) {
		why = check_phone(*cell, out);
		if (why != NULL)
			import_say(r, c->name, "« %s » %s ; gardé tel quel", *cell, why);
		*cell = arena_str(&r->arena, out);
		return 0;
	}
	why = check_value(c->type, *cell, out);
	if (why != NULL && c->type == TYPE_INE) {
		import_say(r, c->name, "« %s » %s ; laissé de côté", *cell, why);
		*cell = "";
		return 0;
	}
	if (why != NULL) {
		import_say(r, c->name, "« %s » %s", *cell, why);
		return -1;
	}
	if (*out != '\0')
		*cell = arena_str(&r->arena, out);
	return 0;
}

/* A total, a count, a title repeated: no more than one cell says something, or none that we know. */
static int
is_footer(const struct import_reader *r, const struct sheet_row *from)
{
	size_t filled = 0, known = 0;

	for (size_t i = 0; i < from->n; i++) {
		int has = from->cells[i][0] != '\0';

		filled += (size_t)has;
		known += has && i < r->sheet.rows[r->header].n && r->target[i] >= 0;
	}
	return filled <= 1 || known == 0;
}

static const char *
only_text(const struct sheet_row *from)
{
	for (size_t i = 0; i < from->n; i++)
		if (from->cells[i][0] != '\0')
			return from->cells[i];
	return "";
}

/* Cells past the last header: a separator too many in some text. */
static int
has_extra(const struct import_reader *r, const struct sheet_row *from)
{
	for (size_t i = r->sheet.rows[r->header].n; i < from->n; i++)
		if (from->cells[i][0] != '\0')
			return 1;
	return 0;
}

/* Several columns may be ours (PRENOM_USAGE, PRENOM): the first that says something. */
static void
gather_cells(struct import_reader *r, const struct sheet_row *from)
{
	size_t width = r->sheet.rows[r->header].n;

	memset(r->row.cells, 0, sizeof r->row.cells);
	for (size_t i = 0; i < width; i++) {
		int to = r->target[i];

		if (to < 0 || (r->row.cells[to] != NULL && *r->row.cells[to] != '\0'))
			continue;
		r->row.cells[to] = i >= from->n ? ""
						: clean(&r->arena, from->cells[i],
						      r->format->columns[to].type == TYPE_LONG);
	}
}

enum import_verdict
import_row(struct import_reader *r, size_t i)
{
	const struct sheet_row *from = &r->sheet.rows[i];
	int bad = 0;

	r->row.line = from->line;
	if (r->file != NULL && is_footer(r, from)) {
		if (*only_text(from) != '\0')
			import_say(r, NULL, "ligne ignorée : « %s »", only_text(from));
		return ROW_SKIPPED;
	}
	if (has_extra(r, from)) {
		import_say(r, NULL,
		    "%zu cellules au lieu de %zu : un séparateur « %c » de trop, ou un texte sans "
		    "guillemets",
		    from->n, r->sheet.rows[r->header].n, r->sheet.separator);
		return ROW_REFUSED;
	}
	gather_cells(r, from);
	for (int k = 0; r->format->columns[k].name != NULL; k++)
		if (r->row.cells[k] != NULL &&
		    check_cell(r, &r->format->columns[k], &r->row.cells[k]) < 0)
			bad = 1;
	return bad ? ROW_REFUSED : ROW_GOOD;
}

const char *
import_cell(const struct import_reader *r, const char *column)
{
	for (int i = 0; r->format->columns[i].name != NULL; i++)
		if (strcmp(r->format->columns[i].name, column) == 0)
			return r->row.cells[i];
	return NULL;
}

const char *
import_value(const struct import_reader *r, const char *column)
{
	const char *cell = import_cell(r, column);

	return cell != NULL && *cell != '\0' ? cell : NULL;
}
