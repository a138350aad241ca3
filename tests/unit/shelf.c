/* Things found again by their key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/shelf.h"

enum { MANY = 1000 };

/* Keys of every length up to some words, many of which begin alike. */
static size_t
key_of(int i, char key[80])
{
	return (size_t)snprintf(key, 80, "%.*s%d", i % 60,
	    "clauses clauses clauses clauses clauses clauses clauses clauses", i);
}

static void
test_each_key_finds_its_own(void **state)
{
	static int values[MANY];
	struct shelf s = SHELF_INIT;
	char key[80];

	(void)state;
	assert_null(shelf_lookup(&s, "x", 1));
	for (int i = 0; i < MANY; i++) {
		size_t n = key_of(i, key);

		assert_null(shelf_lookup(&s, key, n));
		shelf_add(&s, key, n, &values[i]);
	}
	for (int i = 0; i < MANY; i++) {
		size_t n = key_of(i, key);

		assert_ptr_equal(shelf_lookup(&s, key, n), &values[i]);
		assert_null(shelf_lookup(&s, key, n + 1)); /* the 0 after it is no part of it */
	}
	shelf_release(&s);
	assert_null(shelf_lookup(&s, "0", 1));
}

static void
test_zeros_count(void **state)
{
	struct shelf s = SHELF_INIT;
	int one, two, none;

	(void)state;
	shelf_add(&s, "\0\0", 1, &one);
	shelf_add(&s, "\0\0", 2, &two);
	shelf_add(&s, "", 0, &none);
	assert_ptr_equal(shelf_lookup(&s, "\0", 1), &one);
	assert_ptr_equal(shelf_lookup(&s, "\0\0", 2), &two);
	assert_ptr_equal(shelf_lookup(&s, "", 0), &none);
	shelf_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_key_finds_its_own),
		cmocka_unit_test(test_zeros_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
