/*
 * A page without a readable tag, read again as the page that its neighbours prove it to be: once a
 * person has confirmed that, its boxes are judged like any other's.
 */
#ifndef APP_ACCEPT_H
#define APP_ACCEPT_H

#include "app/ingest/intake.h"
#include "app/ingest/review.h"

/*
 * Reads the archived picture of the question's page under its inferred tag; outside a transaction.  in
 * has no page afterwards where the picture is gone.  0 or -1.
 */
int accept_read(struct home *h, const struct review_item *it, struct intake *in, struct err *e);

/* The place and boxes of the inferred page, in f. */
int accept_fill(struct home *h, const struct review_item *it, const struct intake *in,
    struct arena *a, struct fact *f, struct err *e);

#endif
