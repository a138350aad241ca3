/* What each kind of row becomes. */
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/import/import_imp.h"
#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "domain/check.h"
#include "store/people.h"

int
import_female(const struct import_reader *r, const char *column)
{
	const char *sex = import_value(r, column);

	return sex == NULL ? -1 : *sex == 'F';
}

/* ---- sections ---- */

enum { SECTION_PERIODS_MAX = 32 };

/* « SIO2:2027-01-04/2027-02-12:Titre » */
static int
period_parse(struct import_reader *r, char *text, struct section_period *p)
{
	char *dates = strchr(text, ':'), *title, *slash, year[10], iso[DATE_ISO_SIZE];
	size_t n;

	if (dates == NULL)
		return -1;
	*dates++ = '\0';
	title = strchr(dates, ':');
	if (title != NULL)
		*title++ = '\0';
	n = strlen(text);
	while (n > 0 && text[n - 1] == ' ')
		n--;
	slash = strchr(dates, '/');
	/* 04/01/2027/12/02/2027 can't be cut: ISO dates only */
	if (n == 0 || (text[n - 1] != '1' && text[n - 1] != '2') || slash == NULL)
		return -1;
	*slash++ = '\0';
	date first = date_parse(dates), last = date_parse(slash);

	if (first == DATE_NONE || last == DATE_NONE || last < first)
		return -1;
	school_year_of(first, year);
	p->year = arena_str(&r->arena, year);
	p->year_of_study = text[n - 1] - '0';
	p->title = arena_str(&r->arena, title != NULL ? title + strspn(title, " ") : "");
	p->weeks = (int)(last - first) / 7 + 1;
	date_iso(first, iso);
	p->starts = arena_str(&r->arena, iso);
	date_iso(last, iso);
	p->ends = arena_str(&r->arena, iso);
	return 0;
}

static int
compare_periods(const void *a, const void *b)
{
	const struct section_period *x = a, *y = b;
	int order = strcmp(x->year, y->year);

	if (order == 0)
		order = x->year_of_study - y->year_of_study;
	return order != 0 ? order : strcmp(x->starts, y->starts);
}

/* Splits « a | b » and numbers the periods of each year of study; -1 after import_say(). */
static int
periods_parse(struct import_reader *r, const char *cell, struct section_period *p, size_t *n)
{
	char *text = arena_str(&r->arena, cell), *rest = NULL;

	*n = 0;
	for (char *at = strtok_r(text, "|\n", &rest); at != NULL;
	     at = strtok_r(NULL, "|\n", &rest)) {
		at += strspn(at, " ");
		if (*at == '\0')
			continue;
		char *shown = arena_str(&r->arena, at);

		if (*n == SECTION_PERIODS_MAX || period_parse(r, at, &p[(*n)++]) < 0) {
			import_say(r, "periodes",
			    "« %s » n'est pas une période (attendu "
			    "SIO2:2027-01-04/2027-02-12:Titre)",
			    shown);
			return -1;
		}
	}
	qsort(p, *n, sizeof *p, compare_periods);
	for (size_t i = 0; i < *n; i++) {
		int follows = i > 0 && strcmp(p[i].year, p[i - 1].year) == 0 &&
			      p[i].year_of_study == p[i - 1].year_of_study;

		p[i].n = follows ? p[i - 1].n + 1 : 1;
	}
	return 0;
}

/* « BTS SIO », « BTS Tourisme » */
static const char *
default_label(struct import_reader *r, const char *code, const char *title)
{
	char *a = utf8_key(code), *b = utf8_key(title);
	const char *label = arena_printf(&r->arena, "BTS %s", strcmp(a, b) == 0 ? title : code);

	free(a);
	free(b);
	return label;
}

static int
put_section(struct import_reader *r, struct err *e)
{
	struct section_period periods[SECTION_PERIODS_MAX];
	struct section s = {
		.code = import_value(r, "code"),
		.title = import_value(r, "intitule"),
		.label = import_value(r, "libelle"),
		.hours = import_cell(r, "heures"),
		.annex = import_value(r, "annexe"),
	};
	size_t n = 0;
	const char *cell = import_value(r, "periodes");

	if (cell != NULL && periods_parse(r, cell, periods, &n) < 0)
		return ROW_PUT_REFUSED;
	if (strpbrk(s.code, " ./\\") != NULL ||
	    (s.annex != NULL && strpbrk(s.annex, "/\\") != NULL)) {
		import_say(r, "code",
		    "« %s » : un sigle et un nom d'annexe s'écrivent sans espace ni "
		    "barre",
		    s.code);
		return ROW_PUT_REFUSED;
	}
	if (s.label == NULL)
		s.label = default_label(r, s.code, s.title);
	if (s.annex == NULL)
		s.annex = s.code;
	int rc = section_put(r->home->store, &s, e);

	r->put = s.id;
	int more = rc < 0 ? -1 : section_put_periods(r->home->store, s.id, periods, n, e);

	return more < 0 ? -1 : more > rc ? more : rc;
}

/* ---- teachers ---- */

static int
put_teacher(struct import_reader *r, struct err *e)
{
	struct teacher t = {
		.name = arena_printf(
		    &r->arena, "%s %s", import_value(r, "prenom"), import_value(r, "nom")),
		.email = import_value(r, "email"),
		.phone = import_cell(r, "telephone"),
		.discipline = import_cell(r, "discipline"),
		.sections = import_cell(r, "sections"),
		.max_visits = import_cell(r, "max_visites"),
		.female = import_female(r, "sexe"),
	};

	int rc = teacher_put(r->home->store, &t, e);

	r->put = t.id;
	return rc;
}

/* ---- companies ---- */

int
import_is_france(const char *country)
{
	char *key = country != NULL ? utf8_key(country) : mem_str("");
	int yes = *key == '\0' || strcmp(key, "france") == 0 || strcmp(key, "fr") == 0 ||
		  strcmp(key, "fra") == 0;

	free(key);
	return yes;
}

/* The normal form by `check`, or -1 after import_say(); a cell that is absent or empty passes. */
static int
normal(struct import_reader *r, const char *column, const char **value,
    const char *(*check)(const char *, char[CHECK_SIZE]))
{
	char out[CHECK_SIZE];
	const char *why;

	if (*value == NULL || **value == '\0')
		return 0;
	why = check(*value, out);
	if (why != NULL) {
		import_say(r, column, "« %s » %s", *value, why);
		return -1;
	}
	*value = arena_str(&r->arena, out);
	return 0;
}

int
import_put_company(struct import_reader *r, struct company *c, const char *siret_column,
    const char *postcode_column, struct err *e)
{
	if (import_is_france(c->country)) {
		int bad = normal(r, siret_column, &c->siret, check_siret) < 0;

		bad |= normal(r, postcode_column, &c->postcode, check_postcode) < 0;
		if (bad)
			return ROW_PUT_REFUSED;
		c->country = "France";
	}
	return company_put(r->home->store, c, e);
}

static int
put_company(struct import_reader *r, struct err *e)
{
	const char *staff = import_value(r, "effectif");
	struct company c = {
		.name = import_value(r, "nom"),
		.siret = import_cell(r, "siret"),
		.address = import_cell(r, "adresse"),
		.postcode = import_cell(r, "code_postal"),
		.city = import_cell(r, "ville"),
		.country = import_value(r, "pays"),
		.phone = import_cell(r, "telephone"),
		.email = import_cell(r, "email"),
		.activity = import_cell(r, "activite"),
		.representative = import_cell(r, "representant"),
		.representative_function = import_cell(r, "representant_fonction"),
		.representative_female = import_female(r, "representant_sexe"),
		.staff = staff != NULL ? atoi(staff) : -1,
	};

	int rc = import_put_company(r, &c, "siret", "code_postal", e);

	r->put = c.id;
	return rc;
}

int
import_put(struct import_reader *r, enum import_kind kind, struct err *e)
{
	switch (kind) {
	case IMPORT_SECTIONS:
		return put_section(r, e);
	case IMPORT_TEACHERS:
		return put_teacher(r, e);
	case IMPORT_STUDENTS:
		return import_put_student(r, e);
	case IMPORT_COMPANIES:
		return put_company(r, e);
	case IMPORT_PLACEMENTS:
		return import_put_placement(r, e);
	case IMPORT_CALENDAR:
		return import_put_calendar(r, e);
	case IMPORT_KIND_COUNT:
		break;
	}
	return err_set(e, ERR_INTERNAL, "sorte d'import inconnue");
}
