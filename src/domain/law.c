#include "domain/law.h"

#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/err.h"

/*
 * The table, newest rows of an id first; a school's settings replace its rows.  What was read only on a
 * page about the text, or is known from memory, warns: a person of the school must check it
 * before it may refuse.
 */
static const struct row {
	const char *id, *article, *from, *until;
	double value;
	const char *unit;
	enum law_source source;
	enum law_severity severity;
	const char *words;
} table[] = {
	{ "before.start", "L124-1", "2014-07-12", "", 0, "", LAW_SECONDARY, LAW_WARN,
	    "la convention est imprimée avant le premier jour" },
	{ "signed.start", "L124-1 et D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_WARN,
	    "la convention est signée par tous avant le premier jour" },
	{ "gratification.due", "L124-6 et D124-6", "2014-12-01", "", 308, "h", LAW_SECONDARY,
	    LAW_WARN, "au-delà, la gratification est due dès la première heure" },
	{ "gratification.rate", "L124-6 et D124-8", "2026-01-01", "2026-12-31", 4.50,
	    "€ par heure", LAW_SECONDARY, LAW_WARN, "montant minimal de la gratification" },
	{ "gratification.rate", "L124-6 et D124-8", "2024-01-01", "2025-12-31", 4.35,
	    "€ par heure", LAW_MEMORY, LAW_WARN, "montant minimal de la gratification" },
	{ "hours.longest", "L124-5 et D124-6", "2014-12-01", "", 924, "h", LAW_SECONDARY,
	    LAW_WARN, "présence la plus longue dans une entreprise et une année scolaire" },
	{ "hours.week", "L124-14 et L3121-20 du code du travail", "2014-07-12", "", 48, "h",
	    LAW_MEMORY, LAW_WARN, "présence la plus longue en une semaine" },
	{ "hours.legal", "L124-14 et L3121-27 du code du travail", "2014-07-12", "", 35, "h",
	    LAW_MEMORY, LAW_WARN, "durée légale de la semaine" },
	{ "minor.young", "L3161-1 et D4153-1 du code du travail", "2008-05-01", "", 16, "ans",
	    LAW_SECONDARY, LAW_WARN, "avant cet âge, les limites des plus jeunes" },
	{ "minor.day", "L124-14 et L3162-1 du code du travail", "2014-07-12", "", 8, "h",
	    LAW_SECONDARY, LAW_WARN, "journée la plus longue d'un mineur" },
	{ "minor.day.young", "D4153-3 du code du travail", "2008-05-01", "", 7, "h",
	    LAW_SECONDARY, LAW_WARN, "journée la plus longue avant 16 ans" },
	{ "minor.week", "L124-14 et L3162-1 du code du travail", "2014-07-12", "", 35, "h",
	    LAW_SECONDARY, LAW_WARN, "semaine la plus longue d'un mineur" },
	{ "minor.rest", "L3164-2 du code du travail", "2008-05-01", "", 2, "jours",
	    LAW_SECONDARY, LAW_WARN, "repos d'affilée d'un mineur chaque semaine" },
	{ "minor.night", "L3163-1 et L3163-2 du code du travail", "2008-05-01", "", 22, "h",
	    LAW_SECONDARY, LAW_WARN, "début de la nuit d'un mineur, qui finit à 6 h" },
	{ "minor.night.young", "L3163-1 et L3163-2 du code du travail", "2008-05-01", "", 20,
	    "h", LAW_SECONDARY, LAW_WARN, "début de la nuit avant 16 ans" },
	{ "minor.unusual", "L3163-2 et L3164-6 du code du travail", "2008-05-01", "", 0, "",
	    LAW_SECONDARY, LAW_WARN, "un mineur ne travaille ni la nuit, ni un jour férié" },
	{ "minor.guardian", "D124-4", "2014-12-01", "", 18, "ans", LAW_SECONDARY, LAW_REFUSE,
	    "avant cet âge au premier jour, le représentant légal signe" },
	{ "unusual.said", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_WARN,
	    "la présence la nuit, le dimanche ou un jour férié est annoncée" },
	{ "dates.rest", "D124-4, L3132-3 et L3133-1 du code du travail", "2014-12-01", "", 0,
	    "", LAW_SECONDARY, LAW_WARN, "le stage ne commence ni ne finit un jour chômé" },
	{ "alsace.friday", "L3134-13 du code du travail", "2008-05-01", "", 0, "", LAW_MEMORY,
	    LAW_WARN, "vendredi saint : férié selon la commune" },
	{ "gap.third", "L124-11", "2014-07-12", "", 3, "", LAW_SECONDARY, LAW_WARN,
	    "entre deux stages sur un même poste, le tiers de la durée du premier" },
	{ "section.dates", "arrêté du BTS et calendrier de la section", "", "", 0, "",
	    LAW_MEMORY, LAW_WARN, "le stage tient dans une période de la section" },
	{ "section.weeks", "arrêté du BTS et calendrier de la section", "", "", 0, "",
	    LAW_MEMORY, LAW_WARN, "le stage a la longueur que la section demande" },
	{ "teaching.least", "D124-2", "2014-12-01", "", 200, "h", LAW_READ, LAW_WARN,
	    "enseignement dans l'année, dont 50 h en présence des étudiants" },
	{ "teacher.students", "D124-3", "2014-12-01", "", 16, "étudiants", LAW_SECONDARY,
	    LAW_WARN, "étudiants suivis à la fois par un référent" },
	{ "visits.least", "L124-1", "2014-07-12", "", 2, "contacts", LAW_SECONDARY, LAW_WARN,
	    "le référent s'assure plusieurs fois auprès du tuteur que le stage se passe bien" },
	{ "tutor.students", "R124-13", "2015-10-29", "", 3, "stagiaires", LAW_SECONDARY,
	    LAW_WARN, "stagiaires suivis à la fois par un tuteur" },
	{ "host.students", "R124-10", "2015-10-29", "", 15, "% de l'effectif", LAW_SECONDARY,
	    LAW_WARN, "stagiaires à la fois dans une entreprise de 20 personnes ou plus" },
	{ "host.students.small", "R124-10", "2015-10-29", "", 3, "stagiaires", LAW_SECONDARY,
	    LAW_WARN, "stagiaires à la fois dans une entreprise plus petite" },
	{ "host.small", "R124-10", "2015-10-29", "", 20, "personnes", LAW_SECONDARY, LAW_WARN,
	    "effectif à partir duquel la part remplace le nombre" },
	{ "mention.title", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_REFUSE,
	    "intitulé complet de la formation" },
	{ "mention.teaching", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_WARN,
	    "volume horaire d'enseignement" },
	{ "mention.teacher", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_REFUSE,
	    "nom du professeur référent" },
	{ "mention.tutor", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_REFUSE,
	    "nom du tuteur" },
	{ "mention.tasks", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_REFUSE,
	    "activités confiées" },
	{ "mention.dates", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_REFUSE,
	    "dates du stage" },
	{ "mention.weekly", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_REFUSE,
	    "durée hebdomadaire de présence" },
	{ "mention.representative", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_WARN,
	    "nom de la personne qui signe pour l'entreprise" },
	{ "mention.template", "D124-4", "2014-12-01", "", 0, "", LAW_SECONDARY, LAW_WARN,
	    "le modèle de la convention annonce les quinze mentions" },
};

/* Article D124-4: the names by which templates announce each, and what it is. */
static const struct mention {
	const char *name, *words;
} mentions[] = {
	{ "formation", "l'intitulé de la formation et son volume d'enseignement" },
	{ "encadrants", "les noms du professeur référent et du tuteur" },
	{ "compétences", "les compétences à acquérir ou à développer" },
	{ "activités", "les activités confiées au stagiaire" },
	{ "durée", "les dates et la durée totale, en présence effective" },
	{ "horaires", "la durée hebdomadaire, les nuits, dimanches et jours fériés" },
	{ "suivi", "l'encadrement et le suivi du stagiaire" },
	{ "gratification", "la gratification et son versement" },
	{ "protection", "la protection sociale et la responsabilité civile" },
	{ "absences", "les congés et autorisations d'absence" },
	{ "résiliation", "la suspension et la résiliation" },
	{ "interruption", "la validation du stage en cas d'interruption" },
	{ "règlement intérieur", "les clauses du règlement intérieur" },
	{ "avantages", "les avantages offerts au stagiaire" },
	{ "attestation", "la délivrance de l'attestation de stage" },
};
enum { N_MENTIONS = sizeof mentions / sizeof mentions[0] };

const char *
law_mention_name(size_t i)
{
	return i < N_MENTIONS ? mentions[i].name : NULL;
}

const char *
law_mention_words(size_t i)
{
	return i < N_MENTIONS ? mentions[i].words : NULL;
}

static void
rule_add(struct law *l, const struct law_rule *r)
{
	l->rules = mem_grow(l->rules, l->n, &l->cap, sizeof *l->rules);
	l->rules[l->n++] = *r;
}

void
law_init(struct law *l)
{
	*l = (struct law){ .arena = ARENA_INIT };
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const struct row *t = &table[i];
		struct law_rule r = { t->id, t->article, date_parse(t->from),
			date_parse(t->until), t->value, t->unit, t->source, t->severity,
			t->words };

		rule_add(l, &r);
	}
}

void
law_release(struct law *l)
{
	arena_release(&l->arena);
	free(l->rules);
	*l = (struct law){ .arena = ARENA_INIT };
}

/* The newest of the built-in rows; NULL: no such rule. */
static const struct row *
row_lookup(const char *id)
{
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (strcmp(table[i].id, id) == 0)
			return &table[i];
	return NULL;
}

static int
one_of(const char *value, const char *const words[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(value, words[i]) == 0)
			return (int)i;
	return -1;
}

static double
number_parse(const char *s, int *ok)
{
	char *copy = mem_str(s), *end;
	char *comma = strchr(copy, ',');

	if (comma != NULL)
		*comma = '.';
	double x = strtod(copy, &end);

	*ok = end != copy && *end == '\0' && x >= 0;
	free(copy);
	return x;
}

/* One « key = value » of a rule. */
static int
rule_value(struct law *l, struct law_rule *r, const struct conf_entry *at, const char *name,
    struct err *e)
{
	static const char *const sources[] = { "text", "secondary", "memory" };
	static const char *const severities[] = { "warn", "refuse" };
	const char *v = at->value;
	int ok = 1, k = 0;

	if (strcmp(at->key, "article") == 0)
		r->article = arena_str(&l->arena, v);
	else if (strcmp(at->key, "from") == 0)
		ok = (r->from = date_parse(v)) != DATE_NONE || *v == '\0';
	else if (strcmp(at->key, "until") == 0)
		ok = (r->until = date_parse(v)) != DATE_NONE || *v == '\0';
	else if (strcmp(at->key, "value") == 0)
		r->value = number_parse(v, &ok);
	else if (strcmp(at->key, "source") == 0)
		ok = (k = one_of(v, sources, 3)) >= 0 && (r->source = (enum law_source)k, 1);
	else if (strcmp(at->key, "severity") == 0)
		ok = (k = one_of(v, severities, 2)) >= 0 &&
		     (r->severity = (enum law_severity)k, 1);
	else
		return err_set(e, ERR_INPUT, "%s:%d : clé inconnue « %s » dans [%s]", name,
		    at->line, at->key, at->section);
	if (!ok)
		return err_set(e, ERR_INPUT, "%s:%d : [%s] %s : valeur incomprise « %s »", name,
		    at->line, at->section, at->key, v);
	return 0;
}

/* A school's rows go first: law_lookup() takes the first that holds. */
static void
rule_put_first(struct law *l, const struct law_rule *r)
{
	rule_add(l, r);
	memmove(l->rules + 1, l->rules, (l->n - 1) * sizeof *l->rules);
	l->rules[0] = *r;
}

/* The entries [first, end) of one section, which may stand behind another of the same name. */
static size_t
section_end(const struct conf *c, size_t first)
{
	size_t end = first + 1;

	for (; end < c->n && strcmp(c->at[end].section, c->at[first].section) == 0; end++)
		for (size_t i = first; i < end; i++)
			if (strcmp(c->at[i].key, c->at[end].key) == 0)
				return end;
	return end;
}

static int
says(const struct conf *c, size_t first, size_t end, const char *key)
{
	for (size_t i = first; i < end; i++)
		if (strcmp(c->at[i].key, key) == 0)
			return 1;
	return 0;
}

/* What the section does not say is that of the built-in row; but days of its own are open. */
static int
rule_read(struct law *l, const struct conf *c, size_t first, size_t end, const char *name,
    struct err *e)
{
	const struct conf_entry *at = &c->at[first];
	const struct row *t = row_lookup(at->section + strlen("rule "));
	int dated = says(c, first, end, "from") || says(c, first, end, "until");

	if (t == NULL)
		return err_set(e, ERR_INPUT,
		    "%s:%d : règle inconnue « %s » (« paraphe lint --rules » les nomme toutes)",
		    name, at->line, at->section + strlen("rule "));
	struct law_rule r = { t->id, t->article, dated ? DATE_NONE : date_parse(t->from),
		dated ? DATE_NONE : date_parse(t->until), t->value, t->unit, t->source,
		t->severity, t->words };

	for (size_t i = first; i < end; i++)
		if (rule_value(l, &r, &c->at[i], name, e) < 0)
			return -1;
	if (dated && *r.unit != '\0' && !says(c, first, end, "value"))
		return err_set(e, ERR_INPUT,
		    "%s:%d : [%s] : il manque « value », ce que vaut la règle à ces dates",
		    name, at->line, at->section);
	if (r.from != DATE_NONE && r.until != DATE_NONE && r.until < r.from)
		return err_set(e, ERR_INPUT, "%s:%d : [%s] : « until » est avant « from »",
		    name, at->line, at->section);
	rule_put_first(l, &r);
	return 0;
}

int
law_read(struct law *l, const struct conf *c, const char *name, struct err *e)
{
	size_t end;

	for (size_t i = 0; i < c->n; i = end) {
		end = section_end(c, i);
		if (strncmp(c->at[i].section, "rule ", 5) == 0 &&
		    rule_read(l, c, i, end, name, e) < 0)
			return -1;
	}
	return 0;
}

const struct law_rule *
law_lookup(const struct law *l, const char *id, date on)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct law_rule *r = &l->rules[i];

		if (strcmp(r->id, id) == 0 && (r->from == DATE_NONE || r->from <= on) &&
		    (r->until == DATE_NONE || on <= r->until))
			return r;
	}
	return NULL;
}

int
law_gratification_due(const struct law *l, double hours, date on)
{
	const struct law_rule *r = law_lookup(l, "gratification.due", on);

	return r == NULL ? -1 : hours > r->value;
}

void
law_findings_release(struct law_findings *f)
{
	free(f->at);
	*f = (struct law_findings)LAW_FINDINGS_INIT;
}
