/*
 * Reading scans without changing anything: a pure function of (file, key, box table).
 */
#ifndef APP_READ_H
#define APP_READ_H

#include <stddef.h>

#include "app/ingest/inbox.h"
#include "domain/tag.h"
#include "scan/scan.h"

struct err;
struct home;

/*
 * What a code found on a page says in this home: whether it is ours, and the page's boxes.
 * A database that fails in the middle is kept in `fault`, and every code is unknown from there on.
 */
struct claims {
	struct home *home;
	struct err *fault; /* the caller's; kind ERR_NONE as long as all is well */
};

/* For scan_options.resolve; ctx is a struct claims. */
enum scan_claim claims_resolve(void *ctx, const char *text, struct scan_known *known);

/* For scan_options.forget, in the worker's own copy of our memory: wipes the home's key. */
void claims_forget(struct home *home);

struct read_sink {
	/* A page of `path`; tag is NULL where no code of ours was found.  Not 0: stop. */
	int (*page)(void *ctx, const char *path, const struct scan_file *file,
	    const struct scan_page *p, const struct tag *tag);
	/* A file that can't be opened. */
	void (*failed)(void *ctx, const char *path, const char *why);
	void *ctx;
};

struct read_count {
	size_t files, failed, pages;
};

/* Reads every file in order, each page once.  -1 with e filled when the home fails. */
int app_read(struct home *h, const struct inbox *in, int workers, const struct read_sink *sink,
    struct read_count *count, struct err *e);

#endif
