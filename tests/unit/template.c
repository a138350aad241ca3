/* Templates: mustache, French spacing, Markdown and our own blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "template/block.h"

#define NB "\u00A0"
#define NN "\u202F"

struct text {
	const char *name, *text;
};

/* Templates in hand, ended by a NULL name. */
static const char *
load(void *ctx, const char *name)
{
	for (const struct text *t = ctx; t->name != NULL; t++)
		if (strcmp(t->name, name) == 0)
			return t->text;
	return NULL;
}

static void
runs_dump(const struct run *r, struct buf *out)
{
	for (; r != NULL; r = r->next) {
		buf_str(out, r->style & RUN_BOLD ? "*" : r->style & RUN_ITALIC ? "_" : "");
		buf_str(out, r->style & RUN_BREAK ? "/" : r->text);
		buf_str(out, r->style & RUN_BOLD ? "*" : r->style & RUN_ITALIC ? "_" : "");
	}
}

/* « p(text) h2(title) li(...) »: enough to see what was understood. */
static void
dump(const struct block *b, struct buf *out)
{
	static const char *const names[] = { [BLOCK_DOCUMENT] = "doc",
		[BLOCK_HEADING] = "h",
		[BLOCK_PARAGRAPH] = "p",
		[BLOCK_LIST] = "list",
		[BLOCK_ITEM] = "item",
		[BLOCK_QUOTE] = "quote",
		[BLOCK_RULE] = "rule",
		[BLOCK_TABLE] = "table",
		[BLOCK_ROW] = "row",
		[BLOCK_CELL] = "cell",
		[BLOCK_SIGNATURES] = "signatures",
		[BLOCK_SIGNATURE] = "signature",
		[BLOCK_FIELDS] = "fields",
		[BLOCK_FIELD] = "field",
		[BLOCK_LINES] = "lines",
		[BLOCK_BLANKS] = "blanks",
		[BLOCK_BLANK] = "blank",
		[BLOCK_CHECKS] = "checks",
		[BLOCK_CHECK] = "check",
		[BLOCK_PLACE] = "place",
		[BLOCK_NOTICE] = "notice",
		[BLOCK_ADDRESS] = "address",
		[BLOCK_BILINGUAL] = "bilingual",
		[BLOCK_PAGEBREAK] = "pagebreak",
		[BLOCK_PICTURE] = "picture" };

	for (; b != NULL; b = b->next) {
		buf_printf(out, "%s", names[b->type]);
		if (b->level > 0)
			buf_printf(out, "%d", b->level);
		buf_char(out, '(');
		if (b->id != NULL)
			buf_printf(out, "#%s ", b->id);
		if (b->label != NULL)
			buf_printf(out, "%s:", b->label);
		if (b->name != NULL)
			buf_printf(out, "%s,%s,%s", b->name, b->function, role_name(b->role));
		runs_dump(b->runs, out);
		dump(b->child, out);
		buf_char(out, ')');
	}
}

static struct js *
sample(void)
{
	static const char json[] =
	    "{\"student\":{\"name\":\"NGUYỄN Thị Hạnh\",\"empty\":\"\",\"hours\":7.5,\"n\":3,\"whole\":35.0},\"one\":1,"
	    "\"start\":\"2027-04-01\",\"siret\":\"12345678901237\",\"phone\":\"0612345678\","
	    "\"abroad\":\"+33612345678\",\"yes\":true,\"no\":false,\"list\":[],"
	    "\"marks\":\"*a* [b](c) | `d` #e <b>\",\"wild\":\"1. un\\n\\n- deux\","
	    "\"tasks\":\"- un\\n- deux\\n\\n```signatures\\nx | student | X\\n```\\n\","
	    "\"items\":[{\"t\":\"un\"},{\"t\":\"deux\"}]}";
	struct err e = ERR_INIT;
	struct js *v = js_parse(json, strlen(json), &e);

	assert_non_null(v);
	return v;
}

/* Renders « main.md » of the texts and compares: the blocks, or the error where they are NULL. */
static void
check_texts(struct text *texts, const char *blocks, const char *error)
{
	struct template_source src = { .load = load, .ctx = texts };
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;
	struct buf out = BUF_INIT;
	struct js *data = sample();
	struct block *b = template_render(&src, "main.md", data, &a, &e);

	if (blocks != NULL) {
		assert_string_equal(e.text, "");
		assert_non_null(b);
		dump(b->child, &out);
		assert_string_equal(out.data, blocks);
	} else {
		assert_null(b);
		assert_string_equal(e.text, error);
	}
	buf_release(&out);
	js_free(data);
	arena_release(&a);
}

static void
check(const char *text, const char *blocks, const char *error)
{
	struct text texts[] = { { "main.md", text }, { "part.md", "dit {{student.name}}" },
		{ "loop.md", "{{> loop}}" }, { "bad.md", "\n{{nope}}" }, { NULL, NULL } };

	check_texts(texts, blocks, error);
}

static void
test_values_are_text_not_marks(void **state)
{
	(void)state;
	check("Nom : {{student.name}}", "p(Nom" NN ": NGUYỄN Thị Hạnh)", NULL);
	check("{{marks}}", "p(*a* [b](c) | `d` #e <b>)", NULL);
	check("{{wild}}", "p(1. un  - deux)", NULL);
	check("{{student.hours}} et {{student.n}} et {{student.whole}}", "p(7,5 et 3 et 35)",
	    NULL);
	check("{{student.empty}}", "", NULL);
}

static void
test_markdown_of_data_makes_no_box(void **state)
{
	(void)state;
	check("{{{tasks}}}",
	    "list(item(p(un))item(p(deux)))p(```signatures x | student | X ```)", NULL);
}

static void
test_sections(void **state)
{
	(void)state;
	check("{{#yes}}\noui\n{{/yes}}\n{{^yes}}\nnon\n{{/yes}}\n", "p(oui)", NULL);
	check(
	    "{{#no}}a{{/no}}{{^no}}b{{/no}}{{^list}}c{{/list}}{{^student.empty}}d{{/student.empty}}",
	    "p(bcd)", NULL);
	check("| a |\n|---|\n{{#items}}\n| {{t}} {{student.n}} |\n{{/items}}\n",
	    "table(row(cell(a))row(cell(un 3))row(cell(deux 3)))", NULL);
	check("a{{! rien\n du tout }}b", "p(ab)", NULL);
	check("Elle {{> part}} !", "p(Elle dit NGUYỄN Thị Hạnh" NN "!)", NULL);
}

static void
test_filters(void **state)
{
	(void)state;
	check("{{start|date}}", "p(1er" NB "avril" NB "2027)", NULL);
	check("{{start|date_en}}", "p(1" NB "April" NB "2027)", NULL);
	check("{{siret|siret}}", "p(123" NB "456" NB "789" NB "01237)", NULL);
	check("{{phone|phone}}", "p(06" NB "12" NB "34" NB "56" NB "78)", NULL);
	check("{{abroad|phone}}", "p(+33" NB "6" NB "12" NB "34" NB "56" NB "78)", NULL);
	check("{{student.name|upper}}", "p(NGUYỄN THỊ HẠNH)", NULL);
	check("{{student.empty|date|or:à préciser}}", "p(à préciser)", NULL);
	check(
	    "{{yes|if:née/né}} {{no|if:née/né}} {{student.empty|if:a/b}}", "p(née né b)", NULL);
	check("{{student.n|plural:jour/jours}}, {{one|plural:jour/jours}}, "
	      "{{student.hours|plural:heure/heures}}",
	    "p(3" NB "jours, 1" NB "jour, 7,5" NB "heures)", NULL);
	check("{{yes|if:l'une : oui/l'un}}", "p(l’une" NN ": oui)", NULL);
	check("{{start | date | or: plus tard}}", "p(1er" NB "avril" NB "2027)", NULL);
}

static void
test_french_spacing(void **state)
{
	(void)state;
	check("Vraiment ? Oui ; non : « peut-être » !",
	    "p(Vraiment" NN "? Oui" NN "; non" NN ": «" NN "peut-être" NN "»" NN "!)", NULL);
	check(
	    "L'accord d'{{student.n}}, aujourd'hui...", "p(L’accord d’3, aujourd’hui…)", NULL);
	check("De 9 h à 13 h 30, 35 heures, 30 %, n° 4, M. Dupont, le 3 mars",
	    "p(De 9" NB "h à 13" NB "h" NB "30, 35" NB "heures, 30" NB "%, n°" NB "4, M." NB
	    "Dupont, le 3" NB "mars)",
	    NULL);
	check("{{student.n}} jours – {{yes}}", "p(3" NB "jours" NB "– oui)", NULL);
	check("[lien](http://a.example/b'c) `a : b'c`", "p(lien a : b'c)", NULL);
	check("| a : |\n|:--|\n| b |\n", "table(row(cell(a" NN ":))row(cell(b)))", NULL);
}

static void
test_markdown(void **state)
{
	(void)state;
	check("# Un\n\n## Deux\n\ntrois **gras**\nsuite  \nligne\n\n---\n",
	    "h1(Un)h2(Deux)p(trois *gras* suite/ligne)rule()", NULL);
	check("1. a\n2. b\n", "list1(item(p(a))item(p(b)))", NULL);
	check("> cité\n", "quote(p(cité))", NULL);
	check("## Article # – Objet\n\n## Article # – Durée\n",
	    "h2(Article" NB "1" NB "– Objet)h2(Article" NB "2" NB "– Durée)", NULL);
}

static void
test_our_blocks(void **state)
{
	(void)state;
	check("```signatures\ns | student | L'étudiant | {{student.name}} | {{marks}}\n```\n",
	    "signatures(signature(#s L’étudiant:NGUYỄN Thị Hạnh,*a* [b](c) | `d` #e <b>,student))",
	    NULL);
	check("```fields\nNom | **{{student.name}}**\nVide |\n```\n",
	    "fields(field(Nom:*NGUYỄN Thị Hạnh*)field(Vide:))", NULL);
	check("```blanks\nNom | Prénom\nAdresse\n```\n",
	    "blanks(blank(Nom:)blank(Prénom:)blank(Adresse:))", NULL);
	check("```checks\nok | Oui\nno | Non | none | Rien\n```\n",
	    "checks(check(#ok Oui)check(#no Non)check(#none Rien))", NULL);
	check("```bilingual\nOui ?\n\n- a\n\n---\nYes?\n```\n",
	    "bilingual(doc(p(Oui" NN "?)list(item(p(a))))doc(p(Yes?)))", NULL);
	check("```address\nMairie\n```\n", "address(p(Mairie))", NULL);
	check("```lines\n3\n```\n", "lines3()", NULL);
	check("```place\nFait à ..., le ...\nCachet\n```\n",
	    "place(Fait à …, le …:)place(Cachet:)", NULL);
	check("```notice\n**Lisez**\n\n- a\n```\n", "notice(p(*Lisez*)list(item(p(a))))", NULL);
	check("```pagebreak\n```\n", "pagebreak()", NULL);
}

static void
test_mistakes_are_told_with_their_line(void **state)
{
	(void)state;
	check("a\n\n{{student.nam}}", NULL, "main.md:3:1 : variable inconnue « student.nam »");
	check("a\n{{#yes}}\nb\n", NULL, "main.md:2:1 : la section « yes » n'est pas refermée");
	check("{{#yes}}\n{{/no}}", NULL,
	    "main.md:2:1 : « {{/no}} » alors que la section ouverte est « yes » (ligne 1)");
	check("\n{{/no}}", NULL, "main.md:2:1 : « {{/no}} » ne ferme aucune section");
	check("{{start|dat}}", NULL,
	    "main.md:1:1 : filtre inconnu « dat » ; il y a date, date_en, siret, phone, upper, or, if, plural");
	check(
	    "{{start|or}}", NULL, "main.md:1:1 : le filtre « or » attend un texte après « : »");
	check("\n\n{{phone|date}}", NULL,
	    "main.md:3:1 : « phone » : « 0612345678 » ne convient pas au filtre « date »");
	check("{{> absent}}", NULL, "main.md:1:1 : modèle introuvable : « absent.md »");
	check("{{> loop}}", NULL, "loop.md:1:1 : « loop.md » s'appelle lui-même sans fin");
	check("{{> bad}}", NULL, "bad.md:2:1 : variable inconnue « nope »");
	check("a {{b", NULL, "main.md:1:3 : cette balise n'est pas refermée par « }} »");
	check("{{}}", NULL, "main.md:1:1 : balise vide");
	check("{{student}}", NULL, "main.md:1:1 : « student » n'est pas un texte");
}

static void
test_blocks_mistakes_are_told_with_their_line(void **state)
{
	(void)state;
	check("x\n\n```bilingual\nOui\n```\n", NULL,
	    "main.md:3:1 : il manque la ligne « --- » entre le français et l'anglais dans ce bloc "
	    "« bilingual »");
	check("```bilingual\nOui\n\n---\n\n- a\n- {{nope}}\n```\n", NULL,
	    "main.md:7:3 : variable inconnue « nope »");
	check("x\n\n```signature\n```\n", NULL,
	    "main.md:3:1 : bloc inconnu « signature » ; il y a fields, blanks, lines, checks, place, "
	    "signatures, notice, bilingual, address et pagebreak");
	check("```signatures\na | student | A\nb | stud | B\n```\n", NULL,
	    "main.md:3:1 : rôle inconnu « stud » ; il y a student, guardian, company, principal, "
	    "tutor et teacher");
	check("{{#items}}\n\n{{/items}}\n```checks\nseul\n```\n", NULL,
	    "main.md:5:1 : il manque un « | » dans ce bloc « checks »");
	check("```fields\na | b | c\n```\n", NULL,
	    "main.md:2:1 : trop de « | » dans ce bloc « fields »");
	check("```lines\nbeaucoup\n```\n", NULL,
	    "main.md:1:1 : il faut un nombre de lignes, de 1 à 40");
	check("```checks\nun-identifiant-bien-trop-long | x\n```\n", NULL,
	    "main.md:2:1 : l'identifiant « un-identifiant-bien-trop-long » doit avoir de 1 à 15 lettres");
}

static void
note(void *ctx, const char *text)
{
	buf_str(ctx, text);
	buf_char(ctx, '\n');
}

static void
test_every_mistake_is_told(void **state)
{
	struct text texts[] = {
		{ "main.md",
		    "{{student.nam}} et {{student.name|dat}}\n" /* 1 */
		    "{{#no}}\n{{never}}\n{{/no}}\n" /* 2: a way not taken */
		    "{{#items}}{{t}} {{u}}{{/items}}\n" /* 5 */
		    "{{^yes}}{{> part}}{{> absent}}{{/yes}}\n" /* 6 */
		    "{{#yes}}{{/no}}{{/yes}}\n" /* 7 */
		    "{{/lost}} {{ouvert\n" /* 8 */
		    "{{phone|date}} {{}}\n\n" /* 9 */
		    "```checks\nseul\nun-identifiant-bien-trop-long | x\n```\n" /* 11 */
		    "```rien\n```\n" /* 15 */
		    "```signatures\na | personne | A\n```\n" /* 17 */
		    "{{#student}}" }, /* 20 */
		{ "part.md", "\n{{^ici}}" }, { NULL, NULL }
	};
	struct template_source src = { .load = load, .ctx = texts };
	struct js *data = sample();
	struct buf told = BUF_INIT;
	size_t n = template_check(&src, "main.md", data, note, &told);

	(void)state;
	assert_string_equal(told.data,
	    "main.md:1:20 : filtre inconnu « dat » ; il y a date, date_en, siret, phone, upper, or, if, plural\n"
	    "main.md:7:9 : « {{/no}} » alors que la section ouverte est « yes » (ligne 7)\n"
	    "main.md:8:1 : « {{/lost}} » ne ferme aucune section\n"
	    "main.md:8:11 : cette balise n'est pas refermée par « }} »\n"
	    "main.md:9:16 : balise vide\n"
	    "main.md:20:1 : la section « student » n'est pas refermée\n"
	    "main.md:1:1 : variable inconnue « student.nam »\n"
	    "main.md:3:1 : variable inconnue « never »\n"
	    "main.md:5:17 : variable inconnue « u »\n"
	    "part.md:2:1 : la section « ici » n'est pas refermée\n"
	    "part.md:2:1 : variable inconnue « ici »\n"
	    "main.md:6:19 : modèle introuvable : « absent.md »\n"
	    "main.md:9:1 : « phone » : « 0612345678 » ne convient pas au filtre « date »\n"
	    "main.md:12:1 : il manque un « | » dans ce bloc « checks »\n"
	    "main.md:13:1 : l'identifiant « un-identifiant-bien-trop-long » doit avoir de 1 à 15 "
	    "lettres\n"
	    "main.md:15:1 : bloc inconnu « rien » ; il y a fields, blanks, lines, checks, place, "
	    "signatures, notice, bilingual, address et pagebreak\n"
	    "main.md:18:1 : rôle inconnu « personne » ; il y a student, guardian, company, principal, "
	    "tutor et teacher\n");
	assert_int_equal(n, 17);
	buf_release(&told);
	js_free(data);
}

static void
test_decomposed_letters_are_composed(void **state)
{
	(void)state;
	check("De\u0301ja\u0300", "p(Déjà)", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_are_text_not_marks),
		cmocka_unit_test(test_markdown_of_data_makes_no_box),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_french_spacing),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_our_blocks),
		cmocka_unit_test(test_mistakes_are_told_with_their_line),
		cmocka_unit_test(test_blocks_mistakes_are_told_with_their_line),
		cmocka_unit_test(test_every_mistake_is_told),
		cmocka_unit_test(test_decomposed_letters_are_composed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
