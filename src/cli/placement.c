#include <stdio.h>
#include <string.h>

#include "app/change.h"
#include "app/home.h"
#include "app/issue.h"
#include "app/presence.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "base/number.h"
#include "cli/grid.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"
#include "store/document.h"
#include "store/placement.h"

enum { COLUMNS = 6, COMPANY_WIDTH = 34, FIELDS_MAX = 48 };

struct listing {
	struct home *h;
	struct grid grid;
	int json;
	size_t n;
	struct err *e;
};

/* « en attente de l'étudiant », « à imprimer »; the document's number in *number, "" if none. */
static int
convention_state(struct home *h, const struct stay *s, struct arena *a, const char **words,
    const char **number, struct err *e)
{
	struct folded f;
	int rc = document_live(h->store, s->p.id, DOC_CONVENTION, a, &f, e);

	*words = rc == 1 ? arena_str(a, state_words(&f.shape, &f.state))
			 : doc_state_words(DOC_CONVENTION, STATE_DRAFT);
	*number = rc == 1 ? arena_str(a, f.d.number) : "";
	return rc < 0 ? -1 : 0;
}

static struct js *
periods_js(const struct stay *s)
{
	struct js *list = js_array();

	for (size_t i = 0; i < s->p.n_periods; i++) {
		const struct period *p = &s->p.periods[i];
		struct js *o = js_object();

		js_set_str(o, "start", p->starts);
		js_set_str(o, "end", p->ends);
		js_set_real(o, "weekly_hours", p->weekly_hours);
		js_set_int(o, "days_off", p->days_off);
		js_set_real(o, "hours", presence_period_hours(s, p));
		js_add(list, o);
	}
	return list;
}

static void
stay_json(const struct stay *s, const char *student, const char *state, const char *document)
{
	struct js *o = js_object();

	js_set_str(o, "placement", s->p.number);
	js_set_str(o, "student", student);
	js_set_str(o, "year", s->enrolment.year);
	js_set_str(o, "section", s->section.code);
	js_set_str(o, "class", s->enrolment.class_label);
	js_set_str(o, "company", s->company.name);
	js_set_str(o, "siret", s->company.siret);
	js_set_str(o, "teacher", s->teacher.id != 0 ? s->teacher.name : NULL);
	js_set_str(o, "tutor", s->p.tutor_name);
	js_set(o, "periods", periods_js(s));
	js_set_real(o, "hours", presence_hours(s));
	js_set_str(o, "document", *document != '\0' ? document : NULL);
	js_set_str(o, "state_words", state);
	say_json(o);
}

/* « 04/01/2027 » */
static const char *
short_date(const char *iso, struct arena *a)
{
	int y, m, d;

	if (date_parse(iso) == DATE_NONE)
		return "";
	date_split(date_parse(iso), &y, &m, &d);
	return arena_printf(a, "%02d/%02d/%04d", d, m, y);
}

static int
list_stay(void *ctx, const struct stay *s)
{
	struct listing *l = ctx;
	struct arena a = ARENA_INIT;
	const char *words, *number;
	struct who w;
	int rc = convention_state(l->h, s, &a, &words, &number, l->e);

	who_of_stay(s, &a, &w);
	l->n++;
	if (rc == 0 && l->json) {
		stay_json(s, w.name, words, number);
	} else if (rc == 0) {
		const struct period *last = &s->p.periods[s->p.n_periods - 1];

		grid_add(&l->grid, TINT_NONE, s->p.number);
		grid_add(&l->grid, TINT_NONE, s->enrolment.class_label);
		grid_add(&l->grid, TINT_BOLD, w.name);
		grid_add_cut(&l->grid, TINT_NONE, s->company.name, COMPANY_WIDTH);
		grid_addf(&l->grid, TINT_NONE, "%s – %s",
		    short_date(s->p.periods[0].starts, &a), short_date(last->ends, &a));
		grid_add(&l->grid, TINT_DIM, words);
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

static void
add_line(struct grid *g, const char *label, const char *text)
{
	if (*text == '\0')
		return;
	grid_add(g, TINT_DIM, label);
	grid_add(g, TINT_NONE, text);
}

static void
add_lines(struct grid *g, const char *label, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		grid_add(g, TINT_DIM, label);
		grid_addf(g, TINT_NONE, "%.*s", (int)n, text);
		label = "";
		text += n + (text[n] == '\n');
	}
}

/* « du 4 janvier 2027 au 12 février 2027, 35 h par semaine, 2 jours de congé : 203 h » */
static void
add_period(struct grid *g, const struct stay *s, size_t i)
{
	const struct period *p = &s->p.periods[i];
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE], weekly[NUMBER_SIZE], hours[NUMBER_SIZE];

	date_text(date_parse(p->starts), from);
	date_text(date_parse(p->ends), to);
	grid_addf(g, TINT_DIM, "Période %zu", i + 1);
	grid_addf(g, TINT_NONE,
	    "du %s au %s, %s h par semaine, %d jour%s de congé : %d jours, %s h", from, to,
	    number_text(p->weekly_hours, weekly), p->days_off, p->days_off > 1 ? "s" : "",
	    presence_period_days(s, p), number_text(presence_period_hours(s, p), hours));
}

static void
print_stay(const struct stay *s, const char *student, const char *words, const char *number)
{
	char code[DOC_CODE_SIZE] = "";
	struct grid g;

	if (*number != '\0')
		doc_code(number, code);
	grid_init(&g, 2, 0, 0);
	add_line(&g, "Stage n°", s->p.number);
	add_line(&g, "Étudiant", student);
	add_line(&g, "Classe", s->enrolment.class_label);
	add_line(&g, "Année", s->enrolment.year);
	add_line(&g, "Entreprise", s->company.name);
	add_line(&g, "Commune", s->company.city);
	add_line(&g, "Tuteur", s->p.tutor_name);
	add_line(&g, "Référent", s->teacher.id != 0 ? s->teacher.name : "");
	for (size_t i = 0; i < s->p.n_periods; i++)
		add_period(&g, s, i);
	add_lines(&g, "Activités", s->p.tasks);
	add_lines(&g, "Horaires", s->p.schedule);
	add_lines(&g, "À noter", s->p.unusual);
	add_line(&g, "Gratification", s->p.gratification);
	add_lines(&g, "Remarques", s->p.remarks);
	grid_add(&g, TINT_DIM, "Convention");
	grid_addf(&g, TINT_BOLD, "%s%s%s", code, *code != '\0' ? " : " : "", words);
	grid_print(&g, stdout);
	grid_release(&g);
}

static int
show_stay(struct session *se, struct home *h, const char *number, struct err *e)
{
	struct arena a = ARENA_INIT;
	const char *words, *document;
	struct stay s;
	struct who w;
	int rc = stay_lookup(h->store, number, &a, &s, e);

	if (rc == 0)
		rc = err_set(e, ERR_ABSENT, "aucun stage n° %s", number);
	if (rc == 1)
		rc = convention_state(h, &s, &a, &words, &document, e);
	if (rc == 0) {
		who_of_stay(&s, &a, &w);
		if (se->json)
			stay_json(&s, w.name, words, document);
		else
			print_stay(&s, w.name, words, document);
	}
	arena_release(&a);
	return rc == 0 ? CLI_DONE : CLI_FAILED;
}

static void
print_messages(const struct import_report *rep)
{
	for (size_t i = 0; i < rep->n_messages; i++)
		fprintf(stderr, "%s\n", rep->messages[i]);
}

/* What the change costs: nothing, a new version, an amendment. */
static void
print_cost(struct home *h, const char *number)
{
	struct issue_report r = { .batch = 0 };
	struct err e = ERR_INIT;
	int rc = change_cost(h, number, &r, &e);

	for (size_t i = 0; i < r.n_notices; i++)
		printf("%s : %s\n",
		    r.notices[i].severity == LAW_REFUSE ? "À corriger avant d'imprimer"
							: "À vérifier",
		    r.notices[i].text);
	if (rc == 0 && r.n_docs == 1 && r.docs[0].fate == ISSUE_REPLACED)
		printf(
		    "La convention imprimée n'est plus à jour (%s) : « paraphe issue convention "
		    "--placement %s » imprime la version %d, qui la remplace.\n",
		    r.docs[0].words, number, r.docs[0].version);
	else if (rc == 0 && r.n_docs == 1 && r.docs[0].fate == ISSUE_KEPT)
		printf("Convention : %s.\n", r.docs[0].words);
	issue_report_release(&r);
}

static int
change_one(struct session *se, struct home *h, const char *number, char **words, size_t n,
    struct err *e)
{
	const char *names[FIELDS_MAX], *values[FIELDS_MAX];
	struct import_values given = { names, values, n };
	struct import_report rep = { .done = 0 };
	int rc = change_words(words, n, names, values, e);

	if (rc == 0)
		rc = change_placement(h, number, &given, &rep, e);
	if (rc == 0) {
		print_messages(&rep);
		if (!se->json)
			puts(rep.added > 0     ? "Stage ajouté."
			     : rep.changed > 0 ? "Stage modifié."
					       : "Rien n'a changé.");
		if (number != NULL && rep.changed > 0 && !se->json)
			print_cost(h, number);
	}
	import_report_release(&rep);
	return rc == 0 ? CLI_DONE : e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

/* The words after `placement`, and what they ask. */
static int
run_words(struct session *se, struct home *h, const struct stay_filter *f, int n, char **argv,
    struct err *e)
{
	const char *word = n > 0 ? argv[1] : "list";

	if (strcmp(word, "list") == 0 && n <= 1)
		return list_stays(se, h, f->section, f->year, e);
	if (strcmp(word, "show") == 0 && n == 2)
		return show_stay(se, h, argv[2], e);
	if (strcmp(word, "add") == 0 && n > 1 && n - 1 <= FIELDS_MAX)
		return change_one(se, h, NULL, argv + 2, (size_t)n - 1, e);
	if (strcmp(word, "change") == 0 && n > 2 && n - 2 <= FIELDS_MAX)
		return change_one(se, h, argv[2], argv + 3, (size_t)n - 2, e);
	return CLI_USAGE;
}

static int
run_placement(struct session *se, int argc, char **argv, struct err *e)
{
	struct stay_filter f = { .year = NULL };
	const struct opt table[] = {
		{ "section", OPT_STR, &f.section, "SIGLE", "d'une section" },
		{ "year", OPT_STR, &f.year, "2026-2027", "d'une année scolaire" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (home_open(&h, se->dir, se->actor, e) == 0)
		status = run_words(se, &h, &f, n, argv, e);
	home_close(&h);
	return status;
}

const struct verb verb_placement = {
	.name = "placement",
	.usage = "[list] [--section SIGLE] [--year ANNÉE] | show N° | add CHAMP=VALEUR... | "
		 "change N° CHAMP=VALEUR...",
	.help =
	    "les stages : liste, détail, ajout, changement (champs : import --columns placements)",
	.run = run_placement,
};
