#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/export/export.h"
#include "app/export/filed.h"
#include "app/home.h"
#include "app/report.h"
#include "app/scope.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "cli/verbs_imp.h"

/* What the words after `export` said. */
struct wanted {
	const char *what, *name; /* name: of a student */
	const char *path;
	struct board_filter board;
	int copy;
	char year[10];
};

static int
needs_path(const struct wanted *w, const char *example, struct err *e)
{
	if (w->path != NULL)
		return 0;
	return err_set(e, ERR_USAGE, "dites où l'écrire : -o %s", example);
}

/* To the file named, 0600, or to standard output where that is no terminal's business. */
static int
deliver(const struct wanted *w, const struct buf *bytes, const char *words, struct err *e)
{
	if (w->path == NULL) {
		if (fwrite(bytes->data, 1, bytes->len, stdout) == bytes->len)
			return 0;
		return err_set(e, ERR_SYSTEM, "la sortie n'a pas pu être écrite");
	}
	if (file_replace(w->path, bytes->data, bytes->len, e) < 0)
		return -1;
	printf("%s : %s\n", words, w->path);
	return 0;
}

static int
export_list(struct home *h, const struct wanted *w, struct err *e)
{
	int format = export_format_of(w->path, e), is_board = strcmp(w->what, "board") == 0;
	struct buf out = BUF_INIT;
	int rc;

	if (format < 0)
		return -1;
	rc = is_board ? export_board(h, &w->board, (enum export_format)format, &out, e)
		      : export_placements(h, w->board.year, w->board.section,
			    (enum export_format)format, &out, e);
	if (rc == 0)
		rc = deliver(w, &out, is_board ? "Tableau" : "Liste des stages", e);
	buf_release(&out);
	return rc;
}

static int
export_page(struct home *h, const struct wanted *w, struct err *e)
{
	struct buf out = BUF_INIT;
	int rc = export_figures(h, w->board.year, &out, e);

	if (rc == 0)
		rc = deliver(w, &out, "Page à ouvrir dans un navigateur", e);
	buf_release(&out);
	return rc;
}

static int
export_access(struct home *h, const struct wanted *w, struct err *e)
{
	struct exported_student out;
	int rc;

	if (w->name == NULL)
		return err_set(e, ERR_USAGE,
		    "dites de qui : paraphe export student \"NOM Prénom\" -o DOSSIER");
	if (needs_path(w, "DOSSIER", e) < 0)
		return -1;
	rc = export_student(h, w->name, w->path, &out, e);
	if (rc == 0)
		printf("%s : %d fichier%s, %d page%s numérisée%s, dans %s\n", out.name,
		    out.files, out.files > 1 ? "s" : "", out.pages, out.pages > 1 ? "s" : "",
		    out.pages > 1 ? "s" : "", w->path);
	arena_release(&out.arena);
	return rc;
}

/* The filed scan of a paper; without -o under its own name, here. */
static int
export_paper(struct home *h, struct wanted *w, struct err *e)
{
	struct report r = { 0 };
	struct buf pdf = BUF_INIT;
	int pages = 0, rc = report_load(h, w->what, &r, e);

	if (rc == 0)
		rc = filed_pdf(h, &r.f, w->copy, &pdf, &pages, e);
	if (rc == 0 && pages == 0)
		rc = err_set(e, ERR_ABSENT, "%s : rien n'en est encore revenu signé", r.code);
	if (rc == 0 && w->path == NULL)
		w->path = filed_name(h->store, &r.f, w->copy, &r.arena, e);
	if (rc == 0)
		rc = w->path != NULL ? deliver(w, &pdf, "Pages numérisées", e) : -1;
	buf_release(&pdf);
	report_release(&r);
	return rc;
}

static int
export_wanted(struct home *h, struct wanted *w, struct err *e)
{
	static const struct {
		const char *word, *french;
	} words[] = { { "board", "tableau" }, { "placements", "stages" },
		{ "statistics", "statistiques" }, { "student", "étudiant" } };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(w->what, words[i].french) == 0)
			w->what = words[i].word;
	if (strcmp(w->what, "board") == 0 || strcmp(w->what, "placements") == 0)
		return export_list(h, w, e);
	if (strcmp(w->what, "statistics") == 0)
		return export_page(h, w, e);
	if (strcmp(w->what, "student") == 0)
		return export_access(h, w, e);
	return export_paper(h, w, e);
}

static int
run_export(struct session *se, int argc, char **argv, struct err *e)
{
	struct wanted w = { 0 };
	struct home h;
	const struct opt table[] = {
		{ "section", OPT_STR, &w.board.section, "CODE", "une section (SIO)" },
		{ "year", OPT_STR, &w.board.year, "ANNÉE", "année scolaire (2026-2027)" },
		{ "late", OPT_FLAG, &w.board.late, NULL,
		    "du tableau, seulement ce qui est en retard" },
		{ "copy", OPT_INT, &w.copy, "N", "d'un papier, un exemplaire seulement" },
		{ "output|o", OPT_STR, &w.path, "FICHIER",
		    "où écrire : .csv, .xlsx, .html, .pdf, ou un dossier" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc;

	if (n < 0)
		return opt_exit(n);
	if (n < 1 || n > 2)
		return CLI_USAGE;
	w.what = argv[1];
	w.name = n == 2 ? argv[2] : NULL;
	if (w.board.year == NULL) {
		school_year_of(time_date(time_now()), w.year);
		w.board.year = w.year;
	}
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = scope_check(&h, w.board.section, w.board.year, e);
	if (rc == 0)
		rc = export_wanted(&h, &w, e);
	home_close(&h);
	return rc == 0 ? CLI_DONE : e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

const struct verb verb_export = {
	.name = "export",
	.usage =
	    "board|placements|statistics [-o FICHIER] | student NOM -o DOSSIER | CODE [-o PDF]",
	.help =
	    "le tableau et les stages pour un tableur (CSV, XLSX), les statistiques, le dossier "
	    "d'un étudiant, les pages numérisées d'un papier",
	.run = run_export,
};
