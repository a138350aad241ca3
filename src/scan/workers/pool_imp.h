/*
 * Shares the pages of one file out to workers, replaces those that die, and hands the
 * results over in order.  Memory is bounded by the workers, not by the pages: no page is begun
 * far ahead of the one that waits to be handed over.
 */
#ifndef SCAN_POOL_IMP_H
#define SCAN_POOL_IMP_H

#include "scan/scan.h"

struct err;

struct pool_plan {
	const char *path; /* for messages */
	int file;
	uint64_t size;
	const struct scan_page *wanted; /* NULL: every page, with looking */
	size_t n_wanted;
	const struct scan_options *o;
};

/* As scan_file: fills out before the first page is handed over. */
int pool_run(const struct pool_plan *plan, struct scan_file *out, struct err *e);

#endif
