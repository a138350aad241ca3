#include "app/ingest/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/home.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "scan/source/mail.h"

/* Bytes copied, or -1 with errno. */
static ssize_t
copy_all(int from, int to)
{
	char piece[1 << 16];
	ssize_t n, total = 0;

	while ((n = read(from, piece, sizeof piece)) > 0) {
		for (ssize_t done = 0, w; done < n; done += w)
			if ((w = write(to, piece + done, (size_t)(n - done))) < 0)
				return -1;
		total += n;
	}
	return n < 0 ? -1 : total;
}

/* Copies the input into a file of the folder; open for reading, or -1. */
static int
fill_file(const char *path, int fd, struct err *e)
{
	int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ssize_t n = file < 0 ? -1 : copy_all(fd, file);

	if (n > 0)
		return file;
	if (n < 0)
		err_system(e, path, errno);
	else
		err_set(e, ERR_INPUT, "rien n'est venu sur l'entrée standard");
	if (file >= 0)
		close(file);
	return -1;
}

struct unpacking {
	struct spool *s;
	struct err *e;
};

/* Two attachments of one name: the second gets its number before it. */
static char *
free_path(const struct spool *s, const char *name)
{
	size_t n = s->files.n + 1;
	char *numbered =
	    *name != '\0' ? mem_printf("%zu-%s", n, name) : mem_printf("pièce jointe %zu", n);
	char *path = path_join(s->dir, *name != '\0' ? name : numbered);

	if (file_exists(path)) {
		free(path);
		path = path_join(s->dir, numbered);
	}
	free(numbered);
	return path;
}

static int
keep_part(void *ctx, const char *name, const unsigned char *bytes, size_t n)
{
	struct unpacking *u = ctx;
	char *path = free_path(u->s, name);
	int rc = file_keep(path, bytes, n, u->e);

	if (rc == 0)
		rc = inbox_add(&u->s->files, path, u->e);
	free(path);
	return rc;
}

static int
unpack(struct spool *s, int fd, struct err *e)
{
	struct unpacking u = { s, e };

	s->is_mail = 1;
	if (mail_split(fd, keep_part, &u, e) != 0)
		return -1;
	if (s->files.n == 0)
		return err_set(e, ERR_INPUT,
		    "ce courriel ne porte pas de numérisation : ni PDF, ni TIFF, ni photo");
	return 0;
}

static void
remove_folder(const char *dir)
{
	size_t n = 0;
	char **names = dir_list(dir, &n, NULL);

	for (size_t i = 0; names != NULL && i < n; i++) {
		char *path = path_join(dir, names[i]);

		unlink(path);
		free(path);
		free(names[i]);
	}
	free(names);
	rmdir(dir);
}

/* What a command that was killed left behind is signed paper: it does not stay. */
static void
sweep_dead(const struct home *h)
{
	size_t n = 0;
	char **names = dir_list(h->dir, &n, NULL);

	for (size_t i = 0; names != NULL && i < n; i++) {
		long pid;

		if (sscanf(names[i], "reception-%ld", &pid) == 1 && kill((pid_t)pid, 0) < 0 &&
		    errno == ESRCH) {
			char *dir = path_join(h->dir, names[i]);

			remove_folder(dir);
			free(dir);
		}
		free(names[i]);
	}
	free(names);
}

int
spool_fill(struct spool *s, const struct home *h, int fd, struct err *e)
{
	char *path;
	int file, rc;

	sweep_dead(h);
	s->dir = mem_printf("%s/reception-%ld", h->dir, (long)getpid());
	if (file_mkdirs(s->dir, e) < 0)
		return -1;
	path = path_join(s->dir, "entrée standard");
	file = fill_file(path, fd, e);
	if (file >= 0 && mail_is(file)) {
		unlink(path);
		rc = unpack(s, file, e);
	} else {
		rc = file < 0 ? -1 : inbox_add(&s->files, path, e);
	}
	if (file >= 0)
		close(file);
	free(path);
	return rc;
}

void
spool_release(struct spool *s)
{
	for (size_t i = 0; i < s->files.n; i++)
		unlink(s->files.paths[i]);
	inbox_release(&s->files);
	if (s->dir != NULL)
		rmdir(s->dir);
	free(s->dir);
	*s = (struct spool)SPOOL_INIT;
}
