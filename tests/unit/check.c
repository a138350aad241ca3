#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "domain/check.h"

typedef const char *check_fn(const char *typed, char out[CHECK_SIZE]);

static void
good(check_fn *check, const char *typed, const char *normal)
{
	char out[CHECK_SIZE];

	assert_null(check(typed, out));
	assert_string_equal(out, normal);
}

static void
bad(check_fn *check, const char *typed)
{
	char out[CHECK_SIZE];

	assert_non_null(check(typed, out));
}

/* The reason tells which mistake it is. */
static void
bad_because(check_fn *check, const char *typed, const char *word)
{
	char out[CHECK_SIZE];
	const char *why = check(typed, out);

	assert_non_null(why);
	assert_non_null(strstr(why, word));
}

static void
test_siret(void **state)
{
	(void)state;
	good(check_siret, "73282932000074", "73282932000074");
	good(check_siret, "732 829 320 00074", "73282932000074");
	good(check_siret,
	    "732\xC2\xA0"
	    "829\xE2\x80\xAF"
	    "320 00074",
	    "73282932000074");
	bad_because(check_siret, "73282932000075", "clé");
	bad_because(check_siret, "7328293200007", "zéro");
	bad_because(check_siret, "7,32829E+13", "tableur");
	bad(check_siret, "7328293200007A");
	bad(check_siret, "");
}

static void
test_siret_of_la_poste(void **state)
{
	(void)state;
	good(check_siret, "35600000000048", "35600000000048"); /* by Luhn, its sum is 26 */
	good(check_siret, "35600000049837", "35600000049837"); /* by the sum, not by Luhn */
	bad(check_siret, "35600000049838");
}

static void
test_siren_and_naf(void **state)
{
	(void)state;
	good(check_siren, "732 829 320", "732829320");
	bad(check_siren, "732829321");
	bad(check_siren, "73282932");
	good(check_naf, "62.01z", "6201Z");
	bad(check_naf, "62.01");
}

static void
test_uai(void **state)
{
	(void)state;
	good(check_uai, "0170060Y", "0170060Y");
	good(check_uai, "0680007n", "0680007N");
	good(check_uai, "0952236P", "0952236P");
	bad_because(check_uai, "0170060A", "lettre");
	bad(check_uai, "170060Y");
}

static void
test_ine(void **state)
{
	(void)state;
	good(check_ine, "123456789ab", "123456789AB");
	good(check_ine, "1234567890A", "1234567890A");
	bad(check_ine, "12345678ABC");
	bad(check_ine, "12345678901");
}

static void
test_postcode(void **state)
{
	(void)state;
	good(check_postcode, "01000", "01000");
	good(check_postcode, "20 200", "20200");
	good(check_postcode, "97400", "97400");
	bad_because(check_postcode, "1000", "zéro");
	bad(check_postcode, "00100");
	bad(check_postcode, "7500A");
}

static void
test_email(void **state)
{
	(void)state;
	good(check_email, "Zoe.Lefevre@Exemple.FR", "zoe.lefevre@exemple.fr");
	bad(check_email, "zoe.exemple.fr");
	bad(check_email, "zoe@exemple");
	bad(check_email, "zoe@@exemple.fr");
	bad(check_email, "zoe lefevre@exemple.fr");
	bad(check_email, "@exemple.fr");
	bad(check_email, "zoe@exemple.");
}

static void
test_phone(void **state)
{
	char out[CHECK_SIZE];

	(void)state;
	good(check_phone, "06 12 34 56 78", "0612345678");
	good(check_phone, "+33612345678", "0612345678");
	good(check_phone, "0033 6 12 34 56 78", "0612345678");
	good(check_phone, "+33 (0)6.12.34.56.78", "0612345678");
	good(check_phone, "+49 30 123456", "+4930123456");
	assert_non_null(strstr(check_phone("612345678", out), "zéro"));
	assert_string_equal(out, "0612345678");
	assert_non_null(check_phone("poste 12", out));
	assert_string_equal(out, "12");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_siret),
		cmocka_unit_test(test_siret_of_la_poste),
		cmocka_unit_test(test_siren_and_naf),
		cmocka_unit_test(test_uai),
		cmocka_unit_test(test_ine),
		cmocka_unit_test(test_postcode),
		cmocka_unit_test(test_email),
		cmocka_unit_test(test_phone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
