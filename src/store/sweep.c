#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/object_imp.h"
#include "store/purge.h"

struct sweep {
	struct store *st;
	char **named; /* « sha256.ext », sorted */
	size_t n, cap;
	time_t before; /* objects as young as this stay */
	int64_t removed;
};

static int
keep_name(void *ctx, const char *sha256, const char *ext)
{
	struct sweep *s = ctx;

	s->named = mem_grow(s->named, s->n, &s->cap, sizeof *s->named);
	s->named[s->n++] = mem_printf("%s.%s", sha256, ext);
	return 0;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
is_named(const struct sweep *s, const char *name)
{
	return s->n > 0 &&
	       bsearch(&name, s->named, s->n, sizeof *s->named, compare_names) != NULL;
}

static int
sweep_file(struct sweep *s, const char *dir, const char *name, struct err *e)
{
	char *path = path_join(dir, name);
	struct stat st;
	int rc = 0;

	if (!is_named(s, name) && stat(path, &st) == 0 && st.st_mtime <= s->before) {
		rc = file_remove(path, e);
		s->removed += rc == 0;
	}
	free(path);
	return rc;
}

static int
sweep_dir(struct sweep *s, const char *name, struct err *e)
{
	char *dir = path_join(s->st->archive, name);
	size_t n;
	char **names = file_is_dir(dir) ? dir_list(dir, &n, e) : NULL;
	int rc = file_is_dir(dir) && names == NULL ? -1 : 0;

	for (size_t i = 0; names != NULL && i < n; i++) {
		if (rc == 0)
			rc = sweep_file(s, dir, names[i], e);
		free(names[i]);
	}
	free(names);
	free(dir);
	return rc;
}

static int
sweep_all(struct sweep *s, struct err *e)
{
	size_t n;
	char **names = dir_list(s->st->archive, &n, e);
	int rc = names == NULL ? -1 : 0;

	for (size_t i = 0; names != NULL && i < n; i++) {
		if (rc == 0)
			rc = sweep_dir(s, names[i], e);
		free(names[i]);
	}
	free(names);
	return rc;
}

/* The age is of the file: the machine's own clock. */
int
archive_sweep(struct store *st, int64_t age, int64_t *removed, struct err *e)
{
	struct sweep s = { .st = st, .before = time(NULL) - (time_t)age };
	int rc = object_each(st, keep_name, &s, e);

	if (s.n > 0)
		qsort(s.named, s.n, sizeof *s.named, compare_names);
	if (rc == 0)
		rc = sweep_all(&s, e);
	*removed = s.removed;
	for (size_t i = 0; i < s.n; i++)
		free(s.named[i]);
	free(s.named);
	return rc;
}
