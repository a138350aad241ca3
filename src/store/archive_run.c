#include "store/archive_run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/archive.h"
#include "store/store_imp.h"

static int
write_bytes(const char *path, const void *bytes, size_t n, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), why = errno;
	const char *p = bytes;
	ssize_t w = 0;

	while (fd >= 0 && n > 0 && (w = write(fd, p, n)) >= 0) {
		p += w;
		n -= (size_t)w;
	}
	if (fd >= 0) {
		why = errno;
		close(fd);
	}
	return fd < 0 || w < 0 ? err_system(e, path, why) : 0;
}

static void
remember(struct archive_run *r, char *temp, char *final)
{
	r->temps = mem_grow(r->temps, r->n, &r->cap_temps, sizeof *r->temps);
	r->finals = mem_grow(r->finals, r->n, &r->cap_finals, sizeof *r->finals);
	r->temps[r->n] = temp;
	r->finals[r->n++] = final;
}

/* The same picture twice in one stack is one object. */
static int
is_waiting(const struct archive_run *r, const char *final)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->finals[i], final) == 0)
			return 1;
	return 0;
}

int
archive_run_put(struct archive_run *r, const void *bytes, size_t n, const char *ext,
    char sha256[65], struct err *e)
{
	unsigned char hash[HASH_SIZE];
	char *final, *temp, *dir;
	int rc = 0;

	hash_sha256(bytes, n, hash);
	hash_hex(hash, sha256);
	final = archive_path(r->st, sha256, ext);
	temp = mem_printf("%s.%ld.part", final, (long)getpid());
	dir = mem_str_n(final, (size_t)(path_base(final) - final));
	if (!file_exists(final) && !is_waiting(r, final)) {
		rc = file_mkdirs(dir, e);
		if (rc == 0) {
			rc = write_bytes(temp, bytes, n, e);
			remember(r, temp, final);
			temp = final = NULL;
		}
	}
	free(dir);
	free(temp);
	free(final);
	return rc;
}

/* « HASH.jpg.1234.part »: 1 when it is such a name and process 1234 is gone. */
static int
is_abandoned(const char *name)
{
	size_t len = strlen(name), digits;
	const char *end = name + len - 5;

	if (len < 7 || strcmp(end, ".part") != 0)
		return 0;
	for (digits = 0; end - digits > name && end[-1 - (long)digits] != '.'; digits++)
		;
	long pid = strtol(end - digits, NULL, 10);

	return pid > 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

static void
sweep_folder(const char *dir)
{
	size_t n = 0;
	char **names = dir_list(dir, &n, NULL);

	for (size_t i = 0; names != NULL && i < n; i++) {
		char *path = path_join(dir, names[i]);

		if (is_abandoned(names[i]))
			unlink(path);
		free(path);
		free(names[i]);
	}
	free(names);
}

void
archive_run_sweep(struct store *st)
{
	size_t n = 0;
	char **names = dir_list(st->archive, &n, NULL);

	for (size_t i = 0; names != NULL && i < n; i++) {
		char *dir = path_join(st->archive, names[i]);

		sweep_folder(dir);
		free(dir);
		free(names[i]);
	}
	free(names);
}

/* Everything written so far in the archive's file system is on its disk. */
static int
sync_archive(const struct archive_run *r, struct err *e)
{
	int fd = open(r->st->archive, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd < 0 || syncfs(fd) < 0 ? err_system(e, r->st->archive, errno) : 0;

	if (fd >= 0)
		close(fd);
	return rc;
}

int
archive_run_settle(struct archive_run *r, struct err *e)
{
	if (r->n == 0)
		return 0;
	/* The bytes before the names: a name never stands for less than its bytes. */
	if (sync_archive(r, e) < 0)
		return -1;
	while (r->n > 0) {
		if (rename(r->temps[r->n - 1], r->finals[r->n - 1]) < 0)
			return err_system(e, r->finals[r->n - 1], errno);
		r->n--;
		free(r->temps[r->n]);
		free(r->finals[r->n]);
	}
	return sync_archive(r, e);
}

void
archive_run_release(struct archive_run *r)
{
	for (size_t i = 0; i < r->n; i++) {
		unlink(r->temps[i]);
		free(r->temps[i]);
		free(r->finals[i]);
	}
	free(r->temps);
	free(r->finals);
	*r = (struct archive_run){ .st = r->st };
}
