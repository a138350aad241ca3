/* Between the files that make papers change hands. */
#ifndef APP_HAND_IMP_H
#define APP_HAND_IMP_H

#include "app/follow/hand.h"
#include "domain/state.h"

/* A paper that the request is about. */
struct hand_item {
	const char *typed; /* the code as it was typed; NULL */
	int64_t document;
	uint64_t copies; /* bit c: only those; 0: all */
	int whole; /* 1: named by its code alone: all its copies or none */
};

struct hand_items {
	struct arena *arena; /* of the codes */
	struct hand_item *at; /* owned */
	size_t n, cap;
};

/* The turn after which a convention of that state goes to `role`; hand-over: ROLE_COUNT. */
int hand_is_turn(enum doc_state s, enum role role);

/* Fills items.  hand_over: 1; 0: to q->role. */
int hand_pick(struct home *h, const struct hand_request *q, int over, struct hand_items *items,
    struct err *e);

#endif
