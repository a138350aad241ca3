/* Between the files that make a slip. */
#ifndef APP_SLIP_IMP_H
#define APP_SLIP_IMP_H

#include <stdint.h>

struct err;
struct home;
struct slip;
struct slip_paper;

/* Puts pages in a row that ask the same into one line. */
void slip_group_pulls(struct slip *s);

/* words are borrowed from the slip's arena, or constant. */
void slip_add_remark(struct slip *s, const struct slip_paper *p, const char *words);
const struct slip_paper *slip_paper_of(const struct slip *s, int64_t document);

/* What was expected of the batch, and what came of it; after the papers. */
int slip_load_expected(struct home *h, int64_t batch, struct slip *s, struct err *e);

#endif
