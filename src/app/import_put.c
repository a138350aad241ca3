/* What each kind of row becomes. */
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/import_imp.h"
#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "domain/check.h"
#include "store/people.h"

static int
female(const struct import_reader *r, const char *column)
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
		.female = female(r, "sexe"),
	};

	return teacher_put(r->home->store, &t, e);
}

/* ---- students ---- */

/* 1 when the word has a small letter. */
static int
has_small_letter(const char *word, size_t n)
{
	char *copy = mem_str_n(word, n), *upper = utf8_upper(copy);
	int small = strcmp(copy, upper) != 0;

	free(copy);
	free(upper);
	return small;
}

int
import_split_name(const char *full, struct arena *a, const char **last, const char **first)
{
	const char *p = full;

	while (*p != '\0' && !has_small_letter(p, strcspn(p, " "))) {
		p += strcspn(p, " ");
		p += strspn(p, " ");
	}
	if (p == full || *p == '\0')
		return -1;
	size_t n = (size_t)(p - full);

	while (n > 0 && full[n - 1] == ' ')
		n--;
	*last = arena_str_n(a, full, n);
	*first = p;
	return 0;
}

/* Last and first name from two columns or from one; -1 after import_say(). */
int
import_names(struct import_reader *r, const char *one, const char *last_column,
    const char *first_column, const char **last, const char **first)
{
	const char *full = import_value(r, one);

	*last = import_value(r, last_column);
	*first = import_value(r, first_column);
	if (*last != NULL && *first != NULL)
		return 0;
	if (*last == NULL && *first == NULL && full != NULL) {
		if (import_split_name(full, &r->arena, last, first) == 0)
			return 0;
		import_say(r, one,
		    "« %s » : le nom et le prénom ne se distinguent pas (attendu « NOM Prénom »)",
		    full);
		return -1;
	}
	import_say(r, *last == NULL ? last_column : first_column, "il manque une valeur");
	return -1;
}

struct section_search {
	struct arena *a;
	const char *class_key;
	struct section found;
	size_t length; /* of the code that matched: the longest wins */
};

/* Does the class « SIO2 », « BTS SIO 2 A » name the section? */
static int
match_class(void *ctx, const struct section *s)
{
	struct section_search *search = ctx;
	char *code = utf8_key(s->code);
	const char *at = search->class_key;
	size_t n = strlen(code);

	while ((at = strstr(at, code)) != NULL) {
		int starts = at == search->class_key || at[-1] == ' ' ||
			     (at[-1] >= '0' && at[-1] <= '9');
		int ends = strchr("0123456789 ", at[n]) != NULL; /* the final 0 too */

		if (starts && ends && n > search->length) {
			search->found = (struct section){ .id = s->id,
				.code = arena_str(search->a, s->code) };
			search->length = n;
		}
		at++;
	}
	free(code);
	return 0;
}

/* The year of study that a class label tells: its only digit 1 or 2; 0. */
static int
class_year(const char *label)
{
	size_t n = strcspn(label, "12");

	if (label[n] == '\0' || label[n + 1 + strcspn(label + n + 1, "0123456789")] != '\0')
		return 0;
	return label[n] - '0';
}

/* The section of the row: its column, the command's option, or the class.  -1, ROW_PUT_REFUSED, 0. */
static int
section_of(struct import_reader *r, const char *class_label, int64_t *section,
    const char **code, struct err *e)
{
	const char *said = import_value(r, "section");
	struct section s;
	int rc;

	if (said == NULL)
		said = r->options->section;
	if (said != NULL) {
		rc = section_lookup(r->home->store, said, &r->arena, &s, e);
		if (rc == 0)
			import_say(r, "section",
			    "« %s » : section inconnue ; importez d'abord les sections", said);
	} else {
		char *key = utf8_key(class_label);
		struct section_search search = { &r->arena, key, { .id = 0 }, 0 };

		rc = section_each(r->home->store, match_class, &search, e) < 0 ? -1
		     : search.found.id != 0                                    ? 1
									       : 0;
		s = search.found;
		if (rc == 0)
			import_say(r, "classe",
			    "« %s » ne dit pas la section ; ajoutez une colonne « section » ou "
			    "l'option --section",
			    class_label);
		free(key);
	}
	if (rc <= 0)
		return rc < 0 ? -1 : ROW_PUT_REFUSED;
	*section = s.id;
	*code = s.code;
	return 0;
}

const char *
import_school_year(struct import_reader *r)
{
	const char *year = import_value(r, "annee_scolaire");
	char now[10];

	if (year == NULL)
		year = r->options->year;
	if (year != NULL)
		return year;
	school_year_of(time_date(time_now()), now);
	return arena_str(&r->arena, now);
}

static int
enrolment_of(struct import_reader *r, struct enrolment *en, struct err *e)
{
	const char *study = import_value(r, "annee"), *label = import_value(r, "classe");
	const char *code = "";
	int rc = section_of(r, label != NULL ? label : "", &en->section, &code, e);

	if (rc != 0)
		return rc;
	en->year = import_school_year(r);
	en->left_on = import_cell(r, "date_sortie");
	en->year_of_study = study != NULL                   ? *study - '0'
			    : r->options->year_of_study > 0 ? r->options->year_of_study
			    : label != NULL                 ? class_year(label)
							    : 0;
	if (en->year_of_study == 0) {
		import_say(r, "annee",
		    "l'année d'études (1 ou 2) n'est pas dite ; ajoutez une colonne « annee » ou "
		    "l'option --study");
		return ROW_PUT_REFUSED;
	}
	en->class_label =
	    label != NULL ? label : arena_printf(&r->arena, "%s%d", code, en->year_of_study);
	return 0;
}

/* The parents of an adult are nobody's business (minimisation): they are not kept. */
static void
take_guardian(struct import_reader *r, struct student *s)
{
	const char *name = import_cell(r, "responsable_nom");
	const char *first = import_value(r, "responsable_prenom");
	int adult = s->birth_date != NULL &&
		    date_age(date_parse(s->birth_date), time_date(time_now())) >= 18;

	if (adult && import_value(r, "responsable_nom") != NULL)
		r->dropped_guardians++;
	if (name != NULL && *name != '\0' && first != NULL)
		name = arena_printf(&r->arena, "%s %s", first, name);
	s->guardian_name = adult ? "" : name;
	s->guardian_email = adult ? "" : import_cell(r, "responsable_email");
	s->guardian_phone = adult ? "" : import_cell(r, "responsable_telephone");
}

/* Finds who the row means; a new one needs a birth date.  0, ROW_PUT_REFUSED, -1. */
static int
recognise(struct import_reader *r, struct student *s, struct err *e)
{
	struct store *st = r->home->store;
	int n = student_match_id(st, s->ine, s->local_id, &s->id, e);

	if (n == 0) {
		char *both = mem_printf("%s %s", s->last_name, s->first_name);
		char *key = utf8_key(both);

		n = student_match(st, key, s->birth_date, &s->id, e);
		free(both);
		free(key);
	}
	if (n < 0)
		return -1;
	if (n > 1) {
		import_say(r, "date_naissance",
		    "%d étudiants s'appellent %s %s : il faut la date de naissance", n,
		    s->first_name, s->last_name);
		return ROW_PUT_REFUSED;
	}
	if (n == 0 && s->birth_date == NULL) {
		import_say(r, "date_naissance",
		    "il manque une valeur : un nouvel étudiant a besoin d'une date de naissance");
		return ROW_PUT_REFUSED;
	}
	return 0;
}

static int
check_birth(struct import_reader *r, const char *birth_date)
{
	int age;

	if (birth_date == NULL)
		return 0;
	age = date_age(date_parse(birth_date), time_date(time_now()));
	if (age >= 13 && age <= 80)
		return 0;
	import_say(r, "date_naissance", "« %s » donne un âge de %d ans ; vérifiez l'année",
	    birth_date, age);
	return -1;
}

static int
put_student(struct import_reader *r, struct err *e)
{
	struct student s = {
		.birth_date = import_value(r, "date_naissance"),
		.ine = import_value(r, "ine"),
		.local_id = import_value(r, "identifiant"),
		.email = import_cell(r, "email"),
		.phone = import_cell(r, "telephone"),
		.address = import_cell(r, "adresse"),
		.postcode = import_cell(r, "code_postal"),
		.city = import_cell(r, "ville"),
		.female = female(r, "sexe"),
	};
	struct enrolment en = { .id = 0 };
	int rc;

	if (import_names(r, "eleve", "nom", "prenom", &s.last_name, &s.first_name) < 0 ||
	    check_birth(r, s.birth_date) < 0)
		return ROW_PUT_REFUSED;
	rc = enrolment_of(r, &en, e);
	if (rc == 0)
		rc = recognise(r, &s, e);
	if (rc != 0)
		return rc;
	take_guardian(r, &s);
	rc = student_put(r->home->store, &s, e);
	if (rc < 0)
		return -1;
	en.student = s.id;
	int more = enrolment_put(r->home->store, &en, e);

	return more < 0 ? -1 : rc == PUT_SAME && more != PUT_SAME ? PUT_CHANGED : rc;
}

/* ---- companies ---- */

static int
is_france(const char *country)
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
		.representative_female = female(r, "representant_sexe"),
		.staff = staff != NULL ? atoi(staff) : -1,
	};

	if (is_france(c.country)) {
		int bad = normal(r, "siret", &c.siret, check_siret) < 0;

		bad |= normal(r, "code_postal", &c.postcode, check_postcode) < 0;
		if (bad)
			return ROW_PUT_REFUSED;
		c.country = "France";
	}
	return company_put(r->home->store, &c, e);
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
		return put_student(r, e);
	case IMPORT_COMPANIES:
		return put_company(r, e);
	case IMPORT_PLACEMENTS:
		return import_put_placement(r, e);
	case IMPORT_KIND_COUNT:
		break;
	}
	return err_set(e, ERR_INTERNAL, "sorte d'import inconnue");
}
