#include "app/issue/lint_files.h"

#include <stdlib.h>
#include <string.h>

#include "app/form.h"
#include "base/builtin.h"
#include "base/charset.h"
#include "base/err.h"
#include "base/file.h"

enum { DEPTH_MAX = 4, TEXT_MAX = 1 << 20 };

/* What looks for files that have no effect. */
struct search {
	const char *dir;
	const struct texts *t;
	void (*say)(void *ctx, const char *line);
	void *ctx;
};

static int
has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), k = strlen(suffix);

	return n > k && strcmp(name + n - k, suffix) == 0;
}

static int
is_text(const char *name)
{
	return has_suffix(name, ".ini") || has_suffix(name, ".md");
}

/* The names in a folder of the home; NULL, and n 0, where there is none. */
static char **
names_in(const char *dir, const char *folder, size_t *n)
{
	char *path = path_join(dir, folder);
	char **names = NULL;

	*n = 0;
	if (file_is_dir(path))
		names = dir_list(path, n, NULL);
	free(path);
	return names;
}

static void
names_free(char **names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
}

int
lint_files_each(const char *dir, const char *folder,
    int (*fn)(void *ctx, const char *name, struct err *e), void *ctx, struct err *e)
{
	size_t n;
	char **own = names_in(dir, folder, &n);
	int rc = 0;

	for (size_t i = 0; rc == 0 && builtin_at(i) != NULL; i++)
		if (strncmp(builtin_at(i)->name, folder, strlen(folder)) == 0)
			rc = fn(ctx, builtin_at(i)->name, e);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		char *name = mem_printf("%s%s", folder, own[i]);

		if (is_text(name) && builtin_lookup(name) == NULL)
			rc = fn(ctx, name, e);
		free(name);
	}
	names_free(own, n);
	return rc;
}

static int
is_used(const struct texts *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->at[i].name, name) == 0)
			return 1;
	return builtin_lookup(name) != NULL;
}

static void
tell(const struct search *s, const char *name, const char *words)
{
	char *line = mem_printf("%s:1:1 : %s", name, words);

	s->say(s->ctx, line);
	free(line);
}

static void
file_check(const struct search *s, const char *name, const char *path)
{
	struct buf bytes = BUF_INIT, text = BUF_INIT;
	struct charset_guess g;

	if (!is_used(s->t, name))
		tell(s, name,
		    "aucun papier ne se sert de ce fichier ; donnez-lui le nom de celui qu'il "
		    "remplace, ou ôtez-le d'ici");
	else if (file_read(path, TEXT_MAX, &bytes, NULL) < 0 ||
		 charset_decode(bytes.data, bytes.len, NULL, &text, &g, NULL) < 0)
		tell(s, name,
		    "ce fichier n'est pas un texte lisible, il est laissé de côté ; "
		    "enregistrez-le en UTF-8");
	buf_release(&bytes);
	buf_release(&text);
}

static void
folder_check(const struct search *s, const char *folder, int depth)
{
	size_t n;
	char **names = names_in(s->dir, folder, &n);

	for (size_t i = 0; i < n; i++) {
		char *name = mem_printf("%s/%s", folder, names[i]);
		char *path = path_join(s->dir, name);

		if (*names[i] == '.' || has_suffix(name, "~"))
			; /* what editors leave behind */
		else if (file_is_dir(path) && depth < DEPTH_MAX)
			folder_check(s, name, depth + 1);
		else
			file_check(s, name, path);
		free(path);
		free(name);
	}
	names_free(names, n);
}

void
lint_files_own(
    const char *dir, const struct texts *t, void (*say)(void *ctx, const char *line), void *ctx)
{
	struct search s = { dir, t, say, ctx };

	folder_check(&s, "forms", 0);
	folder_check(&s, "templates", 0);
}
