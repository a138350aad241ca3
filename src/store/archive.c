#include "store/archive.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/store_imp.h"

enum { OBJECT_MAX = 256 << 20 };

char *
archive_path(const struct store *st, const char *sha256, const char *ext)
{
	return mem_printf("%s/%.2s/%s.%s", st->archive, sha256, sha256, ext);
}

int
archive_put(struct store *st, const void *bytes, size_t n, const char *ext, char sha256[65],
    struct err *e)
{
	unsigned char hash[HASH_SIZE];
	char *dir, *path;
	int rc;

	hash_sha256(bytes, n, hash);
	hash_hex(hash, sha256);
	dir = mem_printf("%s/%.2s", st->archive, sha256);
	path = archive_path(st, sha256, ext);
	rc = file_mkdirs(dir, e) < 0 ? -1 : file_keep(path, bytes, n, e);
	if (rc == 0)
		utimensat(AT_FDCWD, path, NULL, 0); /* young again: archive_sweep */
	free(path);
	free(dir);
	return rc;
}

int
archive_read(
    struct store *st, const char *sha256, const char *ext, struct buf *out, struct err *e)
{
	char *path = archive_path(st, sha256, ext);
	unsigned char hash[HASH_SIZE];
	char found[HASH_HEX_SIZE];
	size_t start = out->len;
	int rc = file_read(path, OBJECT_MAX, out, e);

	if (rc == 0) {
		hash_sha256(out->data + start, out->len - start, hash);
		hash_hex(hash, found);
		if (strcmp(found, sha256) != 0) {
			buf_cut(out, start);
			rc = err_set(e, ERR_INTERNAL,
			    "%s : page archivée abîmée ; reprenez-la d'une sauvegarde", path);
		}
	}
	free(path);
	return rc;
}

int
archive_is_whole(struct store *st, const char *sha256, const char *ext, struct err *e)
{
	struct buf bytes = BUF_INIT;
	int whole = archive_read(st, sha256, ext, &bytes, e) == 0;

	buf_release(&bytes);
	return whole;
}

int
archive_remove(struct store *st, const char *sha256, const char *ext, struct err *e)
{
	char *path = archive_path(st, sha256, ext);
	int rc = file_remove(path, e);

	free(path);
	return rc;
}
