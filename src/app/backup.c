#include "app/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "base/err.h"
#include "base/file.h"
#include "store/store.h"

static int
copy_bytes(int from, int to)
{
	char piece[1 << 16];
	ssize_t n;

	while ((n = read(from, piece, sizeof piece)) > 0)
		for (ssize_t done = 0, w; done < n; done += w)
			if ((w = write(to, piece + done, (size_t)(n - done))) < 0)
				return -1;
	return n < 0 || fsync(to) < 0 ? -1 : 0;
}

static int
copy_file(const char *from, const char *to, struct err *e)
{
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int rc = 0;

	if (in < 0)
		rc = err_system(e, from, errno);
	else if (out < 0 || copy_bytes(in, out) < 0)
		rc = err_system(e, to, errno);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return rc;
}

/* The database goes its own way; what is being received is nobody's yet. */
static int
is_copied(const char *name)
{
	return strncmp(name, "paraphe.db", 10) != 0 && strncmp(name, "reception-", 10) != 0;
}

static int
copy_folder(const char *from, const char *to, struct backup_count *count, struct err *e);

static int
copy_entry(const char *from, const char *to, struct backup_count *count, struct err *e)
{
	if (file_is_dir(from))
		return copy_folder(from, to, count, e);
	count->files++;
	return copy_file(from, to, e);
}

static int
copy_folder(const char *from, const char *to, struct backup_count *count, struct err *e)
{
	size_t n;
	char **names = dir_list(from, &n, e);
	int rc = names == NULL ? -1 : file_mkdirs(to, e);

	for (size_t i = 0; names != NULL && i < n; i++) {
		if (rc == 0 && is_copied(names[i])) {
			char *source = path_join(from, names[i]),
			     *target = path_join(to, names[i]);

			rc = copy_entry(source, target, count, e);
			free(source);
			free(target);
		}
		free(names[i]);
	}
	free(names);
	return rc;
}

static int
check_target(const struct home *h, const char *folder, struct err *e)
{
	char *home = realpath(h->dir, NULL), *target = realpath(folder, NULL);
	size_t n = 0;
	int rc = 0;

	if (target != NULL) {
		char **names = dir_list(folder, &n, e);

		for (size_t i = 0; names != NULL && i < n; i++)
			free(names[i]);
		free(names);
		if (names == NULL)
			rc = -1;
		else if (n > 0)
			rc = err_set(e, ERR_REFUSED,
			    "%s n'est pas vide : donnez un dossier nouveau pour la sauvegarde",
			    folder);
	}
	if (rc == 0 && home != NULL && strncmp(folder, home, strlen(home)) == 0 &&
	    (folder[strlen(home)] == '/' || folder[strlen(home)] == '\0'))
		rc = err_set(e, ERR_REFUSED,
		    "la sauvegarde ne peut pas être dans le dossier qu'elle sauvegarde");
	free(home);
	free(target);
	return rc;
}

int
backup_make(struct home *h, const char *folder, struct backup_count *count, struct err *e)
{
	char *temp = path_join(folder, "paraphe.db.part");
	char *database = path_join(folder, "paraphe.db");
	int rc = check_target(h, folder, e);

	*count = (struct backup_count){ .files = 1 };
	/* The database first: what it names is in the archive by then, and stays there. */
	if (rc == 0)
		rc = file_mkdirs(folder, e);
	if (rc == 0)
		rc = store_backup(h->store, temp, e);
	if (rc == 0)
		rc = copy_folder(h->dir, folder, count, e);
	if (rc == 0)
		rc = file_rename(temp, database, e);
	free(temp);
	free(database);
	return rc;
}
