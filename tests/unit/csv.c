#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/csv.h"
#include "base/err.h"

enum { MAX_ROWS = 100 };

static void
parse(struct sheet *s, const char *text)
{
	struct err e = ERR_INIT;

	assert_int_equal(sheet_parse(s, text, MAX_ROWS, &e), 0);
}

static void
check_cell(const struct sheet *s, size_t row, size_t cell, const char *want)
{
	assert_true(row < s->n);
	assert_true(cell < s->rows[row].n);
	assert_string_equal(s->rows[row].cells[cell], want);
}

static void
test_separators(void **state)
{
	static const char *const texts[] = { "a;b;c\n1;2,5;3\n", "a,b,c\n1,2,3\n",
		"a\tb\tc\n1\t2\t3\n" };
	static const char want[] = ";,\t";
	struct sheet s;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		parse(&s, texts[i]);
		assert_int_equal(s.separator, want[i]);
		assert_int_equal(s.n, 2);
		check_cell(&s, 0, 2, "c");
		check_cell(&s, 1, 2, "3");
		sheet_release(&s);
	}
}

static void
test_commas_inside_cells_do_not_win(void **state)
{
	struct sheet s;

	(void)state;
	parse(&s, "nom;adresse\nA;\"1, rue B, C, D\"\nE;2, rue F, G, H\n");
	assert_int_equal(s.separator, ';');
	check_cell(&s, 1, 1, "1, rue B, C, D");
	sheet_release(&s);
}

static void
test_quotes_newlines_and_lines(void **state)
{
	struct sheet s;

	(void)state;
	parse(&s, "a;b\r\n\r\n\"x \"\"y\"\"\";\"deux\r\nlignes\"\r\nz;t\r\n   \r\nlast;1");
	assert_int_equal(s.n, 4);
	check_cell(&s, 1, 0, "x \"y\"");
	check_cell(&s, 1, 1, "deux\nlignes");
	assert_int_equal(s.rows[1].line, 3);
	assert_int_equal(s.rows[2].line, 5);
	assert_int_equal(s.rows[3].line, 7);
	sheet_release(&s);
}

static void
test_cr_only_and_empty_cells(void **state)
{
	struct sheet s;

	(void)state;
	parse(&s, "a;b;c\r;;\r1;;3\r");
	assert_int_equal(s.n, 3);
	assert_int_equal(s.rows[1].n, 3);
	check_cell(&s, 1, 1, "");
	check_cell(&s, 2, 1, "");
	assert_int_equal(s.rows[2].line, 3);
	sheet_release(&s);
}

static void
test_open_quote_is_named(void **state)
{
	struct sheet s;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(sheet_parse(&s, "a;b\n1;2\n\"3;4\n5;6\n", MAX_ROWS, &e), -1);
	assert_non_null(strstr(e.text, "ligne 3"));
	sheet_release(&s);
}

static void
test_too_many_rows(void **state)
{
	struct sheet s;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(sheet_parse(&s, "a;b\n1;2\n3;4\n", 2, &e), -1);
	sheet_release(&s);
	assert_int_equal(sheet_parse(&s, "a;b\n1;2\n", 2, &e), 0);
	sheet_release(&s);
}

static void
check_decoded(const char *bytes, size_t n, const char *encoding, const char *want)
{
	struct charset_guess g;
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(charset_decode(bytes, n, NULL, &out, &g, &e), 0);
	assert_string_equal(out.data, want);
	assert_string_equal(g.name, encoding);
	buf_release(&out);
}

static void
test_encodings(void **state)
{
	static const char wide_le[] = "\xFF\xFEN\0o\0\xEB\0l\0",
			  wide_be[] = "\xFE\xFF\0N\0o\0\xEB\0l";
	static const char bare_le[] = "N\0o\0m\0;\0\xEB\0l\0";

	(void)state;
	check_decoded("No\xC3\xABl", 5, "UTF-8", "Noël");
	check_decoded("\xEF\xBB\xBFNo\xC3\xABl", 8, "UTF-8", "Noël");
	check_decoded("Noe\xCC\x88l", 6, "UTF-8", "Noël"); /* decomposed */
	check_decoded(wide_le, 10, "UTF-16LE", "Noël");
	check_decoded(wide_be, 10, "UTF-16BE", "Noël");
	check_decoded(bare_le, 12, "UTF-16LE", "Nom;ël");
	check_decoded(
	    "No\xEBl;\x8Cuvrard;Lef\xE8vre", 20, "WINDOWS-1252", "Noël;Œuvrard;Lefèvre");
}

static void
test_encoding_refusals(void **state)
{
	struct charset_guess g;
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(charset_decode("a\0b", 3, NULL, &out, &g, &e), -1);
	assert_int_equal(charset_decode("abc", 3, "KLINGON", &out, &g, &e), -1);
	assert_int_equal(e.kind, ERR_USAGE);
	assert_int_equal(charset_decode("ab\n\xEB"
					"c",
			     5, "UTF-8", &out, &g, &e),
	    -1);
	assert_non_null(strstr(e.text, "ligne 2"));
	assert_int_equal(charset_decode("\xEB", 1, "CP1252", &out, &g, &e), 0);
	assert_string_equal(out.data, "ë");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_separators),
		cmocka_unit_test(test_commas_inside_cells_do_not_win),
		cmocka_unit_test(test_quotes_newlines_and_lines),
		cmocka_unit_test(test_cr_only_and_empty_cells),
		cmocka_unit_test(test_open_quote_is_named),
		cmocka_unit_test(test_too_many_rows),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_encoding_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
