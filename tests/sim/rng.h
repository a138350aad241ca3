/*
 * Random numbers that a seed fixes: the same seed gives the same scans, byte for byte.  Each
 * thing that varies has a stream of its own, so that one more stain moves no signature.
 */
#ifndef SIM_RNG_H
#define SIM_RNG_H

#include <stdint.h>

struct rng {
	uint64_t state;
};

/* The stream `which` of a seed. */
struct rng rng_stream(uint64_t seed, uint64_t which);

uint64_t rng_u64(struct rng *r);
double rng_real(struct rng *r); /* 0 <= x < 1 */
double rng_range(struct rng *r, double lo, double hi);
int rng_int(struct rng *r, int n); /* 0 .. n-1 */
int rng_chance(struct rng *r, double p); /* 1 with probability p */
double rng_sign(struct rng *r); /* -1 or 1 */
double rng_normal(struct rng *r); /* mean 0, variance 1 */

#endif
