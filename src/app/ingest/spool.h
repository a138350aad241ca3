/*
 * What comes on standard input, kept in files of the home while it is being read: one scan, or
 * the scans attached to one mail.
 */
#ifndef APP_SPOOL_H
#define APP_SPOOL_H

#include "app/ingest/inbox.h"

struct err;
struct home;

struct spool {
	char *dir; /* of its own; NULL: nothing is spooled */
	struct inbox files; /* in order */
	int is_mail;
};
#define SPOOL_INIT                                                                             \
	{                                                                                      \
		NULL, INBOX_INIT, 0                                                            \
	}

/*
 * Copies fd to its end, and parts a mail from its attachments.  Nothing at all, or a mail
 * without a scan, is an error (ERR_INPUT).
 */
int spool_fill(struct spool *s, const struct home *h, int fd, struct err *e);

/* Removes the files and their folder. */
void spool_release(struct spool *s);

#endif
