/*
 * Files that must not be lost, and the folders that hold them.  Everything that paraphe
 * keeps is personal: files are made 0600 and folders 0700, whatever the umask.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

/* Adds the whole file to out.  A file of more than max bytes is refused (ERR_INPUT). */
int file_read(const char *path, size_t max, struct buf *out, struct err *e);

/*
 * Writes path so that after a crash it holds either the old bytes or the new ones:
 * a temporary file beside it, synced, renamed over it, the folder synced.
 */
int file_replace(const char *path, const void *bytes, size_t n, struct err *e);

/* As file_replace, and leaves an existing file alone (for things named by their hash). */
int file_keep(const char *path, const void *bytes, size_t n, struct err *e);

/* Renames and syncs the folder of `to`. */
int file_rename(const char *from, const char *to, struct err *e);

/* Makes the folder and those above it.  One that exists is fine. */
int file_mkdirs(const char *path, struct err *e);

int file_exists(const char *path); /* 1 or 0 */
int file_is_dir(const char *path); /* 1 or 0 */

/* Removes a file; a missing one is fine. */
int file_remove(const char *path, struct err *e);

/* dir/name in a string that the caller frees. */
char *path_join(const char *dir, const char *name);

/* The part after the last slash (borrowed). */
const char *path_base(const char *path);

/*
 * The names in a folder, sorted by bytes, without "." and ".."; n of them.  The caller
 * frees each name and the list.  NULL with e filled when the folder can't be read.
 */
char **dir_list(const char *path, size_t *n, struct err *e);

#endif
