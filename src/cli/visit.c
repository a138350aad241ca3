#include <stdio.h>
#include <string.h>

#include "app/home.h"
#include "app/scope.h"
#include "app/teacher.h"
#include "app/follow/visit.h"
#include "app/follow/visit_assign.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "cli/grid.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

enum { COMPANY_WIDTH = 30, TOWNS_SHOWN = 12 };

/* All that the words and options after `visit` may say. */
struct asked {
	struct visit_filter filter;
	struct visit_choice choice;
	struct visit_report report;
	const char *teacher, *placement;
	int apply, dry_run;
};

/* ---- list ---- */

static void
print_title(struct grid *g, const char *name, size_t n)
{
	struct buf b = BUF_INIT;

	buf_printf(
	    &b, "%s – %zu étudiant%s", *name != '\0' ? name : "Personne", n, n > 1 ? "s" : "");
	grid_title(g, TINT_BOLD, b.data);
	buf_release(&b);
}

static void
add_row(struct grid *g, const struct visits *v, const struct visit_row *r)
{
	struct buf words = BUF_INIT;
	int due = visit_is_due(v, r);

	visit_words(v, r, &words);
	grid_add(g, TINT_DIM, r->who.placement);
	grid_add(g, TINT_NONE, r->class_label);
	grid_add(g, TINT_NONE, r->who.name);
	grid_add_cut(g, TINT_NONE, r->who.company, COMPANY_WIDTH);
	grid_addf(g, TINT_NONE, "%s%s", r->town,
	    r->abroad ? " (à l'étranger)"
	    : r->far  ? " (hors département)"
		      : "");
	grid_addf(g, due ? TINT_WARN : TINT_GOOD, "%zu/%d", r->course.n_visits, v->least);
	grid_add(g, TINT_DIM,
	    !r->sheet                          ? ""
	    : r->sheet_state == STATE_RETURNED ? "fiche revenue"
					       : "fiche imprimée");
	grid_add(g, due && r->end - v->today < 15 ? TINT_BAD : TINT_NONE, words.data);
	buf_release(&words);
}

static int
same_visitor(const struct visits *v, size_t i, size_t k)
{
	return v->rows[i].visitor == v->rows[k].visitor;
}

static void
print_list(const struct visits *v)
{
	struct grid g;
	size_t due = 0;

	grid_init(&g, 8, 1, 2);
	for (size_t i = 0; i < v->n; i++) {
		size_t end = i;

		while (end < v->n && same_visitor(v, i, end))
			end++;
		if (i == 0 || !same_visitor(v, i - 1, i))
			print_title(&g, v->rows[i].visitor_name, end - i);
		add_row(&g, v, &v->rows[i]);
		due += (size_t)visit_is_due(v, &v->rows[i]);
	}
	grid_print(&g, stdout);
	printf("%s%zu stage%s, %zu à visiter (%d contacts au moins : L124-1)\n",
	    v->n > 0 ? "\n" : "", v->n, v->n > 1 ? "s" : "", due, v->least);
}

/* The visits of one placement, with their numbers and comments. */
static void
print_visits(const struct visit_row *r)
{
	for (size_t i = 0; i < r->course.n_visits; i++) {
		const struct course_visit *x = &r->course.visits[i];
		char day[DATE_TEXT_SIZE];

		date_text(x->on, day);
		printf("  visite n° %lld, le %s, %s%s%s%s%s%s\n", (long long)x->event, day,
		    visit_mode_words(x->mode), x->by != NULL ? ", par " : "",
		    x->by != NULL ? x->by : "", x->comment != NULL ? " : « " : "",
		    x->comment != NULL ? x->comment : "", x->comment != NULL ? " »" : "");
	}
}

static int
run_list(struct session *se, struct home *h, const struct asked *q, struct err *e)
{
	struct visits v = { 0 };
	int rc = visits_load(h, &q->filter, &v, e);

	for (size_t i = 0; rc == 0 && se->json && i < v.n; i++)
		say_json(visit_row_js(&v, &v.rows[i]));
	if (rc == 0 && !se->json) {
		print_list(&v);
		for (size_t i = 0; q->placement != NULL && i < v.n; i++)
			print_visits(&v.rows[i]);
	}
	visits_release(&v);
	return rc < 0 ? CLI_FAILED : CLI_DONE;
}

/* ---- assign ---- */

/* « Brancey-le-Château (2), Villenard-sur-Orbe (4) » */
static void
add_towns(const struct visit_plan *p, int64_t teacher, struct buf *out)
{
	int shown = 0;

	for (size_t i = 0; i < p->v.n; i++) {
		const struct visit_row *r = &p->v.rows[i];
		int n = 0, seen = 0;

		if (p->teacher[i] != teacher || r->out != VISIT_IN)
			continue;
		for (size_t k = 0; k < p->v.n; k++)
			if (p->teacher[k] == teacher && p->v.rows[k].out == VISIT_IN &&
			    strcmp(p->v.rows[k].town_key, r->town_key) == 0) {
				n++;
				seen |= k < i;
			}
		if (seen || shown == TOWNS_SHOWN)
			continue;
		buf_printf(out, "%s%s%s (%d)", shown++ > 0 ? ", " : "", r->town,
		    r->abroad ? " à distance"
		    : r->far  ? "*"
			      : "",
		    n);
	}
}

static size_t
count_of(const struct visit_plan *p, int64_t teacher)
{
	size_t n = 0;

	for (size_t i = 0; i < p->v.n; i++)
		n += p->teacher[i] == teacher && p->v.rows[i].out == VISIT_IN;
	return n;
}

static void
print_teachers(const struct visit_plan *p)
{
	struct grid g;

	grid_init(&g, 5, 14, 2);
	grid_add(&g, TINT_BOLD, "professeur");
	grid_add(&g, TINT_BOLD, "étudiants");
	grid_add(&g, TINT_BOLD, "trajets");
	grid_add(&g, TINT_BOLD, "lointains");
	grid_add(&g, TINT_BOLD, "communes");
	for (size_t t = 0; t < p->n_teachers; t++) {
		const struct visit_teacher *x = &p->teachers[t];
		struct buf towns = BUF_INIT;

		if (x->sum.visits == 0)
			continue;
		add_towns(p, x->id, &towns);
		grid_add(&g, TINT_NONE, x->name);
		if (x->most >= 0)
			grid_addf(&g, TINT_NONE, "%d/%d", x->sum.visits, x->most);
		else
			grid_addf(&g, TINT_NONE, "%d", x->sum.visits);
		grid_addf(&g, TINT_NONE, "%d", x->sum.trips);
		grid_addf(&g, TINT_NONE, "%d", x->sum.far_trips);
		grid_add(&g, TINT_DIM, towns.data);
		buf_release(&towns);
	}
	grid_print(&g, stdout);
}

/* Who goes where, one line a student. */
static void
print_students(const struct visit_plan *p)
{
	struct grid g;

	grid_init(&g, 6, 1, 2);
	for (size_t t = 0; t <= p->n_teachers; t++) {
		int64_t id = t < p->n_teachers ? p->teachers[t].id : 0;
		size_t n = count_of(p, id);

		if (n == 0)
			continue;
		print_title(&g, t < p->n_teachers ? p->teachers[t].name : "", n);
		for (size_t i = 0; i < p->v.n; i++) {
			const struct visit_row *r = &p->v.rows[i];

			if (p->teacher[i] != id || r->out != VISIT_IN)
				continue;
			grid_add(&g, TINT_DIM, r->who.placement);
			grid_add(&g, TINT_NONE, r->class_label);
			grid_add(&g, TINT_NONE, r->who.name);
			grid_add_cut(&g, TINT_NONE, r->who.company, COMPANY_WIDTH);
			grid_add(&g, TINT_NONE, r->town);
			if (r->course.locked)
				grid_add(&g, TINT_DIM, "verrouillé");
			else if (r->visitor == id)
				grid_add(&g, TINT_DIM, "");
			else
				grid_addf(&g, TINT_WARN, "au lieu de %s",
				    r->visitor != 0 ? r->visitor_name : "personne");
		}
	}
	grid_print(&g, stdout);
}

static void
print_rules(const struct visit_plan *p)
{
	printf(
	    "\nRègles : au plus %d étudiants à la fois par professeur (D124-3) et pas plus que sa "
	    "limite (« max_visites »), dans ses sections ; des nombres égaux ; les trajets hors du "
	    "département (*) répartis ; une commune, un trajet, quand les stages ont lieu en même "
	    "temps ; à égalité, on ne change rien.\n",
	    p->v.at_once);
	if (p->everybody != NULL)
		printf(
		    "Aucun professeur n'est connu pour la section %s : tous ceux qui n'ont pas de "
		    "section peuvent y aller (colonne « sections » de l'import teachers).\n",
		    p->everybody);
}

static void
print_left_out(const struct visit_plan *p)
{
	size_t nobody = count_of(p, 0), out = 0;

	for (size_t i = 0; i < p->v.n; i++)
		out += p->v.rows[i].out != VISIT_IN;
	if (nobody > 0)
		printf(
		    "%zu stage%s sans visiteur : les professeurs de la section sont à leur limite.\n",
		    nobody, nobody > 1 ? "s restent" : " reste");
	if (out > 0)
		printf("%zu stage%s (terminé, interrompu ou clôturé, étudiant parti) %s pas "
		       "partagé%s.\n",
		    out, out > 1 ? "s" : "", out > 1 ? "ne sont" : "n'est", out > 1 ? "s" : "");
}

static struct js *
plan_row_js(const struct visit_plan *p, size_t i)
{
	const struct visit_row *r = &p->v.rows[i];
	struct js *o = js_object();
	const char *name = NULL;

	for (size_t t = 0; t < p->n_teachers; t++)
		if (p->teacher[i] == p->teachers[t].id)
			name = p->teachers[t].name;
	js_set_str(o, "placement", r->who.placement);
	js_set_str(o, "student", r->who.name);
	js_set_str(o, "town", r->town);
	js_set_bool(o, "far", r->far);
	js_set_str(o, "teacher", name);
	js_set_str(o, "before", r->visitor != 0 ? r->visitor_name : NULL);
	js_set_bool(o, "locked", r->course.locked);
	js_set_bool(o, "applied", p->batch != 0);
	return o;
}

static void
print_plan(const struct visit_plan *p, int apply)
{
	print_students(p);
	putchar('\n');
	print_teachers(p);
	print_left_out(p);
	print_rules(p);
	if (p->changed == 0)
		puts("\nRien à changer.");
	else if (!apply)
		printf(
		    "\n%zu changement%s proposé%s, rien n'est écrit. Pour adopter ce partage : « paraphe visit "
		    "assign --apply » ; pour fixer d'abord un stage : « paraphe visit assign N° "
		    "--teacher NOM --lock ».\n",
		    p->changed, p->changed > 1 ? "s" : "", p->changed > 1 ? "s" : "");
	else
		printf(
		    "\n%zu changement%s enregistré%s. Pour revenir en arrière : paraphe undo "
		    "lot-%lld\n",
		    p->changed, p->changed > 1 ? "s" : "", p->changed > 1 ? "s" : "",
		    (long long)p->batch);
}

static int
run_plan(struct session *se, struct home *h, const struct asked *q, struct err *e)
{
	struct visit_plan p = { .batch = 0 };
	int rc = visit_plan(h, &q->filter, q->apply, &p, e), nobody = 0;

	for (size_t i = 0; rc == 0 && se->json && i < p.v.n; i++)
		if (p.v.rows[i].out == VISIT_IN)
			say_json(plan_row_js(&p, i));
	if (rc == 0 && !se->json)
		print_plan(&p, q->apply);
	if (rc == 0)
		nobody = count_of(&p, 0) > 0;
	visit_plan_release(&p);
	return rc < 0 ? CLI_FAILED : nobody ? CLI_WAITS : CLI_DONE;
}

static int
run_choose(struct session *se, struct home *h, const struct asked *q, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct visit_chosen c;
	int rc = visit_choose(h, &q->choice, &a, &c, e);

	if (rc == 0 && se->json) {
		struct js *o = js_object();

		js_set_int(o, "event", c.event);
		js_set_str(o, "teacher", c.teacher);
		js_set_bool(o, "locked", c.locked);
		js_set_int(o, "at_once", c.students);
		say_json(o);
	} else if (rc == 0) {
		printf("%s : visites par %s%s.\n", c.who, c.teacher,
		    c.locked ? ", verrouillées (un nouveau partage n'y touche pas)" : "");
		if (c.students > c.at_once)
			printf(
			    "À vérifier : cela fait %d étudiants à la fois, la loi en veut %d au plus "
			    "(D124-3).\n",
			    c.students, c.at_once);
		if (c.most >= 0 && c.visits > c.most)
			printf("À vérifier : cela fait %d visites, sa limite est de %d.\n",
			    c.visits, c.most);
		printf(
		    "Pour revenir en arrière : paraphe undo fait-%lld\n", (long long)c.event);
	}
	arena_release(&a);
	return rc == 0 ? CLI_DONE : e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

/* ---- done ---- */

static int
run_done(struct session *se, struct home *h, const struct asked *q, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct visit_done d;
	int rc = visit_record(h, &q->report, &a, &d, e);

	if (rc == 0 && se->json) {
		struct js *o = js_object();

		js_set_int(o, "event", d.event);
		js_set_int(o, "done", d.n);
		js_set_int(o, "wanted", d.least);
		say_json(o);
	} else if (rc == 0) {
		printf("%s : visite enregistrée, %d/%d.\n", d.who, d.n, d.least);
		if (d.after)
			puts("À vérifier : cette date est après la fin du stage.");
		if (q->report.comment != NULL && q->report.corrects == NULL)
			puts(
			    "L'étudiant peut demander à lire le commentaire ; il est effacé avec le "
			    "dossier (« paraphe purge »).");
		printf(
		    "Pour corriger : paraphe visit done %s --correct %lld ... ; pour revenir en "
		    "arrière : paraphe undo fait-%lld\n",
		    q->report.placement, (long long)d.event, (long long)d.event);
	}
	arena_release(&a);
	return rc == 0 ? CLI_DONE : e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

/* ---- the verb ---- */

static int
run_words(
    struct session *se, struct home *h, struct asked *q, int n, char **argv, struct err *e)
{
	const char *word = n > 0 ? argv[1] : "list";

	if (strcmp(word, "list") == 0 && n <= 2) {
		q->placement = q->filter.placement = n == 2 ? argv[2] : q->placement;
		return run_list(se, h, q, e);
	}
	if (strcmp(word, "assign") == 0 && n == 1 && q->teacher == NULL && !q->choice.lock &&
	    !q->choice.unlock && !(q->apply && q->dry_run))
		return run_plan(se, h, q, e);
	if (strcmp(word, "assign") == 0 && n == 2 &&
	    (q->teacher != NULL || q->choice.lock || q->choice.unlock)) {
		q->choice.placement = argv[2];
		q->choice.teacher = q->teacher;
		return run_choose(se, h, q, e);
	}
	if (strcmp(word, "done") == 0 && n == 2) {
		q->report.placement = argv[2];
		q->report.by = q->teacher;
		return run_done(se, h, q, e);
	}
	return CLI_USAGE;
}

/* Of `list` the teacher is a filter. */
static int
find_teacher(struct home *h, struct asked *q, const char *word, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct teacher t = { .id = 0 };
	int rc = 0;

	if (q->teacher != NULL && strcmp(word, "list") == 0)
		rc = teacher_by_words(h->store, q->teacher, &a, &t, e);
	q->filter.teacher = t.id;
	arena_release(&a);
	return rc;
}

static int
run_visit(struct session *se, int argc, char **argv, struct err *e)
{
	struct asked q = { .apply = 0 };
	char year[10];
	const struct opt table[] = {
		{ "section", OPT_STR, &q.filter.section, "SIGLE", "d'une section" },
		{ "year", OPT_STR, &q.filter.year, "2026-2027",
		    "d'une année scolaire ; sans elle, celle en cours" },
		{ "teacher", OPT_STR, &q.teacher, "NOM",
		    "list : ses visites ; assign N° : qui visite ; done : qui a visité" },
		{ "placement", OPT_STR, &q.placement, "N°", "list : un stage et ses visites" },
		{ "todo", OPT_FLAG, &q.filter.todo, NULL, "list : ce qui reste à visiter" },
		{ "apply", OPT_FLAG, &q.apply, NULL,
		    "assign : adopte le partage ; sans elle, il est seulement proposé" },
		{ "dry-run", OPT_FLAG, &q.dry_run, NULL, "assign : propose seulement" },
		{ "lock", OPT_FLAG, &q.choice.lock, NULL,
		    "assign N° : un nouveau partage n'y touche pas" },
		{ "unlock", OPT_FLAG, &q.choice.unlock, NULL, "assign N° : défait --lock" },
		{ "on", OPT_STR, &q.report.on, "DATE",
		    "done : jour de la visite ; sans elle, "
		    "aujourd'hui" },
		{ "mode", OPT_STR, &q.report.mode, "MODE",
		    "done : « sur place », « téléphone » ou « visio » (on-site, phone, video) ; sans "
		    "elle, la case cochée sur la fiche revenue" },
		{ "comment", OPT_STR, &q.report.comment, "TEXTE",
		    "done : faits constatés seulement, l'étudiant peut demander à le lire" },
		{ "correct", OPT_STR, &q.report.corrects, "N°",
		    "done : remplace la visite de ce numéro, ce qui n'est pas dit reste" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (q.filter.year == NULL) {
		school_year_of(time_date(time_now()), year);
		q.filter.year = year;
	}
	if (home_open(&h, se->dir, se->actor, e) == 0 &&
	    scope_check(&h, q.filter.section, q.filter.year, e) == 0 &&
	    find_teacher(&h, &q, n > 0 ? argv[1] : "list", e) == 0)
		status = run_words(se, &h, &q, n, argv, e);
	home_close(&h);
	return status;
}

const struct verb verb_visit = {
	.name = "visit",
	.usage =
	    "[list] [--teacher NOM] [--section SIGLE] [--todo] | assign [--apply] | "
	    "assign N° --teacher NOM [--lock] | done N° --on DATE --mode MODE [--comment TEXTE]",
	.help = "les visites de stage : qui visite qui, ce qui est fait, ce qui reste à faire",
	.run = run_visit,
};
