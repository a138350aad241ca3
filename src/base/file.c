#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

char *
path_join(const char *dir, const char *name)
{
	size_t n = strlen(dir);

	return mem_printf("%s%s%s", dir, n > 0 && dir[n - 1] == '/' ? "" : "/", name);
}

const char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

int
file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

int
file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
read_all(int fd, const char *path, size_t max, struct buf *out, struct err *e)
{
	size_t start = out->len;

	for (;;) {
		buf_reserve(out, 65536);
		ssize_t n = read(fd, out->data + out->len, 65536);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_system(e, path, errno);
		if (n == 0)
			return 0;
		out->len += (size_t)n;
		out->data[out->len] = '\0';
		if (out->len - start > max)
			return err_set(e, ERR_INPUT, "%s : fichier trop grand (plus de %zu Mo)",
			    path, max >> 20);
	}
}

int
file_read(const char *path, size_t max, struct buf *out, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return err_system(e, path, errno);
	rc = read_all(fd, path, max, out, e);
	close(fd);
	return rc;
}

static int
sync_dir_of(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL   ? mem_str(".")
		    : slash == path ? mem_str("/")
				    : mem_str_n(path, (size_t)(slash - path));
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = 0;

	/* Some network file systems can't sync a folder: their rename is all we get. */
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP))
		rc = err_system(e, dir, errno);
	if (fd >= 0)
		close(fd);
	free(dir);
	return rc;
}

int
file_rename(const char *from, const char *to, struct err *e)
{
	if (rename(from, to) != 0)
		return err_system(e, to, errno);
	return sync_dir_of(to, e);
}

static int
write_all(int fd, const char *path, const void *bytes, size_t n, struct err *e)
{
	const char *p = bytes;

	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return err_system(e, path, errno);
		p += done;
		n -= (size_t)done;
	}
	return fsync(fd) != 0 ? err_system(e, path, errno) : 0;
}

int
file_replace(const char *path, const void *bytes, size_t n, struct err *e)
{
	char *temp = mem_printf("%s.XXXXXX", path);
	int fd = mkostemp(temp, O_CLOEXEC); /* 0600 */
	int rc = -1;

	if (fd < 0) {
		err_system(e, path, errno);
		free(temp);
		return -1;
	}
	if (write_all(fd, path, bytes, n, e) == 0)
		rc = 0;
	if (close(fd) != 0 && rc == 0)
		rc = err_system(e, path, errno);
	if (rc == 0)
		rc = file_rename(temp, path, e);
	if (rc != 0)
		unlink(temp);
	free(temp);
	return rc;
}

int
file_keep(const char *path, const void *bytes, size_t n, struct err *e)
{
	return file_exists(path) ? 0 : file_replace(path, bytes, n, e);
}

int
file_mkdirs(const char *path, struct err *e)
{
	char *part = mem_str(path);
	int rc = 0;

	for (char *p = part + 1; rc == 0; p++) {
		if (*p != '/' && *p != '\0')
			continue;
		char end = *p;

		*p = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			rc = err_system(e, part, errno);
		*p = end;
		if (end == '\0')
			break;
	}
	if (rc == 0 && !file_is_dir(path))
		rc = err_system(e, path, ENOTDIR);
	free(part);
	return rc;
}

int
file_remove(const char *path, struct err *e)
{
	if (unlink(path) != 0 && errno != ENOENT)
		return err_system(e, path, errno);
	return 0;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
dir_list(const char *path, size_t *n, struct err *e)
{
	DIR *d = opendir(path);
	char **names = mem_zero(1, sizeof *names);
	size_t cap = 1;
	struct dirent *entry;

	*n = 0;
	if (d == NULL) {
		err_system(e, path, errno);
		free(names);
		return NULL;
	}
	while ((entry = readdir(d)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		names = mem_grow(names, *n, &cap, sizeof *names);
		names[(*n)++] = mem_str(entry->d_name);
	}
	closedir(d);
	qsort(names, *n, sizeof *names, compare_names);
	return names;
}
