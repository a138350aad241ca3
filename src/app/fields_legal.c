/* Which changes cost a new version of a convention, and which cost nothing. */
#include <string.h>

#include "app/fields.h"
#include "base/buf.h"
#include "base/js.h"

struct legal {
	const char *object, *key, *words;
};

/* What an accord says before the company writes on it. */
static const struct legal accord_fields[] = {
	{ "student", "name", "nom de l'étudiant" },
	{ "section", "title", "formation" },
	{ "section", "periods", "périodes de stage" },
	{ "school", "name", "établissement" },
	{ "school", "address", "établissement" },
	{ "school", "postcode", "établissement" },
	{ "school", "city", "établissement" },
};

/* What binds (design: dates, hours, tasks, company, tutor), and who must sign. */
static const struct legal legal_fields[] = {
	{ "placement", "periods", "dates ou horaires" },
	{ "placement", "weekly_hours", "dates ou horaires" },
	{ "placement", "hours", "dates ou horaires" },
	{ "placement", "schedule", "dates ou horaires" },
	{ "placement", "unusual", "nuits, dimanches ou jours fériés" },
	{ "placement", "tasks", "activités" },
	{ "placement", "gratification", "gratification" },
	{ "placement", "workplace", "lieu du stage" },
	{ "company", "name", "entreprise" },
	{ "company", "siret", "entreprise" },
	{ "company", "address", "adresse de l'entreprise" },
	{ "company", "postcode", "adresse de l'entreprise" },
	{ "company", "city", "adresse de l'entreprise" },
	{ "company", "country", "adresse de l'entreprise" },
	{ "company", "representative", "représentant de l'entreprise" },
	{ "tutor", "name", "tuteur" },
	{ "teacher", "name", "professeur référent" },
	{ "student", "name", "nom de l'étudiant" },
	{ "student", "birth_date", "date de naissance" },
	{ "document", "guardian_signs", "signature du représentant légal" },
	{ "section", "title", "formation" },
};

static int
same_value(const struct js *a, const struct js *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;

	js_write(a, 15, &x);
	js_write(b, 15, &y);
	int same = x.len == y.len && memcmp(x.data, y.data, x.len) == 0;

	buf_release(&x);
	buf_release(&y);
	return same;
}

/* The words of those that differ. */
static char *
changes_of(const struct legal *fields, size_t n, const struct js *then, const struct js *now)
{
	struct buf out = BUF_INIT;
	const char *last = "";

	for (size_t i = 0; i < n; i++) {
		const struct legal *l = &fields[i];
		const struct js *a = js_member(js_member(then, l->object), l->key);
		const struct js *b = js_member(js_member(now, l->object), l->key);

		if (a == NULL || same_value(a, b) || strcmp(last, l->words) == 0)
			continue;
		buf_printf(&out, "%s%s", out.len > 0 ? ", " : "", l->words);
		last = l->words;
	}
	return buf_take(&out);
}

char *
fields_legal_changes(const struct js *then, const struct js *now)
{
	return changes_of(
	    legal_fields, sizeof legal_fields / sizeof legal_fields[0], then, now);
}

char *
fields_accord_changes(const struct js *then, const struct js *now)
{
	return changes_of(
	    accord_fields, sizeof accord_fields / sizeof accord_fields[0], then, now);
}
