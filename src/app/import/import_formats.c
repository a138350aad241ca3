#include "app/import/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const struct import_column section_columns[] = {
	{ "code", "sigle|section", TYPE_TEXT, NEED_VALUE, "sigle de la section : SIO" },
	{ "intitule", "titre|nom|libelle long", TYPE_TEXT, NEED_VALUE,
	    "intitulé complet du diplôme, sans « BTS »" },
	{ "libelle", "nom court", TYPE_TEXT, NEED_NO,
	    "nom court ; sans lui « BTS » et le sigle" },
	{ "heures", "volume horaire|heures d'enseignement", TYPE_TEXT, NEED_NO,
	    "volume horaire d'enseignement, en toutes lettres" },
	{ "annexe", "annexe pedagogique", TYPE_TEXT, NEED_NO,
	    "nom de l'annexe pédagogique ; sans elle, le sigle" },
	{ "periodes", "periodes de stage|stages", TYPE_LONG, NEED_NO,
	    "SIO2:2027-01-04/2027-02-12:Titre, « | » entre deux" },
	{ NULL, NULL, TYPE_TEXT, NEED_NO, NULL },
};

static const struct import_column teacher_columns[] = {
	{ "nom", "nom de famille|nom d'usage", TYPE_TEXT, NEED_VALUE, "nom de famille" },
	{ "prenom", "prenom 1", TYPE_TEXT, NEED_VALUE, "prénom" },
	{ "sexe", "civilite", TYPE_SEX, NEED_NO, "F ou M" },
	{ "email", "adresse e-mail|e-mail|courriel|mail|adresse electronique", TYPE_EMAIL,
	    NEED_VALUE, "adresse électronique" },
	{ "telephone", "tel|portable|telephone portable", TYPE_PHONE, NEED_NO, "téléphone" },
	{ "discipline", "matiere", TYPE_TEXT, NEED_NO, "discipline enseignée" },
	{ "sections", "section|sections suivies|formations", TYPE_TEXT, NEED_NO,
	    "sections dont il visite les étudiants : « SIO, CG »" },
	{ "max_visites", "max visites|visites|nombre de visites|visites max", TYPE_NUMBER,
	    NEED_NO, "étudiants qu'il visite au plus dans l'année" },
	{ NULL, NULL, TYPE_TEXT, NEED_NO, NULL },
};

static const struct import_column student_columns[] = {
	{ "nom", "nom de famille|nom eleve|nom d'usage eleve|elenom|nom etudiant", TYPE_TEXT,
	    NEED_NO, "nom de famille" },
	{ "prenom",
	    "prenom 1|prenom eleve|prenom usage|prenom d'usage|prenom_usage|elepre|prenom etudiant",
	    TYPE_TEXT, NEED_NO, "prénom" },
	{ "eleve", "eleves|etudiant|nom et prenom|nom prenom", TYPE_TEXT, NEED_NO,
	    "« NOM Prénom » en une colonne, à la place de nom et prenom" },
	{ "sexe", "elesexe|civilite", TYPE_SEX, NEED_NO, "F ou M" },
	{ "date_naissance",
	    "ne(e) le|date naiss|date naissance|date de naissance|eledatnais|naissance",
	    TYPE_DATE, NEED_NO, "date de naissance" },
	{ "email", "adresse e-mail|e-mail|courriel|mail|courriel eleve", TYPE_EMAIL, NEED_NO,
	    "adresse électronique" },
	{ "telephone", "portablenum|portablecomplet|telephone portable|portable|tel",
	    TYPE_PHONE, NEED_NO, "téléphone" },
	{ "adresse", "adres 1|adresse1|adresse 1", TYPE_TEXT, NEED_NO, "numéro et rue" },
	{ "code_postal", "cp|cp1|code postal", TYPE_POSTCODE, NEED_NO, "code postal" },
	{ "ville", "commune|commune1", TYPE_TEXT, NEED_NO, "commune" },
	{ "annee_scolaire", "", TYPE_SCHOOL_YEAR, NEED_NO,
	    "2026-2027 ; sans elle, l'année en cours ou --year" },
	{ "section", "formation|sigle", TYPE_TEXT, NEED_NO,
	    "sigle de la section ; sans elle, d'après la classe ou --section" },
	{ "annee", "annee d'etudes|annee de formation", TYPE_STUDY, NEED_NO,
	    "1 ou 2 ; sans elle, d'après la classe" },
	{ "classe", "classes|division|divcod|libelle classe|classe de rattachement", TYPE_TEXT,
	    NEED_NO, "classe : SIO2" },
	{ "responsable_nom",
	    "r1 nom|nom de famille repr legal|nom de famille resp legal1|nom responsable|"
	    "nom de famille resp legal 1|responsable",
	    TYPE_TEXT, NEED_NO, "représentant légal d'un mineur" },
	{ "responsable_prenom",
	    "r1 prenom|prenom repr legal|prenom resp legal1|prenom responsable", TYPE_TEXT,
	    NEED_NO, "son prénom, s'il a sa colonne" },
	{ "responsable_email", "r1 email|courriel repr legal|courriel resp legal1", TYPE_EMAIL,
	    NEED_NO, "son adresse électronique" },
	{ "responsable_telephone", "r1 portablenum|r1 fixenum", TYPE_PHONE, NEED_NO,
	    "son téléphone" },
	{ "ine", "id national|elenonat", TYPE_INE, NEED_NO,
	    "INE : sert à reconnaître, jamais imprimé" },
	{ "identifiant",
	    "ident|numero|num eleve etab|eleve no etab|ele id|elenoet|num. eleve etab",
	    TYPE_TEXT, NEED_NO,
	    "numéro dans le logiciel de l'établissement : sert à reconnaître" },
	{ "date_sortie", "sortie|date sortie", TYPE_DATE, NEED_NO,
	    "jour de départ de l'établissement" },
	{ NULL, NULL, TYPE_TEXT, NEED_NO, NULL },
};

static const struct import_column company_columns[] = {
	{ "nom", "raison sociale|entreprise|nom de l'entreprise|denomination", TYPE_TEXT,
	    NEED_VALUE, "raison sociale" },
	{ "siret", "numero siret|n siret", TYPE_SIRET, NEED_NO,
	    "14 chiffres ; vide à l'étranger ou s'il n'y en a pas" },
	{ "adresse", "adresse 1|adresse1|rue", TYPE_TEXT, NEED_NO, "numéro et rue" },
	{ "code_postal", "cp|code postal", TYPE_POSTCODE, NEED_NO, "code postal" },
	{ "ville", "commune", TYPE_TEXT, NEED_NO, "commune" },
	{ "pays", "", TYPE_TEXT, NEED_NO, "vide : France" },
	{ "telephone", "tel|tel fixe", TYPE_PHONE, NEED_NO, "téléphone" },
	{ "email", "adresse e-mail|e-mail|courriel|mail", TYPE_EMAIL, NEED_NO,
	    "adresse électronique" },
	{ "activite", "secteur|secteur d'activite|activite principale", TYPE_TEXT, NEED_NO,
	    "activité de l'entreprise" },
	{ "representant", "responsable|signataire|nom du responsable", TYPE_TEXT, NEED_NO,
	    "la personne qui signe pour l'entreprise" },
	{ "representant_fonction", "fonction|fonction du responsable", TYPE_TEXT, NEED_NO,
	    "sa fonction" },
	{ "representant_sexe", "", TYPE_SEX, NEED_NO, "F ou M" },
	{ "effectif", "nombre de salaries", TYPE_NUMBER, NEED_NO, "nombre de salariés" },
	{ NULL, NULL, TYPE_TEXT, NEED_NO, NULL },
};

static const struct import_column placement_columns[] = {
	{ "etudiant_nom", "nom etudiant|nom eleve|nom", TYPE_TEXT, NEED_NO,
	    "nom de l'étudiant" },
	{ "etudiant_prenom", "prenom etudiant|prenom eleve|prenom", TYPE_TEXT, NEED_NO,
	    "son prénom" },
	{ "etudiant", "eleve|eleves|student", TYPE_TEXT, NEED_NO,
	    "« NOM Prénom » en une colonne, à la place des deux autres" },
	{ "etudiant_naissance", "ne(e) le|date de naissance|date naissance", TYPE_DATE, NEED_NO,
	    "sa date de naissance ; nécessaire entre homonymes" },
	{ "annee_scolaire", "", TYPE_SCHOOL_YEAR, NEED_NO,
	    "2026-2027 ; sans elle, l'année en cours ou --year" },
	{ "section", "", TYPE_TEXT, NEED_NO, "sigle de la section" },
	{ "entreprise", "raison sociale|organisme d'accueil|company", TYPE_TEXT, NEED_NO,
	    "raison sociale, telle qu'importée" },
	{ "entreprise_siret", "siret", TYPE_SIRET, NEED_NO, "son SIRET" },
	{ "entreprise_adresse", "", TYPE_TEXT, NEED_NO,
	    "d'une entreprise encore inconnue : numéro et rue" },
	{ "entreprise_code_postal", "", TYPE_POSTCODE, NEED_NO, "son code postal" },
	{ "entreprise_ville", "", TYPE_TEXT, NEED_NO, "sa commune ; il la faut" },
	{ "entreprise_pays", "", TYPE_TEXT, NEED_NO, "son pays ; vide : France" },
	{ "entreprise_telephone", "", TYPE_PHONE, NEED_NO, "son téléphone" },
	{ "entreprise_email", "", TYPE_EMAIL, NEED_NO, "son adresse électronique" },
	{ "representant", "signataire", TYPE_TEXT, NEED_NO, "la personne qui signe pour elle" },
	{ "representant_fonction", "", TYPE_TEXT, NEED_NO, "sa fonction" },
	{ "professeur_email", "professeur referent|referent|email professeur", TYPE_EMAIL,
	    NEED_NO, "adresse électronique du professeur référent" },
	{ "tuteur_nom", "tuteur|maitre de stage|tutor", TYPE_TEXT, NEED_NO,
	    "prénom et nom du tuteur" },
	{ "tuteur_fonction", "fonction tuteur", TYPE_TEXT, NEED_NO, "sa fonction" },
	{ "tuteur_email", "email tuteur", TYPE_EMAIL, NEED_NO, "son adresse électronique" },
	{ "tuteur_telephone", "telephone tuteur", TYPE_PHONE, NEED_NO, "son téléphone" },
	{ "missions", "activites|taches|tasks", TYPE_LONG, NEED_NO,
	    "activités confiées, une par ligne" },
	{ "heures_semaine", "duree hebdomadaire|heures par semaine|heures|weekly hours",
	    TYPE_NUMBER, NEED_VALUE, "heures de présence par semaine" },
	{ "heures1", "", TYPE_NUMBER, NEED_NO,
	    "celles de la première période, si les périodes diffèrent" },
	{ "heures2", "", TYPE_NUMBER, NEED_NO, "celles de la deuxième" },
	{ "heures3", "", TYPE_NUMBER, NEED_NO, "celles de la troisième" },
	{ "debut1", "debut|date de debut|date debut|start1|start", TYPE_DATE, NEED_VALUE,
	    "premier jour de la première période" },
	{ "fin1", "fin|date de fin|date fin|end1|end", TYPE_DATE, NEED_VALUE,
	    "son dernier jour" },
	{ "conges1", "conges|jours de conge", TYPE_NUMBER, NEED_NO,
	    "ses jours ouvrés non travaillés, hors jours fériés" },
	{ "debut2", "start2", TYPE_DATE, NEED_NO, "premier jour de la deuxième période" },
	{ "fin2", "end2", TYPE_DATE, NEED_NO, "son dernier jour" },
	{ "conges2", "", TYPE_NUMBER, NEED_NO, "ses jours ouvrés non travaillés" },
	{ "debut3", "start3", TYPE_DATE, NEED_NO, "premier jour de la troisième période" },
	{ "fin3", "end3", TYPE_DATE, NEED_NO, "son dernier jour" },
	{ "conges3", "", TYPE_NUMBER, NEED_NO, "ses jours ouvrés non travaillés" },
	{ "horaires", "", TYPE_LONG, NEED_NO, "jours et heures de présence" },
	{ "gratification", "", TYPE_TEXT, NEED_NO,
	    "montant : « 4,50 € par heure de présence »" },
	{ "avantages", "", TYPE_TEXT, NEED_NO, "restauration, transport..." },
	{ "lieu", "lieu du stage|lieu de stage", TYPE_TEXT, NEED_NO,
	    "adresse, si ce n'est pas celle de l'entreprise" },
	{ "assurance", "", TYPE_TEXT, NEED_NO, "responsabilité civile de l'entreprise" },
	{ "reglement", "reglement interieur", TYPE_LONG, NEED_NO,
	    "clauses du règlement intérieur qui s'appliquent" },
	{ "particularites", "", TYPE_LONG, NEED_NO,
	    "présence la nuit, le dimanche, un jour férié" },
	{ "remarques", "observations", TYPE_LONG, NEED_NO, "ce qu'il y a d'autre à dire" },
	{ NULL, NULL, TYPE_TEXT, NEED_NO, NULL },
};

static const struct import_column calendar_columns[] = {
	{ "libelle", "description|nom|intitule", TYPE_TEXT, NEED_VALUE,
	    "« Vacances de la Toussaint »" },
	{ "debut", "date de debut|premier jour", TYPE_TEXT, NEED_VALUE,
	    "premier jour sans classe" },
	{ "fin", "date de fin|dernier jour", TYPE_TEXT, NEED_VALUE,
	    "dernier jour sans classe ; dans le fichier du ministère, jour de la reprise" },
	{ "zone", "zones", TYPE_TEXT, NEED_NO, "A, B, C, Corse... ; vide : toutes" },
	{ "population", "", TYPE_TEXT, NEED_NO,
	    "du fichier du ministère ; les lignes « Enseignants » sont laissées" },
	{ "academie", "academies", TYPE_TEXT, NEED_NO, "laissée de côté" },
	{ NULL, NULL, TYPE_TEXT, NEED_NO, NULL },
};

const struct import_format import_formats[IMPORT_KIND_COUNT] = {
	[IMPORT_SECTIONS] = { "sections", "sections", "code", section_columns },
	[IMPORT_TEACHERS] = { "teachers", "professeurs", "email", teacher_columns },
	[IMPORT_STUDENTS] = { "students", "étudiants",
	    "identifiant ou INE, sinon nom + prénom + date de naissance ; une inscription par année "
	    "scolaire et section",
	    student_columns },
	[IMPORT_COMPANIES] = { "companies", "entreprises",
	    "SIRET, sinon nom + code postal + pays", company_columns },
	[IMPORT_PLACEMENTS] = { "placements", "stages",
	    "étudiant + année scolaire + entreprise + premier jour", placement_columns },
	[IMPORT_CALENDAR] = { "calendar", "jours sans classe", "zone + premier jour",
	    calendar_columns },
};

int
import_kind_parse(const char *word)
{
	char *key = utf8_key(word);
	int found = -1;

	for (int i = 0; i < IMPORT_KIND_COUNT; i++) {
		char *words = utf8_key(import_formats[i].words);

		if (strcmp(key, import_formats[i].name) == 0 || strcmp(key, words) == 0)
			found = i;
		free(words);
	}
	free(key);
	return found;
}
