/* A home and its settings: app/home, app/school. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/home.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/js.h"
#include "place.h"

static const char school[] =
    "[school]\nname = Lycée d'essai\nuai = 0719876z\naddress = 1 rue Basse\npostcode = 71990\n"
    "city = Villenard\nphone = +33 3 53 01 90 00\n[principal]\nname = Mme Arcy\n"
    "title = Proviseure\nfemale = oui\n[council]\ndate = 30/06/2026\n[insurance]\n"
    "company = Mutuelle\n";

static char *
put(const struct place *p, const char *name, const char *text)
{
	char *path = path_join(p->dir, name);
	struct err e = ERR_INIT;

	assert_int_equal(file_replace(path, text, strlen(text), &e), 0);
	return path;
}

static int
init(const struct place *p, const char *ini, struct home_made *made, struct err *e)
{
	char *path = ini != NULL ? put(p, "school.ini", ini) : NULL;
	int rc;

	hash_start();
	*e = (struct err)ERR_INIT;
	rc = home_init(p->dir, path, made, e);
	free(path);
	return rc;
}

static void
check_open_fails(const struct place *p, const char *words)
{
	struct home h;
	struct err e = ERR_INIT;

	assert_int_equal(home_open(&h, p->dir, "mme.roy", &e), -1);
	if (strstr(e.text, words) == NULL)
		fail_msg("« %s » does not say « %s »", e.text, words);
	home_close(&h);
}

static void
test_made_once_kept_after(void **state)
{
	struct home_made made;
	struct home h;
	struct err e;
	unsigned char key[TAG_KEY_SIZE];
	char *path = path_join(((struct place *)*state)->dir, "secret.key");
	struct stat st;

	assert_int_equal(init(*state, school, &made, &e), 0);
	assert_true(made.key && made.database && made.settings);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, TAG_KEY_SIZE);
	assert_int_equal(home_open(&h, ((struct place *)*state)->dir, "mme.roy", &e), 0);
	memcpy(key, h.key, sizeof key);
	assert_string_equal(h.school.uai, "0719876Z");
	assert_string_equal(h.school.phone, "0353019000");
	assert_string_equal(h.school.council_date, "2026-06-30");
	assert_int_equal(h.school.principal_female, 1);
	home_close(&h);
	assert_int_equal(init(*state, school, &made, &e), 0);
	assert_false(made.key || made.database || made.settings);
	assert_int_equal(home_open(&h, ((struct place *)*state)->dir, "mme.roy", &e), 0);
	assert_memory_equal(key, h.key, sizeof key);
	home_close(&h);
	free(path);
}

static void
test_later_edits_are_read(void **state)
{
	struct home_made made;
	struct home h;
	struct err e;

	assert_int_equal(init(*state, school, &made, &e), 0);
	free(put(*state, "paraphe.ini", "[school]\nname = Autre nom\n"));
	assert_int_equal(home_open(&h, ((struct place *)*state)->dir, "mme.roy", &e), 0);
	assert_string_equal(h.school.name, "Autre nom");
	assert_int_equal(school_complete(&h.school, &h.conf, "paraphe.ini", &e), -1);
	assert_non_null(strstr(e.text, "[school] uai"));
	home_close(&h);
	free(put(*state, "paraphe.ini", "[school]\nnom = Autre nom\n"));
	check_open_fails(*state, "paraphe.ini:2 : clé inconnue « nom »");
}

static void
test_bad_settings_are_named_by_line(void **state)
{
	static const struct {
		const char *ini, *words;
	} bad[] = {
		{ "[school]\nname = A\nuai = 0719876A\n", "school.ini:3 : [school] uai" },
		{ "[school]\npostcode = 7199\n", "school.ini:2" },
		{ "[council]\ndate = 31/02/2026\n", "n'est pas une date" },
		{ "[principal]\nfemale = peut-être\n", "ni « oui » ni « non »" },
		{ "[papers]\nreturn_days = 0\n", "nombre de jours" },
		{ "[school]\nname = \xC9"
		  "cole\n",
		    "UTF-8" },
		{ "[school]\nname = A\nuai =\n", "[school] uai (code UAI, ligne 3)" },
		{ "quoi\n", "school.ini:1:1 : ligne incomprise" },
	};
	char *db = path_join(((struct place *)*state)->dir, "paraphe.db");
	struct home_made made;
	struct err e;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(init(*state, bad[i].ini, &made, &e), -1);
		if (strstr(e.text, bad[i].words) == NULL)
			fail_msg("« %s » does not say « %s »", e.text, bad[i].words);
		assert_false(file_exists(db));
	}
	free(db);
}

static void
test_no_home(void **state)
{
	check_open_fails(*state, "lancez d'abord « paraphe init »");
}

static void
test_a_lost_key_is_not_made_anew(void **state)
{
	const struct place *p = *state;
	struct home_made made;
	struct err e;
	char *key = path_join(p->dir, "secret.key");

	assert_int_equal(init(p, NULL, &made, &e), 0);
	unlink(key);
	check_open_fails(p, "la clé de l'établissement manque");
	assert_int_equal(init(p, NULL, &made, &e), -1);
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_false(file_exists(key));
	assert_int_equal(file_replace(key, "court", 5, &e), 0);
	check_open_fails(p, "abîmée");
	assert_int_equal(file_replace(key, "0123456789abcdef0123456789abcdef", 32, &e), 0);
	check_open_fails(p, "n'est pas la clé de cette base");
	free(key);
}

static void
test_the_blank_settings_can_be_read(void **state)
{
	const struct place *p = *state;
	struct home_made made;
	struct home h;
	struct err e;
	struct js *o;

	assert_int_equal(init(p, NULL, &made, &e), 0);
	assert_int_equal(home_open(&h, p->dir, "mme.roy", &e), 0);
	assert_int_equal(h.school.return_days, 14);
	o = school_js(&h.school);
	assert_string_equal(js_get_str(o, "principal_title", "?"), "Proviseur");
	assert_string_equal(js_get_str(o, "name", "?"), "");
	js_free(o);
	home_close(&h);
}

int
main(void)
{
#define IN_PLACE(f) cmocka_unit_test_setup_teardown(f, place_set_up, place_tear_down)
	const struct CMUnitTest tests[] = {
		IN_PLACE(test_made_once_kept_after),
		IN_PLACE(test_later_edits_are_read),
		IN_PLACE(test_bad_settings_are_named_by_line),
		IN_PLACE(test_no_home),
		IN_PLACE(test_a_lost_key_is_not_made_anew),
		IN_PLACE(test_the_blank_settings_can_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
