/*
 * Lines that a hand draws in signing, of which no letter can be read.  Each starts near (0, 0) on the
 * line of writing, up is negative, mm; returns how many points, HAND_POINTS_MAX at most.
 */
#ifndef SIM_MOVES_H
#define SIM_MOVES_H

#include "hand_imp.h"

typedef size_t move_fn(const struct writer *w, struct point *at, struct rng *r);

/* A run of cursive: the pen goes up, round and down, now and then above or below the others. */
move_fn move_cursive;
/* After the first letter the line swings less and less. */
move_fn move_wave;
/* A few bold turns of the whole arm. */
move_fn move_sweep;
/* Loops like a spring's. */
move_fn move_spring;
/* A zigzag, then back under it. */
move_fn move_scrawl;
/* Round and round. */
move_fn move_tangle;
/* Narrow peaks, of very uneven heights. */
move_fn move_spikes;
/* Big loops and a tail. */
move_fn move_loops;

#endif
