#include "scan/ink/trees_imp.h"

double
trees_sum(const struct trees *t, const float *measures)
{
	double sum = t->bias;

	for (size_t i = 0; i < t->n; i++) {
		int at = t->roots[i];

		while (at >= 0) {
			const struct question *q = &t->questions[at];

			at = measures[q->measure] < q->than ? q->less : q->more;
		}
		sum += (double)t->answers[-1 - at];
	}
	return sum;
}
