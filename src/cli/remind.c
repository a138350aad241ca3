#include <stdio.h>
#include <stdlib.h>

#include "app/home.h"
#include "app/remind.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/verbs_imp.h"

/* « papiers/relances_2026-11-23.pdf » in the home. You free it. */
static char *
default_path(const struct home *h, struct err *e)
{
	char *folder = home_path(h, "papiers");
	char day[DATE_ISO_SIZE];
	char *path = NULL;

	date_iso(time_date(time_now()), day);
	if (file_mkdirs(folder, e) == 0)
		path = mem_printf("%s/relances_%s.pdf", folder, day);
	free(folder);
	return path;
}

static int
write_letters(struct home *h, const char *out, const struct buf *pdf, int n, struct err *e)
{
	char *path = out != NULL ? mem_str(out) : default_path(h, e);
	int rc = path != NULL ? file_replace(path, pdf->data, pdf->len, e) : -1;

	if (rc == 0)
		printf("%d lettre%s de relance : %s\n", n, n > 1 ? "s" : "", path);
	free(path);
	return rc;
}

static int
run_remind(struct session *se, int argc, char **argv, struct err *e)
{
	struct remind_request q = { .section = NULL };
	const char *out = NULL;
	const struct opt table[] = {
		{ "section", OPT_STR, &q.section, "SIGLE", "les étudiants d'une section" },
		{ "year", OPT_STR, &q.year, "2026-2027", "ceux d'une année scolaire" },
		{ "all", OPT_FLAG, &q.all, NULL,
		    "tout ce qui attend l'étudiant ou l'entreprise, même sans retard" },
		{ "o", OPT_STR, &out, "FICHIER.pdf", "où l'écrire ; sans lui papiers/" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc = -1;
	struct remind_report report = { 0, 0 };
	struct buf pdf = BUF_INIT;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (n > 0)
		return CLI_USAGE;
	if (home_open(&h, se->dir, se->actor, e) == 0)
		rc = remind(&h, &q, &report, &pdf, e);
	if (rc == 0 && report.letters > 0)
		rc = write_letters(&h, out, &pdf, report.letters, e);
	else if (rc == 0)
		puts("Personne à relancer.");
	if (rc == 0 && report.unsure > 0)
		printf("%d autre%s à vérifier d'abord : paraphe review\n", report.unsure,
		    report.unsure > 1 ? "s" : "");
	buf_release(&pdf);
	home_close(&h);
	return rc < 0 ? CLI_FAILED : report.unsure > 0 ? CLI_WAITS : CLI_DONE;
}

const struct verb verb_remind = {
	.name = "remind",
	.usage = "[--section SIGLE] [--all] [-o FICHIER.pdf]",
	.help = "lettres de relance pour les conventions en retard",
	.run = run_remind,
};
