#include <stdio.h>

#include "app/backup.h"
#include "app/home.h"
#include "cli/verbs_imp.h"

static int
run_backup(struct session *se, int argc, char **argv, struct err *e)
{
	const struct opt table[] = { { 0 } };
	int n = opt_parse(table, argc, argv, e), rc;
	struct backup_count count;
	struct home h;

	if (n != 1)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = backup_make(&h, argv[1], &count, e);
	if (rc == 0)
		printf(
		    "%zu fichiers sauvegardés dans %s.\n"
		    "La clé de l'établissement y est aussi : gardez ce dossier en lieu sûr.\n",
		    count.files, argv[1]);
	home_close(&h);
	return rc < 0 ? CLI_FAILED : CLI_DONE;
}

const struct verb verb_backup = {
	.name = "backup",
	.usage = "DOSSIER",
	.help = "copie tout le travail de l'établissement dans un dossier nouveau",
	.run = run_backup,
};
