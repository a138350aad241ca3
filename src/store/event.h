/*
 * The event log: facts, chained.
 *
 *	digest = BLAKE2b(nonce || payload)
 *	chain  = BLAKE2b(chain of the event before || digest || typed columns)
 *
 * A payload and its nonce can be erased on time: the digest stays, and the chain verifies.
 */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include <stddef.h>
#include <stdint.h>

#include "domain/fact.h"

struct arena;
struct err;
struct js;
struct store;

/*
 * Appends a fact, inside a transaction.  f->event is filled; f->at 0 is now; `more` (may be NULL,
 * borrowed) is kept with it under "more": what a history may show and no state depends on.
 */
int event_append(struct store *st, struct fact *f, const struct js *more, struct err *e);

/* Each takes the facts in order; a value other than 0 stops, and is returned. */
typedef int event_visit(void *ctx, const struct fact *f);

/* The facts of a document, or (document 0) all of them.  f is borrowed for the call. */
int
event_each(struct store *st, int64_t document, event_visit *visit, void *ctx, struct err *e);
int event_each_of_batch(
    struct store *st, int64_t batch, event_visit *visit, void *ctx, struct err *e);

/* The facts of a document as an array in the arena. */
int event_list(struct store *st, int64_t document, struct arena *a, struct fact **facts,
    size_t *n, struct err *e);

/* The same of a placement: those that are of no document (domain/course.h). */
int event_list_of_placement(struct store *st, int64_t placement, struct arena *a,
    struct fact **facts, size_t *n, struct err *e);

/* One fact: 1, 0 when there is none, -1. What it points to lives in the arena. */
int
event_lookup(struct store *st, int64_t event, struct arena *a, struct fact *f, struct err *e);

/* The `more` of an event; NULL where there is none (or it was erased). x_find: you free it. */
struct js *event_find_more(struct store *st, int64_t event, struct err *e);

/*
 * Voids one event, or a whole batch (the other is 0), as one more event: its id in *undo.  Refused
 * (ERR_ABSENT, ERR_REFUSED): no such thing, already undone.  An undo can be undone.  To undo a
 * FACT_INGESTED is to undo its batch.
 */
int event_undo(struct store *st, int64_t event, int64_t batch, const char *actor, int64_t *undo,
    struct err *e);

/* Erases what an event says (retention); its place in the chain stays. */
int event_erase(struct store *st, int64_t event, struct err *e);

/* Open page-level questions of no document (no-code, foreign, unknown, damaged), in order. */
int event_each_waiting_page(struct store *st, event_visit *visit, void *ctx, struct err *e);

/*
 * 1 when target[.box] is settled by a live decision, 0 when not.  A page-level decision also
 * settles the page's boxes.
 */
int event_is_decided(struct store *st, int64_t target, int box, struct err *e);

#endif
