/*
 * Adding and changing one placement by hand.  Fields are called as the columns of its list are;
 * the checks are those of the import.
 */
#ifndef APP_CHANGE_H
#define APP_CHANGE_H

#include "app/import.h"

struct err;
struct home;
struct issue_report;

/* « fin1=19/02/2027 » for each field.  Borrowed from the words, which are cut at their « = ». */
int change_words(
    char *const *words, size_t n, const char **names, const char **values, struct err *e);

/*
 * Changes placement `number` (NULL: adds one).  report as of an import; what was not given stays.
 * -1 with e filled also when the values are refused.
 */
int change_placement(struct home *h, const char *number, const struct import_values *given,
    struct import_report *report, struct err *e);

/* What that costs its convention: what `issue convention` would do, and does not do. */
int change_cost(struct home *h, const char *number, struct issue_report *r, struct err *e);

#endif
