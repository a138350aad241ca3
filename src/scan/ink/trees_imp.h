/*
 * Trees of questions about measures, whose answers add up to the logarithm of odds.  `scansim --fit`
 * grows them and prints them as C: bias, questions, answers, roots.
 */
#ifndef SCAN_TREES_IMP_H
#define SCAN_TREES_IMP_H

#include <stddef.h>

/* Is the measure less than that?  Then go on at `less`, else at `more`; -1 is the first answer. */
struct question {
	unsigned char measure;
	float than;
	short less, more;
};

struct trees {
	double bias;
	const struct question *questions;
	const float *answers;
	const short *roots;
	size_t n; /* trees */
};

double trees_sum(const struct trees *t, const float *measures);

#endif
