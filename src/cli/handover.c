#include <stddef.h>

#include "app/follow.h"
#include "app/home.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static int
run_handover(struct session *se, int argc, char **argv, struct err *e)
{
	const char *to = NULL, *reason = NULL;
	int copy = 0;
	const struct opt table[] = {
		{ "copy", OPT_INT, &copy, "N", "cet exemplaire seulement" },
		{ "to", OPT_STR, &to, "NOM", "à qui il a été remis" },
		{ "reason", OPT_STR, &reason, "MOTIF",
		    "pourquoi remettre un exemplaire incomplet" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), rc;
	struct followed f;
	struct home h;

	if (n != 1)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = follow_handover(&h, argv[1], copy, to, reason, &f, e);
	return say_followed(se, &h, rc, &f, e);
}

const struct verb verb_handover = {
	.name = "handover",
	.usage = "CODE [--copy N] [--to NOM] [--reason MOTIF]",
	.help = "les exemplaires signés sont remis à leurs destinataires",
	.run = run_handover,
};
