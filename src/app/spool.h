/*
 * A scan that comes on standard input: kept in a file of the home while it is being read.
 */
#ifndef APP_SPOOL_H
#define APP_SPOOL_H

#include <stddef.h>

struct err;
struct home;

struct spool {
	char *dir; /* of its own; NULL: nothing is spooled */
	char *path; /* the file */
};
#define SPOOL_INIT                                                                             \
	{                                                                                      \
		NULL, NULL                                                                     \
	}

/* Copies fd to its end.  Nothing at all in it is an error (ERR_INPUT). */
int spool_fill(struct spool *s, const struct home *h, int fd, struct err *e);

/* Removes the file and its folder. */
void spool_release(struct spool *s);

#endif
