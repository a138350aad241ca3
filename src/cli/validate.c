#include <stddef.h>

#include "app/follow.h"
#include "app/home.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static int
run_validate(struct session *se, int argc, char **argv, struct err *e)
{
	const char *text = NULL;
	const struct opt table[] = {
		{ "comment", OPT_STR, &text, "TEXTE", "remarque gardée avec la décision" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc;
	struct followed f;
	struct home h;

	if (n != 1)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = follow_validate(&h, argv[1], text, &f, e);
	return say_followed(se, &h, rc, &f, e);
}

const struct verb verb_validate = {
	.name = "validate",
	.usage = "CODE [--comment TEXTE]",
	.help = "le professeur valide un accord préalable revenu signé",
	.run = run_validate,
};
