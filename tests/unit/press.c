/* The PDF that the press makes: its letters, its tags, its bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/tag.h"
#include "pdf/paper.h"
#include "template/block.h"

static const unsigned char key[TAG_KEY_SIZE] = { 7, 7, 7 };

static struct composer *composer; /* of all papers and presses here */

static int
composer_open(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	composer = composer_new(&e);
	return composer != NULL ? 0 : -1;
}

static int
composer_close(void **state)
{
	(void)state;
	composer_free(composer);
	return 0;
}

static struct paper *
lay_on(const struct paper_face *face, const char *markdown)
{
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;
	struct block *b = template_parse(markdown, "essai.md", &a, &e);
	struct paper *p;

	assert_non_null(b);
	p = paper_new(composer, b, face, &e);
	assert_string_equal(e.text, "");
	arena_release(&a);
	return p;
}

static struct paper *
lay(const char *markdown)
{
	static const struct paper_face face = { .school = "Lycée de l'Étang",
		.title = "Convention",
		.who = "Nguyễn-Łucja Șerban",
		.foot = "Pied",
		.lang = "fr-FR" };

	return lay_on(&face, markdown);
}

static const struct press_copy copies[3] = {
	{ "7K3M9Q2X4ABC", 1, "Exemplaire 1/3 – entreprise", "ex. 1/3", key, "Nguyễn, 1", 0 },
	{ "7K3M9Q2X4ABC", 2, "Exemplaire 2/3 – étudiante", "ex. 2/3", key, "Nguyễn, 2", 0 },
	{ "7K3M9Q2X4ABC", 3, NULL, "ex. 3/3", key, NULL, 0 },
};

/* One paper in three copies. */
static void
print(const char *markdown, int duplex, struct buf *out)
{
	struct press_info info = { "Convention – Nguyễn & Cie", "Lycée", "Stage", 1795000000,
		duplex };
	struct err e = ERR_INIT;
	struct press *pr = press_new(composer, &info, &e);
	struct paper *p = lay(markdown);

	assert_int_equal(press_add(pr, p, copies, 3, &e), 0);
	assert_int_equal(press_save(pr, out, &e), 0);
	assert_string_equal(e.text, "");
	paper_free(p);
	press_free(pr);
}

/* What a command says of the PDF, which stands at the end of its arguments as %s. */
static char *
ask(const struct buf *pdf, const char *format)
{
	char path[] = "/tmp/paraphe-press-XXXXXX";
	struct buf out = BUF_INIT;
	int fd = mkstemp(path);
	char *command = mem_printf(format, path), piece[4096];
	FILE *f;
	size_t n;

	assert_int_equal(write(fd, pdf->data, pdf->len), (ssize_t)pdf->len);
	close(fd);
	f = popen(command, "r");
	assert_non_null(f);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(&out, piece, n);
	assert_int_equal(pclose(f), 0);
	unlink(path);
	free(command);
	return buf_take(&out);
}

/* All runs of white space, no-break ones too, become one space. */
static void
fold(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if ((unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0)
			*++s = ' ';
		if (strchr(" \n\f", *s) == NULL)
			*to++ = *s;
		else if (to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
}

#define BODY                                                                                                   \
	"Nguyễn-Łucja Șerban d’Œuvre (à 50 %) « AVATAR » ; Đặng Thị Ễ : AV To ; Łódź.\n\n" \
	"```pagebreak\n```\n\n**Gras Łucja** *italique ș*, fin.\n"

static void
test_text_comes_back(void **state)
{
	struct buf pdf = BUF_INIT;
	char *text;

	(void)state;
	print(BODY, 0, &pdf);
	text = ask(&pdf, "pdftotext -f 3 -l 4 -layout %s - 2>&1");
	fold(text);
	assert_non_null(strstr(text,
	    "Nguyễn-Łucja Șerban d’Œuvre (à 50 %) « AVATAR » ; Đặng Thị Ễ : AV To ; Łódź."));
	assert_non_null(strstr(text, "Gras Łucja italique ș, fin."));
	assert_non_null(strstr(text, "Exemplaire 2/3 – étudiante"));
	assert_non_null(strstr(text, "ex. 2/3 · p. 1/2"));
	assert_non_null(strstr(text, "Page 1/2"));
	free(text);
	buf_release(&pdf);
}

/* Adds « ÀÁÂÃÄÅ ÆÇÈÉÊË ... » for the letters from..to. */
static void
add_letters(struct buf *b, uint32_t from, uint32_t to)
{
	char c[4];

	for (uint32_t u = from; u <= to; u++) {
		buf_add(b, c, utf8_put(u, c));
		if ((u - from) % 6 == 5)
			buf_char(b, ' ');
	}
	buf_char(b, ' ');
}

static void
check_letters(const char *marks, const struct buf *letters)
{
	struct buf pdf = BUF_INIT;
	char *markdown = mem_printf("%s%s%s\n", marks, letters->data, marks), *text, *word,
	     *end;

	print(markdown, 0, &pdf);
	text = ask(&pdf, "pdftotext -l 1 -raw %s - 2>&1");
	fold(text);
	for (word = letters->data; *word != '\0'; word = end + strspn(end, " ")) {
		end = word + strcspn(word, " ");
		char *one = mem_str_n(word, (size_t)(end - word));

		if (strstr(text, one) == NULL)
			fail_msg("« %s » is not in « %s »", one, text);
		free(one);
	}
	free(text);
	free(markdown);
	buf_release(&pdf);
}

/* Latin with Extended-A and B, and Vietnamese, in several faces. */
static void
test_every_latin_letter_comes_back(void **state)
{
	struct buf letters = BUF_INIT;

	(void)state;
	add_letters(&letters, 0xC0, 0xD6);
	add_letters(&letters, 0xD8, 0xF6);
	add_letters(&letters, 0xF8, 0x148);
	add_letters(&letters, 0x14A, 0x17F);
	add_letters(&letters, 0x1CD, 0x1DC);
	add_letters(&letters, 0x1EA0, 0x1EF9);
	buf_cut(&letters, letters.len - 1);
	check_letters("", &letters);
	check_letters("**", &letters);
	check_letters("*", &letters);
	check_letters("# ", &letters);
	buf_release(&letters);
}

static void
test_file_is_sound(void **state)
{
	struct buf pdf = BUF_INIT;
	char *text;

	(void)state;
	print(BODY, 0, &pdf);
	free(ask(&pdf, "qpdf --check %s 2>&1"));
	text = ask(&pdf,
	    "pdffonts %s 2>&1 | tail -n +3 | grep -v inline | awk '{ print $(NF-4) }' | sort -u");
	assert_string_equal(text, "yes\n"); /* every font embedded, and no warning */
	free(text);
	text =
	    ask(&pdf, "pdfinfo %s 2>&1 | grep -E '^(Title|Pages|CreationDate):' | tr -s ' '");
	assert_non_null(strstr(text, "Title: Convention – Nguyễn & Cie\n"));
	assert_non_null(strstr(text, "Pages: 6\n"));
	free(text);
	free(ask(&pdf, "grep -aq '/Lang (fr-FR)' %s"));
	buf_release(&pdf);
}

static void
test_each_page_bears_its_tag(void **state)
{
	struct buf pdf = BUF_INIT;
	char expected[TAG_SIZE], *text, *line, *rest;
	int page = 0;

	(void)state;
	print(BODY, 0, &pdf);
	for (const char *dpi = "72"; dpi != NULL; dpi = strcmp(dpi, "72") == 0 ? "150" : NULL) {
		char *format = mem_printf(
		    "d=$(mktemp -d) && pdftoppm -gray -r %s %%s $d/p && "
		    "zbarimg -q --raw --nodbus -Sdisable -Sqrcode.enable $d/p*; r=$?; "
		    "rm -r $d; exit $r",
		    dpi);

		text = ask(&pdf, format);
		page = 0;
		for (line = text; *line != '\0'; line = rest + 1) {
			struct tag t = { "7K3M9Q2X4ABC", 1 + page / 2, 1 + page % 2 };

			rest = strchr(line, '\n');
			*rest = '\0';
			tag_write(&t, key, expected);
			assert_string_equal(line, expected);
			page++;
		}
		assert_int_equal(page, 6);
		free(text);
		free(format);
	}
	buf_release(&pdf);
}

static void
test_same_input_same_bytes(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT;

	(void)state;
	print(BODY, 1, &a);
	print(BODY, 1, &b);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
	buf_release(&a);
	buf_release(&b);
}

static void
test_duplex_starts_copies_on_the_right(void **state)
{
	struct buf pdf = BUF_INIT;
	char *text;

	(void)state;
	print("une page", 1, &pdf);
	text = ask(&pdf, "pdfinfo %s | grep ^Pages | tr -s ' '");
	assert_string_equal(text, "Pages: 5\n"); /* a blank back after the first two copies */
	free(text);
	text = ask(&pdf, "mutool draw -q -r 20 -o /dev/null %s 2>&1 | grep -v ICC || true");
	assert_string_equal(text, "");
	free(text);
	buf_release(&pdf);
}

/* Letters whose glyphs end on a multiple of 4096 bytes: libharu 2.3 alone can't save them. */
static void
test_faces_of_any_size_are_saved(void **state)
{
	static const char *const letters[] = { "rNEdkiSgTQHw", "bqGHovNStFE", "rTfMdwxjbkG" };
	static const struct paper_face face = { .lang = "fr-FR" };
	static const struct press_copy slip = { .number = "" };
	struct press_info info = { .title = "x" };

	(void)state;
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
		const char *t = letters[i];
		char *text = mem_printf(
		    "# %s\n\n**%s** *%s* ễ%s\n\n```fields\n%s | x\n```\n", t, t, t, t, t);
		struct err e = ERR_INIT;
		struct paper *p = lay_on(&face, text);
		struct press *pr = press_new(composer, &info, &e);
		struct buf pdf = BUF_INIT;

		assert_int_equal(press_add(pr, p, &slip, 1, &e), 0);
		assert_int_equal(press_save(pr, &pdf, &e), 0);
		paper_free(p);
		press_free(pr);
		buf_release(&pdf);
		free(text);
	}
}

/* A grey dot. */
static const unsigned char dot[] = { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00,
	0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01,
	0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00, 0x0A, 0x49,
	0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77,
	0xCD, 0x72, 0xB6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60,
	0x82 };

static void
test_a_logo_is_in_the_file_once(void **state)
{
	struct paper_face face = { .school = "Lycée", .logo = dot, .logo_size = sizeof dot };
	struct press_info info = { .title = "x" };
	struct err e = ERR_INIT;
	struct press *pr = press_new(composer, &info, &e);
	struct buf pdf = BUF_INIT;
	char *text;

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct paper *p = lay_on(&face, BODY);

		assert_int_equal(press_add(pr, p, copies, 3, &e), 0);
		paper_free(p);
	}
	assert_int_equal(press_save(pr, &pdf, &e), 0);
	assert_string_equal(e.text, "");
	press_free(pr);
	text = ask(&pdf,
	    "pdfimages -list %s | tail -n +3 | grep -v inline | awk '{ print $11 }' | sort | uniq -c | wc -l");
	assert_string_equal(text, "1\n");
	free(text);
	free(ask(&pdf, "qpdf --check %s 2>&1"));
	buf_release(&pdf);
}

/* Addresses in the text and links of the template are places to click on, on each copy. */
static void
test_links(void **state)
{
	struct buf pdf = BUF_INIT;
	char *text;

	(void)state;
	print("Écrire à zoe.l@lycee.example, [au lycée](https://lycee.example/a_b), voir "
	      "http://x.example/ ; pas à @lycee ni moi@.\n",
	    0, &pdf);
	text = ask(
	    &pdf, "mutool show %s grep | grep -oE 'URI\\([^)]*' | sort | uniq -c | tr -s ' '");
	assert_string_equal(text, " 3 URI(http://x.example/\n 3 URI(https://lycee.example/a_b\n"
				  " 3 URI(mailto:zoe.l@lycee.example\n");
	free(text);
	free(ask(&pdf, "qpdf --check %s 2>&1"));
	buf_release(&pdf);
}

static void
test_one_page_of_one_copy(void **state)
{
	struct press_info info = { .title = "Réimpression" };
	struct press_copy one = copies[1];
	struct err e = ERR_INIT;
	struct press *pr = press_new(composer, &info, &e);
	struct paper *p = lay(BODY);

	(void)state;
	one.page = 2;
	assert_int_equal(press_add(pr, p, &one, 1, &e), 0);
	assert_int_equal(press_pages(pr), 1);
	paper_free(p);
	press_free(pr);
}

static void
test_a_slip_needs_no_tag(void **state)
{
	static const struct press_copy slip = { .number = "" };
	struct press_info info = { .title = "Bordereau" };
	struct err e = ERR_INIT;
	struct buf pdf = BUF_INIT;
	struct press *pr = press_new(composer, &info, &e);
	struct paper *p = lay("Rien à retirer.");

	(void)state;
	assert_int_equal(press_add(pr, p, &slip, 1, &e), 0);
	assert_int_equal(press_save(pr, &pdf, &e), 0);
	free(ask(&pdf, "qpdf --check %s 2>&1"));
	paper_free(p);
	press_free(pr);
	buf_release(&pdf);
}

static size_t
count(const struct buf *pdf, const char *word)
{
	size_t n = 0, len = strlen(word);

	for (size_t i = 0; i + len <= pdf->len; i++)
		n += memcmp(pdf->data + i, word, len) == 0;
	return n;
}

/* A file of papers that have the same text, one for each name. */
static void
print_names(struct composer *c, const char *const *names, size_t n, struct buf *out)
{
	struct press_info info = { .title = "Conventions" };
	struct paper_face face = { .school = "Lycée de l'Étang", .title = "Convention" };
	struct err e = ERR_INIT;
	struct arena a = ARENA_INIT;
	struct press *pr = press_new(c, &info, &e);
	const struct block *b = template_parse("Un même texte.\n", "essai.md", &a, &e);

	for (size_t i = 0; i < n; i++) {
		struct paper *p;

		face.who = names[i];
		p = paper_new(c, b, &face, &e);
		assert_non_null(p);
		assert_int_equal(press_add(pr, p, copies, 3, &e), 0);
		paper_free(p);
	}
	assert_int_equal(press_save(pr, out, &e), 0);
	arena_release(&a);
	press_free(pr);
}

static void
test_pages_alike_are_in_the_file_once(void **state)
{
	static const char *const names[] = { "Anne Dubois", "Hugo Martin", "Inès Leroy" };
	struct buf one = BUF_INIT, three = BUF_INIT;
	char *text;

	(void)state;
	print_names(composer, names, 1, &one);
	print_names(composer, names, 3, &three);
	assert_int_equal(count(&three, "/FlateDecode"), count(&one, "/FlateDecode") + 2);
	for (size_t i = 0; i < 3; i++) {
		char *command =
		    mem_printf("pdftotext -f %zu -l %zu %%s -", 3 * i + 2, 3 * i + 2);

		text = ask(&three, command);
		assert_non_null(strstr(text, names[i]));
		assert_non_null(strstr(text, "Un même texte."));
		free(text);
		free(command);
	}
	buf_release(&one);
	buf_release(&three);
}

static void
test_what_came_before_changes_nothing(void **state)
{
	static const char *const name[] = { "Inès Leroy" }, *const other[] = { "Łucja Ș" };
	struct err e = ERR_INIT;
	struct composer *fresh = composer_new(&e);
	struct buf first = BUF_INIT, later = BUF_INIT, noise = BUF_INIT;

	(void)state;
	print_names(fresh, name, 1, &first);
	print_names(fresh, other, 1, &noise);
	print(BODY, 0, &noise);
	print_names(fresh, name, 1, &later);
	assert_int_equal(first.len, later.len);
	assert_memory_equal(first.data, later.data, later.len);
	buf_release(&first);
	buf_release(&later);
	buf_release(&noise);
	composer_free(fresh);
}

/* qpdf takes « EI » in the letters of a code for the end of the picture: one in ten thousand has it. */
static void
test_a_code_never_looks_like_its_end(void **state)
{
	struct press_info info = { .title = "Convention" };
	struct press_copy copy = { .number = "7K3M9Q000007", .copy = 1, .key = key };
	struct err e = ERR_INIT;
	struct buf pdf = BUF_INIT;
	struct press *pr = press_new(composer, &info, &e);
	struct paper *p = lay("Texte.\n");

	(void)state;
	assert_int_equal(press_add(pr, p, &copy, 1, &e), 0);
	assert_int_equal(press_save(pr, &pdf, &e), 0);
	assert_int_equal(count(&pdf, "EI"), 1);
	assert_int_equal(count(&pdf, "E\nI"), 1); /* here it would have been */
	free(ask(&pdf, "qpdf --check %s 2>&1"));
	paper_free(p);
	press_free(pr);
	buf_release(&pdf);
}

/* libharu would say 15 kB of a face for one letter: of all its widths, glyphs and code points. */
static void
test_a_letter_outside_winansi_costs_little(void **state)
{
	static const char *const names[] = { "Anne Dubois", "Anna Łubois" };
	struct buf plain = BUF_INIT, wide = BUF_INIT;

	(void)state;
	print_names(composer, names, 1, &plain);
	print_names(composer, names + 1, 1, &wide);
	assert_true(wide.len < plain.len + 3000);
	buf_release(&plain);
	buf_release(&wide);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_comes_back),
		cmocka_unit_test(test_every_latin_letter_comes_back),
		cmocka_unit_test(test_file_is_sound),
		cmocka_unit_test(test_each_page_bears_its_tag),
		cmocka_unit_test(test_same_input_same_bytes),
		cmocka_unit_test(test_duplex_starts_copies_on_the_right),
		cmocka_unit_test(test_faces_of_any_size_are_saved),
		cmocka_unit_test(test_a_logo_is_in_the_file_once),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_one_page_of_one_copy),
		cmocka_unit_test(test_a_slip_needs_no_tag),
		cmocka_unit_test(test_pages_alike_are_in_the_file_once),
		cmocka_unit_test(test_what_came_before_changes_nothing),
		cmocka_unit_test(test_a_code_never_looks_like_its_end),
		cmocka_unit_test(test_a_letter_outside_winansi_costs_little),
	};

	hash_start();
	return cmocka_run_group_tests(tests, composer_open, composer_close);
}
