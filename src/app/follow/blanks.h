/*
 * The register of blank conventions as people read it: which number is where, since when, and what
 * somebody must still do about it.
 */
#ifndef APP_BLANKS_H
#define APP_BLANKS_H

#include "app/who.h"
#include "base/mem.h"
#include "domain/state.h"

struct buf;
struct err;
struct home;
struct js;

struct blanks_row {
	int n; /* in the register */
	char number[TAG_NUMBER_SIZE], code[DOC_CODE_SIZE];
	const char *teacher; /* who took it away; "" */
	int64_t printed, returned, regularised; /* 0: not yet */
	enum doc_state state;
	const char *words; /* of the state */
	struct who who; /* once regularised; else name "" */
	const char *note; /* what is to be done about it, or what is odd; "" */
	int urgent; /* 1: somebody must act */
};

struct blanks {
	struct arena arena;
	struct blanks_row *rows; /* in order of number */
	size_t n, cap;
	size_t urgent;
};

/* b starts zeroed and ends in blanks_release(), also after a failure. */
int blanks_load(struct home *h, const char *year, struct blanks *b, struct err *e);
void blanks_release(struct blanks *b);

/* The row as an object of `status --blank --json`; freed by the caller. */
struct js *blanks_row_js(const struct blanks_row *r);

/* The register to be printed: the PDF's bytes, appended to out. */
int blanks_pdf(
    struct home *h, const struct blanks *b, const char *year, struct buf *out, struct err *e);

/* Fails with ERR_USAGE, naming the placements without a convention that d may be the one of. */
int blanks_name_candidates(struct home *h, const struct document *d, struct err *e);

#endif
