#include <stdio.h>

#include "app/follow/close_year.h"
#include "app/home.h"
#include "app/scope.h"
#include "base/err.h"
#include "base/js.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static void
print_archived(const struct session *se, const struct year_archived *r, const char *dir)
{
	if (se->json) {
		struct js *o = js_object();

		js_set_str(o, "folder", dir);
		js_set_int(o, "students", r->students);
		js_set_int(o, "papers", r->papers);
		js_set_int(o, "files", r->files);
		js_set_int(o, "pages", r->pages);
		js_set_int(o, "faults", r->faults);
		say_json(o);
		return;
	}
	printf("%s : %d étudiant%s, %d papier%s dans l'index, %d PDF, %d page%s numérisée%s.\n",
	    dir, r->students, r->students > 1 ? "s" : "", r->papers, r->papers > 1 ? "s" : "",
	    r->files, r->pages, r->pages > 1 ? "s" : "", r->pages > 1 ? "s" : "");
	if (r->faults > 0)
		printf(
		    "À vérifier : les pages de %d papier%s n'ont pas pu être relues (colonne "
		    "« remarque » de l'index) ; « paraphe verify » dit lesquelles.\n",
		    r->faults, r->faults > 1 ? "s" : "");
	puts(
	    "Ce dossier contient des données personnelles : gardez-le sous clé, et détruisez-le à "
	    "l'échéance.");
}

static int
run_archive(struct session *se, int argc, char **argv, struct err *e)
{
	const char *year = NULL, *section = NULL, *out = NULL;
	const struct opt table[] = {
		{ "year", OPT_STR, &year, "2026-2027", "l'année scolaire à archiver" },
		{ "section", OPT_STR, &section, "SIGLE", "une section seulement" },
		{ "o", OPT_STR, &out, "DOSSIER",
		    "où l'écrire : un dossier qui n'existe pas encore" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc;
	struct year_archived r;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (n > 0 || year == NULL || out == NULL)
		return CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = scope_check(&h, section, year, e);
	if (rc == 0)
		rc = close_year(&h, year, section, out, &r, e);
	home_close(&h);
	if (rc < 0)
		return CLI_FAILED;
	print_archived(se, &r, out);
	return r.faults > 0 ? CLI_WAITS : CLI_DONE;
}

const struct verb verb_archive = {
	.name = "archive",
	.usage = "--year ANNÉE -o DOSSIER [--section SIGLE]",
	.help =
	    "l'année en un dossier : les papiers revenus en PDF, par étudiant, et leur index",
	.run = run_archive,
};
