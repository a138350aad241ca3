/*
 * Many objects kept at once: written beside their place, then synced together and renamed.  A
 * stack of three hundred pages takes two syncs instead of a thousand.
 *
 *	struct archive_run run = { .st = st };
 *	archive_run_put(&run, ...);	again and again
 *	archive_run_settle(&run, e);	before the transaction that names them
 *	archive_run_release(&run);
 */
#ifndef STORE_ARCHIVE_RUN_H
#define STORE_ARCHIVE_RUN_H

#include <stddef.h>

struct err;
struct store;

struct archive_run {
	struct store *st;
	char **temps, **finals; /* owned; not settled yet */
	size_t n, cap_temps, cap_finals;
};

/* Removes what runs that were killed have left.  Best effort: what stays is found next time. */
void archive_run_sweep(struct store *st);

/* As archive_put, and the object is not there yet. */
int archive_run_put(struct archive_run *r, const void *bytes, size_t n, const char *ext,
    char sha256[65], struct err *e);

/* From here on every object put is in the archive, whatever happens to the machine. */
int archive_run_settle(struct archive_run *r, struct err *e);

/* Removes what was not settled. */
void archive_run_release(struct archive_run *r);

#endif
