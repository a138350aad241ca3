/* Forms and their texts: app/form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/form.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/file.h"
#include "place.h"

/* A form in the home's forms/. */
static void
put(const struct place *p, const char *folder, const char *name, const char *text)
{
	char *dir = path_join(p->dir, folder), *path = path_join(dir, name);
	struct err e = ERR_INIT;

	assert_int_equal(file_mkdirs(dir, &e), 0);
	assert_int_equal(file_replace(path, text, strlen(text), &e), 0);
	free(path);
	free(dir);
}

static void
test_the_convention_of_the_binary(void **state)
{
	struct texts t = { .arena = ARENA_INIT };
	struct form f;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(form_read(&f, &t, "convention", &e), 0);
	assert_int_equal(f.kind, DOC_CONVENTION);
	assert_int_equal(f.copies, 3);
	assert_int_equal(f.nominative, 1);
	assert_int_equal(f.n_order, 3);
	assert_int_equal(f.order[0], ROLE_STUDENT);
	assert_int_equal(f.order[2], ROLE_PRINCIPAL);
	assert_string_equal(f.recipients[1], "exemplaire de l’étudiant");
	assert_string_equal(f.sheet, "consignes.md");
	texts_release(&t);
}

/* Only a form that has another template for companies abroad uses it, and only for them. */
static void
test_a_company_abroad_has_its_own_template(void **state)
{
	struct js *fields = js_object(), *company = js_object();
	struct form f = { .template_name = "a.md", .abroad = "b.md" };

	(void)state;
	assert_string_equal(form_template(&f, fields), "a.md");
	js_set_bool(company, "abroad", 0);
	js_set(fields, "company", company);
	assert_string_equal(form_template(&f, fields), "a.md");
	company = js_object();
	js_set_bool(company, "abroad", 1);
	js_set(fields, "company", company);
	assert_string_equal(form_template(&f, fields), "b.md");
	f.abroad = NULL;
	assert_string_equal(form_template(&f, fields), "a.md");
	js_free(fields);
}

static void
test_a_file_of_the_home_comes_first(void **state)
{
	const struct place *p = *state;
	struct texts t = { .dir = p->dir, .arena = ARENA_INIT };
	struct form f;
	struct err e = ERR_INIT;

	put(p, "forms", "convention.ini",
	    "[form]\nkind = convention\ntitle = La nôtre\ntemplate = convention.md\ncopies = 4\n");
	assert_int_equal(form_read(&f, &t, "convention", &e), 0);
	assert_string_equal(f.title, "La nôtre");
	assert_int_equal(f.copies, 4);
	assert_null(f.sheet);
	texts_release(&t);
}

static void
test_what_is_wrong_is_named_by_line(void **state)
{
	static const struct {
		const char *ini, *words;
	} bad[] = {
		{ "[form]\nkind = contrat\n", "forms/x.ini:2:8 : [form] kind" },
		{ "[form]\ncopies = 9\n", "forms/x.ini:2:10 : [form] copies" },
		{ "[form]\n\norder = student, boss\n", "forms/x.ini:3:9 : [form] order" },
		{ "[form]\ninitials = peut-être\n", "initials" },
		{ "[form]\ncolour = blue\n", "clé inconnue" },
		{ "[copy 12]\nrecipient = x\n", "[copy 12]" },
		{ "[form]\nkind = visit\ntitle = X\n", "il manque « template »" },
	};
	const struct place *p = *state;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct texts t = { .dir = p->dir, .arena = ARENA_INIT };
		struct form f;
		struct err e = ERR_INIT;

		put(p, "forms", "x.ini", bad[i].ini);
		assert_int_equal(form_read(&f, &t, "x", &e), -1);
		if (strstr(e.text, bad[i].words) == NULL)
			fail_msg("« %s » does not say « %s »", e.text, bad[i].words);
		texts_release(&t);
	}
}

static void
test_no_such_form(void **state)
{
	struct texts t = { .arena = ARENA_INIT };
	struct form f;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(form_read(&f, &t, "../../etc/passwd", &e), -1);
	assert_int_equal(e.kind, ERR_ABSENT);
	texts_release(&t);
}

/* What an issued paper keeps is what it was made of, whatever the school edits later. */
static void
test_frozen_texts_stay(void **state)
{
	const struct place *p = *state;
	struct texts first = { .dir = p->dir, .arena = ARENA_INIT };
	struct texts later = { .dir = p->dir, .arena = ARENA_INIT };
	struct buf frozen = BUF_INIT;

	put(p, "templates", "a.md", "avant\n\nligne");
	put(p, "templates", "b.md", "");
	assert_string_equal(texts_lookup(&first, "templates/a.md"), "avant\n\nligne");
	assert_string_equal(texts_lookup(&first, "templates/b.md"), "");
	assert_null(texts_lookup(&first, "templates/none.md"));
	texts_freeze(&first, &frozen);
	put(p, "templates", "a.md", "après");
	put(p, "templates", "none.md", "ajouté");
	later.frozen = frozen.data;
	assert_string_equal(texts_lookup(&later, "templates/a.md"), "avant\n\nligne");
	assert_string_equal(texts_lookup(&later, "templates/b.md"), "");
	assert_null(texts_lookup(&later, "templates/none.md"));
	assert_null(texts_lookup(&later, "templates/convention.md"));
	texts_release(&first);
	texts_release(&later);
	buf_release(&frozen);
}

int
main(void)
{
#define IN_PLACE(f) cmocka_unit_test_setup_teardown(f, place_set_up, place_tear_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_convention_of_the_binary),
		cmocka_unit_test(test_a_company_abroad_has_its_own_template),
		IN_PLACE(test_a_file_of_the_home_comes_first),
		IN_PLACE(test_what_is_wrong_is_named_by_line),
		cmocka_unit_test(test_no_such_form),
		IN_PLACE(test_frozen_texts_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
