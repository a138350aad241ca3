/* Layout: lines that reach the margin, pages that end where they may, boxes where they are told. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "pdf/page_imp.h"
#include "pdf/paper.h"
#include "pdf/composer_imp.h"
#include "template/block.h"

static const struct paper_face plain = { .school = "Lycée", .title = "Essai", .lang = "fr-FR" };

/* Lays out Markdown; NULL: e tells why. */
static struct paper *
lay(const char *markdown, const struct paper_face *face, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct composer *c = composer_new(e);
	struct block *b = template_parse(markdown, "essai.md", &a, e);
	struct paper *p = b != NULL ? paper_new(c, b, face, e) : NULL;

	composer_free(c);
	arena_release(&a);
	return p;
}

static struct paper *
lay_well(const char *markdown)
{
	struct err e = ERR_INIT;
	struct paper *p = lay(markdown, &plain, &e);

	assert_string_equal(e.text, "");
	assert_non_null(p);
	return p;
}

/* The lines of a page, without its head and foot. */
static char *
body(const struct paper *p, int page)
{
	struct buf text = BUF_INIT;
	const char *from;
	char *out;
	size_t n;

	paper_text(p, page, &text);
	from = strstr(text.data, "Lycée\n") + strlen("Lycée\n");
	if (strncmp(from, "Essai\n", 6) == 0)
		from += 6;
	n = (size_t)(strstr(text.data, "Page ") - from);
	out = mem_str_n(from, n);
	buf_release(&text);
	return out;
}

static void
check_body(const struct paper *p, int page, const char *expected)
{
	char *text = body(p, page);

	assert_string_equal(text, expected);
	free(text);
}

static const char prose[] =
    "La présente convention règle les rapports de l'établissement, de l'entreprise et du stagiaire "
    "pendant le stage en milieu professionnel que prévoit la formation. Le stage met en œuvre les "
    "acquis de la formation en vue du diplôme. Il ne peut avoir pour objet d'exécuter une tâche "
    "régulière correspondant à un poste de travail permanent, de faire face à un accroissement "
    "temporaire d'activité, d'occuper un emploi saisonnier ou de remplacer un salarié absent.";

/* Sets prose in a narrow measure. */
static struct line *
set(const char *text, double width, enum adjust adjust, struct arena *a)
{
	struct type_style st = { FACE_SERIF, 10.5, 13.6, ADJUST_JUSTIFY };
	struct run run = { .text = text };
	struct err e = ERR_INIT;
	struct composer *c = composer_new(&e);
	struct line *lines = NULL;

	st.adjust = adjust;
	assert_int_equal(lines_set(c, &run, &st, width, a, &lines, &e), 0);
	composer_free(c);
	return lines;
}

static void
test_lines_reach_the_margin(void **state)
{
	struct arena a = ARENA_INIT;
	struct line *lines = set(prose, 220, ADJUST_JUSTIFY, &a);

	(void)state;
	assert_true(type_lines(lines) > 5);
	for (const struct line *l = lines; l->next != NULL; l = l->next) {
		assert_true(fabs(l->width - 220) < 1e-6);
		assert_true(l->space > -0.9 && l->space < 4); /* neither crammed nor holed */
	}
	arena_release(&a);
}

static int
ends_with_hyphen(const struct line *l)
{
	const struct seg *g = l->segs;

	while (g->next != NULL)
		g = g->next;
	return g->text[g->n - 1] == '-';
}

static void
test_hyphens_are_few_and_never_stacked(void **state)
{
	struct arena a = ARENA_INIT;
	int row = 0, all = 0;

	(void)state;
	for (struct line *l = set(prose, 150, ADJUST_JUSTIFY, &a); l != NULL; l = l->next) {
		row = ends_with_hyphen(l) ? row + 1 : 0;
		all += row > 0;
		assert_true(row <= 2);
	}
	assert_true(all > 0); /* so narrow that some word must be cut */
	arena_release(&a);
}

static void
test_ragged_lines_stay_inside(void **state)
{
	struct arena a = ARENA_INIT;

	(void)state;
	for (struct line *l = set(prose, 90, ADJUST_LEFT, &a); l != NULL; l = l->next) {
		assert_true(l->width <= 90.01);
		assert_true(l->space == 0);
	}
	for (struct line *l = set("x.y.z@une-adresse-electronique-bien-trop-longue.example", 60,
		 ADJUST_LEFT, &a);
	     l != NULL; l = l->next)
		assert_true(l->width <= 60.01);
	arena_release(&a);
}

static void
test_no_break_spaces_hold(void **state)
{
	struct arena a = ARENA_INIT;
	struct line *l = set("le 12\u00A0mars\u00A02027", 66, ADJUST_LEFT, &a);

	(void)state;
	assert_int_equal(type_lines(l), 2); /* « le », then the date whole */
	assert_int_equal(l->segs->n, 2);
	arena_release(&a);
}

static void
test_text_as_laid_out(void **state)
{
	struct paper *p =
	    lay_well("# Titre\n\nUn **mot** « cité » : oui.\n\n1. premier\n2. second\n\n"
		     "| A | B |\n|---|--:|\n| x | 1 |\n");

	(void)state;
	assert_int_equal(paper_pages(p), 1);
	check_body(
	    p, 1, "Titre\nUn mot « cité » : oui.\n1.\npremier\n2.\nsecond\nA\nB\nx\n1\n");
	paper_free(p);
}

static void
test_headings_stay_with_their_text(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	for (int lines = 30; lines < 50; lines++) {
		buf_cut(&text, 0);
		for (int i = 0; i < lines; i++)
			buf_printf(&text, "ligne %d  \n", i);
		buf_printf(&text, "\n\n## Titre\n\nSuite\n");
		struct paper *p = lay_well(text.data);
		int last = paper_pages(p);
		char *end = body(p, last);

		/* wherever the page ends, never between them */
		assert_non_null(strstr(end, "Titre\nSuite\n"));
		free(end);
		paper_free(p);
	}
	buf_release(&text);
}

static void
test_no_lone_line_at_the_ends_of_a_page(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	for (int lines = 35; lines < 50; lines++) {
		buf_cut(&text, 0);
		for (int i = 0; i < lines; i++)
			buf_printf(&text, "ligne %d  \n", i);
		buf_printf(&text, "\n\nun  \ndeux  \ntrois  \nquatre\n");
		struct paper *p = lay_well(text.data);

		if (paper_pages(p) == 2) {
			char *second = body(p, 2);

			assert_true(strncmp(second, "quatre", 6) != 0);
			assert_true(strncmp(second, "deux", 4) != 0);
			free(second);
		}
		paper_free(p);
	}
	buf_release(&text);
}

static void
test_table_heads_are_repeated(void **state)
{
	struct buf text = BUF_INIT;
	struct paper *p;
	char *second;

	(void)state;
	buf_str(&text, "| Colonne | Autre |\n|---|---|\n");
	for (int i = 0; i < 60; i++)
		buf_printf(&text, "| rang %d | valeur |\n", i);
	p = lay_well(text.data);
	assert_int_equal(paper_pages(p), 2);
	second = body(p, 2);
	assert_int_equal(strncmp(second, "Colonne\nAutre\nrang ", 19), 0);
	free(second);
	paper_free(p);
	buf_release(&text);
}

#define SIX                                                                                     \
	"```signatures\na|student|A|N|F\nb|guardian|B\nc|company|C\nd|principal|D\ne|tutor|E\n" \
	"f|teacher|F\n```\n"

/* Whether two boxes, or a box and the given edges, meet. */
static void
check_place(const struct box *b)
{
	assert_true(b->x >= 10 && b->x + b->w <= 200 && b->y >= 46 && b->y + b->h <= 280);
}

static void
test_signature_boxes(void **state)
{
	struct buf text = BUF_INIT;
	size_t n;

	(void)state;
	for (int lines = 1; lines < 46; lines += 4) {
		buf_cut(&text, 0);
		for (int i = 0; i < lines; i++)
			buf_printf(&text, "ligne %d  \n", i);
		buf_str(&text, "\n\n" SIX);
		struct paper *p = lay_well(text.data);
		const struct box *b = paper_boxes(p, &n);

		assert_int_equal(n, 6);
		assert_string_equal(b[0].id, "a");
		assert_int_equal(b[3].role, ROLE_PRINCIPAL);
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(b[i].kind, BOX_SIGNATURE);
			assert_int_equal(b[i].page, b[0].page); /* never torn apart */
			assert_true(b[i].w >= 55 - 1e-6 && b[i].h >= 28);
			check_place(&b[i]);
		}
		assert_true(b[1].x >= b[0].x + b[0].w + 2 && fabs(b[1].y - b[0].y) < 1e-6);
		assert_true(b[3].y >= b[0].y + b[0].h + 2);
		paper_free(p);
	}
	buf_release(&text);
}

/* Alone on their page the boxes are as high as may be; on a full one, as low; both end above the foot. */
static void
test_signature_boxes_take_room(void **state)
{
	struct buf full = BUF_INIT;
	struct paper *p = lay_well(SIX);
	size_t n;
	double most, least;

	(void)state;
	most = paper_boxes(p, &n)[0].h;
	paper_free(p);
	for (int i = 0; i < 26; i++)
		buf_printf(&full, "ligne %d  \n", i);
	buf_str(&full, "\n\n" SIX "\nAprès les cases.\n");
	p = lay_well(full.data);
	least = paper_boxes(p, &n)[0].h;
	assert_int_equal(paper_pages(p), 1);
	assert_true(most > 40 && least >= 28 && least < most - 5);
	assert_true(
	    paper_boxes(p, &n)[3].y + least < 275 - 4); /* the words after them have room */
	paper_free(p);
	buf_release(&full);
}

/* The text of a page says a stamp's title after the boxes that it stands beside, before others. */
static void
test_stamps_stand_beside_where_there_is_room(void **state)
{
	struct paper *p = lay_well("```place\nCachet\n```\n\n"
				   "```signatures\na|student|A\nb|company|B\n```\n");

	(void)state;
	check_body(p, 1, "A\nB\nCachet\n");
	paper_free(p);
	p = lay_well("```place\nCachet\nSceau\n```\n\n"
		     "```signatures\na|student|A\nb|company|B\n```\n");
	check_body(p, 1, "Cachet\nSceau\nA\nB\n");
	paper_free(p);
}

/* Each paragraph stands beside its translation, is cut where both may be, and is read whole. */
static void
test_two_languages(void **state)
{
	struct buf text = BUF_INIT;
	struct paper *p;

	(void)state;
	p = lay_well(
	    "```bilingual\n## Un\n\nOui  \nnon\n\nDeux\n\n---\n\n## One\n\nYes  \nno  \n"
	    "and so on\n\nTwo\n\nThree\n```\n\nAprès\n");
	check_body(p, 1, "Un\nOne\nOui\nnon\nYes\nno\nand so on\nDeux\nTwo\nThree\nAprès\n");
	paper_free(p);
	buf_str(&text, "```bilingual\n");
	for (int side = 0; side < 2; side++) {
		for (int i = 0; i < 60 + 9 * side; i++)
			buf_printf(&text, "ligne %d de %d  \n", i, side);
		buf_str(&text, side == 0 ? "\n\n---\n\n" : "```\n");
	}
	p = lay_well(text.data);
	assert_int_equal(paper_pages(p), 2);
	buf_cut(&text, 0);
	paper_text(p, 2, &text);
	assert_non_null(strstr(text.data, "ligne 59 de 0\nligne "));
	assert_non_null(strstr(text.data, "ligne 68 de 1\n"));
	paper_free(p);
	buf_release(&text);
}

/* Boxes of one row are level, those of all rows under one another. */
static void
test_checks_in_rows(void **state)
{
	struct paper *p = lay_well("```checks\na|un|b|deux|c|trois\nd|quatre|e|cinq\n```\n");
	size_t n;
	const struct box *b = paper_boxes(p, &n);

	(void)state;
	assert_int_equal(n, 5);
	assert_true(fabs(b[0].y - b[2].y) < 1e-6 && b[3].y > b[0].y + b[0].h);
	assert_true(fabs(b[1].x - b[4].x) < 1e-6 && b[1].x > b[0].x + 50);
	paper_free(p);
}

static void
test_initials_on_each_page(void **state)
{
	static const char *const labels[] = { "étudiant", "entreprise", NULL };
	static const enum role roles[] = { ROLE_STUDENT, ROLE_COMPANY };
	struct paper_face face = plain;
	struct err e = ERR_INIT;
	struct paper *p;
	const struct box *b;
	size_t n;

	(void)state;
	face.initials = 1;
	face.initials_labels = labels;
	face.initials_roles = roles;
	p = lay("un\n\n```pagebreak\n```\n\ndeux\n", &face, &e);
	b = paper_boxes(p, &n);
	assert_int_equal(n, 4);
	assert_int_equal(b[2].page, 2);
	assert_int_equal(b[1].kind, BOX_INITIALS);
	assert_int_equal(b[1].role, ROLE_COMPANY);
	for (size_t i = 0; i < n; i++)
		check_place(&b[i]);
	paper_free(p);
}

static void
check_error(const char *markdown, const char *error)
{
	struct err e = ERR_INIT;
	struct paper *p = lay(markdown, &plain, &e);

	assert_null(p);
	assert_string_equal(e.text, error);
}

static void
test_mistakes(void **state)
{
	(void)state;
	check_error("Monsieur 王 arrive",
	    "essai.md:1:1 : le caractère « 王 » (U+738B) ne peut pas être imprimé, dans "
	    "« Monsieur 王 arrive »");
	check_error("Un \U0001F600 ici",
	    "essai.md:1:1 : le caractère « \U0001F600 » (U+1F600) ne peut pas être imprimé, "
	    "dans « Un \U0001F600 ici »");
	check_error("Avant\n\n````bilingual\nOui\n\n```checks\na|x\n```\n\n---\nYes\n````\n",
	    "essai.md:3:1 : un bloc « bilingual » ne contient que du texte : mettez les cases "
	    "avant ou après lui");
	check_error("```checks\na|x\na|y\n```\n",
	    "essai.md:3:1 : deux cases s'appellent « a » : donnez à celle-ci un autre nom");
}

static void
test_letters_of_europe(void **state)
{
	struct paper *p =
	    lay_well("Łukasz Şahin, Nguyễn Thị Hạnh, Đặng, Çelik, Ștefan, Ő, ĳ, Ŵ, Ễ");

	(void)state;
	check_body(p, 1, "Łukasz Şahin, Nguyễn Thị Hạnh, Đặng, Çelik, Ștefan, Ő, ĳ, Ŵ, Ễ\n");
	paper_free(p);
}

static void
test_pasted_text_prints(void **state)
{
	struct paper *p = lay_well("\uFEFFun\u2003deux\u200Btrois ≤ 4 ≠ 5, CO₂, ½ et ⅓");

	(void)state;
	check_body(p, 1, "un deuxtrois ≤ 4 ≠ 5, CO₂, ½ et ⅓\n");
	paper_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_reach_the_margin),
		cmocka_unit_test(test_hyphens_are_few_and_never_stacked),
		cmocka_unit_test(test_ragged_lines_stay_inside),
		cmocka_unit_test(test_no_break_spaces_hold),
		cmocka_unit_test(test_text_as_laid_out),
		cmocka_unit_test(test_headings_stay_with_their_text),
		cmocka_unit_test(test_no_lone_line_at_the_ends_of_a_page),
		cmocka_unit_test(test_table_heads_are_repeated),
		cmocka_unit_test(test_signature_boxes),
		cmocka_unit_test(test_signature_boxes_take_room),
		cmocka_unit_test(test_stamps_stand_beside_where_there_is_room),
		cmocka_unit_test(test_checks_in_rows),
		cmocka_unit_test(test_two_languages),
		cmocka_unit_test(test_initials_on_each_page),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_letters_of_europe),
		cmocka_unit_test(test_pasted_text_prints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
