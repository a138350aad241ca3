/*
 * One scan page from start to end: printed, signed, worn, scanned, encoded; and the truth
 * about it, for tests to compare.
 */
#ifndef SIM_PAGE_H
#define SIM_PAGE_H

#include "encode.h"
#include "plan.h"
#include "source.h"

struct err;
struct js;

struct page {
	struct encoded scan;
	struct js *truth; /* an object, without the file's name; owned */
};

/* To be released.  -1 with e filled. */
int page_make(struct source *src, const struct options *o, const struct job *j,
    struct page *out, struct err *e);
void page_release(struct page *p);

#endif
