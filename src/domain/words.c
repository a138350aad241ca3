#include "domain/words.h"

#include <stddef.h>
#include <string.h>

static const char *const doc_kind_names[DOC_KIND_COUNT] = {
	[DOC_ACCORD] = "accord",
	[DOC_CONVENTION] = "convention",
	[DOC_AMENDMENT] = "amendment",
	[DOC_VISIT] = "visit",
	[DOC_CERTIFICATE] = "certificate",
	[DOC_COVER] = "cover",
};

static const char *const doc_kind_french[DOC_KIND_COUNT] = {
	[DOC_ACCORD] = "accord préalable",
	[DOC_CONVENTION] = "convention",
	[DOC_AMENDMENT] = "avenant",
	[DOC_VISIT] = "fiche de visite",
	[DOC_CERTIFICATE] = "attestation de stage",
	[DOC_COVER] = "feuille d'accompagnement",
};

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_STUDENT] = "student",
	[ROLE_GUARDIAN] = "guardian",
	[ROLE_COMPANY] = "company",
	[ROLE_PRINCIPAL] = "principal",
	[ROLE_TUTOR] = "tutor",
	[ROLE_TEACHER] = "teacher",
};

static const char *const role_french[ROLE_COUNT] = {
	[ROLE_STUDENT] = "étudiant",
	[ROLE_GUARDIAN] = "représentant légal",
	[ROLE_COMPANY] = "entreprise",
	[ROLE_PRINCIPAL] = "chef d'établissement",
	[ROLE_TUTOR] = "tuteur",
	[ROLE_TEACHER] = "professeur référent",
};

static const char *const box_kind_names[BOX_KIND_COUNT] = {
	[BOX_SIGNATURE] = "signature",
	[BOX_INITIALS] = "initials",
	[BOX_CHECK] = "check",
};

static const char *const verdict_names[VERDICT_COUNT] = {
	[VERDICT_EMPTY] = "empty",
	[VERDICT_SIGNED] = "signed",
	[VERDICT_DOUBTFUL] = "doubtful",
};

/* Of a box (« une case »). */
static const char *const verdict_french[VERDICT_COUNT] = {
	[VERDICT_EMPTY] = "vide",
	[VERDICT_SIGNED] = "signée",
	[VERDICT_DOUBTFUL] = "douteuse",
};

static const char *const outcome_names[OUTCOME_COUNT] = {
	[OUTCOME_READ] = "read",
	[OUTCOME_BLANK] = "blank",
	[OUTCOME_NO_CODE] = "no-code",
	[OUTCOME_FOREIGN] = "foreign",
	[OUTCOME_UNKNOWN] = "unknown",
	[OUTCOME_OUTDATED] = "outdated",
	[OUTCOME_DAMAGED] = "damaged",
};

/* Of a page. */
static const char *const outcome_french[OUTCOME_COUNT] = {
	[OUTCOME_READ] = "lue",
	[OUTCOME_BLANK] = "blanche",
	[OUTCOME_NO_CODE] = "sans code",
	[OUTCOME_FOREIGN] = "code étranger",
	[OUTCOME_UNKNOWN] = "document inconnu",
	[OUTCOME_OUTDATED] = "version remplacée",
	[OUTCOME_DAMAGED] = "illisible",
};

int
word_index(const char *const *names, int n, const char *name)
{
	for (int i = 0; name != NULL && i < n; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

const char *
doc_kind_name(enum doc_kind k)
{
	return doc_kind_names[k];
}

const char *
role_name(enum role r)
{
	return role_names[r];
}

const char *
box_kind_name(enum box_kind k)
{
	return box_kind_names[k];
}

const char *
verdict_name(enum verdict v)
{
	return verdict_names[v];
}

const char *
outcome_name(enum outcome o)
{
	return outcome_names[o];
}

int
doc_kind_parse(const char *name)
{
	return word_index(doc_kind_names, DOC_KIND_COUNT, name);
}

int
role_parse(const char *name)
{
	return word_index(role_names, ROLE_COUNT, name);
}

int
box_kind_parse(const char *name)
{
	return word_index(box_kind_names, BOX_KIND_COUNT, name);
}

int
verdict_parse(const char *name)
{
	return word_index(verdict_names, VERDICT_COUNT, name);
}

int
outcome_parse(const char *name)
{
	return word_index(outcome_names, OUTCOME_COUNT, name);
}

const char *
doc_kind_words(enum doc_kind k)
{
	return doc_kind_french[k];
}

const char *
role_words(enum role r)
{
	return role_french[r];
}

const char *
verdict_words(enum verdict v)
{
	return verdict_french[v];
}

const char *
outcome_words(enum outcome o)
{
	return outcome_french[o];
}
