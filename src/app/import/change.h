/*
 * Adding and changing one placement by hand.  Fields are called as the columns of its list are;
 * the checks are those of the import.
 */
#ifndef APP_CHANGE_H
#define APP_CHANGE_H

#include "app/import/import.h"
#include "store/placement.h"

struct err;
struct home;
struct issue_report;

/* « fin1=19/02/2027 » for each field.  Borrowed from the words, which are cut at their « = ». */
int change_words(
    char *const *words, size_t n, const char **names, const char **values, struct err *e);

/* What was added or changed. */
struct changed {
	int64_t event; /* of the fact; 0: nothing changed */
	int64_t batch; /* that the fact is to be part of, given by the caller; 0: none */
	int64_t placement;
	char number[PLACEMENT_NUMBER_SIZE];
};

/*
 * Changes placement `number` (NULL: adds one), as a fact that can be undone.  report as of an import; what
 * was not given stays.  -1 with e filled also when the values are refused, or what is added is there
 * already.  change_in: inside a transaction, which the caller rolls back on -1.
 */
int change_placement(struct home *h, const char *number, const struct import_values *given,
    struct import_report *report, struct changed *out, struct err *e);
int change_in(struct home *h, const char *number, const struct import_values *given,
    struct import_report *report, struct changed *out, struct err *e);

/*
 * Inside a transaction, after FACT_PLACEMENT_CHANGED `event` was undone (again: its undoing was): the placement
 * says again what it said.  ERR_REFUSED: it was changed since.
 */
int change_undo(struct home *h, int64_t event, int64_t placement, int again, struct err *e);

/* What that costs its convention: what `issue convention` would do, and does not do. */
int change_cost(struct home *h, const char *number, struct issue_report *r, struct err *e);

#endif
