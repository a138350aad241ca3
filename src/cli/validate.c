#include <stdio.h>

#include "app/import/change.h"
#include "app/follow/follow.h"
#include "app/home.h"
#include "base/err.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

enum { FIELDS_MAX = 48 };

static void
print_placement(const struct followed *f)
{
	if (f->placement[0] == '\0')
		return;
	printf("%s n° %s.  Ensuite : paraphe issue convention --placement %s\n",
	    f->added ? "Stage enregistré :" : "Accord du stage", f->placement, f->placement);
}

static int
validate(struct session *se, const char *code, char **words, int n, const struct validation *v,
    struct err *e)
{
	const char *names[FIELDS_MAX], *values[FIELDS_MAX];
	struct import_values given = { names, values, (size_t)n };
	struct validation full = *v;
	struct followed f;
	struct home h;
	int rc = n > FIELDS_MAX ? err_set(e, ERR_USAGE, "trop de champs")
				: change_words(words, (size_t)n, names, values, e);

	if (n > 0)
		full.given = &given;
	if (rc < 0)
		return CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = follow_validate(&h, code, &full, &f, e);
	rc = say_followed(se, &h, rc, &f, e);
	if (rc == CLI_DONE && !se->json)
		print_placement(&f);
	return rc;
}

static int
run_validate(struct session *se, int argc, char **argv, struct err *e)
{
	struct validation v = { .comment = NULL };
	const struct opt table[] = {
		{ "placement", OPT_STR, &v.placement, "N°", "le stage qu'il annonce" },
		{ "comment", OPT_STR, &v.comment, "TEXTE",
		    "remarque gardée avec la décision ; nécessaire si l'entreprise n'a pas signé" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e);

	if (n < 1)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	return validate(se, argv[1], argv + 2, n - 1, &v, e);
}

const struct verb verb_validate = {
	.name = "validate",
	.usage = "CODE [--placement N° | CHAMP=VALEUR...] [--comment TEXTE]",
	.help =
	    "le professeur valide un accord préalable revenu signé ; avec l'entreprise et les dates "
	    "(entreprise=... debut1=... fin1=...), il devient un stage",
	.run = run_validate,
};
