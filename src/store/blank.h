/*
 * The register of blank conventions: each has a number of its own in its school year, and the teacher who
 * took it away.
 */
#ifndef STORE_BLANK_H
#define STORE_BLANK_H

#include <stdint.h>

struct arena;
struct err;
struct store;

struct blank {
	int64_t document;
	const char *year; /* 2026-2027 */
	int n; /* from 1 */
	int64_t teacher; /* 0: not said */
};

/* The number that comes next in the year. */
int blank_next(struct store *st, const char *year, int *n, struct err *e);

/* Inside a transaction. */
int blank_add(struct store *st, const struct blank *b, struct err *e);

/* 1, 0 when the document is not in the register, -1.  The year lives in the arena. */
int blank_lookup(
    struct store *st, int64_t document, struct arena *a, struct blank *b, struct err *e);

#endif
