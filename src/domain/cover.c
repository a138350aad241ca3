#include "domain/cover.h"

#include <string.h>

static const struct tick {
	const char *id, *words;
	const char *convention; /* NULL: it is none */
} ticks[] = {
	{ "conv-company", "convention au modèle de l'entreprise",
	    "convention de l'entreprise (modèle extérieur)" },
	{ "conv-software", "convention imprimée par un autre logiciel",
	    "convention d'un autre logiciel (modèle extérieur)" },
	{ "conv-mobility", "convention de mobilité",
	    "convention de mobilité (modèle extérieur)" },
	{ "doc-insurance", "attestation d'assurance", NULL },
	{ "doc-other", "autre document", NULL },
	{ "mail", "copie, original attendu", NULL },
	{ "sig-student", "signée par l'étudiant", NULL },
	{ "sig-guardian", "signée par le représentant légal", NULL },
	{ "sig-company", "signée par l'entreprise", NULL },
	{ "sig-tutor", "signée par le tuteur", NULL },
	{ "sig-teacher", "signée par le professeur référent", NULL },
	{ "sig-principal", "signée par le chef d'établissement", NULL },
};

static int
starts(const char *id, const char *with)
{
	return strncmp(id, with, strlen(with)) == 0;
}

/* NULL: a box that a school added to its own template. */
static const struct tick *
tick_lookup(const char *id)
{
	for (size_t i = 0; i < sizeof ticks / sizeof ticks[0]; i++)
		if (strcmp(ticks[i].id, id) == 0)
			return &ticks[i];
	return NULL;
}

int
cover_is_convention(const char *id)
{
	return starts(id, "conv-");
}

int
cover_says_what(const char *id)
{
	return cover_is_convention(id) || starts(id, "doc-");
}

int
cover_is_copy(const char *id)
{
	return strcmp(id, "mail") == 0;
}

enum role
cover_role(const char *id)
{
	int role = starts(id, "sig-") ? role_parse(id + 4) : -1;

	return role >= 0 ? (enum role)role : ROLE_COUNT;
}

const char *
cover_tick_words(const char *id)
{
	const struct tick *t = tick_lookup(id);

	return t != NULL ? t->words : cover_is_convention(id) ? "convention extérieure" : NULL;
}

const char *
cover_convention_words(const char *id)
{
	const struct tick *t = tick_lookup(id);

	return t != NULL && t->convention != NULL ? t->convention : "convention extérieure";
}
