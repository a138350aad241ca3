#include <stdio.h>

#include "app/home.h"
#include "base/js.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"
#include "store/store.h"

static void
say_problem(void *ctx, const char *line)
{
	const struct session *se = ctx;
	struct js *o;

	if (!se->json) {
		puts(line);
		return;
	}
	o = js_object();
	js_set_str(o, "problem", line);
	say_json(o);
}

static void
print_count(const struct session *se, const struct store_check *c)
{
	struct js *o;

	if (se->json) {
		o = js_object();
		js_set_int(o, "events", c->events);
		js_set_int(o, "documents", c->documents);
		js_set_int(o, "objects", c->objects);
		js_set_int(o, "problems", c->problems);
		say_json(o);
		return;
	}
	printf("%lld faits enchaînés, %lld papiers, %lld objets archivés : ",
	    (long long)c->events, (long long)c->documents, (long long)c->objects);
	if (c->problems == 0)
		puts("tout est en ordre.");
	else
		printf(
		    "%lld problème%s.\n", (long long)c->problems, c->problems > 1 ? "s" : "");
}

static int
run_verify(struct session *se, int argc, char **argv, struct err *e)
{
	int quick = 0, n, rc;
	const struct opt table[] = {
		{ "quick", OPT_FLAG, &quick, NULL, "la base seulement, sans relire l'archive" },
		{ 0 },
	};
	struct store_check check = { .say = say_problem, .ctx = se };
	struct home h;

	n = opt_parse(table, argc, argv, e);
	if (n != 0)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = store_verify(h.store, !quick, &check, e);
	if (rc == 0)
		print_count(se, &check);
	home_close(&h);
	return rc < 0 || check.problems > 0 ? CLI_FAILED : CLI_DONE;
}

const struct verb verb_verify = {
	.name = "verify",
	.usage = "[--quick]",
	.help = "prouve que le journal est intact et que chaque page archivée est là",
	.run = run_verify,
};
