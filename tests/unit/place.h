/*
 * A folder of its own for each test, with the paths of a home's database and archive in it.
 *
 *	cmocka_unit_test_setup_teardown(test_x, place_set_up, place_tear_down)
 */
#ifndef TESTS_UNIT_PLACE_H
#define TESTS_UNIT_PLACE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/store.h"

struct place {
	char dir[64];
	char *db, *archive;
};

static inline int
place_set_up(void **state)
{
	struct place *p = mem_zero(1, sizeof *p);

	snprintf(p->dir, sizeof p->dir, "/tmp/paraphe-unit-XXXXXX");
	if (mkdtemp(p->dir) == NULL)
		return -1;
	p->db = path_join(p->dir, "paraphe.db");
	p->archive = path_join(p->dir, "archive");
	*state = p;
	return 0;
}

static inline void
place_remove_tree(const char *dir)
{
	size_t n;
	char **names = dir_list(dir, &n, NULL);

	for (size_t i = 0; i < n; i++) {
		char *path = path_join(dir, names[i]);

		if (file_is_dir(path))
			place_remove_tree(path);
		else
			unlink(path);
		free(path);
		free(names[i]);
	}
	free(names);
	rmdir(dir);
}

static inline int
place_tear_down(void **state)
{
	struct place *p = *state;

	place_remove_tree(p->dir);
	free(p->db);
	free(p->archive);
	free(p);
	return 0;
}

static inline struct store *
place_open(const struct place *p)
{
	struct err e = ERR_INIT;
	struct store *st = store_open(p->db, p->archive, STORE_CREATE, &e);

	if (st == NULL)
		fprintf(stderr, "%s\n", e.text);
	return st;
}

#endif
