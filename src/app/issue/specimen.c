#include "app/issue/specimen.h"

#include <stddef.h>

#include "app/form.h"
#include "base/js.h"
#include "store/placement.h"

static struct stay
plain_stay(void)
{
	return (struct stay){
		.p = { .number = "0",
		    .tutor_name = "Camille Exemple",
		    .tutor_function = "responsable de service",
		    .tutor_email = "tuteur@entreprise.example",
		    .tutor_phone = "0639980001",
		    .tasks = "Première activité d’exemple\nSeconde activité d’exemple",
		    .schedule = "du lundi au vendredi, de 9 h à 12 h et de 13 h 30 à 17 h 30",
		    .unusual = "",
		    .gratification = "",
		    .benefits = "",
		    .workplace = "",
		    .insurance = "",
		    .rules = "",
		    .remarks = "",
		    .periods = { { "2027-01-04", "2027-02-12", 35, 0 } },
		    .n_periods = 1 },
		.student = { .id = 1,
		    .last_name = "Exemple",
		    .first_name = "Dominique",
		    .birth_date = "2007-03-14",
		    .email = "etudiant@lycee.example",
		    .phone = "0639980002",
		    .address = "1 rue Basse",
		    .postcode = "71990",
		    .city = "Villenard",
		    .guardian_name = "",
		    .guardian_email = "",
		    .guardian_phone = "" },
		.enrolment = { .year = "2026-2027",
		    .year_of_study = 2,
		    .class_label = "SIO2",
		    .left_on = "" },
		.section = { .code = "SIO",
		    .title = "Formation d’exemple",
		    .label = "BTS exemple",
		    .hours = "900 heures par année",
		    .annex = "SIO" },
		.company = { .name = "Entreprise d’exemple",
		    .siret = "00007131600012",
		    .address = "2 rue Basse",
		    .postcode = "71990",
		    .city = "Villenard",
		    .country = "France",
		    .phone = "0353010002",
		    .email = "contact@entreprise.example",
		    .activity = "Activité d’exemple",
		    .representative = "Sacha Modèle",
		    .representative_function = "responsable du personnel" },
		.teacher = { .name = "Alix Exemple",
		    .email = "professeur@lycee.example",
		    .phone = "",
		    .discipline = "Informatique" },
	};
}

static struct stay
full_stay(void)
{
	struct stay s = plain_stay();

	s.p.unusual = "un dimanche sur deux";
	s.p.gratification = "4,50 € par heure de présence";
	s.p.benefits = "titres-restaurant";
	s.p.workplace = "autre site, 3 rue Haute, 71990 Villenard";
	s.p.insurance = "contrat d’exemple";
	s.p.rules = "port du badge";
	s.p.remarks = "Remarque d’exemple.";
	s.p.periods[1] = (struct period){ "2027-03-01", "2027-03-26", 32, 1 };
	s.p.n_periods = 2;
	s.student.birth_date = "2010-01-01";
	s.student.guardian_name = "Claude Exemple";
	s.student.guardian_email = "responsable@courriel.example";
	s.student.guardian_phone = "0639980003";
	s.student.female = 1;
	s.teacher.female = 1;
	return s;
}

static struct stay
abroad_stay(void)
{
	struct stay s = full_stay();

	s.p.workplace = "autre site, 3 rue Haute, 1000 Bruxelles";
	s.student.birth_date = "2007-03-14";
	s.student.guardian_name = s.student.guardian_email = s.student.guardian_phone = "";
	s.company.siret = "";
	s.company.postcode = "1000";
	s.company.city = "Bruxelles";
	s.company.country = "Belgique";
	s.company.phone = "+3221234567";
	return s;
}

static struct stay
stay_of(enum specimen which)
{
	switch (which) {
	case SPECIMEN_FULL:
		return full_stay();
	case SPECIMEN_ABROAD:
		return abroad_stay();
	case SPECIMEN_PLAIN:
	case SPECIMEN_BARE:
	case SPECIMEN_COUNT:
		break;
	}
	return plain_stay();
}

/* The invented section has no periods in the store. */
static void
add_section_period(struct js *fields)
{
	struct js *section = js_copy(js_member(fields, "section"));
	struct js *list = js_array(), *o = js_object();

	js_set_int(o, "n", 1);
	js_set_int(o, "year_of_study", 2);
	js_set_str(o, "title", "Stage de deuxième année");
	js_set_int(o, "weeks", 6);
	js_set_str(o, "start", "2027-01-04");
	js_set_str(o, "end", "2027-02-12");
	js_add(list, o);
	js_set(section, "periods", list);
	js_set(fields, "section", section);
}

struct js *
specimen_fields(const struct fields_about *about, enum specimen which, struct err *e)
{
	struct stay s = stay_of(which);
	struct js *fields;

	if (which == SPECIMEN_BARE)
		return fields_generic(about, NULL, NULL, e);
	fields = fields_of_stay(about, &s, e);
	if (fields != NULL) {
		add_section_period(fields);
		fields_set_document(fields, "amends", "0000-0000-0000");
		fields_set_document(fields, "amends_issued_on", "2026-12-01");
		fields_set_document(fields, "rank", "2");
		fields_set_document(fields, "changes", "dates ou horaires, tuteur");
		if (about->form->kind == DOC_AMENDMENT)
			fields_set_document(fields, "former_tutor", "Claude Exemple");
		fields_set_document(fields, "awaited", "la signature de l’entreprise");
		fields_set_document(fields, "refused_on", "2026-12-01");
		fields_set_document(fields, "refusal", "motif d'exemple");
	}
	return fields;
}
