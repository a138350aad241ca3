#include <stddef.h>

#include "app/follow/hand.h"
#include "app/home.h"
#include "base/err.h"
#include "cli/hand_say_imp.h"
#include "cli/role_imp.h"
#include "cli/verbs_imp.h"

static int
hand(struct session *se, const struct hand_request *q, struct err *e)
{
	struct hand_report r = { .arena = ARENA_INIT };
	struct home h;
	int rc = home_open(&h, se->dir, se->actor, e), status;

	if (rc == 0)
		rc = hand_out(&h, q, &r, e);
	status = say_handed(se, &r, "confié", rc, e);
	hand_report_release(&r);
	home_close(&h);
	return status;
}

static int
run_handout(struct session *se, int argc, char **argv, struct err *e)
{
	struct hand_request q = { .copy = 0 };
	const char *to = "";
	const struct opt table[] = {
		{ "to", OPT_STR, &to, "RÔLE", "chez qui : étudiant, entreprise, chef..." },
		{ "section", OPT_STR, &q.section, "SIGLE",
		    "toutes les conventions de la section dont c'est le tour" },
		{ "list", OPT_STR, &q.list, "FICHIER", "une liste : un code par ligne" },
		{ "copy", OPT_INT, &q.copy, "N", "cet exemplaire seulement" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e);

	if (n < 0)
		return opt_exit(n);
	if (n == 0 && q.section == NULL && q.list == NULL)
		return CLI_USAGE;
	if (role_typed(to, &q.role, e) < 0)
		return CLI_USAGE;
	q.codes = argv + 1;
	q.n_codes = (size_t)n;
	return hand(se, &q, e);
}

const struct verb verb_handout = {
	.name = "handout",
	.usage = "CODE...|--section SIGLE|--list FICHIER --to RÔLE [--copy N]",
	.help = "des exemplaires partent se faire signer : chez qui, depuis quand",
	.run = run_handout,
};
