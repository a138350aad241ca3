/*
 * Scans come in: each file is read, then applied in a transaction of its own.
 */
#ifndef APP_INGEST_H
#define APP_INGEST_H

#include <stdint.h>

#include "app/ingest/expected.h"
#include "app/ingest/inbox.h"
#include "base/err.h"
#include "domain/fact.h"

struct home;

enum ingest_status {
	INGEST_APPLIED,
	INGEST_KNOWN, /* this very file is in already: nothing was written */
	INGEST_FAILED /* it could not be opened or read; nothing of it was written */
};

struct ingest_result {
	const char *path;
	const char *name; /* as people know it: without its folder */
	enum ingest_status status;
	int64_t batch; /* of an applied or a known file */
	struct err why; /* of a failed one */
};

struct ingest_options {
	int workers;
	enum origin origin;
	expected_roles expected; /* what the person says that the stack is */
	/* After each page, page of pages; NULL: silent. */
	void (*progress)(void *ctx, const char *path, int page, int pages);
	void (*done)(void *ctx, const struct ingest_result *r);
	void *ctx;
};

/*
 * Every file of the inbox, in order.  A file that can't be read is a result like another; -1
 * with e filled when the home itself fails (disk full, no right): what was done is whole, the rest is
 * not begun.
 */
int ingest_files(
    struct home *h, const struct inbox *in, const struct ingest_options *o, struct err *e);

/*
 * Applies the JSON lines of `read`.  The files that they name are looked for as named, then
 * beside `path`, and must have the hash that the lines say.
 */
int
ingest_lines(struct home *h, const char *path, const struct ingest_options *o, struct err *e);

#endif
