/*
 * What a worker may do once it has what it needs: compute, and talk on one socket.
 */
#ifndef SCAN_SANDBOX_IMP_H
#define SCAN_SANDBOX_IMP_H

/*
 * Leaves the process with three descriptors besides /dev/null at 0, 1 and 2: `file` becomes
 * SANDBOX_FILE and `sock` becomes SANDBOX_SOCKET.  -1: the process must not go on.
 */
enum { SANDBOX_SOCKET = 3, SANDBOX_FILE = 4 };
int sandbox_descriptors(int sock, int file);

/*
 * No more memory than this, no new files, processes or privileges; then the filter.  threads: 1
 * lets it start threads of its own.  -1: as above.
 */
int sandbox_enter(int threads);

/* From now on, `seconds` of CPU time at most. */
void sandbox_cpu(int seconds);

#endif
