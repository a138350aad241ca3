#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/archive.h"

static int
copy_bytes(int from, int to)
{
	char piece[1 << 16];
	ssize_t n;

	while ((n = read(from, piece, sizeof piece)) > 0)
		for (ssize_t done = 0, w; done < n; done += w)
			if ((w = write(to, piece + done, (size_t)(n - done))) < 0)
				return -1;
	return n < 0 ? -1 : 0;
}

/* 1: fd's bytes have that hash. */
static int
has_hash(int fd, const char *sha256)
{
	unsigned char hash[HASH_SIZE];
	char hex[HASH_HEX_SIZE];

	if (hash_sha256_fd(fd, hash) < 0)
		return 0;
	hash_hex(hash, hex);
	return strcmp(hex, sha256) == 0;
}

static int
copy_file(const char *path, const char *temp, const char *sha256, struct err *e)
{
	int from = open(path, O_RDONLY | O_CLOEXEC);
	int to = from < 0 ? -1 : open(temp, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int rc = -1;

	if (from < 0)
		err_system(e, path, errno);
	else if (to < 0 || copy_bytes(from, to) < 0 || fsync(to) < 0)
		err_system(e, temp, errno);
	else if (!has_hash(to, sha256))
		err_set(e, ERR_INPUT, "%s a changé pendant la lecture : recommencez", path);
	else
		rc = 0;
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	return rc;
}

int
archive_put_file(
    struct store *st, const char *path, const char *sha256, const char *ext, struct err *e)
{
	char *final = archive_path(st, sha256, ext);
	/* a page that is the whole file may be waiting under archive_run's own name */
	char *temp = mem_printf("%s.copy.%ld.part", final, (long)getpid());
	char *dir = mem_str_n(final, (size_t)(path_base(final) - final));
	int rc = -1;

	if (file_exists(final)) {
		utimensat(AT_FDCWD, final, NULL, 0); /* young again: archive_sweep */
		rc = 0;
	} else if (file_mkdirs(dir, e) == 0) {
		rc = copy_file(path, temp, sha256, e);
		if (rc == 0)
			rc = file_rename(temp, final, e);
		if (rc < 0)
			file_remove(temp, NULL);
	}
	free(dir);
	free(temp);
	free(final);
	return rc;
}
