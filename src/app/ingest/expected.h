/*
 * What the person who feeds a stack says of it (« retour des entreprises »): a doubtful box of an
 * expected role then counts as signed, by that person's word; a clearly empty one is told on the slip.
 */
#ifndef APP_EXPECTED_H
#define APP_EXPECTED_H

#include <stdint.h>

#include "base/mem.h"
#include "domain/state.h"

struct err;
struct store;

/* A set of roles: bit 1 << role; 0: nothing is expected. */
typedef unsigned expected_roles;

/* « company principal », as the log keeps it; NULL for the empty set.  Unknown words are left out. */
const char *expected_text(expected_roles roles, struct arena *a);
expected_roles expected_parse(const char *text);

/*
 * Records the decisions that follow from the recorded reading `read`: each doubtful signature box of
 * these roles is signed, if ink was seen in it (bit i of inked: box i) and it would be news to the
 * copy as it was known before (NULL: nothing was).  They fall with the batch.
 */
int expected_decide(struct store *st, expected_roles roles, const struct fact *read,
    uint64_t inked, const struct state_copy *known, struct err *e);

/* 1 when f, of an ingested batch, is such a decision: those of `review` belong to no batch. */
int expected_is_decision(const struct fact *f);

#endif
