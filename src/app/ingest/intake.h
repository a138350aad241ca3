/*
 * One file of scans on its way in: what was read of each page, its pictures on their way to
 * the archive, and nothing yet in the database.
 */
#ifndef APP_INTAKE_H
#define APP_INTAKE_H

#include <stddef.h>

#include "app/ingest/expected.h"
#include "base/mem.h"
#include "domain/fact.h"
#include "domain/tag.h"
#include "scan/scan.h"
#include "store/archive_run.h"

struct err;
struct js;
struct store;

struct intake_page {
	int page; /* of the file, from 1 */
	enum outcome outcome;
	const char *text; /* the code that was found; "" */
	int rotation;
	int electronic; /* 1: of a file that declares electronic signatures */
	struct fact_box *boxes; /* as the reader judged them */
	size_t n_boxes;
	uint64_t inked; /* bit i: ink was seen in boxes[i] */
	char object[65], object_ext[8]; /* archive; "": not kept */
	char thumb[65];
	struct js *more; /* measures, for the history; owned */
};

/* Starts zeroed, ends in intake_release(). */
struct intake {
	struct arena arena; /* the texts and boxes of the pages */
	const char *name; /* as people know the file; borrowed */
	char sha256[65];
	char ext[8]; /* of the original in the archive; "": not kept */
	enum origin origin;
	expected_roles expected; /* by the person who gives the file */
	struct intake_page *at;
	size_t n, cap;
	struct archive_run run; /* to be settled before the transaction */
};

/* Takes a page in: writes what it carries (blanks leave nothing), copies the rest. */
int intake_add(struct intake *in, struct store *st, const struct scan_page *p, struct err *e);

/*
 * Gives f every box of the page that the tag names, once: as read on `page`, or to be looked at by a
 * person.  They live in the arena and in the intake.
 */
int intake_boxes(struct store *st, const struct tag *tag, const struct intake_page *page,
    struct arena *a, struct fact *f, struct err *e);

void intake_release(struct intake *in);

#endif
