#include "app/follow/close_year.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "app/export/filed.h"
#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/md.h"
#include "app/sheet.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "template/block.h"

/* A line of the index.  Texts live in the arena. */
struct line {
	struct who who;
	const char *kind, *code, *state, *note, *file; /* note: what lacks of it, « » else */
	int version, pages;
};

/* Whose folder it is: two students may be called the same. */
struct folder {
	int64_t enrolment;
	const char *path; /* « SIO/NGUYEN_Thi-Hanh » */
};

struct work {
	struct home *h;
	struct arena arena;
	char *dir; /* under its name of work */
	const char *section;
	struct line *lines;
	size_t n, cap;
	struct folder *folders;
	size_t n_folders, cap_folders;
	struct year_archived *out;
	struct err *e;
};

/* ---- where a paper goes ---- */

static int
is_used(const struct work *w, const char *path)
{
	for (size_t i = 0; i < w->n_folders; i++)
		if (strcmp(w->folders[i].path, path) == 0)
			return 1;
	return 0;
}

static const char *
student_path(struct work *w, const char *name, const struct who *who)
{
	char *section = issue_slug_upper(who->section_code);
	const char *path =
	    arena_printf(&w->arena, "%s/%s", *section != '\0' ? section : "sans-section", name);
	const char *first = path;

	for (int k = 2; is_used(w, path); k++)
		path = arena_printf(&w->arena, "%s_%d", first, k);
	free(section);
	return path;
}

/* NULL with e filled. */
static const char *
folder_of(struct work *w, const struct folded *f, const struct who *who)
{
	const char *path = "sans-etudiant", *name;
	const struct document *d = &f->d;

	for (size_t i = 0; i < w->n_folders; i++)
		if (d->enrolment != 0 && w->folders[i].enrolment == d->enrolment)
			return w->folders[i].path;
	if (d->enrolment != 0) {
		name = filed_owner(w->h->store, f, &w->arena, w->e);
		if (name == NULL)
			return NULL;
		path = student_path(w, name, who);
		w->folders =
		    mem_grow(w->folders, w->n_folders, &w->cap_folders, sizeof *w->folders);
		w->folders[w->n_folders++] = (struct folder){ d->enrolment, path };
		w->out->students++;
	}
	char *full = path_join(w->dir, path);
	int rc = file_mkdirs(full, w->e);

	free(full);
	return rc == 0 ? path : NULL;
}

/* A paper of nobody bears its number, two of a student their versions: but a case may have branched. */
static const char *
free_name(struct work *w, const char *folder, const char *name, const char *code)
{
	const char *path = arena_printf(&w->arena, "%s/%s", folder, name);
	char *full = path_join(w->dir, path);

	if (file_exists(full))
		path = arena_printf(&w->arena, "%s/%.*s_%s.pdf", folder,
		    (int)(strlen(name) - strlen(".pdf")), name, code);
	free(full);
	return path;
}

/* ---- one paper ---- */

static int
write_pages(struct work *w, const struct folded *f, struct line *l, const struct buf *pdf)
{
	const char *folder = folder_of(w, f, &l->who);
	const char *name = filed_name(w->h->store, f, 0, &w->arena, w->e);
	int rc = -1;

	if (folder == NULL || name == NULL)
		return -1;
	l->file = free_name(w, folder, name, l->code);
	char *full = path_join(w->dir, l->file);

	rc = file_replace(full, pdf->data, pdf->len, w->e);
	free(full);
	w->out->files++;
	w->out->pages += l->pages;
	return rc;
}

static const char *
missing_words(struct work *w, const struct folded *f)
{
	struct buf out = BUF_INIT;
	const char *words;

	for (size_t i = 0; i < f->state.n_copies; i++) {
		const struct state_copy *c = &f->state.copies[i];

		if (!c->incomplete)
			continue;
		buf_printf(
		    &out, "%sexemplaire %d : manque ", out.len > 0 ? " ; " : "", c->copy);
		state_missing_pages(&f->shape, c, &out);
	}
	words = arena_str(&w->arena, out.data);
	buf_release(&out);
	return words;
}

/* A page that can't be read must not cost the rest of the year: the index says it. */
static int
add_paper(struct work *w, const struct folded *f, struct line *l)
{
	struct err why = ERR_INIT;
	struct buf pdf = BUF_INIT;
	int rc = 0;

	if (filed_pdf(w->h, f, 0, &pdf, &l->pages, &why) < 0) {
		l->note = arena_printf(&w->arena, "pages illisibles : %s", why.text);
		l->pages = 0;
		w->out->faults++;
	} else if (l->pages > 0) {
		rc = write_pages(w, f, l, &pdf);
	} else {
		l->note = "pas revenu";
	}
	buf_release(&pdf);
	return rc;
}

static int
document_line(void *ctx, const struct folded *f)
{
	struct work *w = ctx;
	char code[DOC_CODE_SIZE];
	struct line l = { .file = "" };

	if (f->shape.mould)
		return 0;
	if (who_of_document(w->h->store, &f->d, &w->arena, &l.who, w->e) < 0)
		return -1;
	if (w->section != NULL && strcasecmp(w->section, l.who.section_code) != 0)
		return 0;
	doc_code(f->d.number, code);
	l.kind = doc_kind_words(f->d.kind);
	l.code = arena_str(&w->arena, code);
	l.version = f->d.version;
	l.state = arena_str(&w->arena, state_words(&f->shape, &f->state));
	l.note = missing_words(w, f);
	if (add_paper(w, f, &l) < 0)
		return -1;
	if (l.pages == 0 && !state_is_live(&f->state))
		return 0;
	w->lines = mem_grow(w->lines, w->n, &w->cap, sizeof *w->lines);
	w->lines[w->n++] = l;
	w->out->papers++;
	return 0;
}

static int
compare_lines(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	int order = strcmp(a->who.section, b->who.section);

	if (order == 0)
		order = strcmp(a->who.name, b->who.name);
	return order != 0 ? order : strcmp(a->file, b->file);
}

/* ---- the index ---- */

/* Quoted; what a spreadsheet would compute is kept as text. */
static void
add_cell(struct buf *out, const char *text, char end)
{
	buf_char(out, '"');
	if (*text != '\0' && strchr("=+-@\t", *text) != NULL)
		buf_char(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(out, '"');
		buf_char(out, *text);
	}
	buf_char(out, '"');
	buf_char(out, end);
}

static void
write_csv(const struct work *w, struct buf *out)
{
	/* the mark tells spreadsheets that this is UTF-8 */
	buf_str(out,
	    "\xef\xbb\xbfsection;etudiant;entreprise;stage;papier;code;version;etat;pages;"
	    "remarque;fichier\r\n");
	for (size_t i = 0; i < w->n; i++) {
		const struct line *l = &w->lines[i];

		add_cell(out, l->who.section, ';');
		add_cell(out, l->who.name, ';');
		add_cell(out, l->who.company, ';');
		add_cell(out, l->who.placement, ';');
		add_cell(out, l->kind, ';');
		add_cell(out, l->code, ';');
		buf_printf(out, "%d;", l->version);
		add_cell(out, l->state, ';');
		buf_printf(out, "%d;", l->pages);
		add_cell(out, l->note, ';');
		add_cell(out, l->file, '\r');
		buf_char(out, '\n');
	}
}

static const char *
or_dash(const char *text)
{
	return *text != '\0' ? text : "–"; /* an empty cell is ruled for a pen */
}

static int
write_list(struct work *w, const char *title, struct buf *out)
{
	struct buf md = BUF_INIT;
	struct block *doc;
	int rc = -1;

	buf_printf(&md,
	    "%d papier%s, %d page%s numérisée%s. Le détail et les fichiers : index.csv.\n",
	    w->out->papers, w->out->papers > 1 ? "s" : "", w->out->pages,
	    w->out->pages > 1 ? "s" : "", w->out->pages > 1 ? "s" : "");
	for (size_t i = 0; i < w->n; i++) {
		const struct line *l = &w->lines[i];
		char pages[16];

		if (i == 0 || strcmp(l->who.section, w->lines[i - 1].who.section) != 0) {
			buf_str(&md, "\n## ");
			md_text(&md, *l->who.section != '\0' ? l->who.section : "Sans section");
			buf_str(&md,
			    "\n\n| Étudiant | Papier | Code | État | Pages | Remarque |\n"
			    "|---|---|---|---|--:|---|\n");
		}
		snprintf(pages, sizeof pages, "%d", l->pages);
		md_row(&md, l->who.name, l->kind, l->code, l->state, pages, or_dash(l->note),
		    NULL);
	}
	doc = template_parse(md.data, "index", &w->arena, w->e);
	if (doc != NULL)
		rc = sheet_print(w->h, doc, title, time_now(), out, w->e);
	buf_release(&md);
	return rc;
}

static int
write_file(const struct work *w, const char *name, const struct buf *bytes)
{
	char *path = path_join(w->dir, name);
	int rc = file_replace(path, bytes->data, bytes->len, w->e);

	free(path);
	return rc;
}

static int
write_index(struct work *w, const char *year)
{
	struct buf csv = BUF_INIT, pdf = BUF_INIT;
	int rc;

	if (w->n > 0)
		qsort(w->lines, w->n, sizeof *w->lines, compare_lines);
	write_csv(w, &csv);
	rc = write_list(w, arena_printf(&w->arena, "Archive des stages %s", year), &pdf);
	if (rc == 0)
		rc = write_file(w, "index.csv", &csv);
	if (rc == 0)
		rc = write_file(w, "index.pdf", &pdf);
	buf_release(&csv);
	buf_release(&pdf);
	return rc;
}

/* ---- the whole ---- */

static int
check_place(const char *dir, struct err *e)
{
	size_t n = 0;
	char **names;

	if (!file_exists(dir) && !file_is_dir(dir))
		return 0;
	if (!file_is_dir(dir))
		return err_set(e, ERR_REFUSED, "%s n'est pas un dossier", dir);
	names = dir_list(dir, &n, e);
	if (names == NULL)
		return -1;
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return n == 0 ? 0
		      : err_set(e, ERR_REFUSED,
			    "%s existe déjà et n'est pas vide : donnez un autre dossier", dir);
}

static int
write_year(struct work *w, const char *year, const char *dir)
{
	const struct document_filter papers = { .year = year };

	if (check_place(dir, w->e) < 0)
		return -1;
	/* its name of work is this process's own: what a killed run left is in nobody's way */
	w->dir = mem_printf("%s.en-cours-%ld", dir, (long)getpid());
	if (file_mkdirs(w->dir, w->e) < 0 ||
	    document_each(w->h->store, &papers, document_line, w, w->e) < 0)
		return -1;
	if (w->n == 0)
		return err_set(w->e, ERR_ABSENT, "aucun papier en %s%s%s", year,
		    w->section != NULL ? " pour la section " : "",
		    w->section != NULL ? w->section : "");
	return write_index(w, year) < 0 ? -1 : file_rename(w->dir, dir, w->e);
}

/* What a failure leaves half done; best effort. */
static void
remove_tree(const char *dir)
{
	size_t n = 0;
	char **names = dir_list(dir, &n, NULL);

	for (size_t i = 0; names != NULL && i < n; i++) {
		char *path = path_join(dir, names[i]);

		if (file_is_dir(path))
			remove_tree(path);
		else
			file_remove(path, NULL);
		free(path);
		free(names[i]);
	}
	free(names);
	rmdir(dir);
}

int
close_year(struct home *h, const char *year, const char *section, const char *dir,
    struct year_archived *out, struct err *e)
{
	struct work w = { .h = h, .section = section, .out = out, .e = e };
	int rc;

	*out = (struct year_archived){ 0 };
	rc = write_year(&w, year, dir);
	if (rc < 0 && w.dir != NULL)
		remove_tree(w.dir);
	free(w.dir);
	free(w.lines);
	free(w.folders);
	arena_release(&w.arena);
	return rc;
}
