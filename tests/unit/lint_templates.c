/* A school edits its templates: what the check of templates says of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/home.h"
#include "app/lint_templates.h"
#include "base/buf.h"
#include "base/builtin.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "tests/unit/place.h"

static const char school_ini[] =
    "[school]\nname=Lycée d'essai\nuai=0719876Z\naddress=12, rue Basse\npostcode=71990\n"
    "city=Villenard\n[principal]\nname=Mme d'Arcy\ntitle=Proviseure\nfemale=yes\n"
    "[council]\ndate=2026-06-30\n[insurance]\ncompany=Mutuelle\n";

struct desk {
	char dir[32];
	struct home home;
	struct buf said;
};

/* Puts text in the home's file, whose folder is made. */
static void
edit(const struct desk *d, const char *folder, const char *name, const char *text)
{
	char *dir = path_join(d->dir, folder), *path = path_join(dir, name);
	struct err e = ERR_INIT;

	if (file_mkdirs(dir, &e) < 0 || file_replace(path, text, strlen(text), &e) < 0)
		fail_msg("%s", e.text);
	free(dir);
	free(path);
}

static int
desk_open(void **state)
{
	struct desk *d = mem_zero(1, sizeof *d);
	struct home_made made;
	struct err e = ERR_INIT;
	char *ini;

	snprintf(d->dir, sizeof d->dir, "/tmp/paraphe-lint-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	edit(d, ".", "school.ini", school_ini);
	ini = path_join(d->dir, "school.ini");
	if (home_init(d->dir, ini, &made, &e) < 0 ||
	    home_open(&d->home, d->dir, "test", &e) < 0)
		fail_msg("%s", e.text);
	free(ini);
	d->said = (struct buf)BUF_INIT;
	*state = d;
	return 0;
}

static int
desk_close(void **state)
{
	struct desk *d = *state;

	home_close(&d->home);
	place_remove_tree(d->dir);
	buf_release(&d->said);
	free(d);
	return 0;
}

static void
hear(void *ctx, const char *line)
{
	struct desk *d = ctx;

	buf_str(&d->said, line);
	buf_char(&d->said, '\n');
}

/* Runs the check; returns how many problems it found, their lines in d->said. */
static size_t
checked(struct desk *d)
{
	struct templates_check check = { .say = hear, .ctx = d };
	struct err e = ERR_INIT;

	buf_cut(&d->said, 0);
	if (lint_templates(&d->home, &check, &e) < 0)
		fail_msg("%s", e.text);
	assert_true(check.forms >= 9);
	return check.problems;
}

static void
assert_one(struct desk *d, const char *words)
{
	size_t n = checked(d);

	if (n != 1 || strstr(d->said.data, words) == NULL)
		fail_msg("%zu problems:\n%s", n, d->said.data);
}

/* The built-in template with `from` replaced by `to` where it first stands. You free it. */
static char *
changed(const char *name, const char *from, const char *to)
{
	char *path = mem_printf("templates/%s", name);
	const char *text = (const char *)builtin_lookup(path)->data;
	const char *at = strstr(text, from);

	assert_non_null(at);
	free(path);
	return mem_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void
edit_changed(struct desk *d, const char *name, const char *from, const char *to)
{
	char *text = changed(name, from, to);

	edit(d, "templates", name, text);
	free(text);
}

static void
test_the_built_in_ones_are_clean(void **state)
{
	struct desk *d = *state;

	if (checked(d) != 0)
		fail_msg("%s", d->said.data);
}

static void
test_an_unknown_variable_is_named_with_its_line(void **state)
{
	struct desk *d = *state;

	edit(d, "templates", "visite.md", "Texte\n\n{{student.nam}}\n");
	assert_one(d, "visite.md:3:1 : variable inconnue « student.nam »");
}

static void
test_a_lost_mention_is_named_in_words(void **state)
{
	struct desk *d = *state;

	edit_changed(d, "convention.md", "{{! mention : avantages }}", "");
	assert_one(d, "convention.md : l'article D124-4 veut les avantages offerts");
}

static void
test_a_form_that_lacks_a_box_of_its_order_is_named(void **state)
{
	struct desk *d = *state;

	edit_changed(d, "accord.md", "company | company", "company | tutor");
	checked(d);
	if (strstr(d->said.data, "pas de case de signature pour « entreprise »") == NULL)
		fail_msg("%s", d->said.data);
}

static void
test_a_letter_that_cannot_be_printed_is_named(void **state)
{
	struct desk *d = *state;

	edit(d, "templates", "relance.md", "Bonjour \U00013000\n");
	assert_one(d, "relance.md");
}

static void
test_a_bad_form_is_named_with_its_line(void **state)
{
	struct desk *d = *state;

	edit(d, "forms", "visit.ini", "[form]\nkind = visite\n");
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
