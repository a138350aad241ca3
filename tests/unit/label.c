#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/label.h"

static void
check(char *made, const char *wanted)
{
	assert_string_equal(made, wanted);
	free(made);
}

static void
test_labels(void **state)
{
	(void)state;
	check(label_of("retour 12.pdf"), "retour 12.pdf");
	check(label_of("num\xe9ris\xe9.pdf"), "numérisé.pdf");
	check(label_of("e\xcc\x81t\xc3\xa9.pdf"), "été.pdf");
	check(label_of("a\033[31m\n.pdf"), "a_[31m_.pdf");
	check(label_of(""), "");
}

static void
test_what_papers_can_show(void **state)
{
	(void)state;
	check(label_printable("scan 📄 Nguyễn.pdf"), "scan ? Nguyễn.pdf");
	check(label_printable("日本"), "??");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_what_papers_can_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
