#include <stddef.h>

#include "app/follow/follow.h"
#include "app/home.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static int
run_refuse(struct session *se, int argc, char **argv, struct err *e)
{
	const char *reason = NULL;
	const struct opt table[] = {
		{ "reason", OPT_STR, &reason, "MOTIF", "pourquoi il est refusé" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc;
	struct followed f;
	struct home h;

	if (n != 1)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = follow_refuse(&h, argv[1], reason, &f, e);
	return say_followed(se, &h, rc, &f, e);
}

const struct verb verb_refuse = {
	.name = "refuse",
	.usage = "CODE --reason MOTIF",
	.help = "le professeur refuse un accord préalable, avec un motif",
	.run = run_refuse,
};
