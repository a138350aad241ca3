#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/book.h"
#include "base/buf.h"
#include "base/err.h"

static const struct book_column columns[] = {
	{ "Étudiant", BOOK_TEXT, 20 },
	{ "Début", BOOK_DATE, 11 },
	{ "Heures", BOOK_NUMBER, 8 },
};

static const char *const first[] = { "D'ŒUVRE Zoé", "2027-03-12", "31.5" };
static const char *const second[] = { "=SOMME(A1)", "", NULL };
static const char *const third[] = { "a;b \"c\"\nd", "à fixer", "7" };
static const struct book_row rows[] = { { first, BOOK_GOOD }, { second, BOOK_PLAIN },
	{ third, BOOK_BAD } };
static const struct book_sheet sheet = { "BTS SIO 2", columns, 3, rows, 3 };

static void
test_csv_opens_in_a_french_spreadsheet(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	book_csv(&sheet, &out);
	assert_string_equal(out.data, "\xEF\xBB\xBF"
				      "Étudiant;Début;Heures\r\n"
				      "D'ŒUVRE Zoé;12/03/2027;31,5\r\n"
				      "'=SOMME(A1);;\r\n"
				      "\"a;b \"\"c\"\"\nd\";à fixer;7\r\n");
	buf_release(&out);
}

/* A zip archive, with as many sheets as were given, whatever their names. */
static void
test_xlsx_takes_any_name_of_sheet(void **state)
{
	struct book_sheet sheets[4] = { sheet, sheet, sheet, sheet };
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	sheets[2].name = "Une section dont le nom est bien trop long pour un onglet";
	sheets[3].name = "BTS [SIO]: 2/3?*";
	assert_int_equal(book_xlsx(sheets, 4, &out, &e), 0);
	assert_true(out.len > 1000);
	assert_memory_equal(out.data, "PK\x03\x04", 4);
	assert_non_null(memmem(out.data, out.len, "xl/worksheets/sheet4.xml", 24));
	assert_null(memmem(out.data, out.len, "xl/worksheets/sheet5.xml", 24));
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv_opens_in_a_french_spreadsheet),
		cmocka_unit_test(test_xlsx_takes_any_name_of_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
