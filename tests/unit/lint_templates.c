/* A school edits its templates: what the check of templates says of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/desk.h"

static void
assert_one(struct desk *d, const char *words)
{
	size_t n = desk_check(d);

	if (n != 1 || strstr(d->said.data, words) == NULL)
		fail_msg("%zu problems:\n%s", n, d->said.data);
}

static void
test_the_built_in_ones_are_clean(void **state)
{
	struct desk *d = *state;

	if (desk_check(d) != 0)
		fail_msg("%s", d->said.data);
}

static void
test_an_unknown_variable_is_named_with_its_line(void **state)
{
	struct desk *d = *state;

	desk_put(d, "templates/visite.md", "Texte\n\n{{student.nam}}\n");
	assert_one(d, "visite.md:3:1 : variable inconnue « student.nam »");
}

static void
test_a_lost_mention_is_named_in_words(void **state)
{
	struct desk *d = *state;

	desk_replace(d, "templates/convention.md", "{{! mention : avantages }}", "");
	assert_one(d, "convention.md:1:1 : l'article D124-4 veut les avantages offerts");
}

static void
test_a_form_that_lacks_a_box_of_its_order_is_named(void **state)
{
	struct desk *d = *state;

	desk_replace(d, "templates/accord.md", "company | company", "company | tutor");
	desk_check(d);
	if (strstr(d->said.data, "pas de case de signature pour « entreprise »") == NULL)
		fail_msg("%s", d->said.data);
}

static void
test_a_letter_that_cannot_be_printed_is_named(void **state)
{
	struct desk *d = *state;

	desk_put(d, "templates/relance.md", "Bonjour \U00013000\n");
	assert_one(d, "relance.md");
}

static void
test_a_bad_form_is_named_with_its_line(void **state)
{
	struct desk *d = *state;

	desk_put(
	    d, "forms/visit.ini", "[form]\nkind = visite\ntitle = X\ntemplate = visite.md\n");
	assert_one(d, "forms/visit.ini:2");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_built_in_ones_are_clean),
		TEST(test_an_unknown_variable_is_named_with_its_line),
		TEST(test_a_lost_mention_is_named_in_words),
		TEST(test_a_form_that_lacks_a_box_of_its_order_is_named),
		TEST(test_a_letter_that_cannot_be_printed_is_named),
		TEST(test_a_bad_form_is_named_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
