/* A file that somebody calls a list: decoded, cut into cells, its header understood. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/import/import_imp.h"
#include "base/buf.h"
#include "base/charset.h"
#include "base/conf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"

enum { FILE_MAX = 20 << 20, ROWS_MAX = 10000, HEADER_LINES = 20, MAP_MAX = 1 << 20 };

/* What is not CSV but is often called so. */
static const struct disguise {
	const char *magic;
	size_t n;
	const char *words;
} disguises[] = {
	{ "PK\x03\x04", 4,
	    "c'est un classeur (XLSX ou ODS), pas un CSV ; ouvrez-le dans le tableur et "
	    "enregistrez-le en CSV" },
	{ "\xD0\xCF\x11\xE0", 4,
	    "c'est un classeur Excel ancien (XLS), pas un CSV ; ouvrez-le dans le tableur et "
	    "enregistrez-le en CSV" },
	{ "%PDF", 4, "c'est un PDF, pas un CSV" },
	{ "<html", 5, "c'est une page web, pas un CSV ; refaites l'export" },
	{ "<!DOCTYPE", 9, "c'est une page web, pas un CSV ; refaites l'export" },
	{ "<?xml", 5, "c'est du XML, pas un CSV ; refaites l'export" },
};

static int
refuse_disguise(const struct buf *bytes, const char *file, struct err *e)
{
	for (size_t i = 0; i < sizeof disguises / sizeof disguises[0]; i++)
		if (bytes->len >= disguises[i].n &&
		    strncasecmp(bytes->data, disguises[i].magic, disguises[i].n) == 0)
			return err_set(e, ERR_INPUT, "%s : %s", file, disguises[i].words);
	if (bytes->len == 0)
		return err_set(e, ERR_INPUT, "%s : le fichier est vide", file);
	return 0;
}

/* The first line with a letter beyond ASCII: the eye judges the encoding by it. */
static char *
find_sample(const char *text)
{
	for (const char *p = text + strcspn(text, "\n"); *p != '\0'; p++) {
		if (((unsigned char)*p & 0x80) == 0)
			continue;
		const char *from = p, *to = p;

		while (from > text && strchr(";,\t\n\r\"", from[-1]) == NULL)
			from--;
		to += strcspn(p, ";,\t\n\r\"");
		return mem_str_n(from, (size_t)(to - from));
	}
	return mem_str("");
}

static int
read_sheet(struct import_reader *r, const char *path, struct err *e)
{
	struct buf bytes = BUF_INIT, text = BUF_INIT;
	struct charset_guess guess = { "", 0 };
	int rc = -1;

	if (file_read(path, FILE_MAX, &bytes, e) < 0)
		goto done;
	if (refuse_disguise(&bytes, r->file, e) < 0)
		goto done;
	if (charset_decode(bytes.data, bytes.len, r->options->encoding, &text, &guess, e) < 0) {
		err_in(e, "%s", r->file);
		goto done;
	}
	snprintf(r->report->encoding, sizeof r->report->encoding, "%s", guess.name);
	r->report->sample = find_sample(text.data);
	rc = sheet_parse(&r->sheet, text.data, ROWS_MAX + HEADER_LINES, e);
	r->report->separator = r->sheet.separator;
	if (rc < 0)
		err_in(e, "%s", r->file);
done:
	buf_release(&bytes);
	buf_release(&text);
	return rc;
}

/* Is key one of the names in « a|b|c »? */
static int
is_alias(const char *key, const char *aliases)
{
	while (*aliases != '\0') {
		size_t n = strcspn(aliases, "|");
		char *one = mem_str_n(aliases, n);
		char *alias = utf8_key(one);
		int same = strcmp(alias, key) == 0;

		free(one);
		free(alias);
		if (same)
			return 1;
		aliases += n + (aliases[n] == '|');
	}
	return 0;
}

/* Ours for a header of theirs; -1. */
static int
column_lookup(const struct import_format *f, const struct conf *map, const char *header)
{
	char *key = utf8_key(header);
	int found = -1;

	for (int i = 0; found < 0 && *key != '\0' && f->columns[i].name != NULL; i++) {
		const char *mapped = conf_lookup(map, "columns", f->columns[i].name);

		if (mapped != NULL && is_alias(key, mapped))
			found = i;
	}
	for (int i = 0; found < 0 && *key != '\0' && f->columns[i].name != NULL; i++)
		if (is_alias(key, f->columns[i].name) || is_alias(key, f->columns[i].aliases))
			found = i;
	free(key);
	return found;
}

const char *
import_column_name(enum import_kind kind, const char *word)
{
	static const struct conf no_map;
	int i = column_lookup(&import_formats[kind], &no_map, word);

	return i >= 0 ? import_formats[kind].columns[i].name : NULL;
}

/* How many headers of the row we know. */
static int
map_header(struct import_reader *r, const struct conf *map, size_t row)
{
	const struct sheet_row *h = &r->sheet.rows[row];
	int known = 0;

	for (size_t i = 0; i < SHEET_COLUMNS_MAX; i++)
		r->target[i] = -1;
	for (size_t i = 0; i < h->n; i++) {
		r->target[i] = column_lookup(r->format, map, h->cells[i]);
		known += r->target[i] >= 0;
	}
	return known;
}

static void
list_unknown(struct import_reader *r)
{
	const struct sheet_row *h = &r->sheet.rows[r->header];
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < h->n; i++)
		if (r->target[i] < 0 && h->cells[i][0] != '\0')
			buf_printf(&out, "%s« %s »", out.len > 0 ? ", " : "", h->cells[i]);
	r->report->unknown = buf_take(&out);
}

static int
has_column(const struct import_reader *r, int column)
{
	for (size_t i = 0; i < r->sheet.rows[r->header].n; i++)
		if (r->target[i] == column)
			return 1;
	return 0;
}

static int
has_named(const struct import_reader *r, const char *name)
{
	for (int i = 0; r->format->columns[i].name != NULL; i++)
		if (strcmp(r->format->columns[i].name, name) == 0)
			return has_column(r, i);
	return 1; /* this format knows no such column */
}

/* A student is named by two columns, or by one. */
static void
add_missing_names(const struct import_reader *r, struct buf *missing)
{
	static const struct {
		const char *last, *first, *both;
	} names[] = { { "nom", "prenom", "eleve" },
		{ "etudiant_nom", "etudiant_prenom", "etudiant" } };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (!has_named(r, names[i].both) &&
		    (!has_named(r, names[i].last) || !has_named(r, names[i].first)))
			buf_printf(missing, "%s« %s » ou « %s »", missing->len > 0 ? ", " : "",
			    has_named(r, names[i].last) ? names[i].first : names[i].last,
			    names[i].both);
}

static int
check_columns(const struct import_reader *r, struct err *e)
{
	struct buf missing = BUF_INIT;
	int rc = 0;

	for (int i = 0; r->format->columns[i].name != NULL; i++)
		if (r->format->columns[i].need != NEED_NO && !has_column(r, i))
			buf_printf(&missing, "%s« %s »", missing.len > 0 ? ", " : "",
			    r->format->columns[i].name);
	add_missing_names(r, &missing);
	if (missing.len > 0)
		rc = err_set(e, ERR_INPUT,
		    "%s:%d : il manque la colonne %s ; « paraphe import --columns %s » les dit "
		    "toutes",
		    r->file, r->sheet.rows[r->header].line, missing.data, r->format->name);
	buf_release(&missing);
	return rc;
}

/* Titles may stand above: the header is the first line where two known names meet. */
static int
find_header(struct import_reader *r, const struct conf *map, struct err *e)
{
	for (size_t i = 0; i < r->sheet.n && i < HEADER_LINES; i++) {
		if (map_header(r, map, i) < 2)
			continue;
		r->header = i;
		list_unknown(r);
		return check_columns(r, e);
	}
	return err_set(e, ERR_INPUT,
	    "%s : aucune ligne d'en-têtes reconnue pour des %s ; « paraphe import --columns %s » dit "
	    "les colonnes attendues",
	    r->file, r->format->words, r->format->name);
}

static int
read_map(const char *path, struct conf *map, struct err *e)
{
	struct buf text = BUF_INIT;
	int rc = 0;

	if (path != NULL)
		rc = file_read(path, MAP_MAX, &text, e);
	if (rc == 0)
		rc = conf_parse(map, text.data, path != NULL ? path_base(path) : "", e);
	buf_release(&text);
	return rc;
}

int
import_open(struct import_reader *r, const char *path, struct err *e)
{
	struct conf map = CONF_INIT;
	int rc = -1;

	r->file = path_base(path);
	if (read_map(r->options->map, &map, e) == 0 && read_sheet(r, path, e) == 0)
		rc = find_header(r, &map, e);
	conf_release(&map);
	if (rc == 0 && r->sheet.n - r->header - 1 > ROWS_MAX)
		rc = err_set(e, ERR_INPUT, "%s : plus de %d lignes", r->file, ROWS_MAX);
	return rc;
}

/* One row that was typed: the names are its header. */
int
import_open_values(struct import_reader *r, const struct import_values *v, struct err *e)
{
	const struct conf map = CONF_INIT;

	r->sheet = (struct sheet)SHEET_INIT;
	r->sheet.rows = mem_zero(2, sizeof *r->sheet.rows);
	r->sheet.rows[0] = (struct sheet_row){ 1, v->n, v->names };
	r->sheet.rows[1] = (struct sheet_row){ 2, v->n, v->values };
	r->sheet.n = 2;
	map_header(r, &map, 0);
	for (size_t i = 0; i < v->n; i++)
		if (r->target[i] < 0)
			return err_set(e, ERR_USAGE,
			    "« %s » : champ inconnu ; « paraphe import --columns %s » les dit tous",
			    v->names[i], r->format->name);
	return 0;
}

void
import_close(struct import_reader *r)
{
	sheet_release(&r->sheet);
	free(r->seen);
	arena_release(&r->arena);
}
