/*
 * What writing and signing share.
 */
#ifndef SIM_HAND_IMP_H
#define SIM_HAND_IMP_H

#include "hand.h"

enum { HAND_POINTS_MAX = 160 };

/* Slants and turns points as the hand does, then moves them so that (0, 0) is at `origin`. */
void hand_place(struct point *at, size_t n, const struct writer *w, struct point origin);

/* One letter, from its stroke `from` on, its foot at `base`. */
void hand_letter(struct drawing *d, const struct writer *w, char c, int from, struct point base,
    struct rng *r);

double hand_text_width(const struct writer *w, const char *text);

/* A first name or its initial, maybe none, and a last name. */
void hand_any_name(char text[32], int initial, struct rng *r);

#endif
