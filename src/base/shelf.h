/*
 * Things found again by their key, which is any run of bytes.  Keeps its own copy of the keys; what
 * the values point at is the caller's.
 *
 * Starts from SHELF_INIT, ends in shelf_release(); may be used again.
 */
#ifndef BASE_SHELF_H
#define BASE_SHELF_H

#include <stddef.h>

#include "base/mem.h"

struct shelf_item;

struct shelf {
	struct shelf_item **at; /* cap chains */
	size_t n, cap;
	struct arena arena;
};
#define SHELF_INIT                                                                             \
	{                                                                                      \
		NULL, 0, 0, ARENA_INIT                                                         \
	}

/* NULL: nothing has that key. */
void *shelf_lookup(const struct shelf *s, const void *key, size_t n);

/* No other thing has that key; value is not NULL. */
void shelf_add(struct shelf *s, const void *key, size_t n, void *value);

void shelf_release(struct shelf *s);

#endif
