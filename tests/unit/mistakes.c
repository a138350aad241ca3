/*
 * Mistakes that people make in templates and forms: each, put into a copy of a good one, is told at its
 * line with what to do; all of them in one template are told at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/home.h"
#include "app/issue/lint_templates.h"
#include "base/builtin.h"
#include "base/err.h"
#include "tests/unit/desk.h"

/* In `file`, `from` becomes `to`, and the check says `words` of the line where it stands. */
struct seed {
	const char *file, *from, *to, *words;
	int after; /* lines further down, where the mistake is seen */
};

static const char convention[] = "templates/convention.md";
static const char accord[] = "templates/accord.md";
static const char visit[] = "templates/visite.md";
static const char clause[] = "templates/clauses/signatures.md";
static const char bilingual[] = "templates/convention-bilingue.md";
static const char annex[] = "templates/annexes/SIO.md";
static const char ini[] = "forms/convention.ini";

static const struct seed seeds[] = {
	/* variables and filters */
	{ convention, "{{year}}", "{{annee}}", "variable inconnue « annee »", 0 },
	{ visit, "{{student.name}}", "{{student.nom}}", "variable inconnue « student.nom »",
	    0 },
	{ accord, "{{company.siret|siret", "{{compagny.siret|siret", "variable inconnue", 0 },
	{ visit, "{{student.name}}", "{{student}}", "« student » n'est pas un texte", 0 },
	{ visit, "{{student.name}}", "{{}}", "balise vide", 0 },
	{ visit, "{{student.name}}", "{{start|date}}", "variable inconnue « start »", 0 },
	{ convention, "|date}}", "|dates}}", "filtre inconnu « dates » ; il y a date", 0 },
	{ accord, "|siret|", "|siret||", "filtre inconnu «  »", 0 },
	{ accord, "|or:sans", "|or", "le filtre « or » attend un texte", 0 },
	{ accord, "|date}}", "|date:long}}", "le filtre « date » n'attend rien", 0 },
	{ visit, "{{student.name}}", "{{student.name|date}}",
	    "ne convient pas au filtre « date »", 0 },
	{ visit, "{{student.name}}", "{{student.name|if:oui}}",
	    "le filtre « if » attend deux textes", 0 },
	{ accord, "| {{weeks}} |", "| {{weeks|plural:semaine}} |",
	    "le filtre « plural » attend deux textes", 0 },
	{ accord, "| {{title}} |", "| {{title|plural:a/b}} |", "ne convient pas au filtre", 0 },
	/* braces */
	{ visit, "{{student.name}}", "{{student.name}", "n'est pas refermée par « }} »", 0 },
	{ visit, "{{student.name}}", "{student.name}}", "« { » seul", 0 },
	{ visit, "{{student.name}}", "{student.name}", "« { » seul", 0 },
	{ visit, "{{student.name}}", "student.name}}", "« } » seul", 0 },
	{ convention, "{{{placement.tasks}}}", "{{{placement.tasks}}", "« }}} »", 0 },
	/* sections */
	{ accord, "{{/section.code}}", "", "la section « section.code » n'est pas refermée",
	    -2 },
	{ accord, "{{#section.code}}", "", "« {{/section.code}} » ne ferme aucune section", 2 },
	{ accord, "{{/section.code}}", "{{/section.cod}}", "alors que la section ouverte est",
	    0 },
	{ accord, "{{#section.code}}", "{{#section.cod}}", "variable inconnue « section.cod »",
	    0 },
	{ accord, "{{^section.code}}", "{{^sectoin.code}}", "variable inconnue", 0 },
	{ accord, "{{#section.code}}", "{{#}}", "balise vide", 0 },
	{ visit, "```fields\n",
	    "{{#student.female}}{{#student.minor}}{{/student.female}}"
	    "{{/student.minor}}\n```fields\n",
	    "alors que la section ouverte", 0 },
	/* partials */
	{ convention, "{{> clauses/visas}}", "{{> clauses/visa}}",
	    "modèle introuvable : « clauses/visa.md »", 0 },
	{ convention, "{{> clauses/visas}}", "{{> ../paraphe.ini}}", "modèle introuvable", 0 },
	{ convention, "{{> clauses/visas}}", "{{> convention}}", "s'appelle lui-même sans fin",
	    0 },
	{ convention, "{{> clauses/visas}}", "{{>}}", "balise vide", 0 },
	{ clause, "{{> clauses/signature-chef}}", "{{> signature-chef}}", "modèle introuvable",
	    0 },
	/* fences */
	{ visit, "```fields", "```field", "bloc inconnu « field » ; il y a fields", 0 },
	{ visit, "```fields", "```", "sans nom de bloc", 0 },
	{ visit, "```fields", "```Fields", "bloc inconnu « Fields »", 0 },
	{ accord, "```lines\n8\n```", "```lines\nquatre\n```", "un nombre de lignes, de 1 à 40",
	    0 },
	{ accord, "```lines\n8\n```", "```lines\n400\n```", "un nombre de lignes, de 1 à 40",
	    0 },
	{ accord, "```lines\n8\n```", "```lines\n4\n", "pas refermé", 0 },
	{ accord, "student | student |", "student | etudiant |",
	    "rôle inconnu « etudiant » ; il y a student", 0 },
	{ accord, "student | student |", "student - student |", "rôle inconnu", 0 },
	{ accord, "company | company |", "student | company |",
	    "deux cases s'appellent « student »", 0 },
	{ accord, "refuse | ", "accept | ", "deux cases s'appellent « accept »", 0 },
	{ accord, "accept | ", "", "il manque un « | »", 0 },
	{ accord, "accept | ", "j'accepte cet étudiant | ", "de 1 à 15 lettres", 0 },
	{ accord, "Code postal | Ville", "a | b | c | d | e", "trop de « | »", 0 },
	{ accord, "Établissement | ", "Établissement | a | b", "trop de « | »", 0 },
	{ visit, "onsite | Visite dans l'entreprise | ", "onsite | ",
	    "chaque case en veut deux", 0 },
	{ bilingual, "\n---\n", "\n- - -\n", "il manque la ligne « --- »", -2 },
	{ bilingual, "\n````bilingual\n{{> clauses/suivi}}\n",
	    "\n````bilingual\n```checks\na | b\n```\n", "ne contient que du texte", 1 },
	{ annex, "## Annexe", "```signatures\nstudent | student | A\n```\n## Annexe",
	    "deux cases s'appellent « student »", 0 },
	/* Markdown */
	{ accord, "|:--|:--|:--|:--|--:|", "|:--|:--|:--|", "ceci n'est pas un tableau", -1 },
	{ accord, "# Accord", "#Accord", "ceci n'est pas un titre", 0 },
	{ accord, "**Brevet", "** Brevet", "« ** » seul", 0 },
	{ accord, "Par ce document", "<b>Par</b> ce document", "une balise HTML", 0 },
	{ accord, "Par ce document", "<div>\nPar ce document", "une balise HTML", 0 },
	{ accord, "Par ce document", "![logo](logo.png) Par ce document", "une image", 0 },
	{ accord, "Par ce document", "    Par ce document", "quatre espaces", 0 },
	{ accord, "Par ce document", "Par ce \U00013000 document", "ne peut pas être imprimé",
	    0 },
	/* forms */
	{ ini, "convention\ntitle", "convetion\ntitle", "[form] kind : valeur incomprise", 0 },
	{ ini, "kind ", "kinds ", "clé inconnue « kinds » ; il y a kind", 0 },
	{ ini, "copies      = 3", "copies = trois", "il faut un nombre d'exemplaires", 0 },
	{ ini, "copies      = 3", "copies = 12", "de 1 à 8", 0 },
	{ ini, "copies      = 3", "copies = 2", "ce formulaire n'a que 2 exemplaires", 12 },
	{ ini, "student, company", "etudiant, company", "[form] order : valeur incomprise", 0 },
	{ ini, "student, company", "student, student", "chacun une fois", 0 },
	{ ini, "= yes", "= vrai", "il faut yes ou no", 0 },
	{ ini, "= convention.md", "= conventions.md", "modèle introuvable « conventions.md »",
	    0 },
	{ ini, "= consignes.md", "= consigne.md", "modèle introuvable « consigne.md »", 0 },
	{ ini, "student, company, principal", "student, principal",
	    "il manque company (entreprise)", 0 },
	{ ini, "= convention-bilingue.md", "= english.md", "modèle introuvable « english.md »",
	    0 },
	{ ini, "= annexes/", "= annexes", "terminé par « / »", 0 },
	{ ini, "[copy 2]", "[copie 2]", "section inconnue [copie 2]", 1 },
	{ ini, "recipient ", "destinataire ", "clé inconnue « destinataire »", 0 },
	{ ini, "initials    = no", "initials    no", "ligne incomprise", 0 },
	{ ini, "initials    = no", "order = student", "[form] order est déjà dit", 0 },
};

enum { SEEDS = sizeof seeds / sizeof seeds[0] };

static int
line_at(const char *text, const char *at)
{
	int line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

static void
test_each_is_told_at_its_line(void **state)
{
	struct desk *d = *state;
	int lost = 0;

	assert_true(SEEDS >= 50);
	for (size_t i = 0; i < SEEDS; i++) {
		const struct seed *s = &seeds[i];
		const char *text = (const char *)builtin_lookup(s->file)->data;
		const char *at = strstr(text, s->from);
		char place[128];

		if (at == NULL)
			fail_msg("%s does not say « %s »", s->file, s->from);
		snprintf(place, sizeof place,
		    "%s:%d:", strncmp(s->file, "templates/", 10) == 0 ? s->file + 10 : s->file,
		    line_at(text, at) + s->after);
		desk_replace(d, s->file, s->from, s->to);
		desk_check(d);
		if (!desk_heard(d, place, s->words)) {
			print_error("seed %zu « %s »: nothing like « %s » « %s » in\n%s\n", i,
			    s->to, place, s->words, d->said.data);
			lost++;
		}
		desk_restore(d, s->file);
	}
	assert_int_equal(lost, 0);
	assert_int_equal(desk_check(d), 0);
}

/* One template in which every line is wrong in its own way. */
static const char *const wrong_lines[] = {
	"{{student.nam}}",
	"{{student.name|maj}}",
	"{{student.name|upper:x}}",
	"{{student.name|or}}",
	"{{student.female|if:née}}",
	"{{placement.days|plural:jour}}",
	"{{student.name|date}}",
	"{{student}}",
	"{{placement.periods}}",
	"{{placement.periods.start}}",
	"{{}}",
	"{{ouvert",
	"{student.name}}",
	"{student.name}",
	"{{{placement.tasks}}",
	"{{/student.minor}}",
	"{{#student.mineur}}x{{/student.mineur}}",
	"{{^student.adulte}}x{{/student.adulte}}",
	"{{#student.minor}}x{{/student.female}}{{/student.minor}}",
	"{{#placement.periods}}{{debut|date}}{{/placement.periods}}",
	"{{#placement.periods}}{{start|dte}}{{/placement.periods}}",
	"{{> clauses/rien}}",
	"{{> ../secret.key}}",
	"{{> /etc/passwd}}",
	"{{>}}",
	"{{#}}",
	"{{company.SIRET|siret}}",
	"{{ School.name }}",
	"{{tutor.name.first}}",
	"{{teacher}}",
	"#Titre",
	"un **gras ouvert",
	"une <b>balise</b>",
	"![image](logo.png)",
	"| pas | un | tableau |",
	"    quatre espaces",
	"```signature\n```",
	"```\n```",
	"```lines\n0\n```",
	"```lines\nx\n```",
	"```signatures\na | chef | Le chef\n```\1",
	"```signatures\nb | student\n```\1",
	"```signatures\nunnombeaucouptroplong | student | L'étudiant\n```\1",
	"```signatures\nc | student | A | B | C | D\n```\1",
	"```checks\nseul\n```\1",
	"```checks\n | sans nom\n```\1",
	"```checks\nd | un\nd | deux\n```\2",
	"```fields\na | b | c\n```\1",
	"```blanks\na | b | c | d | e\n```\1",
	"```place\na | b\n```\1",
	"<table>\n</table>",
	"```notice\nune fin oubliée",
};

enum { LINES = sizeof wrong_lines / sizeof wrong_lines[0] };

static void
test_all_in_one_template_are_told_at_once(void **state)
{
	struct desk *d = *state;
	struct buf text = BUF_INIT;
	int at[LINES], line = 1, lost = 0;

	assert_true(LINES >= 50);
	for (int i = 0; i < LINES; i++) {
		size_t n = strlen(wrong_lines[i]);
		int mark = (unsigned char)wrong_lines[i][n - 1];
		int below = mark < 3 ? mark : 0;
		size_t from = text.len;

		buf_add(&text, wrong_lines[i], n - (below > 0));
		buf_str(&text, "\n\n");
		at[i] = line + below;
		line += line_at(text.data + from, text.data + text.len) - 1;
	}
	desk_put(d, "templates/visite.md", text.data);
	desk_check(d);
	for (int i = 0; i < LINES; i++) {
		char place[64];

		snprintf(place, sizeof place, "visite.md:%d:", at[i]);
		if (!desk_heard(d, place, "")) {
			print_error("nothing at %s « %s »\n", place, wrong_lines[i]);
			lost++;
		}
	}
	if (lost > 0)
		print_error("%s", d->said.data);
	assert_int_equal(lost, 0);
	buf_release(&text);
}

/* Files that would be passed over in silence. */
static void
test_a_file_without_effect_is_told(void **state)
{
	struct desk *d = *state;

	desk_put(d, "templates/Convention.md", "# Convention\n");
	desk_put(d, "templates/clauses/avantage.md", "x\n");
	desk_put(d, "templates/annexes/NDRC.md", "## Annexe\n\n{{section.titre}}\n");
	desk_put(d, "templates/courriels/relance.md", "Objet : x\n\n{{student.nom}}\n");
	desk_put(d, "forms/visit.in", "x");
	desk_put(d, "forms/essai.ini", "[form]\nkind = visit\ntitle = Essai\n");
	desk_check(d);
	assert_true(desk_heard(d, "templates/Convention.md:1:1 ", "aucun papier"));
	assert_true(desk_heard(d, "templates/clauses/avantage.md:1:1 ", "aucun papier"));
	assert_true(desk_heard(d, "annexes/NDRC.md:3:1 ", "variable inconnue"));
	assert_true(desk_heard(d, "courriels/relance.md:3:1 ", "variable inconnue"));
	assert_true(desk_heard(d, "forms/visit.in:1:1 ", "aucun papier"));
	assert_true(desk_heard(d, "forms/essai.ini:1:1 ", "il manque « template »"));
}

/* What Windows' editors write is read as it was meant. */
static void
test_other_encodings_are_read(void **state)
{
	struct desk *d = *state;

	desk_put(d, "templates/visite.md",
	    "\xEF\xBB\xBF# Visite\r\n\r\n```fields\r\nÉlève | "
	    "{{student.name}}\r\n```\r\n");
	if (desk_check(d) != 0)
		fail_msg("%s", d->said.data);
	desk_put(d, "templates/visite.md",
	    "# Fiche de visite du lyc\xE9"
	    "e\n\nL'\xE9l\xE8ve a \xE9t\xE9 re\xE7u {{student.nom}}\n");
	desk_check(d);
	assert_true(desk_heard(d, "visite.md:3:20 ", "variable inconnue « student.nom »"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_each_is_told_at_its_line),
		TEST(test_all_in_one_template_are_told_at_once),
		TEST(test_a_file_without_effect_is_told),
		TEST(test_other_encodings_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
