/* A row of placements: whom, where, when. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/import_imp.h"
#include "app/presence.h"
#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "domain/check.h"
#include "store/placement.h"

struct pupil_search {
	struct arena *a;
	int64_t enrolment;
	int n;
	const char *email; /* of the student */
	const char *sections; /* where the student is enrolled that year */
};

static int
take_pupil(void *ctx, const struct pupil *p)
{
	struct pupil_search *s = ctx;

	if (s->n++ == 0) {
		s->enrolment = p->enrolment.id;
		s->email = arena_str(s->a, p->student.email);
		s->sections = arena_str(s->a, p->section.code);
	}
	return 0;
}

static int
find_student(struct import_reader *r, int64_t *student, struct err *e)
{
	const char *last, *first, *birth = import_value(r, "etudiant_naissance");

	if (import_names(r, "etudiant", "etudiant_nom", "etudiant_prenom", &last, &first) < 0)
		return ROW_PUT_REFUSED;
	char *both = mem_printf("%s %s", last, first), *key = utf8_key(both);
	int n = student_match(r->home->store, key, birth, student, e);

	free(key);
	if (n == 0)
		import_say(r, "etudiant_nom",
		    "« %s »%s%s : étudiant inconnu ; importez d'abord les "
		    "étudiants",
		    both, birth != NULL ? ", né le " : "", birth != NULL ? birth : "");
	else if (n > 1)
		import_say(r, "etudiant_naissance",
		    "%d étudiants s'appellent « %s » : il faut la date de naissance", n, both);
	free(both);
	return n < 0 ? -1 : n == 1 ? 0 : ROW_PUT_REFUSED;
}

/* The student's enrolment of the row's year (and section, where it says one). */
static int
find_enrolment(
    struct import_reader *r, struct placement *p, const char **student_email, struct err *e)
{
	struct pupil_search s = { &r->arena, 0, 0, "", "" };
	struct pupil_filter f = { .year = import_school_year(r),
		.section = import_value(r, "section") };
	int rc = find_student(r, &f.student, e);

	if (rc != 0)
		return rc;
	if (pupil_each(r->home->store, &f, take_pupil, &s, e) < 0)
		return -1;
	if (s.n == 1) {
		p->enrolment = s.enrolment;
		*student_email = s.email;
		return 0;
	}
	if (s.n == 0)
		import_say(r, f.section != NULL ? "section" : "annee_scolaire",
		    "cet étudiant n'est pas inscrit en %s%s%s", f.year,
		    f.section != NULL ? " dans la section " : "",
		    f.section != NULL ? f.section : "");
	else
		import_say(r, "section",
		    "cet étudiant est inscrit dans plusieurs sections en %s : dites laquelle",
		    f.year);
	return ROW_PUT_REFUSED;
}

static int
find_company(struct import_reader *r, struct placement *p, struct err *e)
{
	const char *siret = import_value(r, "entreprise_siret"),
		   *name = import_value(r, "entreprise");
	char digits[CHECK_SIZE];
	struct company c;
	int n = 0;

	if (siret == NULL && name == NULL) {
		import_say(r, "entreprise", "il manque une valeur");
		return ROW_PUT_REFUSED;
	}
	if (siret != NULL) {
		const char *why = check_siret(siret, digits);

		if (why != NULL) {
			import_say(r, "entreprise_siret", "« %s » %s", siret, why);
			return ROW_PUT_REFUSED;
		}
		n = company_lookup_siret(r->home->store, digits, &r->arena, &c, e);
		p->company = n == 1 ? c.id : 0;
	} else {
		n = company_match(r->home->store, name, &p->company, e);
	}
	if (n == 0)
		import_say(r, siret != NULL ? "entreprise_siret" : "entreprise",
		    "« %s » : entreprise inconnue ; importez d'abord les entreprises",
		    siret != NULL ? siret : name);
	else if (n > 1)
		import_say(r, "entreprise",
		    "%d entreprises s'appellent « %s » : il faut le SIRET", n, name);
	return n < 0 ? -1 : n == 1 ? 0 : ROW_PUT_REFUSED;
}

static int
find_teacher(struct import_reader *r, struct placement *p, struct err *e)
{
	const char *email = import_value(r, "professeur_email");
	struct teacher t;

	if (email == NULL)
		return 0;
	int n = teacher_lookup_email(r->home->store, email, &r->arena, &t, e);

	if (n == 1)
		p->teacher = t.id;
	else if (n == 0)
		import_say(r, "professeur_email",
		    "« %s » : professeur inconnu ; importez d'abord les professeurs", email);
	return n < 0 ? -1 : n == 1 ? 0 : ROW_PUT_REFUSED;
}

/* One period from its columns; 1 taken, 0 none, -1 after import_say(). */
static int
take_period(struct import_reader *r, size_t n, struct placement *p)
{
	static const char *const starts[] = { "debut1", "debut2", "debut3" };
	static const char *const ends[] = { "fin1", "fin2", "fin3" };
	static const char *const offs[] = { "conges1", "conges2", "conges3" };
	const char *first = import_value(r, starts[n]), *last = import_value(r, ends[n]);
	const char *off = import_value(r, offs[n]);
	struct period *to = &p->periods[n];

	if (first == NULL && last == NULL)
		return 0;
	if (first == NULL || last == NULL) {
		import_say(r, first == NULL ? starts[n] : ends[n], "il manque une valeur");
		return -1;
	}
	if (date_parse(last) < date_parse(first)) {
		import_say(
		    r, ends[n], "« %s » vient avant le début du stage (%s)", last, first);
		return -1;
	}
	if (n > 0 && date_parse(first) <= date_parse(p->periods[n - 1].ends)) {
		import_say(r, starts[n],
		    "« %s » vient avant la fin de la période précédente (%s)", first,
		    p->periods[n - 1].ends);
		return -1;
	}
	*to = (struct period){ first, last, strtod(import_value(r, "heures_semaine"), NULL),
		off != NULL ? atoi(off) : 0 };
	if (off != NULL &&
	    to->days_off > presence_working_days(date_parse(first), date_parse(last), "")) {
		import_say(
		    r, offs[n], "« %s » : plus de jours de congé que de jours de stage", off);
		return -1;
	}
	return 1;
}

static int
take_periods(struct import_reader *r, struct placement *p)
{
	double weekly = strtod(import_value(r, "heures_semaine"), NULL);

	if (weekly < 1 || weekly > 60) {
		import_say(r, "heures_semaine",
		    "« %s » n'est pas une durée hebdomadaire (de 1 à 60)",
		    import_value(r, "heures_semaine"));
		return -1;
	}
	for (size_t i = 0; i < 3; i++) {
		int rc = take_period(r, i, p);

		if (rc < 0)
			return -1;
		if (rc == 0)
			break;
		p->n_periods = i + 1;
	}
	return 0;
}

struct overlap {
	const struct placement *p;
	char text[96];
};

/* Two placements of one student may not share a day. */
static int
compare_stay(void *ctx, const struct stay *s)
{
	struct overlap *o = ctx;

	/* the same one, imported again or changed */
	if (s->p.id == o->p->id)
		return 0;
	if (s->company.id == o->p->company &&
	    strcmp(s->p.periods[0].starts, o->p->periods[0].starts) == 0)
		return 0;
	for (size_t i = 0; i < s->p.n_periods; i++)
		for (size_t k = 0; k < o->p->n_periods; k++)
			if (strcmp(s->p.periods[i].starts, o->p->periods[k].ends) <= 0 &&
			    strcmp(o->p->periods[k].starts, s->p.periods[i].ends) <= 0) {
				snprintf(o->text, sizeof o->text, "stage n° %s, du %s au %s",
				    s->p.number, s->p.periods[i].starts, s->p.periods[i].ends);
				return 1;
			}
	return 0;
}

static int
check_overlap(struct import_reader *r, const struct placement *p, struct err *e)
{
	struct overlap o = { p, "" };
	struct stay_filter f = { .enrolment = p->enrolment };
	int rc = stay_each(r->home->store, &f, compare_stay, &o, e);

	if (rc == 1)
		import_say(
		    r, "debut1", "ces dates recouvrent celles d'un autre stage (%s)", o.text);
	return rc < 0 ? -1 : rc == 1 ? ROW_PUT_REFUSED : 0;
}

static void
take_texts(struct import_reader *r, struct placement *p)
{
	p->tutor_name = import_cell(r, "tuteur_nom");
	p->tutor_function = import_cell(r, "tuteur_fonction");
	p->tutor_email = import_cell(r, "tuteur_email");
	p->tutor_phone = import_cell(r, "tuteur_telephone");
	p->tasks = import_cell(r, "missions");
	p->schedule = import_cell(r, "horaires");
	p->unusual = import_cell(r, "particularites");
	p->gratification = import_cell(r, "gratification");
	p->benefits = import_cell(r, "avantages");
	p->workplace = import_cell(r, "lieu");
	p->insurance = import_cell(r, "assurance");
	p->rules = import_cell(r, "reglement");
	p->remarks = import_cell(r, "remarques");
}

int
import_put_placement(struct import_reader *r, struct err *e)
{
	struct placement p = { .id = r->options->placement };
	const char *student_email = "", *tutor_email = import_value(r, "tuteur_email");
	int rc = find_enrolment(r, &p, &student_email, e);

	if (rc == 0)
		rc = find_company(r, &p, e);
	if (rc == 0)
		rc = find_teacher(r, &p, e);
	if (rc == 0 && take_periods(r, &p) < 0)
		rc = ROW_PUT_REFUSED;
	if (rc == 0)
		rc = check_overlap(r, &p, e);
	if (rc != 0)
		return rc;
	if (tutor_email != NULL && strcasecmp(tutor_email, student_email) == 0) {
		import_say(
		    r, "tuteur_email", "« %s » est l'adresse de l'étudiant", tutor_email);
		return ROW_PUT_REFUSED;
	}
	take_texts(r, &p);
	rc = placement_put(r->home->store, &p, e);
	r->put = p.id;
	return rc;
}
