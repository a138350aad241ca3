#include <stdio.h>

#include "app/home.h"
#include "app/lint.h"
#include "app/lint_templates.h"
#include "app/who.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"
#include "store/document.h"
#include "store/placement.h"

struct linting {
	struct home *h;
	const struct law *law;
	date today;
	int json;
	size_t stays, warnings, refusals;
	struct err *e;
};

static void
say_finding(const struct linting *l, const struct stay *s, const struct who *w,
    const struct law_finding *f)
{
	struct js *o;

	if (!l->json) {
		printf("%s stage n° %s, %s (%s) : %s\n",
		    f->severity == LAW_REFUSE ? "à corriger" : "à vérifier", s->p.number,
		    w->name, s->enrolment.class_label, f->text);
		return;
	}
	o = js_object();
	js_set_str(o, "placement", s->p.number);
	js_set_str(o, "student", w->name);
	js_set_str(o, "rule", f->id);
	js_set_str(o, "severity", f->severity == LAW_REFUSE ? "refuse" : "warn");
	js_set_str(o, "text", f->text);
	say_json(o);
}

/* A convention keeps the judgment of the day on which it was issued. */
static int
judgment_day(const struct linting *l, const struct stay *s, struct arena *a, date *day)
{
	struct folded live;
	int rc = document_live(l->h->store, s->p.id, DOC_CONVENTION, a, &live, l->e);

	*day = rc == 1 ? time_date(live.d.issued_at) : l->today;
	return rc < 0 ? -1 : 0;
}

static int
lint_one(void *ctx, const struct stay *s)
{
	struct linting *l = ctx;
	struct law_findings found = LAW_FINDINGS_INIT;
	struct arena a = ARENA_INIT;
	struct who w;
	date day;
	int rc = judgment_day(l, s, &a, &day);

	if (rc == 0)
		rc = lint_stay(l->h, l->law, s, day, &found, l->e);
	who_of_stay(s, &a, &w);
	l->stays++;
	for (size_t i = 0; rc == 0 && i < found.n; i++) {
		say_finding(l, s, &w, &found.at[i]);
		*(found.at[i].severity == LAW_REFUSE ? &l->refusals : &l->warnings) += 1;
	}
	law_findings_release(&found);
	arena_release(&a);
	return rc;
}

static int
lint_stays(struct linting *l, const struct stay_filter *f, struct err *e)
{
	if (stay_each(l->h->store, f, lint_one, l, e) < 0)
		return CLI_FAILED;
	if (!l->json)
		printf("%zu stage%s : %zu à corriger, %zu à vérifier\n", l->stays,
		    l->stays > 1 ? "s" : "", l->refusals, l->warnings);
	return l->refusals > 0 ? CLI_WAITS : CLI_DONE;
}

static void
say_template(void *ctx, const char *line)
{
	const struct session *se = ctx;
	struct js *o;

	if (!se->json) {
		printf("à corriger %s\n", line);
		return;
	}
	o = js_object();
	js_set_str(o, "text", line);
	say_json(o);
}

/* The forms and templates of the home, before any paper is printed with them. */
static int
lint_texts(struct session *se, struct home *h, struct err *e)
{
	struct templates_check check = { .say = say_template, .ctx = se };

	if (lint_templates(h, &check, e) < 0)
		return CLI_FAILED;
	if (!se->json)
		printf("%zu formulaires et leurs modèles : %zu à corriger\n", check.forms,
		    check.problems);
	return check.problems > 0 ? CLI_WAITS : CLI_DONE;
}

static int
lint_law(struct session *se, struct home *h, const struct stay_filter *f, struct err *e)
{
	struct law law = { .rules = NULL };
	int status = CLI_FAILED;

	if (lint_rules(&law, h, e) == 0) {
		struct linting l = { .h = h,
			.law = &law,
			.today = time_date(time_now()),
			.json = se->json,
			.e = e };

		status = lint_stays(&l, f, e);
	}
	law_release(&law);
	return status;
}

static int
run_lint(struct session *se, int argc, char **argv, struct err *e)
{
	struct stay_filter f = { .year = NULL };
	int templates = 0;
	const struct opt table[] = {
		{ "section", OPT_STR, &f.section, "SIGLE", "les stages d'une section" },
		{ "placement", OPT_STR, &f.number, "N°", "un stage" },
		{ "year", OPT_STR, &f.year, "2026-2027", "ceux d'une année scolaire" },
		{ "templates", OPT_FLAG, &templates, NULL,
		    "les formulaires et leurs modèles, au lieu des stages" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (n > 0)
		return CLI_USAGE;
	if (home_open(&h, se->dir, se->actor, e) == 0)
		status = templates ? lint_texts(se, &h, e) : lint_law(se, &h, &f, e);
	home_close(&h);
	return status;
}

const struct verb verb_lint = {
	.name = "lint",
	.usage = "[--section SIGLE|--placement N°] [--year ANNÉE] | --templates",
	.help = "ce que la loi demande aux stages, article par article",
	.run = run_lint,
};
