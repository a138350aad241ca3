#include "app/change.h"

#include <string.h>

#include "app/home.h"
#include "app/issue.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/number.h"
#include "store/placement.h"

enum { FIELDS_MAX = 64 };

/* A row being put together: what the placement says, then what was given. */
struct row {
	const char *names[FIELDS_MAX], *values[FIELDS_MAX];
	size_t n;
};

int
change_words(
    char *const *words, size_t n, const char **names, const char **values, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		char *equal = strchr(words[i], '=');

		if (equal == NULL || equal == words[i])
			return err_set(e, ERR_USAGE, "« %s » : attendu champ=valeur", words[i]);
		*equal = '\0';
		names[i] = words[i];
		values[i] = equal + 1;
	}
	return 0;
}

static int
is_given(const struct import_values *given, const char *name)
{
	for (size_t i = 0; i < given->n; i++)
		if (strcmp(given->names[i], name) == 0)
			return 1;
	return 0;
}

static void
row_add(struct row *r, const char *name, const char *value)
{
	if (r->n < FIELDS_MAX) {
		r->names[r->n] = name;
		r->values[r->n++] = value;
	}
}

/* The value of today, unless another one is given. */
static void
row_keep(struct row *r, const struct import_values *given, const char *name, const char *value)
{
	if (!is_given(given, name))
		row_add(r, name, value);
}

static void
keep_periods(
    struct row *r, const struct import_values *given, const struct stay *s, struct arena *a)
{
	char number[NUMBER_SIZE];

	row_keep(r, given, "heures_semaine",
	    arena_str(a, number_text(s->p.periods[0].weekly_hours, number)));
	for (size_t i = 0; i < s->p.n_periods && i < 3; i++) {
		const struct period *p = &s->p.periods[i];
		int n = (int)i + 1;

		row_keep(r, given, arena_printf(a, "debut%d", n), p->starts);
		row_keep(r, given, arena_printf(a, "fin%d", n), p->ends);
		row_keep(r, given, arena_printf(a, "conges%d", n),
		    arena_printf(a, "%d", p->days_off));
	}
}

/* What a row of placements must say: whom, where, when. */
static void
keep_stay(
    struct row *r, const struct import_values *given, const struct stay *s, struct arena *a)
{
	row_keep(r, given, "etudiant_nom", s->student.last_name);
	row_keep(r, given, "etudiant_prenom", s->student.first_name);
	row_keep(r, given, "etudiant_naissance", s->student.birth_date);
	row_keep(r, given, "annee_scolaire", s->enrolment.year);
	row_keep(r, given, "section", s->section.code);
	if (!is_given(given, "entreprise") && !is_given(given, "entreprise_siret")) {
		row_add(r, "entreprise", s->company.name);
		row_add(r, "entreprise_siret", s->company.siret);
	}
	keep_periods(r, given, s, a);
}

static int
refused(const struct import_report *report, struct err *e)
{
	if (report->refused == 0)
		return 0;
	return err_set(e, ERR_INPUT, "%s",
	    report->n_messages > 0 ? report->messages[report->n_messages - 1] : "refusé");
}

int
change_placement(struct home *h, const char *number, const struct import_values *given,
    struct import_report *report, struct err *e)
{
	struct import_options o = { .strict = 1 };
	struct arena a = ARENA_INIT;
	struct row row = { .n = 0 };
	struct stay s;
	int rc = 0;

	*report = (struct import_report){ .done = 0 };
	if (number != NULL) {
		rc = stay_lookup(h->store, number, &a, &s, e);
		if (rc == 0)
			rc = err_set(e, ERR_ABSENT, "aucun stage n° %s", number);
		if (rc == 1) {
			o.placement = s.p.id;
			keep_stay(&row, given, &s, &a);
			rc = 0;
		}
	}
	for (size_t i = 0; i < given->n; i++)
		row_add(&row, given->names[i], given->values[i]);
	const struct import_values all = { row.names, row.values, row.n };

	if (rc == 0)
		rc = import_typed(h, IMPORT_PLACEMENTS, &all, &o, report, e);
	if (rc == 0)
		rc = refused(report, e);
	arena_release(&a);
	return rc;
}

int
change_cost(struct home *h, const char *number, struct issue_report *r, struct err *e)
{
	const struct issue_request q = {
		.kind = DOC_CONVENTION, .placement = number, .dry_run = 1
	};

	return issue_papers(h, &q, r, e);
}
