/*
 * The parts of store_verify().
 */
#ifndef STORE_VERIFY_IMP_H
#define STORE_VERIFY_IMP_H

#include <stddef.h>

struct err;
struct fact;
struct store;
struct store_check;

/* One problem, in French. */
void verify_report(struct store_check *check, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * replay.c: folds every document and placement again from the log alone, the n facts of which say
 * what is void, and compares with what the tables give.  What was erased is left out.
 */
int replay_check(struct store *st, const struct fact *facts, size_t n,
    struct store_check *check, struct err *e);

#endif
