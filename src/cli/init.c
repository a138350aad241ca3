#include <stdio.h>

#include "app/home.h"
#include "base/err.h"
#include "cli/verbs_imp.h"

static void
print_made(const char *dir, const struct home_made *made, int filled)
{
	if (!made->database && !made->key && !made->settings) {
		printf("%s : déjà prêt, rien n'est changé.\n", dir);
		return;
	}
	printf("%s :\n", dir);
	printf("  paraphe.db   %s\n", made->database ? "créée" : "gardée telle quelle");
	printf("  secret.key   %s\n",
	    made->key ? "créée ; elle signe les papiers, sauvegardez-la avec la base"
		      : "gardée telle quelle");
	printf("  paraphe.ini  %s\n", !made->settings ? "gardé tel quel"
				      : filled        ? "créé"
					       : "créé ; complétez-le avant d'imprimer");
}

static int
run_init(struct session *se, int argc, char **argv, struct err *e)
{
	const char *school = NULL;
	const struct opt table[] = {
		{ "school", OPT_STR, &school, "FICHIER.ini",
		    "les renseignements de l'établissement" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e);
	struct home_made made;

	if (n < 0)
		return opt_exit(n);
	if (n > 0)
		return CLI_USAGE;
	if (home_init(se->dir, school, &made, e) < 0)
		return CLI_FAILED;
	print_made(se->dir, &made, school != NULL);
	if (school != NULL && !made.settings)
		printf(
		    "  Le fichier « %s » n'a pas remplacé paraphe.ini : modifiez celui-ci.\n",
		    school);
	return CLI_DONE;
}

const struct verb verb_init = {
	.name = "init",
	.usage = "[--school FICHIER.ini]",
	.help = "crée le dossier de travail de l'établissement",
	.run = run_init,
};
