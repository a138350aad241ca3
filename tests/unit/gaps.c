#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/gaps.h"
#include "base/buf.h"

/* "x.x" is three pages, the second of which was never seen. */
static void
check(const char *seen, const char *words)
{
	struct gaps g = { .pages = (int)strlen(seen) };
	struct buf b = BUF_INIT;

	for (int i = 0; i < g.pages; i++)
		g.seen[i] = seen[i] == 'x';
	gaps_words(&g, &b);
	assert_string_equal(b.data, words);
	buf_release(&b);
}

static void
test_words(void **state)
{
	(void)state;
	check("xxxxx", "");
	check("xxxx.", "manque la page 5");
	check("....x", "manquent les pages 1 à 4");
	check("..xxx", "manquent les pages 1 et 2");
	check("..x.x", "manquent les pages 1, 2 et 4");
	check("...x.", "manquent les pages 1 à 3 et 5");
	check(".", "manque la page 1");
}

static void
test_one_side_of_two(void **state)
{
	(void)state;
	check("x.x.x", "manquent les pages 2 et 4 (recto verso ?)");
	check(".x.x.x", "manquent les pages 1, 3 et 5 (recto verso ?)");
	check("x.", "manque la page 2 (recto verso ?)");
	check("x.xxx", "manque la page 2");
	check("x", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_one_side_of_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
