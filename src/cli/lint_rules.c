/* Rules as people look them up before they write theirs in paraphe.ini. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/js.h"
#include "base/number.h"
#include "cli/grid.h"
#include "cli/lint_imp.h"
#include "cli/say_imp.h"
#include "domain/law.h"

static const struct {
	const char *name, *words;
} sources[] = {
	[LAW_READ] = { "text", "texte lu" },
	[LAW_SECONDARY] = { "secondary", "à vérifier" },
	[LAW_MEMORY] = { "memory", "à vérifier" },
};

/* « 4,50 € par heure »; "" where the rule has no value. */
static void
value_text(const struct law_rule *r, char out[64])
{
	char number[NUMBER_SIZE];

	out[0] = '\0';
	if (*r->unit == '\0')
		return;
	if (strncmp(r->unit, "€", strlen("€")) == 0)
		snprintf(out, 64, "%d,%02d %s", (int)r->value,
		    (int)(r->value * 100 + 0.5) % 100, r->unit);
	else
		snprintf(out, 64, "%s %s", number_text(r->value, number), r->unit);
}

static void
add_rule(struct grid *g, const struct law_rule *r)
{
	char value[64], from[DATE_ISO_SIZE], until[DATE_ISO_SIZE];

	value_text(r, value);
	date_iso(r->from, from);
	date_iso(r->until, until);
	grid_add(g, TINT_BOLD, r->id);
	grid_add(g, TINT_NONE, value);
	grid_add(g, TINT_NONE, from);
	grid_add(g, TINT_NONE, until);
	grid_add(g, r->severity == LAW_REFUSE ? TINT_BAD : TINT_NONE,
	    r->severity == LAW_REFUSE ? "refuse" : "avertit");
	grid_add(g, TINT_NONE, sources[r->source].words);
	grid_addf(g, TINT_NONE, "%s (%s)", r->words, r->article);
}

static void
say_rule(const struct law_rule *r)
{
	struct js *o = js_object();
	char day[DATE_ISO_SIZE];

	js_set_str(o, "rule", r->id);
	js_set_str(o, "article", r->article);
	date_iso(r->from, day);
	js_set_str(o, "from", r->from != DATE_NONE ? day : NULL);
	date_iso(r->until, day);
	js_set_str(o, "until", r->until != DATE_NONE ? day : NULL);
	if (*r->unit != '\0')
		js_set_real(o, "value", r->value);
	js_set_str(o, "unit", r->unit);
	js_set_str(o, "source", sources[r->source].name);
	js_set_str(o, "severity", r->severity == LAW_REFUSE ? "refuse" : "warn");
	js_set_str(o, "text", r->words);
	say_json(o);
}

void
lint_print_rules(const struct law *l, int json)
{
	static const char *const heads[] = { "règle", "valeur", "du", "au", "effet", "source",
		"ce qu'elle dit" };
	struct grid g;

	grid_init(&g, sizeof heads / sizeof heads[0], 0, 0);
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		grid_add(&g, TINT_DIM, heads[i]);
	for (size_t i = 0; i < l->n; i++)
		if (json)
			say_rule(&l->rules[i]);
		else
			add_rule(&g, &l->rules[i]);
	if (!json)
		grid_print(&g, stdout);
	grid_release(&g);
}
