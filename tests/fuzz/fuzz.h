/*
 * A fuzz harness: one file for each parser of outside data.  It gives libFuzzer its entry and
 * a few honest inputs to start from.  `make MODE=fuzz tests` builds it for a long run
 * (build/fuzz/tests/fuzz/NAME DIR); in the other modes replay.c runs the honest inputs and some thousand
 * seeded mutations of them, as part of `make check`.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The i-th honest input, malloc'd, its length through *size; NULL past the last. */
uint8_t *fuzz_seed(int i, size_t *size);

/* How many mutations of each input a replay tries, where it is not the usual 3000: slow parsers. */
extern const int fuzz_mutations __attribute__((weak));

#endif
