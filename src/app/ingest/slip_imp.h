/* Between the files that make a slip. */
#ifndef APP_SLIP_IMP_H
#define APP_SLIP_IMP_H

#include <stdint.h>

struct err;
struct home;
struct question;
struct slip;
struct slip_paper;
struct state;
struct state_copy;

/* Puts pages in a row that ask the same into one line. */
void slip_group_pulls(struct slip *s);

/* words are borrowed from the slip's arena, or constant. */
void slip_add_remark(struct slip *s, const struct slip_paper *p, const char *words);
const struct slip_paper *slip_paper_of(const struct slip *s, int64_t document);

/* What was expected of the batch, and what came of it; after the papers. */
int slip_load_expected(struct home *h, int64_t batch, struct slip *s, struct err *e);

/* slip_remarks.c: what is worth knowing of each paper, and how many moved. */
void slip_add_remarks(struct slip *s);

/* The question stood before this batch. */
int slip_was_asked(const struct state *st, const struct question *q);

/* This batch brought pages of the copy, as it is after. */
int slip_copy_came(const struct slip_paper *p, const struct state_copy *after);

#endif
