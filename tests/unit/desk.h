/*
 * A home whose forms and templates a test edits, and what their check says.
 */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/issue/lint_templates.h"
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

/* Writes a file of the home, « templates/visite.md », whose folder is made. */
static inline void
desk_put(const struct desk *d, const char *name, const char *text)
{
	char *path = path_join(d->dir, name);
	char *dir = mem_str_n(path, (size_t)(path_base(path) - path) - 1);
	struct err e = ERR_INIT;

	if (file_mkdirs(dir, &e) < 0 || file_replace(path, text, strlen(text), &e) < 0)
		fail_msg("%s", e.text);
	free(dir);
	free(path);
}

/* Puts there the built-in text with `from` replaced by `to` where it first stands. */
static inline void
desk_replace(const struct desk *d, const char *name, const char *from, const char *to)
{
	const char *text = (const char *)builtin_lookup(name)->data;
	const char *at = strstr(text, from);
	char *changed;

	assert_non_null(at);
	changed = mem_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	desk_put(d, name, changed);
	free(changed);
}

/* Back to the built-in one. */
static inline void
desk_restore(const struct desk *d, const char *name)
{
	char *path = path_join(d->dir, name);
	struct err e = ERR_INIT;

	assert_int_equal(file_remove(path, &e), 0);
	free(path);
}

static inline int
desk_open(void **state)
{
	struct desk *d = mem_zero(1, sizeof *d);
	struct home_made made;
	struct err e = ERR_INIT;
	char *ini;

	snprintf(d->dir, sizeof d->dir, "/tmp/paraphe-lint-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	desk_put(d, "school.ini", school_ini);
	ini = path_join(d->dir, "school.ini");
	if (home_init(d->dir, ini, &made, &e) < 0 ||
	    home_open(&d->home, d->dir, "test", &e) < 0)
		fail_msg("%s", e.text);
	free(ini);
	d->said = (struct buf)BUF_INIT;
	*state = d;
	return 0;
}

static inline int
desk_close(void **state)
{
	struct desk *d = *state;

	home_close(&d->home);
	place_remove_tree(d->dir);
	buf_release(&d->said);
	free(d);
	return 0;
}

static inline void
desk_hear(void *ctx, const char *line)
{
	struct desk *d = ctx;

	buf_str(&d->said, line);
	buf_char(&d->said, '\n');
}

/* Runs the check; returns how many problems it found, their lines in d->said. */
static inline size_t
desk_check(struct desk *d)
{
	struct templates_check check = { .say = desk_hear, .ctx = d };
	struct err e = ERR_INIT;

	buf_cut(&d->said, 0);
	if (lint_templates(&d->home, &check, &e) < 0)
		fail_msg("%s", e.text);
	assert_true(check.forms >= 9);
	return check.problems;
}

/* 1: a line that starts with `place` has the words. */
static inline int
desk_heard(const struct desk *d, const char *place, const char *words)
{
	size_t n = strlen(place);

	for (const char *s = d->said.data; *s != '\0'; s += strcspn(s, "\n") + 1) {
		const char *found = strstr(s, words);

		if (strncmp(s, place, n) == 0 && found != NULL &&
		    found < s + strcspn(s, "\n") + 1)
			return 1;
	}
	return 0;
}

#endif
