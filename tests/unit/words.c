#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "domain/words.h"

#define CHECK_FAMILY(count, name_of, parse)                                                    \
	do {                                                                                   \
		for (int i_ = 0; i_ < (count); i_++)                                           \
			assert_int_equal(parse(name_of(i_)), i_);                              \
		assert_int_equal(parse("no such word"), -1);                                   \
		assert_int_equal(parse(""), -1);                                               \
		assert_int_equal(parse(NULL), -1);                                             \
	} while (0)

static void
test_every_name_is_read_back(void **state)
{
	(void)state;
	CHECK_FAMILY(DOC_KIND_COUNT, doc_kind_name, doc_kind_parse);
	CHECK_FAMILY(ROLE_COUNT, role_name, role_parse);
	CHECK_FAMILY(BOX_KIND_COUNT, box_kind_name, box_kind_parse);
	CHECK_FAMILY(VERDICT_COUNT, verdict_name, verdict_parse);
	CHECK_FAMILY(OUTCOME_COUNT, outcome_name, outcome_parse);
}

static void
test_names_of_the_contract(void **state)
{
	(void)state;
	assert_string_equal(doc_kind_name(DOC_CONVENTION), "convention");
	assert_string_equal(role_name(ROLE_STUDENT), "student");
	assert_string_equal(box_kind_name(BOX_SIGNATURE), "signature");
	assert_string_equal(verdict_name(VERDICT_SIGNED), "signed");
	assert_string_equal(outcome_name(OUTCOME_NO_CODE), "no-code");
}

static void
test_people_read_french(void **state)
{
	(void)state;
	assert_string_equal(doc_kind_words(DOC_AMENDMENT), "avenant");
	assert_string_equal(role_words(ROLE_STUDENT), "étudiant");
	assert_string_equal(verdict_words(VERDICT_SIGNED), "signée");
	assert_string_equal(outcome_words(OUTCOME_NO_CODE), "sans code");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_name_is_read_back),
		cmocka_unit_test(test_names_of_the_contract),
		cmocka_unit_test(test_people_read_french),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
