#include "rng.h"

#include <math.h>

/* splitmix64: small, and good enough for pictures. */
uint64_t
rng_u64(struct rng *r)
{
	uint64_t z = (r->state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

struct rng
rng_stream(uint64_t seed, uint64_t which)
{
	struct rng r = { seed * 0xD1342543DE82EF95u + 1 };
	struct rng out;

	out.state = rng_u64(&r) ^ (which * 0x2545F4914F6CDD1Du);
	rng_u64(&out);
	return out;
}

double
rng_real(struct rng *r)
{
	return (double)(rng_u64(r) >> 11) * 0x1.0p-53;
}

double
rng_range(struct rng *r, double lo, double hi)
{
	return lo + (hi - lo) * rng_real(r);
}

int
rng_int(struct rng *r, int n)
{
	return (int)(rng_u64(r) % (uint64_t)n);
}

int
rng_chance(struct rng *r, double p)
{
	return rng_real(r) < p;
}

double
rng_sign(struct rng *r)
{
	return rng_u64(r) & 1 ? 1 : -1;
}

double
rng_normal(struct rng *r)
{
	double u = 1 - rng_real(r);

	return sqrt(-2 * log(u)) * cos(2 * M_PI * rng_real(r));
}
