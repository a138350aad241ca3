/*
 * The forms and templates inside the binary: they name files that exist, fill with every kind
 * of data, and say what the law wants them to say.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/builtin.h"
#include "base/conf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/words.h"
#include "template/block.h"

/* clang-format off */
static const char adult[] =
"{\"year\":\"2026-2027\",\"issued_on\":\"2026-11-23\",\"return_by\":\"2026-12-03\",\"nominative\":true,\"blank\":false,"
"\"school\":{\"name\":\"Lycée <Essai>\",\"uai\":\"0719876Z\",\"address\":\"12, rue Basse\",\"postcode\":\"71990\","
"\"city\":\"Villenard\",\"phone\":\"0353019000\",\"email\":\"a@b.example\",\"website\":\"\",\"principal_name\":\"Mme Solène d'Arcy\","
"\"principal_title\":\"Proviseure\",\"principal_female\":true,\"delegation\":false,\"delegate_name\":\"M. Quintard\","
"\"delegate_title\":\"Proviseur adjoint\",\"council_date\":\"2026-06-30\",\"council_number\":\"2026-47\","
"\"insurance_company\":\"Mutuelle du Val\",\"insurance_policy\":\"RC-77\"},"
"\"section\":{\"code\":\"SIO\",\"title\":\"Services informatiques aux organisations\",\"label\":\"BTS SIO\","
"\"hours\":\"960 heures d'enseignement\",\"annex\":\"SIO\",\"periods\":[{\"n\":1,\"year_of_study\":2,\"title\":\"Stage\","
"\"weeks\":6,\"start\":\"2027-01-04\",\"end\":\"2027-02-12\"}]},"
"\"student\":{\"last_name\":\"Nguyễn\",\"first_name\":\"Thị Hạnh\",\"name\":\"NGUYỄN Thị Hạnh\",\"female\":true,\"minor\":false,"
"\"birth_date\":\"2007-07-21\",\"email\":\"t@e.example\",\"phone\":\"0639980006\",\"address\":\"21 rue Basse\","
"\"postcode\":\"71991\",\"city\":\"Saint-Aubrac\",\"year_of_study\":2,\"class_label\":\"SIO2\"},"
"\"guardian\":{\"name\":\"\",\"email\":\"\",\"phone\":\"\"},"
"\"company\":{\"name\":\"Pixel | d'Or & Cie\",\"siret\":\"55357928500014\",\"address\":\"98 route de Chalon\",\"postcode\":\"71991\","
"\"city\":\"Saint-Aubrac\",\"country\":\"France\",\"abroad\":false,\"phone\":\"0353010008\",\"email\":\"c@p.example\","
"\"activity\":\"Sites web\",\"representative\":\"Hélène Ozanne\",\"representative_function\":\"gérante\",\"representative_female\":true},"
"\"visitor\":{\"name\":\"Mireille Delaunay\"},"
"\"certificate\":{\"start\":\"2027-01-04\",\"end\":\"2027-02-12\",\"duration\":\"203 heures, soit 29 jours de présence (1 mois et 7 jours)\",\"paid\":\"\"},"
"\"tutor\":{\"name\":\"Marc Lhôte\",\"function\":\"chef de projet\",\"email\":\"m@p.example\",\"phone\":\"0639980100\"},"
"\"teacher\":{\"name\":\"Yann Kervadec\",\"email\":\"y@l.example\",\"phone\":\"\",\"female\":false,\"discipline\":\"Informatique\"},"
"\"placement\":{\"number\":\"S-12\",\"tasks\":\"Refondre le site.\\n\\nRédiger les procédures.\",\"hours\":210,\"days\":30,"
"\"duration\":\"30 jours de présence, soit 210 heures\",\"start\":\"2027-01-04\",\"end\":\"2027-02-12\",\"weekly_hours\":35,"
"\"schedule\":\"de 9 h à 17 h\",\"unusual\":\"le dimanche 10 janvier\",\"several\":false,\"begun\":false,"
"\"periods\":[{\"n\":1,\"start\":\"2027-01-04\",\"end\":\"2027-02-12\",\"weeks\":6,\"weekly_hours\":35,\"days_off\":0,\"hours\":210}],"
"\"paid\":true,\"gratification\":\"4,50 € par heure de présence\",\"gratification_due\":false,\"benefits\":\"titres-restaurant\","
"\"workplace\":\"Dépôt de Brancey\",\"insurance\":\"contrat RC-4242\",\"rules\":\"badge obligatoire\",\"remarks\":\"Remarque finale.\"},"
"\"document\":{\"number\":\"7K3M9Q2X4ABC\",\"version\":1,\"copies\":3,\"guardian_signs\":false,"
"\"amends\":\"ABCD-EFGH-JKMN\",\"amends_issued_on\":\"2026-11-02\",\"rank\":\"2\",\"changes\":\"tuteur\",\"former_tutor\":\"\",\"former_representative\":\"\",\"refused_on\":\"\",\"refusal\":\"\",\"awaited\":\"la signature de l'entreprise\","
"\"holder\":\"exemplaire 1 chez l'entreprise depuis le 3 mars 2027\",\"to_company\":\"oui\"}}";
/* clang-format on */

static const char *
load(void *ctx, const char *name)
{
	char path[128];
	const struct builtin *b;

	(void)ctx;
	snprintf(path, sizeof path, "templates/%s", name);
	b = builtin_lookup(path);
	return b != NULL ? (const char *)b->data : NULL;
}

static const struct template_source source = { .load = load };

static struct js *
parsed(const char *json)
{
	struct err e = ERR_INIT;
	struct js *v = js_parse(json, strlen(json), &e);

	if (v == NULL)
		fail_msg("%s", e.text);
	return v;
}

/* data with « part.key » set to another JSON value. */
static void
change(struct js *data, const char *part, const char *key, const char *json)
{
	js_set((struct js *)js_member(data, part), key, parsed(json));
}

/* The same keys with nothing in them: what a form that is filled in by hand knows. */
static struct js *
emptied(const struct js *v)
{
	struct js *out;
	const struct js *member;

	if (js_is_str(v))
		return js_str("");
	if (js_is_array(v))
		return js_array();
	if (js_is_number(v))
		return js_int(0);
	if (!js_is_object(v))
		return js_bool(0);
	out = js_object();
	for (size_t i = 0; i < js_len(v); i++) {
		const char *key = js_key_at(v, i, &member);

		js_set(out, key, emptied(member));
	}
	return out;
}

static struct js *
data_adult(void)
{
	return parsed(adult);
}

static struct js *
data_minor(void)
{
	struct js *d = parsed(adult);

	change(d, "student", "minor", "true");
	change(d, "student", "female", "false");
	change(d, "document", "guardian_signs", "true");
	change(d, "guardian", "name", "\"Stéphanie Petit\"");
	change(d, "school", "delegation", "true");
	return d;
}

static struct js *
data_abroad(void)
{
	struct js *d = parsed(adult);

	change(d, "company", "abroad", "true");
	change(d, "company", "country", "\"Allemagne\"");
	change(d, "company", "siret", "\"\"");
	change(d, "placement", "paid", "false");
	change(d, "placement", "gratification_due", "true");
	change(d, "placement", "several", "true");
	return d;
}

/* A blank or generic form: the school is known, and the year. */
static struct js *
data_bare(void)
{
	struct js *full = parsed(adult), *d = emptied(full);

	js_set(d, "school", js_copy(js_member(full, "school")));
	js_set_str(d, "year", "2026-2027");
	js_set_bool(d, "blank", 1);
	js_free(full);
	return d;
}

static struct js *(*const datas[])(void) = { data_adult, data_minor, data_abroad, data_bare };
enum { N_DATAS = sizeof datas / sizeof datas[0] };

static void
text_add(const struct block *b, struct buf *out)
{
	for (; b != NULL; b = b->next) {
		const char *const words[] = { b->label, b->name, b->function };

		for (size_t i = 0; i < 3; i++)
			if (words[i] != NULL) {
				buf_str(out, words[i]);
				buf_char(out, ' ');
			}
		for (const struct run *r = b->runs; r != NULL; r = r->next)
			buf_str(out, (r->style & RUN_BREAK) ? " " : r->text);
		buf_char(out, '\n');
		text_add(b->child, out);
	}
}

/* All that a template says with these data, as utf8_key compares it.  Freed by the caller. */
static char *
said(const char *template, struct js *data)
{
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;
	struct buf text = BUF_INIT;
	const struct block *b = template_render(&source, template, data, &a, &e);
	char *key;

	if (b == NULL)
		fail_msg("%s: %s", template, e.text);
	text_add(b, &text);
	key = utf8_key(text.data);
	buf_release(&text);
	arena_release(&a);
	js_free(data);
	return key;
}

static void
assert_says(const char *text, const char *words)
{
	char *key = utf8_key(words);

	if (strstr(text, key) == NULL)
		fail_msg("« %s » is not said", words);
	free(key);
}

static void
assert_silent(const char *text, const char *words)
{
	char *key = utf8_key(words);

	if (strstr(text, key) != NULL)
		fail_msg("« %s » is said", words);
	free(key);
}

static void
check_template(const struct conf *c, const char *form, const char *key)
{
	const char *name = conf_lookup(c, "form", key);

	if (name == NULL)
		return;
	if (load(NULL, name) == NULL)
		fail_msg("%s: no template %s", form, name);
	for (size_t i = 0; i < N_DATAS; i++)
		free(said(name, datas[i]()));
}

static void
check_order(const char *form, const char *order)
{
	char *copy = mem_str(order), *rest = copy, *word;

	while ((word = strsep(&rest, ", ")) != NULL)
		if (*word != '\0' && role_parse(word) < 0)
			fail_msg("%s: no role %s", form, word);
	free(copy);
}

static void
check_form(const struct builtin *b)
{
	struct conf c = CONF_INIT;
	struct err e = ERR_INIT;
	const char *copies, *order;

	if (conf_parse(&c, (const char *)b->data, b->name, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_not_equal(doc_kind_parse(conf_lookup(&c, "form", "kind")), -1);
	assert_non_null(conf_lookup(&c, "form", "title"));
	assert_non_null(conf_lookup(&c, "form", "template"));
	check_template(&c, b->name, "template");
	check_template(&c, b->name, "abroad");
	check_template(&c, b->name, "sheet");
	copies = conf_lookup(&c, "form", "copies");
	assert_non_null(copies);
	for (int i = 1; i <= atoi(copies) && atoi(copies) > 1; i++) {
		char section[16];

		snprintf(section, sizeof section, "copy %d", i);
		assert_non_null(conf_lookup(&c, section, "recipient"));
	}
	order = conf_lookup(&c, "form", "order");
	check_order(b->name, order != NULL ? order : "");
	conf_release(&c);
}

static void
test_each_form_is_whole_and_its_templates_fill(void **state)
{
	int n = 0;

	(void)state;
	for (size_t i = 0; builtin_at(i) != NULL; i++)
		if (strncmp(builtin_at(i)->name, "forms/", 6) == 0) {
			check_form(builtin_at(i));
			n++;
		}
	assert_true(n >= 9);
}

static void
test_each_annex_names_skills_terms_and_assessment(void **state)
{
	static const char prefix[] = "templates/annexes/";
	int n = 0;

	(void)state;
	for (size_t i = 0; builtin_at(i) != NULL; i++) {
		const char *name = builtin_at(i)->name;
		char *text;

		if (strncmp(name, prefix, sizeof prefix - 1) != 0)
			continue;
		text = said(name + strlen("templates/"), data_adult());
		assert_says(text, "Compétences à acquérir ou à développer");
		assert_says(text, "Modalités du suivi");
		assert_says(text, "Évaluation");
		assert_says(text, "4 janvier 2027");
		free(text);
		n++;
	}
	assert_int_equal(n, 5);
}

/* Article D124-4: what must be said, and for what comes from data, the datum itself. */
static const char *const mentions[][3] = {
	{ "formation", "Services informatiques aux organisations",
	    "960 heures d'enseignement" },
	{ "encadrants", "Yann Kervadec", "Marc Lhôte" },
	{ "compétences", "Compétences à acquérir ou à développer", "annexe pédagogique" },
	{ "activités", "Refondre le site", "Rédiger les procédures" },
	{ "durée", "4 janvier 2027", "30 jours de présence, soit 210 heures" },
	{ "horaires", "présence : 35 heures", "le dimanche 10 janvier" },
	{ "suivi", "Encadrement et suivi", "à plusieurs reprises" },
	{ "gratification", "4,50 € par heure de présence", "versée chaque mois" },
	{ "protection", "L412-8 du code de la sécurité sociale", "Mutuelle du Val" },
	{ "absences", "autorisé à s'absenter", "L124-13" },
	{ "résiliation", "Suspension et résiliation", "résiliée par écrit" },
	{ "interruption", "en cas d'interruption", "L124-15" },
	{ "règlement intérieur", "Règlement intérieur", "badge obligatoire" },
	{ "avantages", "titres-restaurant", "L124-13" },
	{ "attestation", "Attestation de stage", "durée effective totale" },
};
enum { N_MENTIONS = sizeof mentions / sizeof mentions[0] };

static void
test_convention_says_the_fifteen_mentions(void **state)
{
	char *text = said("convention.md", data_adult());

	(void)state;
	assert_int_equal(N_MENTIONS, 15);
	for (size_t i = 0; i < N_MENTIONS; i++)
		for (size_t j = 1; j < 3; j++)
			assert_says(text, mentions[i][j]);
	free(text);
}

/* Adds a template and those that it includes. */
static void
source_add(const char *name, struct buf *out)
{
	const char *s = load(NULL, name);
	char inner[64];

	if (s == NULL)
		fail_msg("no template %s", name);
	buf_str(out, s);
	while ((s = strstr(s, "{{> ")) != NULL) {
		s += 4;
		snprintf(inner, sizeof inner, "%.*s.md", (int)strcspn(s, "}"), s);
		source_add(inner, out);
	}
}

static void
test_each_mention_is_marked_once_in_both_conventions(void **state)
{
	static const char *const conventions[] = { "convention.md", "convention-vierge.md" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct buf text = BUF_INIT;

		source_add(conventions[i], &text);
		for (size_t j = 0; j < N_MENTIONS; j++) {
			char *mark = mem_printf("{{! mention : %s }}", mentions[j][0]);
			const char *found = strstr(text.data, mark);

			if (found == NULL || strstr(found + 1, mark) != NULL)
				fail_msg("%s: %s", conventions[i], mark);
			free(mark);
		}
		buf_release(&text);
	}
}

/* The roles of the signature boxes in order, « student company ». */
static void
roles_add(const struct block *b, struct buf *out)
{
	for (; b != NULL; b = b->next) {
		if (b->type == BLOCK_SIGNATURE) {
			if (out->len > 0)
				buf_char(out, ' ');
			buf_str(out, role_name(b->role));
		}
		roles_add(b->child, out);
	}
}

static void
assert_roles(const char *template, struct js *data, const char *expected)
{
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;
	struct buf roles = BUF_INIT;
	const struct block *b = template_render(&source, template, data, &a, &e);

	if (b == NULL)
		fail_msg("%s", e.text);
	roles_add(b, &roles);
	assert_string_equal(roles.data, expected);
	buf_release(&roles);
	arena_release(&a);
	js_free(data);
}

static void
test_who_signs_what(void **state)
{
	(void)state;
	assert_roles("convention.md", data_adult(), "student company principal tutor teacher");
	assert_roles(
	    "convention.md", data_minor(), "student guardian company principal tutor teacher");
	assert_roles("avenant.md", data_adult(), "student company principal tutor teacher");
	assert_roles("convention-vierge.md", data_bare(),
	    "student guardian company principal tutor teacher");
	assert_roles("accord.md", data_adult(), "student company");
	assert_roles("accord.md", data_bare(), "student company");
	assert_roles("attestation.md", data_adult(), "company");
}

static void
test_principal_or_delegate_signs(void **state)
{
	char *own = said("convention.md", data_adult());
	char *delegated = said("convention.md", data_minor());

	(void)state;
	assert_says(own, "La cheffe d'établissement");
	assert_silent(own, "par délégation");
	assert_says(delegated, "Pour la cheffe d'établissement et par délégation M. Quintard");
	assert_says(own, "délibération du conseil d'administration du 30 juin 2026");
	free(own);
	free(delegated);
}

static void
test_rules_of_minors_and_of_abroad_stay_quiet_elsewhere(void **state)
{
	char *grown = said("convention.md", data_adult());
	char *minor = said("convention.md", data_minor());
	char *abroad = said("convention.md", data_abroad());

	(void)state;
	assert_silent(grown, "mineur");
	assert_says(minor, "deux jours de repos consécutifs");
	assert_silent(grown, "Stage à l'étranger");
	assert_says(abroad, "Stage à l'étranger");
	assert_says(abroad, "gratification au moins égale");
	assert_silent(abroad, "SIRET");
	free(grown);
	free(minor);
	free(abroad);
}

static void
test_generic_accord_names_nobody(void **state)
{
	struct js *bare = data_bare();
	char *text = said("accord.md", bare);

	(void)state;
	assert_says(text, "Nom de l'étudiant");
	assert_says(text, "accepte");
	assert_silent(text, "Nguyễn");
	free(text);
	text = said("accord.md", data_adult());
	assert_says(text, "NGUYỄN Thị Hạnh");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_form_is_whole_and_its_templates_fill),
		cmocka_unit_test(test_each_annex_names_skills_terms_and_assessment),
		cmocka_unit_test(test_convention_says_the_fifteen_mentions),
		cmocka_unit_test(test_each_mention_is_marked_once_in_both_conventions),
		cmocka_unit_test(test_who_signs_what),
		cmocka_unit_test(test_principal_or_delegate_signs),
		cmocka_unit_test(test_rules_of_minors_and_of_abroad_stay_quiet_elsewhere),
		cmocka_unit_test(test_generic_accord_names_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
