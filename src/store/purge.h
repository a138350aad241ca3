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

/* Inside a transaction: fields, events, pages, placement and student of a document. */
int document_erase(struct store *st, int64_t document, struct err *e);

/*
 * Inside a transaction: the placement, its enrolment and its student, as far as no document that
 * is still kept hangs on them (ERR_REFUSED for the placement itself) and no other
 * placement needs them.
 */
int placement_erase(struct store *st, int64_t placement, struct err *e);

/* Inside a transaction: from a file that was ingested only its hash and its name stay. */
int scan_file_erase(struct store *st, int64_t file, struct err *e);

/*
 * Removes the archived objects that nothing names and that are older than `age` seconds: a
 * younger one may belong to a transaction under way.  *removed of them.
 */
int archive_sweep(struct store *st, int64_t age, int64_t *removed, struct err *e);

/* Nothing of what was deleted can be read in the file any more. */
int store_compact(struct store *st, struct err *e);

#endif
