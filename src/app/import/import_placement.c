/* A row of placements: whom, where, when. */
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/import/import_imp.h"
#include "app/overlap.h"
#include "app/presence.h"
#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "domain/check.h"
#include "store/placement.h"

struct pupil_search {
	struct arena *a;
	int64_t enrolment, student;
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
		s->student = p->student.id;
		s->email = arena_str(s->a, p->student.email);
		s->sections = arena_str(s->a, p->section.code);
	}
	return 0;
}

/* Who a person means, as for any other command: by names in any order. */
static int
find_typed(struct import_reader *r, const char *words, int64_t *student, struct err *e)
{
	struct pupil_search s = { .a = &r->arena };
	const struct pupil_filter f = { .year = import_school_year(r),
		.section = import_value(r, "section"),
		.name = words };

	if (pupil_each(r->home->store, &f, take_pupil, &s, e) < 0)
		return -1;
	*student = s.student;
	if (s.n == 1)
		return 0;
	import_say(r, "etudiant",
	    s.n == 0
		? "« %s » : aucun étudiant de ce nom en %s"
		: "« %s » désigne plusieurs étudiants en %s : donnez nom et prénom, et au besoin "
		  "etudiant_naissance",
	    words, f.year);
	return ROW_PUT_REFUSED;
}

static int
find_student(struct import_reader *r, int64_t *student, struct err *e)
{
	const char *typed = r->file == NULL ? import_value(r, "etudiant") : NULL;
	const char *last, *first, *birth = import_value(r, "etudiant_naissance");

	if (typed != NULL && birth == NULL)
		return find_typed(r, typed, student, e);
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
	struct pupil_search s = { .a = &r->arena, .email = "", .sections = "" };
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

/* The company by the number that it has: a SIRET, or what stands for one abroad. */
static int
lookup_siret(struct import_reader *r, const char *siret, int64_t *id, struct err *e)
{
	char digits[CHECK_SIZE];
	struct company c;
	const char *why = check_siret(siret, digits);
	int n = company_lookup_siret(
	    r->home->store, why == NULL ? digits : siret, &r->arena, &c, e);

	if (n == 0 && why != NULL && import_is_france(import_value(r, "entreprise_pays"))) {
		import_say(r, "entreprise_siret", "« %s » %s", siret, why);
		return ROW_PUT_REFUSED;
	}
	*id = n == 1 ? c.id : 0;
	return n;
}

/* A company that the row itself describes: where it is must be said. */
static int
add_company(struct import_reader *r, int64_t *id, struct err *e)
{
	struct company c = {
		.name = import_value(r, "entreprise"),
		.siret = import_cell(r, "entreprise_siret"),
		.address = import_cell(r, "entreprise_adresse"),
		.postcode = import_cell(r, "entreprise_code_postal"),
		.city = import_value(r, "entreprise_ville"),
		.country = import_value(r, "entreprise_pays"),
		.phone = import_cell(r, "entreprise_telephone"),
		.email = import_cell(r, "entreprise_email"),
		.representative = import_cell(r, "representant"),
		.representative_function = import_cell(r, "representant_fonction"),
		.representative_female = -1,
		.staff = -1,
	};
	int rc;

	if (c.name == NULL || c.city == NULL) {
		import_say(r, c.name == NULL ? "entreprise_siret" : "entreprise",
		    "« %s » : entreprise inconnue ; importez d'abord les entreprises, ou dites aussi "
		    "son nom, sa commune (entreprise_ville), son adresse et son SIRET",
		    c.name != NULL ? c.name : c.siret);
		return ROW_PUT_REFUSED;
	}
	rc = import_put_company(r, &c, "entreprise_siret", "entreprise_code_postal", e);
	*id = c.id;
	return rc < 0 || rc == ROW_PUT_REFUSED ? rc : 1;
}

static int
find_company(struct import_reader *r, struct placement *p, struct err *e)
{
	const char *siret = import_value(r, "entreprise_siret"),
		   *name = import_value(r, "entreprise");
	int n;

	if (siret == NULL && name == NULL) {
		import_say(r, "entreprise", "il manque une valeur");
		return ROW_PUT_REFUSED;
	}
	n = siret != NULL ? lookup_siret(r, siret, &p->company, e)
			  : company_match(r->home->store, name, &p->company, e);
	if (n == 0)
		n = add_company(r, &p->company, e);
	if (n > 1 && n != ROW_PUT_REFUSED)
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

static int
take_hours(struct import_reader *r, const char *column, double *weekly)
{
	const char *value = import_value(r, column);

	*weekly = strtod(value, NULL);
	if (*weekly >= 1 && *weekly <= 60)
		return 0;
	import_say(r, column, "« %s » n'est pas une durée hebdomadaire (de 1 à 60)", value);
	return -1;
}

/* One period from its columns; 1 taken, 0 none, -1 after import_say(). */
static int
take_period(struct import_reader *r, size_t n, struct placement *p)
{
	static const char *const starts[] = { "debut1", "debut2", "debut3" };
	static const char *const ends[] = { "fin1", "fin2", "fin3" };
	static const char *const offs[] = { "conges1", "conges2", "conges3" };
	static const char *const hours[] = { "heures1", "heures2", "heures3" };
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
	*to = (struct period){
		.starts = first, .ends = last, .days_off = off != NULL ? atoi(off) : 0
	};
	if (take_hours(r, import_value(r, hours[n]) != NULL ? hours[n] : "heures_semaine",
		&to->weekly_hours) < 0)
		return -1;
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

static int
check_overlap(struct import_reader *r, const struct placement *p, struct err *e)
{
	char words[OVERLAP_WORDS_SIZE];
	int rc = overlap_find(r->home->store, p, words, e);

	if (rc == 1)
		import_say(
		    r, "debut1", "ces dates recouvrent celles d'un autre stage (%s)", words);
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
	struct stay before;
	const char *student_email = "", *tutor_email = import_value(r, "tuteur_email");
	int is_new, rc = find_enrolment(r, &p, &student_email, e);

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
	if (p.id == 0 && placement_match(r->home->store, &p, &p.id, e) < 0)
		return -1;
	is_new = p.id == 0;
	if (!is_new && stay_lookup_id(r->home->store, p.id, &r->arena, &before, e) < 0)
		return -1;
	rc = placement_put(r->home->store, &p, e);
	r->put = p.id;
	if ((rc == PUT_NEW || rc == PUT_CHANGED) &&
	    import_log_placement(r, is_new ? NULL : &before, p.id, e) < 0)
		return -1;
	return rc;
}
