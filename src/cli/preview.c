#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/issue/preview.h"
#include "base/buf.h"
#include "base/builtin.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/verbs_imp.h"

/* « accord, accord-generic, convention... »: what can be asked for. */
static void
say_forms(void)
{
	fputs("Formulaires :", stdout);
	for (size_t i = 0; builtin_at(i) != NULL; i++) {
		const char *name = builtin_at(i)->name;

		if (strncmp(name, "forms/", 6) == 0)
			printf(" %.*s", (int)(strlen(name) - 10), name + 6);
	}
	putchar('\n');
}

static int
say_names(struct session *se, struct err *e)
{
	struct home h;
	struct buf names = BUF_INIT;
	int rc = home_open(&h, se->dir, se->actor, e);

	if (rc == 0)
		rc = preview_names(&h, &names, e);
	fputs(names.data, stdout);
	buf_release(&names);
	home_close(&h);
	return rc == 0 ? CLI_DONE : CLI_FAILED;
}

static int
write_texts(const char *dir, struct err *e)
{
	int n = preview_texts(dir, e);

	if (n < 0)
		return CLI_FAILED;
	printf(
	    "%s : %d textes du programme.  Lisez templates/LISEZMOI.txt, puis copiez ceux que vous "
	    "changez dans le dossier de travail.\n",
	    dir, n);
	return CLI_DONE;
}

static int
preview_to(
    struct session *se, const char *form, enum specimen which, const char *path, struct err *e)
{
	struct home h;
	struct buf pdf = BUF_INIT;
	int status = CLI_FAILED, pages = -1;

	if (home_open(&h, se->dir, se->actor, e) == 0)
		pages = preview_form(&h, form, which, &pdf, e);
	if (pages >= 0 && file_replace(path, pdf.data, pdf.len, e) == 0) {
		printf("%s (%d page%s) : spécimen, sans code\n", path, pages,
		    pages > 1 ? "s" : "");
		status = CLI_DONE;
	}
	buf_release(&pdf);
	home_close(&h);
	return status;
}

static int
run_preview(struct session *se, int argc, char **argv, struct err *e)
{
	const char *out = NULL, *texts = NULL;
	int full = 0, abroad = 0, names = 0;
	const struct opt table[] = {
		{ "o", OPT_STR, &out, "FICHIER.pdf", "où l'écrire ; sans lui FORMULAIRE.pdf" },
		{ "full", OPT_FLAG, &full, NULL,
		    "un cas où tout est dit : mineur, deux périodes, gratification" },
		{ "abroad", OPT_FLAG, &abroad, NULL, "une entreprise hors de France" },
		{ "names", OPT_FLAG, &names, NULL,
		    "dit ce que les modèles peuvent nommer, avec un exemple" },
		{ "texts", OPT_STR, &texts, "DOSSIER",
		    "y écrit les modèles et les formulaires du programme, pour en changer" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status;

	if (n < 0)
		return opt_exit(n);
	if (texts != NULL)
		return n == 0 ? write_texts(texts, e) : CLI_USAGE;
	if (names)
		return n == 0 ? say_names(se, e) : CLI_USAGE;
	if (n == 0) {
		say_forms();
		return CLI_DONE;
	}
	if (n > 1)
		return CLI_USAGE;
	char *path = out != NULL ? mem_str(out) : mem_printf("%s.pdf", argv[1]);

	status = preview_to(se, argv[1],
	    abroad ? SPECIMEN_ABROAD
	    : full ? SPECIMEN_FULL
		   : SPECIMEN_PLAIN,
	    path, e);
	free(path);
	return status;
}

const struct verb verb_preview = {
	.name = "preview",
	.usage = "[FORMULAIRE] [--full|--abroad] [-o FICHIER.pdf] | --names | --texts DOSSIER",
	.help = "un formulaire tel qu'il s'imprimerait, avec un stage inventé",
	.run = run_preview,
};
