#include "app/import/change.h"

#include <stdio.h>
#include <string.h>

#include "app/home.h"
#include "app/issue/issue.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "base/number.h"
#include "store/event.h"
#include "store/store.h"

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
		names[i] = import_column_name(IMPORT_PLACEMENTS, words[i]);
		values[i] = equal + 1;
		if (names[i] == NULL)
			return err_set(e, ERR_USAGE,
			    "« %s » n'est pas un champ d'un stage ; « paraphe import placements "
			    "--columns » les donne tous",
			    words[i]);
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

		/* one value for all periods is meant for all */
		if (!is_given(given, "heures_semaine"))
			row_keep(r, given, arena_printf(a, "heures%d", n),
			    arena_str(a, number_text(p->weekly_hours, number)));
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

/* The placement to be changed, as it is. */
static int
lookup(struct home *h, const char *number, struct arena *a, struct stay *s, struct err *e)
{
	int there = stay_lookup(h->store, number, a, s, e);

	if (there == 0)
		return err_set(e, ERR_ABSENT, "aucun stage n° %s", number);
	if (there > 0 && *s->p.gone != '\0')
		return err_set(e, ERR_REFUSED, "le stage n° %s est annulé", number);
	return there < 0 ? -1 : 0;
}

/* A list may say again what is known; a person who adds it means another one. */
static int
is_known(const struct stay *now, const struct import_report *report, struct err *e)
{
	if (report->added > 0)
		return 0;
	return err_set(e, ERR_REFUSED,
	    "ce stage existe déjà : n° %s ; « paraphe placement change %s » le modifie",
	    now->p.number, now->p.number);
}

int
change_in(struct home *h, const char *number, const struct import_values *given,
    struct import_report *report, struct changed *out, struct err *e)
{
	struct import_options o = { .strict = 1, .batch = out->batch };
	struct arena a = ARENA_INIT;
	struct row row = { .n = 0 };
	struct stay before, now;
	int rc = 0;

	*report = (struct import_report){ .done = 0 };
	if (number != NULL && (rc = lookup(h, number, &a, &before, e)) == 0) {
		o.placement = before.p.id;
		keep_stay(&row, given, &before, &a);
	}
	for (size_t i = 0; i < given->n; i++)
		row_add(&row, given->names[i], given->values[i]);
	const struct import_values all = { row.names, row.values, row.n };

	if (rc == 0)
		rc = import_typed(h, IMPORT_PLACEMENTS, &all, &o, report, e);
	if (rc == 0)
		rc = refused(report, e);
	if (rc == 0)
		rc = stay_lookup_id(h->store, report->put, &a, &now, e) < 0 ? -1 : 0;
	if (rc == 0 && number == NULL)
		rc = is_known(&now, report, e);
	if (rc == 0) {
		out->event = report->event;
		out->placement = now.p.id;
		snprintf(out->number, sizeof out->number, "%s", now.p.number);
	}
	arena_release(&a);
	return rc;
}

int
change_placement(struct home *h, const char *number, const struct import_values *given,
    struct import_report *report, struct changed *out, struct err *e)
{
	int rc;

	*out = (struct changed){ .event = 0 };
	*report = (struct import_report){ .done = 0 };
	if (store_begin(h->store, e) < 0)
		return -1;
	rc = change_in(h, number, given, report, out, e);
	if (rc == 0)
		rc = store_commit(h->store, e);
	if (rc < 0)
		store_rollback(h->store);
	return rc;
}

/* Puts `to` in the place of `from`, unless it has become something else in between. */
static int
swap(struct home *h, int64_t placement, const struct js *from, const struct js *to,
    struct err *e)
{
	struct arena a = ARENA_INIT;
	struct stay now;
	int rc = stay_lookup_id(h->store, placement, &a, &now, e);

	if (rc > 0) {
		struct js *is = placement_js(&now.p);

		rc =
		    js_same(is, from)
			? placement_restore(h->store, placement, to, e)
			: err_set(e, ERR_REFUSED,
			      "le stage n° %s a été modifié depuis : annulez d'abord ce qui a suivi, "
			      "ou corrigez-le (« paraphe placement change %s »)",
			      now.p.number, now.p.number);
		js_free(is);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

int
change_undo(struct home *h, int64_t event, int64_t placement, int again, struct err *e)
{
	struct js *more = event_find_more(h->store, event, e);
	const struct js *before = js_member(more, "before"), *after = js_member(more, "after");
	int rc = before == NULL || after == NULL
		     ? err_set(e, ERR_REFUSED, "ce que disait le stage a été effacé")
		     : swap(h, placement, again ? before : after, again ? after : before, e);

	js_free(more);
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
