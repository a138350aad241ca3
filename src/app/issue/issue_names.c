/* Where PDFs go and what they are called. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "app/issue/issue_imp.h"
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

static void
output_add(struct issue *is, size_t first, size_t n, int copy)
{
	is->outputs =
	    mem_grow(is->outputs, is->n_outputs, &is->cap_outputs, sizeof *is->outputs);
	is->outputs[is->n_outputs++] = (struct output){ .first = first, .n = n, .copy = copy };
}

/* Says which PDFs the unit becomes. */
static void
unit_share(struct issue *is, struct unit *u)
{
	u->output = is->n_outputs;
	if (is->file != NULL || is->q->by == ISSUE_BY_CLASS) {
		output_add(is, u->first, u->n, COPY_ALL);
	} else if (is->q->by == ISSUE_BY_STUDENT) {
		for (size_t i = 0; i < u->n; i++)
			output_add(is, u->first + i, 1, COPY_ALL);
	} else {
		if (is->form.sheet != NULL)
			output_add(is, u->first, u->n, COPY_SHEET);
		for (int copy = 1; copy <= is->form.copies; copy++)
			output_add(is, u->first, u->n, copy);
	}
	u->n_outputs = is->n_outputs - u->output;
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
	for (size_t i = 0; i < is->n_units; i++)
		unit_share(is, &is->units[i]);
}

static int
is_taken(const struct issue *is, const char *path, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (strcmp(is->outputs[i].final, path) == 0)
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

/* « _01 » where a class needs several files of one kind, else nothing. */
static const char *
part_of(struct issue *is, size_t output)
{
	const struct output *o = &is->outputs[output];
	int part = 1, parts = 0;

	for (size_t i = 0; i < is->n_outputs; i++)
		if (is->outputs[i].copy == o->copy &&
		    same_class(&is->drafts[is->outputs[i].first], &is->drafts[o->first])) {
			parts++;
			part += i < output;
		}
	return parts > 1 ? arena_printf(&is->arena, "_%02d", part) : "";
}

/* « -etudiant » from « exemplaire de l'étudiant ». */
static const char *
recipient_of(struct issue *is, const char *recipient)
{
	static const char *const before[] = { "exemplaire ", "de ", "du ", "l ", "la " };
	char *key = utf8_key(recipient != NULL ? recipient : ""), *name = key;
	const char *found;

	for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
		if (strncmp(name, before[i], strlen(before[i])) == 0)
			name += strlen(before[i]);
	for (char *p = name; *p != '\0'; p++)
		*p = *p == ' ' ? '-' : *p;
	found = *name != '\0' ? arena_printf(&is->arena, "-%s", name) : "";
	free(key);
	return found;
}

/* « _ex2-etudiant », « _consignes »; nothing where all copies are together. */
static const char *
copy_of(struct issue *is, int copy)
{
	if (copy == COPY_ALL)
		return "";
	if (copy == COPY_SHEET)
		return "_consignes";
	return arena_printf(
	    &is->arena, "_ex%d%s", copy, recipient_of(is, is->form.recipients[copy - 1]));
}

/*
 * « convention_NGUYEN_Thi-Hanh_SIO_v1 » alone; among others « convention_SIO2_NGUYEN_Thi-Hanh_v1 », so that
 * classes stay together; else « conventions_SIO2_2026-11-23 », with the copy and the part where need be.
 */
static const char *
stem_of(struct issue *is, size_t output)
{
	const struct output *o = &is->outputs[output];
	const struct draft *d = &is->drafts[o->first];
	const char *kind = file_words[is->form.kind].one,
		   *kinds = file_words[is->form.kind].several, *copy = copy_of(is, o->copy);
	char day[DATE_ISO_SIZE], *class_slug;
	const char *stem;

	date_iso(is->today, day);
	if (is->q->blank > 0)
		return arena_printf(
		    &is->arena, "%s_vierges_%s%s%s", kinds, day, copy, part_of(is, output));
	if (is->q->generic)
		return arena_printf(&is->arena, "%s_general_%s_%s", kind, d->slug, is->year);
	if (is->n_drafts == 1)
		return arena_printf(&is->arena, "%s_%s_v%d%s", kind, d->slug, d->version, copy);
	class_slug = issue_slug_upper(d->class_label);
	if (is->q->by == ISSUE_BY_STUDENT)
		stem = arena_printf(
		    &is->arena, "%s_%s_%s_v%d", kind, class_slug, d->person_slug, d->version);
	else
		stem = arena_printf(&is->arena, "%s_%s_%s%s%s", kinds, class_slug, day, copy,
		    part_of(is, output));
	free(class_slug);
	return stem;
}

int
issue_name(struct issue *is, struct err *e)
{
	if (is->file != NULL && file_exists(is->file))
		return err_set(
		    e, ERR_REFUSED, "%s existe déjà : donnez un autre nom", is->file);
	for (size_t i = 0; i < is->n_outputs; i++) {
		const char *stem = is->file == NULL ? stem_of(is, i) : NULL;
		const char *path =
		    is->file != NULL ? is->file
				     : arena_printf(&is->arena, "%s/%s.pdf", is->folder, stem);

		for (int k = 2; is->file == NULL && is_taken(is, path, i); k++)
			path = arena_printf(&is->arena, "%s/%s_%d.pdf", is->folder, stem, k);
		is->outputs[i].final = path;
	}
	return 0;
}
