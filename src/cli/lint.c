#include <stdio.h>

#include "app/home.h"
#include "app/lint.h"
#include "app/issue/lint_templates.h"
#include "app/presence.h"
#include "app/scope.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "cli/lint_imp.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"
#include "store/document.h"
#include "store/placement.h"

struct linting {
	struct lint lint;
	date today;
	int json;
	int one; /* one placement was asked for */
	size_t stays, warnings, refusals;
	struct err *e;
};

static void
count_finding(struct linting *l, const struct law_finding *f)
{
	*(f->severity == LAW_REFUSE ? &l->refusals : &l->warnings) += 1;
}

static const char *
severity_words(enum law_severity s)
{
	return s == LAW_REFUSE ? "à corriger" : "à vérifier";
}

static void
say_finding(const struct linting *l, const struct stay *s, const struct who *w,
    const struct law_finding *f)
{
	struct js *o;

	if (!l->json) {
		printf("%s stage n° %s, %s (%s) : %s\n", severity_words(f->severity),
		    s->p.number, w->name, s->enrolment.class_label, f->text);
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
judgment_day(
    const struct linting *l, const struct stay *s, struct arena *a, struct lint_when *when)
{
	struct folded live;
	int rc = document_live(l->lint.home->store, s->p.id, DOC_CONVENTION, a, &live, l->e);

	*when = (struct lint_when){ .issued = l->today, .today = DATE_NONE };
	if (rc == 1)
		*when = (struct lint_when){ time_date(live.d.issued_at), l->today,
			live.state.state >= STATE_SIGNED_PRINCIPAL };
	return rc < 0 ? -1 : 0;
}

/* « 203 h de présence : 6 semaines × 35 h − ... » of the one placement that was asked for. */
static void
say_presence(const struct stay *s)
{
	struct buf sum = BUF_INIT;

	presence_words(s, &sum);
	printf("stage n° %s, présence : %s\n", s->p.number, sum.data);
	buf_release(&sum);
}

static int
lint_one(void *ctx, const struct stay *s)
{
	struct linting *l = ctx;
	struct law_findings found = LAW_FINDINGS_INIT;
	struct arena a = ARENA_INIT;
	struct who w;
	struct lint_when when;
	int rc = judgment_day(l, s, &a, &when);

	if (rc == 0)
		rc = lint_stay(&l->lint, s, &when, &found, l->e);
	who_of_stay(s, &a, &w);
	l->stays++;
	for (size_t i = 0; rc == 0 && i < found.n; i++) {
		say_finding(l, s, &w, &found.at[i]);
		count_finding(l, &found.at[i]);
	}
	if (rc == 0 && l->one && !l->json)
		say_presence(s);
	law_findings_release(&found);
	arena_release(&a);
	return rc;
}

/* The template that the next conventions will be made of. */
static int
lint_next(struct linting *l)
{
	struct law_findings found = LAW_FINDINGS_INIT;
	int rc = lint_convention(&l->lint, l->today, &found, l->e);

	for (size_t i = 0; rc == 0 && i < found.n; i++) {
		const struct law_finding *f = &found.at[i];

		if (!l->json)
			printf("%s modèle de la convention : %s\n", severity_words(f->severity),
			    f->text);
		count_finding(l, f);
	}
	law_findings_release(&found);
	return rc;
}

static int
lint_stays(struct linting *l, const struct stay_filter *f, struct err *e)
{
	if (lint_next(l) < 0 || stay_each(l->lint.home->store, f, lint_one, l, e) < 0)
		return CLI_FAILED;
	if (l->one && l->stays == 0) {
		err_set(e, ERR_ABSENT, "aucun stage n° %s", f->number);
		return CLI_FAILED;
	}
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
lint_law(struct session *se, struct home *h, const struct law *law, const struct stay_filter *f,
    struct err *e)
{
	struct linting l = { .today = time_date(time_now()),
		.json = se->json,
		.one = f->number != NULL,
		.e = e };
	int status = CLI_FAILED;

	if (lint_open(&l.lint, h, law, e) == 0)
		status = lint_stays(&l, f, e);
	lint_close(&l.lint);
	return status;
}

/* What of the law was asked for: its rules, or what they say of the placements. */
static int
lint_by_law(
    struct session *se, struct home *h, const struct stay_filter *f, int rules, struct err *e)
{
	struct law law;
	int status = CLI_DONE;

	if (lint_rules(&law, h, e) < 0)
		status = CLI_FAILED;
	else if (rules)
		lint_print_rules(&law, se->json);
	else
		status = lint_law(se, h, &law, f, e);
	law_release(&law);
	return status;
}

static int
run_lint(struct session *se, int argc, char **argv, struct err *e)
{
	struct stay_filter f = { .year = NULL };
	int templates = 0, rules = 0;
	const struct opt table[] = {
		{ "section", OPT_STR, &f.section, "SIGLE", "les stages d'une section" },
		{ "placement", OPT_STR, &f.number, "N°", "un stage" },
		{ "year", OPT_STR, &f.year, "2026-2027", "ceux d'une année scolaire" },
		{ "templates", OPT_FLAG, &templates, NULL,
		    "les formulaires et leurs modèles, au lieu des stages" },
		{ "rules", OPT_FLAG, &rules, NULL,
		    "les règles en vigueur, que paraphe.ini peut remplacer" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (n > 0)
		return CLI_USAGE;
	if (home_open(&h, se->dir, se->actor, e) == 0 &&
	    scope_check(&h, f.section, f.year, e) == 0)
		status = templates ? lint_texts(se, &h, e) : lint_by_law(se, &h, &f, rules, e);
	home_close(&h);
	return status;
}

const struct verb verb_lint = {
	.name = "lint",
	.usage = "[--section SIGLE|--placement N°] [--year ANNÉE] | --templates | --rules",
	.help = "ce que la loi demande aux stages, article par article",
	.run = run_lint,
};
