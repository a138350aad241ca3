/*
 * Bytes to decode: an open file, read by position (no mapping: a file that shrinks under us
 * must be a short read, not a SIGBUS), or a piece of memory.
 */
#ifndef SCAN_INPUT_IMP_H
#define SCAN_INPUT_IMP_H

#include <stddef.h>
#include <stdint.h>

struct input {
	int fd; /* used when mem is NULL; borrowed */
	uint64_t start; /* where in that file the bytes begin */
	const unsigned char *mem; /* borrowed */
	uint64_t size;
};

/* How many bytes were read from `at`: fewer than n only at the end or when the disk fails. */
size_t input_read(const struct input *in, uint64_t at, void *out, size_t n);

#endif
