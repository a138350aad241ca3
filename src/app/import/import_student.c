/* A row of students: who it is, and where enrolled. */
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/import/import_imp.h"
#include "base/date.h"
#include "base/utf8.h"
#include "store/people.h"

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

int
import_put_student(struct import_reader *r, struct err *e)
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
		.female = import_female(r, "sexe"),
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

	r->put = en.id;

	return more < 0 ? -1 : rc == PUT_SAME && more != PUT_SAME ? PUT_CHANGED : rc;
}
