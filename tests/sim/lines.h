/*
 * A file of JSON objects, one a line: what was read, what is true.
 */
#ifndef SIM_LINES_H
#define SIM_LINES_H

#include <stddef.h>

struct err;
struct js;

/* Starts zeroed. */
struct lines {
	struct js **at;
	size_t n, cap;
};

int lines_read(struct lines *l, const char *path, struct err *e);
void lines_release(struct lines *l);

/* Of an array of objects, the one with that "id"; NULL: none. */
const struct js *lines_member(const struct js *boxes, const char *id);

/* Do two of them speak of the same page of the same file?  And the first that does. */
int lines_same_page(const struct js *a, const struct js *b);
const struct js *lines_page(const struct lines *l, const struct js *page);

#endif
