/*
 * The archive of objects: archive/ab/abcdef....ext beside the database, one object a scanned
 * page, named by its SHA-256.  An object is written and synced before the transaction that
 * names it; one that nothing names any more is removed by `purge`.
 */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include <stddef.h>

struct buf;
struct err;
struct store;

/*
 * Keeps the bytes; sha256 gets their name (64 hex digits and a 0).  Outside or inside a
 * transaction; the same bytes twice are one object.  ext: "jpg", "tif", "png", "pdf".
 */
int archive_put(struct store *st, const void *bytes, size_t n, const char *ext, char sha256[65],
    struct err *e);

/*
 * Keeps a whole file, copied piece by piece: its bytes must have that hash, or it changed under
 * our eyes (ERR_INPUT).
 */
int archive_put_file(
    struct store *st, const char *path, const char *sha256, const char *ext, struct err *e);

/* The path of an object, freed by the caller.  It may be missing. */
char *archive_path(const struct store *st, const char *sha256, const char *ext);

/* Its bytes, added to out: -1 ERR_ABSENT when it is missing, ERR_INTERNAL when it is not what its name says. */
int archive_read(
    struct store *st, const char *sha256, const char *ext, struct buf *out, struct err *e);

/* 1 there and whole, 0 missing or damaged (e says which). */
int archive_is_whole(struct store *st, const char *sha256, const char *ext, struct err *e);

/* Removes it; a missing one is fine. */
int archive_remove(struct store *st, const char *sha256, const char *ext, struct err *e);

#endif
