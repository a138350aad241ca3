/* `placement show`: one of them. */
#include <stdio.h>
#include <string.h>

#include "app/history.h"
#include "app/home.h"
#include "app/presence.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "base/number.h"
#include "cli/grid.h"
#include "cli/placement_imp.h"
#include "cli/say_imp.h"
#include "store/document.h"
#include "store/event.h"
#include "store/placement.h"

int
placement_more(struct home *h, const struct stay *s, struct arena *a, struct placement_more *m,
    struct err *e)
{
	struct folded f;
	struct who w;
	int rc = document_live(h->store, s->p.id, DOC_CONVENTION, a, &f, e);

	who_of_stay(s, a, &w);
	m->student = w.name;
	m->words = rc == 1 ? arena_str(a, state_words(&f.shape, &f.state))
			   : doc_state_words(DOC_CONVENTION, STATE_DRAFT);
	m->document = rc == 1 ? arena_str(a, f.d.number) : "";
	return rc < 0 ? -1 : stay_ending_load(h, s, a, &m->ending, e);
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

void
placement_json(const struct stay *s, const struct placement_more *m)
{
	struct js *o = js_object();

	js_set_str(o, "placement", s->p.number);
	js_set_str(o, "student", m->student);
	js_set_str(o, "year", s->enrolment.year);
	js_set_str(o, "section", s->section.code);
	js_set_str(o, "class", s->enrolment.class_label);
	js_set_str(o, "company", s->company.name);
	js_set_str(o, "siret", s->company.siret);
	js_set_str(o, "teacher", s->teacher.id != 0 ? s->teacher.name : NULL);
	js_set_str(o, "tutor", s->p.tutor_name);
	js_set(o, "periods", periods_js(s));
	js_set_real(o, "hours", presence_hours(s));
	js_set_str(o, "document", *m->document != '\0' ? m->document : NULL);
	js_set_str(o, "state_words", m->words);
	js_set_bool(o, "cancelled", strcmp(s->p.gone, "cancelled") == 0);
	js_set_str(o, "interrupted", *s->p.interrupted != '\0' ? s->p.interrupted : NULL);
	js_set_str(o, "reason", m->ending.reason);
	say_json(o);
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
print_stay(const struct stay *s, const struct placement_more *m)
{
	char code[DOC_CODE_SIZE] = "";
	struct grid g;

	if (*m->document != '\0')
		doc_code(m->document, code);
	grid_init(&g, 2, 0, 0);
	add_line(&g, "Stage n°", s->p.number);
	add_line(&g, "Étudiant", m->student);
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
	grid_addf(&g, TINT_BOLD, "%s%s%s", code, *code != '\0' ? " : " : "", m->words);
	if (m->ending.words != NULL) {
		grid_add(&g, TINT_DIM, "Ce stage est");
		grid_add(&g, TINT_WARN, m->ending.words);
	}
	grid_print(&g, stdout);
	grid_release(&g);
}

static void
add_fact(struct grid *g, const struct fact *f)
{
	struct buf words = BUF_INIT;
	char when[DATE_TEXT_SIZE + 16];

	time_text(f->at, when);
	history_words(NULL, f, &words);
	if (f->voided)
		buf_str(&words, " (annulé depuis)");
	grid_addf(g, TINT_DIM, "%lld", (long long)f->event);
	grid_add(g, TINT_NONE, when);
	grid_add(g, TINT_NONE, f->actor);
	grid_add(g, f->voided ? TINT_DIM : TINT_NONE, words.data);
	buf_release(&words);
}

/* What people did to it; an import of lists leaves no trace here. */
static int
print_history(struct home *h, const struct stay *s, struct arena *a, struct err *e)
{
	struct fact *facts;
	struct grid g;
	size_t n;

	if (event_list_of_placement(h->store, s->p.id, a, &facts, &n, e) < 0)
		return -1;
	if (n == 0)
		return 0;
	printf("\n%sHistoire%s\n", tint_start(stdout, TINT_BOLD), tint_end(stdout, TINT_BOLD));
	grid_init(&g, 4, 1, 2);
	for (size_t i = 0; i < n; i++)
		add_fact(&g, &facts[i]);
	grid_print(&g, stdout);
	grid_release(&g);
	return 0;
}

int
placement_show(struct session *se, struct home *h, const char *number, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct placement_more m;
	struct stay s;
	int rc = stay_lookup(h->store, number, &a, &s, e);

	if (rc == 0)
		rc = err_set(e, ERR_ABSENT, "aucun stage n° %s", number);
	if (rc == 1)
		rc = placement_more(h, &s, &a, &m, e);
	if (rc == 0 && se->json) {
		placement_json(&s, &m);
	} else if (rc == 0) {
		print_stay(&s, &m);
		rc = print_history(h, &s, &a, e);
	}
	arena_release(&a);
	return rc == 0 ? CLI_DONE : CLI_FAILED;
}
