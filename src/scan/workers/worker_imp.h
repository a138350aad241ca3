/*
 * A worker: a child process that opens one file in a sandbox and does pages as it is told.
 */
#ifndef SCAN_WORKER_IMP_H
#define SCAN_WORKER_IMP_H

#include "scan/scan.h"

enum {
	WORKER_PAGE_CPU_SECONDS = 20,
	WORKER_NO_SANDBOX =
	    77 /* exit status: the sandbox could not be closed, nothing was read */
};

/*
 * The life of the child, from right after the fork: never returns.  sock: its end of the pair;
 * file: the scan, open for reading.
 */
void worker_run(int sock, int file, uint64_t size, const struct scan_options *o)
    __attribute__((noreturn));

#endif
