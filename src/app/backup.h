/*
 * A whole home kept elsewhere: the database as one consistent file, even while others write, and
 * everything beside it.  What comes out is a home: `paraphe --home` opens it.
 */
#ifndef APP_BACKUP_H
#define APP_BACKUP_H

#include <stddef.h>

struct err;
struct home;

struct backup_count {
	size_t files;
};

/*
 * Copies h into `folder`, which must be empty or not exist.  Everything is synced; after a
 * failure what was copied stays, without a database, so that nobody takes it for a backup.
 */
int backup_make(struct home *h, const char *folder, struct backup_count *count, struct err *e);

#endif
