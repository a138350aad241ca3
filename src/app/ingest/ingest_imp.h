#ifndef APP_INGEST_IMP_H
#define APP_INGEST_IMP_H

#include "app/ingest/ingest.h"
#include "app/ingest/intake.h"

struct scan_file;

/* 1 when e is of the home or the machine, so that the next file would fare no better. */
int ingest_is_fatal(const struct err *e);

/* What came of a file: reports it, or hands a fatal error up (-1). */
int ingest_report(const struct ingest_options *o, struct ingest_result *r, struct err *e);

/* Keeps the original, applies the intake, fills r.  -1 with r->why filled. */
int ingest_apply(
    struct home *h, struct intake *in, const struct scan_file *file, struct ingest_result *r);

#endif
