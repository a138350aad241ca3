#include <stddef.h>

#include "app/follow/follow.h"
#include "app/home.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static int
run_regularise(struct session *se, int argc, char **argv, struct err *e)
{
	const char *placement = NULL;
	const struct opt table[] = {
		{ "placement", OPT_STR, &placement, "N°", "le stage qu'elle concerne" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc;
	struct followed f;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (n == 2 && placement == NULL)
		placement = argv[2];
	else if (n != 1)
		return CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = follow_regularise(&h, argv[1], placement, &f, e);
	return say_followed(se, &h, rc, &f, e);
}

const struct verb verb_regularise = {
	.name = "regularise",
	.usage = "CODE --placement N°",
	.help = "rattache une convention vierge au stage (son numéro) qu'elle concerne",
	.run = run_regularise,
};
