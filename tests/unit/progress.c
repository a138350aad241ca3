/* What a long reading says of itself on a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/progress_imp.h"

static void
check(int page, int pages, double seconds, const char *wanted)
{
	char words[PROGRESS_SIZE];

	progress_words(page, pages, seconds, words);
	assert_string_equal(words, wanted);
}

static void
test_one_page_is_singular(void **state)
{
	(void)state;
	check(1, 1, 0, "1 page lue sur 1");
	check(2, 9, 0.1, "2 pages lues sur 9");
}

static void
test_the_rate_comes_with_time(void **state)
{
	(void)state;
	check(51, 151, 0.5, "51 pages lues sur 151");
	check(51, 151, 2, "51 pages lues sur 151, 25 par seconde, encore 4 s");
	check(151, 151, 6, "151 pages lues sur 151");
}

static void
test_a_slow_reading_counts_in_minutes(void **state)
{
	(void)state;
	check(11, 111, 40, "11 pages lues sur 111, 15 par minute, encore 7 min");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_page_is_singular),
		cmocka_unit_test(test_the_rate_comes_with_time),
		cmocka_unit_test(test_a_slow_reading_counts_in_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
