#include "domain/fact.h"

static const char *const kind_names[FACT_KIND_COUNT] = {
	[FACT_ISSUED] = "issued",
	[FACT_REPRINTED] = "reprinted",
	[FACT_READ] = "read",
	[FACT_PAGE] = "page",
	[FACT_DECIDED] = "decided",
	[FACT_HANDED_OUT] = "handed-out",
	[FACT_HANDED_OVER] = "handed-over",
	[FACT_LINKED] = "linked",
	[FACT_VALIDATED] = "validated",
	[FACT_REFUSED] = "refused",
	[FACT_CANCELLED] = "cancelled",
	[FACT_SUPERSEDED] = "superseded",
	[FACT_CLOSED] = "closed",
	[FACT_ASSIGNED] = "assigned",
	[FACT_VISITED] = "visited",
	[FACT_ACCOUNTED] = "accounted",
	[FACT_INTERRUPTED] = "interrupted",
	[FACT_REMINDED] = "reminded",
	[FACT_NOTED] = "noted",
	[FACT_INGESTED] = "ingested",
	[FACT_UNDONE] = "undone",
	[FACT_PLACEMENT_ADDED] = "placement-added",
	[FACT_PLACEMENT_CHANGED] = "placement-changed",
	[FACT_PLACEMENT_CANCELLED] = "placement-cancelled",
};

static const char *const kind_french[FACT_KIND_COUNT] = {
	[FACT_ISSUED] = "impression",
	[FACT_REPRINTED] = "réimpression à l'identique",
	[FACT_READ] = "page lue",
	[FACT_PAGE] = "page numérisée sans document",
	[FACT_DECIDED] = "décision",
	[FACT_HANDED_OUT] = "confié pour signature",
	[FACT_HANDED_OVER] = "exemplaire remis",
	[FACT_LINKED] = "rattachement",
	[FACT_VALIDATED] = "accord validé",
	[FACT_REFUSED] = "accord refusé",
	[FACT_CANCELLED] = "annulation",
	[FACT_SUPERSEDED] = "remplacement par une nouvelle version",
	[FACT_CLOSED] = "stage clôturé",
	[FACT_ASSIGNED] = "visites attribuées",
	[FACT_VISITED] = "visite",
	[FACT_ACCOUNTED] = "durée effective",
	[FACT_INTERRUPTED] = "stage interrompu",
	[FACT_REMINDED] = "relance",
	[FACT_NOTED] = "remarque",
	[FACT_INGESTED] = "fichier lu",
	[FACT_UNDONE] = "retour en arrière",
	[FACT_PLACEMENT_ADDED] = "stage enregistré",
	[FACT_PLACEMENT_CHANGED] = "stage modifié",
	[FACT_PLACEMENT_CANCELLED] = "stage annulé",
};

static const char *const decision_names[DECISION_COUNT] = {
	[DECISION_NONE] = "none",
	[DECISION_SIGNED] = "signed",
	[DECISION_EMPTY] = "empty",
	[DECISION_ROLE] = "role",
	[DECISION_DELEGATED] = "delegated",
	[DECISION_ATTACH] = "attach",
	[DECISION_IGNORE] = "ignore",
	[DECISION_ACCEPT] = "accept",
};

static const char *const origin_names[ORIGIN_COUNT] = {
	[ORIGIN_PAPER] = "paper",
	[ORIGIN_MAIL] = "mail",
	[ORIGIN_ELECTRONIC] = "electronic",
};

static const char *const mode_names[VISIT_MODE_COUNT] = {
	[VISIT_ON_SITE] = "on-site",
	[VISIT_PHONE] = "phone",
	[VISIT_VIDEO] = "video",
};

static const char *const mode_french[VISIT_MODE_COUNT] = {
	[VISIT_ON_SITE] = "sur place",
	[VISIT_PHONE] = "par téléphone",
	[VISIT_VIDEO] = "en visioconférence",
};

const char *
fact_kind_name(enum fact_kind k)
{
	return kind_names[k];
}

const char *
decision_name(enum decision d)
{
	return decision_names[d];
}

const char *
origin_name(enum origin o)
{
	return origin_names[o];
}

int
fact_kind_parse(const char *name)
{
	return word_index(kind_names, FACT_KIND_COUNT, name);
}

int
decision_parse(const char *name)
{
	return word_index(decision_names, DECISION_COUNT, name);
}

int
origin_parse(const char *name)
{
	return word_index(origin_names, ORIGIN_COUNT, name);
}

const char *
fact_kind_words(enum fact_kind k)
{
	return kind_french[k];
}

const char *
visit_mode_name(enum visit_mode m)
{
	return mode_names[m];
}

int
visit_mode_parse(const char *name)
{
	return word_index(mode_names, VISIT_MODE_COUNT, name);
}

const char *
visit_mode_words(enum visit_mode m)
{
	return mode_french[m];
}
