/*
 * An issued paper as it came back: its archived pages as one PDF, for `export` and for the archive of
 * a year.
 */
#ifndef APP_FILED_H
#define APP_FILED_H

#include "store/document.h"

struct buf;
struct err;
struct home;

/*
 * Appends the PDF of a copy (0: of all copies, one after the other) to out: of each page the last
 * picture that was seen, upright; pages that a person attached without saying which come last.
 * *pages of them; 0: nothing of it came back, and out is left alone.
 */
int filed_pdf(struct home *h, const struct folded *f, int copy, struct buf *out, int *pages,
    struct err *e);

/* « NGUYEN_Thi-Hanh », whose paper it is; its number where it is nobody's.  In the arena; NULL, e filled. */
const char *
filed_owner(struct store *st, const struct folded *f, struct arena *a, struct err *e);

/*
 * « convention_NGUYEN_Thi-Hanh_SIO_v1_ex2.pdf », without the copy where it is 0 or the paper has one.  In
 * the arena; NULL with e filled.
 */
const char *
filed_name(struct store *st, const struct folded *f, int copy, struct arena *a, struct err *e);

#endif
