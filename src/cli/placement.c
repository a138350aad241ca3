#include <stdio.h>
#include <string.h>

#include "app/home.h"
#include "app/scope.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/grid.h"
#include "cli/placement_imp.h"
#include "cli/verbs_imp.h"
#include "store/placement.h"

enum { COLUMNS = 7, COMPANY_WIDTH = 34 };

struct listing {
	struct home *h;
	struct grid grid;
	int json;
	size_t n;
	struct err *e;
};

static int
list_stay(void *ctx, const struct stay *s)
{
	struct listing *l = ctx;
	struct arena a = ARENA_INIT;
	struct placement_more m;
	int rc = placement_more(l->h, s, &a, &m, l->e);

	l->n++;
	if (rc == 0 && l->json) {
		placement_json(s, &m);
	} else if (rc == 0) {
		const struct period *last = &s->p.periods[s->p.n_periods - 1];

		grid_add(&l->grid, TINT_NONE, s->p.number);
		grid_add(&l->grid, TINT_NONE, s->enrolment.class_label);
		grid_add(&l->grid, TINT_BOLD, m.student);
		grid_add_cut(&l->grid, TINT_NONE, s->company.name, COMPANY_WIDTH);
		grid_add_day(&l->grid, TINT_NONE, date_parse(s->p.periods[0].starts), "");
		grid_add_day(&l->grid, TINT_NONE, date_parse(last->ends), "");
		grid_addf(&l->grid, TINT_DIM, "%s%s%s", m.words,
		    m.ending.words != NULL ? " · " : "",
		    m.ending.words != NULL ? m.ending.words : "");
	}
	arena_release(&a);
	return rc;
}

static int
list_stays(
    struct session *se, struct home *h, const char *section, const char *year, struct err *e)
{
	struct stay_filter f = { .year = year, .section = section };
	struct listing l = { .h = h, .json = se->json, .e = e };

	grid_init(&l.grid, COLUMNS, 1, 0);
	int rc = stay_each(h->store, &f, list_stay, &l, e);

	if (rc == 0 && !se->json) {
		grid_print(&l.grid, stdout);
		printf("%s%zu stage%s\n", l.n > 0 ? "\n" : "", l.n, l.n > 1 ? "s" : "");
	}
	grid_release(&l.grid);
	return rc == 0 ? CLI_DONE : CLI_FAILED;
}

/* The words after `placement`, and what they ask. */
struct asked {
	struct stay_filter f;
	const char *reason, *on;
};

static int
run_words(struct session *se, struct home *h, const struct asked *q, int n, char **argv,
    struct err *e)
{
	const char *word = n > 0 ? argv[1] : "list";

	if (strcmp(word, "list") == 0 && n <= 1)
		return list_stays(se, h, q->f.section, q->f.year, e);
	if (strcmp(word, "show") == 0 && n == 2)
		return placement_show(se, h, argv[2], e);
	if (strcmp(word, "add") == 0 && n > 1)
		return placement_change(se, h, NULL, argv + 2, (size_t)n - 1, e);
	if (strcmp(word, "change") == 0 && n > 2)
		return placement_change(se, h, argv[2], argv + 3, (size_t)n - 2, e);
	if (strcmp(word, "cancel") == 0 && n == 2)
		return placement_cancel(se, h, argv[2], q->reason, e);
	if (strcmp(word, "interrupt") == 0 && n == 2)
		return placement_interrupt(se, h, argv[2], q->on, q->reason, e);
	return CLI_USAGE;
}

static int
run_placement(struct session *se, int argc, char **argv, struct err *e)
{
	struct asked q = { .reason = NULL };
	const struct opt table[] = {
		{ "section", OPT_STR, &q.f.section, "SIGLE", "d'une section" },
		{ "year", OPT_STR, &q.f.year, "2026-2027", "d'une année scolaire" },
		{ "reason", OPT_STR, &q.reason, "MOTIF",
		    "avec cancel et interrupt : pourquoi" },
		{ "on", OPT_STR, &q.on, "DATE", "avec interrupt : dernier jour de présence" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (home_open(&h, se->dir, se->actor, e) == 0 &&
	    scope_check(&h, q.f.section, q.f.year, e) == 0)
		status = run_words(se, &h, &q, n, argv, e);
	home_close(&h);
	return status;
}

const struct verb verb_placement = {
	.name = "placement",
	.usage = "[list] [--section SIGLE] [--year ANNÉE] | show N° | add CHAMP=VALEUR... | "
		 "change N° CHAMP=VALEUR... | interrupt N° --on DATE --reason MOTIF | "
		 "cancel N° --reason MOTIF",
	.help =
	    "les stages : liste, détail, ajout, changement, interruption, annulation (champs : "
	    "import --columns placements)",
	.run = run_placement,
};
