/*
 * What the words on a command line stand for: files as they are, a folder as its files in
 * order of name, without hidden ones, those still being written (*.part, *.tmp, ~*) and
 * sub-folders.
 */
#ifndef APP_INBOX_H
#define APP_INBOX_H

#include <stddef.h>

struct err;

struct inbox {
	char **paths; /* owned */
	size_t n, cap;
	char **
	    folders; /* owned: those in the folders given, left alone; a person should know of them */
	size_t n_folders, folders_cap;
};
#define INBOX_INIT                                                                             \
	{                                                                                      \
		NULL, 0, 0, NULL, 0, 0                                                         \
	}

/* Adds a file, or a folder's files.  A path that does not exist is added: reading it says so. */
int inbox_add(struct inbox *in, const char *path, struct err *e);
void inbox_release(struct inbox *in);

#endif
