/*
 * Filters: {{x|date}}.
 */
#ifndef TEMPLATE_FILTER_IMP_H
#define TEMPLATE_FILTER_IMP_H

struct buf;

/* What stands behind its name: nothing, « :text », or « :one/other ». */
enum filter_wants { FILTER_ALONE, FILTER_TEXT, FILTER_CHOICE };

/* 1 when there is a filter of this name. */
int filter_known(const char *name, enum filter_wants *wants);

/* « date, siret... », for messages. */
const char *filter_names(void);

/*
 * Replaces the text in b.  An empty text stays empty, except through `or`.  -1: the value is not what the
 * filter is for (« abc » as a date).
 */
int filter_apply(const char *name, const char *arg, struct buf *b);

#endif
