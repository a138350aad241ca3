#include "app/ingest/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"

static void
add_path(struct inbox *in, char *path)
{
	in->paths = mem_grow(in->paths, in->n, &in->cap, sizeof *in->paths);
	in->paths[in->n++] = path;
}

static void
add_skipped(struct inbox *in, char *path)
{
	in->folders =
	    mem_grow(in->folders, in->n_folders, &in->folders_cap, sizeof *in->folders);
	in->folders[in->n_folders++] = path;
}

static int
ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && strcmp(name + n - m, end) == 0;
}

static int
is_unfinished(const char *name)
{
	return name[0] == '.' || name[0] == '~' || ends_in(name, ".part") ||
	       ends_in(name, ".tmp");
}

static int
add_folder(struct inbox *in, const char *dir, struct err *e)
{
	size_t n;
	char **names = dir_list(dir, &n, e);

	if (names == NULL)
		return -1;
	for (size_t i = 0; i < n; i++) {
		char *path = path_join(dir, names[i]);

		if (is_unfinished(names[i]))
			free(path);
		else if (file_is_dir(path))
			add_skipped(in, path);
		else
			add_path(in, path);
		free(names[i]);
	}
	free(names);
	return 0;
}

int
inbox_add(struct inbox *in, const char *path, struct err *e)
{
	if (file_is_dir(path))
		return add_folder(in, path, e);
	add_path(in, mem_str(path));
	return 0;
}

void
inbox_release(struct inbox *in)
{
	for (size_t i = 0; i < in->n; i++)
		free(in->paths[i]);
	free(in->paths);
	for (size_t i = 0; i < in->n_folders; i++)
		free(in->folders[i]);
	free(in->folders);
	*in = (struct inbox)INBOX_INIT;
}
