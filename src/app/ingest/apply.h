/*
 * The only writer of what scans show: one file, one transaction, one batch.
 */
#ifndef APP_APPLY_H
#define APP_APPLY_H

#include <stdint.h>

struct err;
struct home;
struct intake;

/*
 * Decides what each page is here and now (unknown, outdated, already seen, a return of a
 * generic accord) and records it, once its pictures are in the archive for good.  1: applied, *batch is the new one; 0: this very file is
 * already in, *batch is where, and nothing was written; -1.
 */
int apply_intake(struct home *h, struct intake *in, int64_t *batch, struct err *e);

/* 1 when the file of that hash is in and not undone, with *batch; 0; -1. */
int apply_is_known(struct home *h, const char *sha256, int64_t *batch, struct err *e);

#endif
