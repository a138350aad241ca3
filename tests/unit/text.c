/* Unicode and dates: what people's names and days must survive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/utf8.h"

static void
check_made(char *made, const char *expected)
{
	assert_string_equal(made, expected);
	free(made);
}

static void
validity_is_strict(void **state)
{
	(void)state;
	assert_int_equal(utf8_valid("Zoë", 4), 1);
	assert_int_equal(utf8_valid("\xC3", 1), 0);
	assert_int_equal(utf8_valid("a\0b", 3), 0);
	assert_int_equal(utf8_valid("\xED\xA0\x80", 3), 0); /* a surrogate */
	assert_int_equal(utf8_valid("\xC0\xAF", 2), 0); /* overlong */
}

static void
decomposed_names_are_composed(void **state)
{
	(void)state;
	check_made(utf8_nfc("Zoe\xCC\x88"), "Zoë");
	check_made(utf8_nfc("Nguye\xCC\x82\xCC\x83n"), "Nguyễn");
}

static void
capitals_of_foreign_names(void **state)
{
	(void)state;
	check_made(utf8_upper("Lefèvre-Œuvrard"), "LEFÈVRE-ŒUVRARD");
	check_made(utf8_upper("Groß"), "GROSS");
	check_made(utf8_upper("œuf ÿ ễ ł"), "ŒUF Ÿ Ễ Ł");
}

static void
keys_fold_what_people_type_differently(void **state)
{
	(void)state;
	check_made(utf8_key("  D'ŒUVRE   Zoé "), "d oeuvre zoe");
	check_made(utf8_key("Né(e) le"), "ne e le");
	check_made(utf8_key("Łukasz Şahin"), "lukasz sahin");
	check_made(utf8_key("NGUYỄN"), "nguyen");
	check_made(utf8_key("date_naissance"), "date naissance");
	check_made(utf8_key("---"), "");
}

static void
widths_count_columns_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(utf8_width("Nguyễn"), 6);
	assert_int_equal(utf8_count("Zoë"), 3);
}

static void
dates_parse_or_are_refused(void **state)
{
	(void)state;
	assert_int_equal(date_parse("1970-01-01"), 0);
	assert_int_equal(date_parse("12/03/2027"), date_make(2027, 3, 12));
	assert_int_equal(date_parse(" 12/03/2027 "), date_make(2027, 3, 12));
	assert_int_equal(date_parse("29/02/2028"), date_make(2028, 2, 29));
	assert_int_equal(date_parse("31/02/2027"), DATE_NONE);
	assert_int_equal(date_parse("29/02/2100"), DATE_NONE);
	assert_int_equal(date_parse("12/03/207"), DATE_NONE);
	assert_int_equal(date_parse("2027-3-12x"), DATE_NONE);
	assert_int_equal(date_parse("12/03/2027 8h"), DATE_NONE);
	assert_int_equal(date_parse(""), DATE_NONE);
	assert_int_equal(date_parse("46102"), DATE_NONE);
}

static void
two_digit_years_are_those_of_living_people(void **state)
{
	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1795392000", 1); /* 2026-11-23 */
	assert_int_equal(date_parse("05/06/07"), date_make(2007, 6, 5));
	assert_int_equal(date_parse("05/06/61"), date_make(1961, 6, 5));
	unsetenv("SOURCE_DATE_EPOCH");
}

static void
every_day_of_four_centuries_splits_back(void **state)
{
	(void)state;
	for (date d = date_make(1900, 1, 1); d <= date_make(2300, 1, 1); d++) {
		int y, m, day;

		date_split(d, &y, &m, &day);
		assert_int_equal(date_make(y, m, day), d);
	}
	assert_int_equal(date_weekday(date_make(2026, 11, 23)), 0);
	assert_int_equal(date_weekday(date_make(1969, 12, 31)), 2);
}

static void
days_are_written_in_french(void **state)
{
	char text[DATE_TEXT_SIZE], iso[DATE_ISO_SIZE], year[10];

	(void)state;
	date_text(date_make(2027, 4, 1), text);
	assert_string_equal(text, "1er avril 2027");
	date_text(date_make(2027, 8, 12), text);
	assert_string_equal(text, "12 août 2027");
	date_iso(date_make(987, 8, 2), iso);
	assert_string_equal(iso, "0987-08-02");
	date_iso(DATE_NONE, iso);
	assert_string_equal(iso, "");
	school_year_of(date_make(2027, 7, 31), year);
	assert_string_equal(year, "2026-2027");
	school_year_of(date_make(2027, 8, 1), year);
	assert_string_equal(year, "2027-2028");
}

static void
an_age_turns_on_the_birthday(void **state)
{
	(void)state;
	assert_int_equal(date_age(date_make(2009, 3, 12), date_make(2027, 3, 11)), 17);
	assert_int_equal(date_age(date_make(2009, 3, 12), date_make(2027, 3, 12)), 18);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(validity_is_strict),
		cmocka_unit_test(decomposed_names_are_composed),
		cmocka_unit_test(capitals_of_foreign_names),
		cmocka_unit_test(keys_fold_what_people_type_differently),
		cmocka_unit_test(widths_count_columns_not_bytes),
		cmocka_unit_test(dates_parse_or_are_refused),
		cmocka_unit_test(two_digit_years_are_those_of_living_people),
		cmocka_unit_test(every_day_of_four_centuries_splits_back),
		cmocka_unit_test(days_are_written_in_french),
		cmocka_unit_test(an_age_turns_on_the_birthday),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
