/*
 * Filters: {{x|date}}.
 */
#ifndef TEMPLATE_FILTER_IMP_H
#define TEMPLATE_FILTER_IMP_H

struct buf;

/* 1 when there is a filter of this name; *wants says whether it takes an argument. */
int filter_known(const char *name, int *wants);

/*
 * Replaces the text in b.  An empty text stays empty, except through `or`.  -1: the value is not what the
 * filter is for (« abc » as a date).
 */
int filter_apply(const char *name, const char *arg, struct buf *b);

#endif
