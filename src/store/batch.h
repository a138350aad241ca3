/*
 * Batches: one ingest of one file, or one printing; what `undo` takes back as a whole.
 */
#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "domain/fact.h"
#include "domain/words.h"

struct arena;
struct err;
struct store;

enum batch_kind { BATCH_INGEST, BATCH_ISSUE, BATCH_IMPORT, BATCH_OTHER, BATCH_KIND_COUNT };

struct batch {
	int64_t id;
	enum batch_kind kind;
	int64_t at;
	const char *actor;
	const char *label; /* French or a file name: « scan du 12.pdf » */
	int undone;
};

/* Inside a transaction; *id of the new one. */
int batch_add(struct store *st, enum batch_kind kind, const char *label, const char *actor,
    int64_t *id, struct err *e);
int batch_lookup(struct store *st, int64_t id, struct arena *a, struct batch *b, struct err *e);
int batch_each(
    struct store *st, int (*visit)(void *ctx, const struct batch *b), void *ctx, struct err *e);

/* A file that was ingested, in its batch. */
struct scan_source {
	int64_t id, batch;
	char sha256[65];
	const char *name; /* as given, without its folder */
	int pages;
	char ext[8]; /* of its archived original; "" when only the hash is kept */
};

int
batch_add_file(struct store *st, const struct scan_source *file, int64_t *id, struct err *e);
int batch_lookup_file(
    struct store *st, int64_t id, struct arena *a, struct scan_source *f, struct err *e);

/* The file of a batch: 1, 0 when it brought none, -1. */
int batch_lookup_file_of(
    struct store *st, int64_t batch, struct arena *a, struct scan_source *f, struct err *e);

/* The live (not undone) file of that hash: 1, 0, -1. */
int batch_find_live_file(struct store *st, const char *sha256, struct arena *a,
    struct scan_source *f, struct err *e);

/* One page of one file: an index of its event. */
struct scan_row {
	int64_t file;
	int file_page; /* from 1 */
	int64_t event; /* FACT_READ or FACT_PAGE */
	enum outcome outcome;
	char object[65], object_ext[8]; /* archive object of the page; "": not kept (a blank) */
	char thumb[65]; /* PNG; "": none */
	int64_t document; /* 0: none */
	int copy, page;
	int duplicate;
	int rotation; /* degrees clockwise to turn it upright */
};

int batch_add_page(struct store *st, const struct scan_row *row, struct err *e);

/* The page of a reading (event): 1, 0, -1. */
int batch_page_of_event(struct store *st, int64_t event, struct scan_row *row, struct err *e);

/*
 * How many pages of a file show a printed size that is off by more than `off` (0.02: 2 %), and its
 * mean; 1.0 is as it should be.
 */
int
batch_scale(struct store *st, int64_t file, double off, int *n, double *mean, struct err *e);

/*
 * The live event that applied the very same picture to the same place (of a mould: to any of
 * its returns): 1 with *event, 0, -1.
 */
int batch_find_same_page(struct store *st, const char *object_sha256, int64_t document,
    int copy, int page, int64_t *event, struct err *e);

/* The live page of this very picture that was filed under the document: 1 with its event, 0, -1. */
int batch_find_filed(struct store *st, const char *object_sha256, int64_t document,
    int64_t *event, struct err *e);

typedef int scan_row_visit(void *ctx, const struct scan_row *row);
int batch_each_page(
    struct store *st, int64_t file, scan_row_visit *visit, void *ctx, struct err *e);
/*
 * The live pages seen of a document (copy 0: of all copies), in order of copy, page, event; with
 * those that a person attached to it (copy or page 0: not said).
 */
int batch_each_page_of_document(struct store *st, int64_t document, int copy,
    scan_row_visit *visit, void *ctx, struct err *e);

#endif
