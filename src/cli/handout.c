#include <stddef.h>

#include "app/follow.h"
#include "app/home.h"
#include "base/err.h"
#include "cli/role_imp.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static int
run_handout(struct session *se, int argc, char **argv, struct err *e)
{
	const char *to = "";
	enum role role = ROLE_STUDENT;
	int copy = 0;
	const struct opt table[] = {
		{ "copy", OPT_INT, &copy, "N", "cet exemplaire seulement" },
		{ "to", OPT_STR, &to, "RÔLE", "chez qui : étudiant, entreprise, chef..." },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc;
	struct followed f;
	struct home h;

	if (n != 1)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	if (role_typed(to, &role, e) < 0)
		return CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = follow_handout(&h, argv[1], copy, role, &f, e);
	return say_followed(se, &h, rc, &f, e);
}

const struct verb verb_handout = {
	.name = "handout",
	.usage = "CODE --to RÔLE [--copy N]",
	.help = "un exemplaire part se faire signer",
	.run = run_handout,
};
