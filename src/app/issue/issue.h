/*
 * Issuing papers: from placements and students to PDFs with tags.
 *
 * All or nothing: every paper of a request is laid out and its PDF synced under a temporary
 * name, then one transaction names them, then they are renamed (finished at the next start if
 * interrupted).  A placement that has a live convention gets no second one: it is named; but
 * where something legal changed before all have signed, a new version replaces it.
 */
#ifndef APP_ISSUE_H
#define APP_ISSUE_H

#include <stddef.h>

#include "base/mem.h"
#include "domain/law.h"
#include "domain/tag.h"
#include "domain/words.h"

struct err;
struct home;

/* What becomes one PDF. */
enum issue_by {
	ISSUE_BY_CLASS, /* a class, all copies of a student together */
	ISSUE_BY_STUDENT, /* one paper with its copies */
	ISSUE_BY_COPY /* the copies of one recipient, in a class */
};

struct issue_request {
	enum doc_kind kind;
	int generic; /* an accord of no student: a mould */
	int blank; /* how many conventions to be filled by hand */
	int all;
	const char *section, *student, *placement, *year; /* NULL: not said */
	const char *teacher; /* who takes blank conventions away; NULL: not said */
	const char *out; /* a file in .pdf, or a folder; NULL: the home's papiers/ */
	int dry_run; /* 1: says what it would do, and makes nothing */
	int jobs; /* worker processes; 0: the cores */
	enum issue_by by; /* in one file (out) it is the order of the pages */
	int duplex; /* 1: each copy starts on a right-hand page, after a blank back where needed */
	/* told from time to time how many of the papers are made; NULL */
	void (*progress)(void *ctx, size_t done, size_t all);
	void *progress_ctx;
};

struct reprint_request {
	const char *code;
	int copy, page; /* 0: all */
	int duplex;
	const char *reason; /* the old sheets are lost or spoiled: they count no more; NULL */
	const char *out;
};

enum issue_fate {
	ISSUE_MADE,
	ISSUE_REPLACED, /* made, in place of an older version */
	ISSUE_KEPT /* there was a live one: nothing is made */
};

struct issued {
	enum issue_fate fate;
	enum doc_kind kind;
	char number[TAG_NUMBER_SIZE];
	int version, copies, pages, sheet_pages;
	const char *who, *section, *placement, *company; /* never NULL */
	const char *words; /* of a kept one: its state; of a replaced one: what changed */
	size_t file, n_files; /* of what was made: the first, and how many more follow */
};

struct issue_file {
	const char *path;
	int pages;
};

/* What the law says of one placement. */
struct issue_notice {
	const char *who;
	enum law_severity severity;
	const char *text;
};

struct issue_report {
	struct arena arena;
	struct issued *docs;
	size_t n_docs, cap_docs;
	struct issue_file *files;
	size_t n_files, cap_files;
	struct issue_notice *notices;
	size_t n_notices, cap_notices;
	long long batch; /* the event batch; 0: nothing was made */
	long long event; /* of a reprint */
};

/*
 * 0: the report says what was made and kept; -1: nothing was, e says why (ERR_REFUSED: the law, then the
 * notices say it).  The report is released in both cases.
 */
int issue_papers(
    struct home *h, const struct issue_request *q, struct issue_report *r, struct err *e);

/* Prints an issued paper again with the same tags, and logs it. */
int issue_again(
    struct home *h, const struct reprint_request *q, struct issue_report *r, struct err *e);

void issue_report_release(struct issue_report *r);

#endif
