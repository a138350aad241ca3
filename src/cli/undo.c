#include <stddef.h>

#include "app/follow/follow.h"
#include "app/home.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static int
run_undo(struct session *se, int argc, char **argv, struct err *e)
{
	const struct opt table[] = {
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc;
	struct followed f;
	struct home h;

	if (n != 1)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = follow_undo(&h, argv[1], &f, e);
	return say_followed(se, &h, rc, &f, e);
}

const struct verb verb_undo = {
	.name = "undo",
	.usage = "N°|fait-N°|lot-N°",
	.help = "revient sur une décision (son numéro) ou sur un lot entier (lot-42)",
	.run = run_undo,
};
