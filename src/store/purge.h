/*
 * Forgetting on time: what a document said and showed leaves the database and the archive; its
 * number, its kind and its place in the chain of events stay, so that counts and the chain hold.
 *
 * In order: erase in one transaction, commit, then archive_sweep() and store_compact().  A
 * crash in between leaves objects that nothing names, which the next sweep removes.
 */
#ifndef STORE_PURGE_H
#define STORE_PURGE_H

#include <stdint.h>

struct err;
struct store;

/* The school years that anything is known of, in order; other than 0 stops, and is returned. */
int purge_each_year(
    struct store *st, int (*visit)(void *ctx, const char *year), void *ctx, struct err *e);

/* What follows is done inside a transaction. */

/* The fields, events and pages of a document, and whose it was. */
int document_erase(struct store *st, int64_t document, struct err *e);

struct year_erased {
	int64_t placements, students;
};

/*
 * The placements and enrolments of a year on which no document hangs any more, and the students
 * of no year; added to *n.
 */
int year_erase(struct store *st, const char *year, struct year_erased *n, struct err *e);

/* Pages of no document seen before that instant, that no decision waits for; *n of them. */
int loose_pages_erase(struct store *st, int64_t before, int64_t *n, struct err *e);

/* The names of the files ingested before that instant: people put names of students there. */
int names_erase(struct store *st, int64_t before, struct err *e);

/* Of the files ingested in that batch only what names them stays; *n more. */
int originals_erase(struct store *st, int64_t batch, int64_t *n, struct err *e);

/* After the commit. */

/*
 * Removes the archived objects that nothing names and that are older than `age` seconds: a
 * younger one may belong to a transaction under way.  *removed of them.
 */
int archive_sweep(struct store *st, int64_t age, int64_t *removed, struct err *e);

/* Nothing of what was deleted can be read in the file any more. */
int store_compact(struct store *st, struct err *e);

#endif
