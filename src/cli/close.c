#include <stdio.h>
#include <string.h>

#include "app/issue/certificate.h"
#include "app/follow/close.h"
#include "app/home.h"
#include "app/scope.h"
#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "base/number.h"
#include "cli/grid.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

enum { COMPANY_WIDTH = 30 };

static const char *
row_words(const struct close_row *r)
{
	if (r->done)
		return "clôturé maintenant";
	if (r->closed != 0)
		return "clôturé";
	return *r->lacks != '\0' ? r->lacks : "prêt à clôturer";
}

static void
add_row(struct grid *g, const struct close_row *r)
{
	char day[DATE_TEXT_SIZE];

	date_text(r->end, day);
	grid_add(g, TINT_DIM, r->who.placement);
	grid_add(g, TINT_NONE, r->class_label);
	grid_add(g, TINT_NONE, r->who.name);
	grid_add_cut(g, TINT_NONE, r->who.company, COMPANY_WIDTH);
	grid_addf(g, TINT_NONE, "fini le %s", day);
	grid_addf(g,
	    r->done || r->closed != 0 ? TINT_GOOD
	    : *r->lacks != '\0'       ? TINT_WARN
				      : TINT_NONE,
	    "%s%s", !r->done && r->closed == 0 && *r->lacks != '\0' ? "il manque : " : "",
	    row_words(r));
	grid_add(g, TINT_DIM, r->remark);
}

/* Those that are over: what can be closed, and what lacks. */
static void
print_rows(const struct closing *c, size_t *ready, size_t *lacking, size_t *going)
{
	struct grid g;

	*ready = *lacking = *going = 0;
	grid_init(&g, 7, 1, 2);
	for (size_t i = 0; i < c->n; i++) {
		const struct close_row *r = &c->rows[i];
		int open = r->closed == 0 && !r->done;

		if (!r->ended)
			++*going;
		else
			add_row(&g, r);
		*ready += r->ended && open && *r->lacks == '\0';
		*lacking += r->ended && open && *r->lacks != '\0';
	}
	grid_print(&g, stdout);
}

/* « 3 stages clôturés à l'instant, 1 auquel il manque quelque chose. » */
static void
print_counts(const struct closing *c, size_t ready, size_t lacking, size_t going)
{
	const struct {
		size_t n;
		const char *one, *many;
	} counts[] = { { c->done, "clôturé à l'instant", "clôturés à l'instant" },
		{ ready, "prêt à être clôturé", "prêts à être clôturés" },
		{ lacking, "auquel il manque quelque chose",
		    "auxquels il manque quelque chose" },
		{ going, "pas encore terminé", "pas encore terminés" } };
	const char *stage = "stage";

	if (c->n > going)
		putchar('\n');
	if (c->done + ready + lacking + going == 0) {
		puts("Aucun stage à clôturer.");
		return;
	}
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		if (counts[i].n == 0)
			continue;
		printf("%s%zu %s%s%s", *stage != '\0' ? "" : ", ", counts[i].n, stage,
		    *stage == '\0'    ? ""
		    : counts[i].n > 1 ? "s "
				      : " ",
		    counts[i].n > 1 ? counts[i].many : counts[i].one);
		stage = "";
	}
	puts(".");
}

static int
print_closing(const struct closing *c, int apply)
{
	size_t ready, lacking, going;

	print_rows(c, &ready, &lacking, &going);
	print_counts(c, ready, lacking, going);
	if (ready > 0 && !apply)
		puts(
		    "« paraphe close --section SIGLE » ou « paraphe close N° » clôture ceux qui sont "
		    "prêts.");
	if (lacking > 0)
		puts(
		    "Ce qui manque se complète (visit done, issue certificate), ou se passe avec un "
		    "motif : « paraphe close N° --reason MOTIF ».");
	if (c->batch != 0)
		printf(
		    "Pour revenir en arrière : paraphe undo lot-%lld\n", (long long)c->batch);
	return lacking > 0 ? CLI_WAITS : CLI_DONE;
}

static int
run_closing(struct session *se, struct home *h, const struct close_request *q, struct err *e)
{
	struct closing c = { .batch = 0 };
	int rc = close_run(h, q, &c, e), status = CLI_DONE;

	if (rc == 0 && !se->json)
		status = print_closing(&c, q->apply);
	for (size_t i = 0; rc == 0 && se->json && i < c.n; i++) {
		const struct close_row *r = &c.rows[i];

		say_json(close_row_js(r));
		if (r->ended && r->closed == 0 && !r->done && *r->lacks != '\0')
			status = CLI_WAITS;
	}
	closing_release(&c);
	return rc < 0 ? CLI_FAILED : status;
}

static int
run_hours(struct session *se, struct home *h, const struct account *q, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct accounted done;
	int rc = certificate_account(h, q, &a, &done, e);

	if (rc == 0 && se->json) {
		struct js *o = js_object();

		js_set_int(o, "event", done.event);
		js_set_real(o, "hours", done.now.hours);
		js_set_real(o, "planned", done.now.planned);
		if (done.now.cents >= 0)
			js_set_real(o, "paid", (double)done.now.cents / 100);
		say_json(o);
	} else if (rc == 0) {
		char planned[NUMBER_SIZE], paid[NUMBER_SIZE];

		printf(
		    "%s : %s (prévu : %s h)%s%s.\nPour revenir en arrière : paraphe undo fait-%lld\n",
		    done.who, certificate_duration(done.now.hours, &a),
		    number_text(done.now.planned, planned),
		    done.now.cents >= 0 ? ", gratification versée : " : "",
		    done.now.cents >= 0 ? money_text(done.now.cents, paid) : "",
		    (long long)done.event);
	}
	arena_release(&a);
	return rc == 0 ? CLI_DONE : e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

static int
run_words(struct session *se, struct home *h, struct close_request *q, struct account *acc,
    int n, char **argv, struct err *e)
{
	int says_hours = acc->hours != NULL || acc->absent != NULL || acc->paid != NULL;

	if (n == 2 && strcmp(argv[1], "hours") == 0 && says_hours) {
		acc->placement = argv[2];
		return run_hours(se, h, acc, e);
	}
	if (says_hours || n > 1)
		return CLI_USAGE;
	if (n == 1 && strcmp(argv[1], "list") != 0) {
		q->placement = argv[1];
		q->apply = 1;
	} else if (n == 0 && q->section != NULL) {
		q->apply = 1;
	}
	return run_closing(se, h, q, e);
}

static int
run_close(struct session *se, int argc, char **argv, struct err *e)
{
	struct close_request q = { .apply = 0 };
	struct account acc = { NULL, NULL, NULL, NULL };
	char year[10];
	const struct opt table[] = {
		{ "section", OPT_STR, &q.section, "SIGLE",
		    "clôture ce qui est prêt dans cette section ; avec list : dit seulement" },
		{ "year", OPT_STR, &q.year, "2026-2027",
		    "d'une année scolaire ; sans elle, celle en cours" },
		{ "reason", OPT_STR, &q.reason, "MOTIF",
		    "clôture aussi ce à quoi il manque "
		    "quelque chose" },
		{ "hours", OPT_STR, &acc.hours, "H", "hours N° : heures réellement faites" },
		{ "absent", OPT_STR, &acc.absent, "H",
		    "hours N° : heures d'absence, à déduire de celles prévues" },
		{ "paid", OPT_STR, &acc.paid, "EUROS",
		    "hours N° : gratification versée en tout" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (q.year == NULL) {
		school_year_of(time_date(time_now()), year);
		q.year = year;
	}
	if (home_open(&h, se->dir, se->actor, e) == 0 &&
	    scope_check(&h, q.section, q.year, e) == 0)
		status = run_words(se, &h, &q, &acc, n, argv, e);
	home_close(&h);
	return status;
}

const struct verb verb_close = {
	.name = "close",
	.usage =
	    "[list] [--section SIGLE] | N° [--reason MOTIF] | --section SIGLE [--reason MOTIF] | "
	    "hours N° --hours H|--absent H [--paid EUROS]",
	.help = "la fin d'un stage : ce qui manque, les heures faites, la clôture",
	.run = run_close,
};
