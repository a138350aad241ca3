#include "domain/law.h"

#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/err.h"

/* The table that people may replace in paraphe.ini, newest rows of an id first. */
static const struct row {
	const char *id, *article, *from, *until;
	double value;
	enum law_source source;
	enum law_severity severity;
} table[] = {
	{ "gratification.due", "L124-6 et D124-6", "2014-12-01", "", 308, LAW_SECONDARY,
	    LAW_WARN },
	{ "gratification.rate", "L124-6 et D124-8", "2026-01-01", "2026-12-31", 4.50,
	    LAW_SECONDARY, LAW_WARN },
	{ "hours.longest", "L124-5 et D124-6", "2014-12-01", "", 924, LAW_SECONDARY, LAW_WARN },
	{ "hours.week", "L124-14 et L3121-20 du code du travail", "2014-07-12", "", 48,
	    LAW_MEMORY, LAW_WARN },
	{ "minor.week", "L124-14 et L3162-1 du code du travail", "2014-07-12", "", 35,
	    LAW_SECONDARY, LAW_WARN },
	{ "minor.unusual", "L3163-2 et L3164-6 du code du travail", "2008-05-01", "", 0,
	    LAW_SECONDARY, LAW_WARN },
	{ "minor.guardian", "D124-4", "2014-12-01", "", 18, LAW_SECONDARY, LAW_REFUSE },
	{ "before.start", "L124-1", "2014-07-12", "", 0, LAW_SECONDARY, LAW_WARN },
	{ "teacher.students", "D124-3", "2014-12-01", "", 16, LAW_SECONDARY, LAW_WARN },
	{ "tutor.students", "R124-13", "2015-10-29", "", 3, LAW_SECONDARY, LAW_WARN },
	{ "host.students", "R124-10", "2015-10-29", "", 15, LAW_SECONDARY, LAW_WARN },
	{ "host.students.small", "R124-10", "2015-10-29", "", 3, LAW_SECONDARY, LAW_WARN },
	{ "mention.title", "D124-4", "2014-12-01", "", 0, LAW_SECONDARY, LAW_REFUSE },
	{ "mention.teaching", "D124-4", "2014-12-01", "", 0, LAW_SECONDARY, LAW_WARN },
	{ "mention.teacher", "D124-4", "2014-12-01", "", 0, LAW_SECONDARY, LAW_REFUSE },
	{ "mention.tutor", "D124-4", "2014-12-01", "", 0, LAW_SECONDARY, LAW_REFUSE },
	{ "mention.tasks", "D124-4", "2014-12-01", "", 0, LAW_SECONDARY, LAW_REFUSE },
	{ "mention.dates", "D124-4", "2014-12-01", "", 0, LAW_SECONDARY, LAW_REFUSE },
	{ "mention.weekly", "D124-4", "2014-12-01", "", 0, LAW_SECONDARY, LAW_REFUSE },
	{ "mention.representative", "D124-4", "2014-12-01", "", 0, LAW_SECONDARY, LAW_WARN },
};

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
			date_parse(t->until), t->value, t->source, t->severity };

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

static int
is_known(const char *id)
{
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (strcmp(table[i].id, id) == 0)
			return 1;
	return 0;
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

int
law_read(struct law *l, const struct conf *c, const char *name, struct err *e)
{
	for (size_t i = 0; i < c->n;) {
		const char *section = c->at[i].section;
		struct law_rule r = { .from = DATE_NONE, .until = DATE_NONE };
		int ours = strncmp(section, "rule ", 5) == 0;

		if (ours && !is_known(section + 5))
			return err_set(e, ERR_INPUT, "%s:%d : règle inconnue « %s »", name,
			    c->at[i].line, section + 5);
		r.id = ours ? arena_str(&l->arena, section + 5) : NULL;
		r.article = "";
		for (; i < c->n && strcmp(c->at[i].section, section) == 0; i++)
			if (ours && rule_value(l, &r, &c->at[i], name, e) < 0)
				return -1;
		if (ours)
			rule_put_first(l, &r);
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
