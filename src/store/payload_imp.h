/*
 * The part of a fact that is JSON in the log: what may name people, and can be erased.
 */
#ifndef STORE_PAYLOAD_IMP_H
#define STORE_PAYLOAD_IMP_H

#include <stddef.h>

#include "domain/fact.h"

struct arena;
struct buf;
struct js;

/* One line of JSON; members that say nothing are left out. */
void payload_write(const struct fact *f, const struct js *more, struct buf *out);

/*
 * Fills the members of f, a FACT_INIT, that are in the payload; the others are left alone.  What another
 * version wrote and this one does not know is passed over.
 */
void payload_read(struct fact *f, const char *text, size_t n, struct arena *a);

#endif
