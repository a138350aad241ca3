/* Where PDFs go and what they are called. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "app/issue_imp.h"
#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"

enum { DOCS_A_FILE = 40 };

/* Words of utf8_key joined by hyphens; upper: all in capitals, else the first letter of each. */
static char *
slug(const char *s, int upper)
{
	char *key = utf8_key(s);
	int first = 1;

	for (char *p = key; *p != '\0'; p++) {
		if ((upper || first) && *p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
		first = *p == ' ';
		if (first)
			*p = '-';
	}
	return key;
}

char *
issue_slug_upper(const char *s)
{
	return slug(s, 1);
}

char *
issue_slug_title(const char *s)
{
	return slug(s, 0);
}

static int
is_pdf_name(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcasecmp(path + n - 4, ".pdf") == 0 && !file_is_dir(path);
}

/* « .paraphe-1234-0123456789abcdef.tmp » of a process that is gone. */
static int
is_orphan(const char *name)
{
	long pid;
	int used = 0;

	return sscanf(name, ".paraphe-%ld-%*16[0-9a-f].tmp%n", &pid, &used) == 1 && used > 0 &&
	       name[used] == '\0' && pid > 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

/* What a killed run left: opening the home finished its renames, so that nothing names these. */
static void
remove_orphans(const char *folder)
{
	size_t n;
	char **names = dir_list(folder, &n, NULL);

	for (size_t i = 0; names != NULL && i < n; i++) {
		char *path = path_join(folder, names[i]);

		if (is_orphan(names[i]))
			unlink(path);
		free(path);
		free(names[i]);
	}
	free(names);
}

/* Makes the folder and gives its absolute path. */
static char *
folder_make(const char *path, struct err *e)
{
	char *real;

	if (file_mkdirs(path, e) < 0)
		return NULL;
	real = realpath(path, NULL);
	if (real == NULL)
		err_system(e, path, errno);
	else
		remove_orphans(real);
	return real;
}

int
issue_place(struct issue *is, struct err *e)
{
	const char *out = is->q->out;

	if (out == NULL) {
		char *papers = home_path(is->h, "papiers"), *year = path_join(papers, is->year);

		is->folder = folder_make(year, e);
		free(year);
		free(papers);
		return is->folder != NULL ? 0 : -1;
	}
	if (!is_pdf_name(out)) {
		is->folder = folder_make(out, e);
		return is->folder != NULL ? 0 : -1;
	}
	const char *slash = strrchr(out, '/');
	char *dir = slash == NULL ? mem_str(".")
				  : mem_str_n(out, (size_t)(slash - out + (slash == out)));

	is->folder = folder_make(dir, e);
	free(dir);
	if (is->folder == NULL)
		return -1;
	is->file = arena_printf(&is->arena, "%s/%s", is->folder, path_base(out));
	if (!is->overwrite && file_exists(is->file))
		return err_set(e, ERR_REFUSED, "%s existe déjà : donnez un autre nom", out);
	return 0;
}

static int
same_class(const struct draft *a, const struct draft *b)
{
	return strcmp(a->class_label, b->class_label) == 0;
}

static int
compare_drafts(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;
	int order = strcmp(x->class_label, y->class_label);

	return order != 0 ? order : x->report < y->report ? -1 : x->report > y->report;
}

void
issue_cut(struct issue *is)
{
	size_t most = is->file != NULL ? is->n_drafts : DOCS_A_FILE;

	if (is->n_drafts == 0)
		return;
	if (is->file == NULL)
		qsort(is->drafts, is->n_drafts, sizeof *is->drafts, compare_drafts);
	for (size_t i = 0; i < is->n_drafts; i++) {
		struct unit *last = is->n_units > 0 ? &is->units[is->n_units - 1] : NULL;

		if (last != NULL && last->n < most &&
		    (is->file != NULL ||
			same_class(&is->drafts[last->first], &is->drafts[i]))) {
			last->n++;
			continue;
		}
		is->units = mem_grow(is->units, is->n_units, &is->cap_units, sizeof *is->units);
		is->units[is->n_units++] = (struct unit){ .first = i, .n = 1 };
	}
}

static int
is_taken(const struct issue *is, const char *path, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (strcmp(is->units[i].final, path) == 0)
			return 1;
	return file_exists(path);
}

static const struct {
	const char *one, *several;
} file_words[DOC_KIND_COUNT] = {
	[DOC_ACCORD] = { "accord", "accords" },
	[DOC_CONVENTION] = { "convention", "conventions" },
	[DOC_AMENDMENT] = { "avenant", "avenants" },
	[DOC_VISIT] = { "fiche-de-visite", "fiches-de-visite" },
	[DOC_CERTIFICATE] = { "attestation", "attestations" },
	[DOC_COVER] = { "accompagnement", "accompagnements" },
};

const char *
issue_file_word(enum doc_kind kind)
{
	return file_words[kind].one;
}

/* « convention_NGUYEN_Thi-Hanh_SIO_v1 », « conventions_SIO2_2026-11-23 »; several files of a class: « _01 ». */
static const char *
stem_of(struct issue *is, size_t unit)
{
	const struct unit *u = &is->units[unit];
	const struct draft *d = &is->drafts[u->first];
	const char *kind = file_words[is->form.kind].one,
		   *kinds = file_words[is->form.kind].several;
	char day[DATE_ISO_SIZE];
	char *class_slug;
	const char *stem;
	int part = 1, parts = 0;

	date_iso(is->today, day);
	if (is->q->blank > 0)
		return arena_printf(&is->arena, "%s_vierges_%s", kinds, day);
	if (is->q->generic)
		return arena_printf(&is->arena, "%s_general_%s_%s", kind, d->slug, is->year);
	if (u->n == 1 && is->n_drafts == 1)
		return arena_printf(&is->arena, "%s_%s_v%d", kind, d->slug, d->version);
	for (size_t i = 0; i < is->n_units; i++)
		if (same_class(&is->drafts[is->units[i].first], d)) {
			parts++;
			part += i < unit;
		}
	class_slug = issue_slug_upper(d->class_label);
	stem = parts > 1
		   ? arena_printf(&is->arena, "%s_%s_%s_%02d", kinds, class_slug, day, part)
		   : arena_printf(&is->arena, "%s_%s_%s", kinds, class_slug, day);
	free(class_slug);
	return stem;
}

int
issue_name(struct issue *is, struct err *e)
{
	if (is->file != NULL && file_exists(is->file))
		return err_set(
		    e, ERR_REFUSED, "%s existe déjà : donnez un autre nom", is->file);
	for (size_t i = 0; i < is->n_units; i++) {
		const char *stem = stem_of(is, i);
		const char *path =
		    is->file != NULL ? is->file
				     : arena_printf(&is->arena, "%s/%s.pdf", is->folder, stem);

		for (int k = 2; is->file == NULL && is_taken(is, path, i); k++)
			path = arena_printf(&is->arena, "%s/%s_%d.pdf", is->folder, stem, k);
		is->units[i].final = path;
	}
	return 0;
}
