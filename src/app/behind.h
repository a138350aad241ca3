/*
 * Pages without a tag of ours that belong to a paper all the same: those behind a cover, and those
 * that a person attached without saying which page they are.
 */
#ifndef APP_BEHIND_H
#define APP_BEHIND_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct folded;
struct store;

struct behind_page {
	int64_t decision; /* the event that files it: what `undo` takes back */
	const char *file; /* as people know it */
	int file_page; /* from 1 */
	char object[65], object_ext[8]; /* archive; "": not kept */
	int rotation; /* degrees clockwise to turn it upright */
};

/* In the order in which they were filed; in the arena.  0 or -1. */
int behind_find(struct store *st, const struct folded *f, struct arena *a,
    struct behind_page **pages, size_t *n, struct err *e);

#endif
