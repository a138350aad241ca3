#include "scan/ink/rim_imp.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"

static struct pt
middle(const struct points *q)
{
	struct pt m = { 0, 0 };

	for (int i = 0; i < q->n; i++) {
		m.x += q->at[i].x / q->n;
		m.y += q->at[i].y / q->n;
	}
	return m;
}

enum { DIRECTIONS = 60 };

static int
goes_once_around(const struct points *q)
{
	double near[DIRECTIONS] = { 0 }, far[DIRECTIONS] = { 0 };
	struct pt m = middle(q);
	int thin = 0;

	for (int i = 0; i < q->n; i++) {
		double dx = q->at[i].x - m.x, dy = q->at[i].y - m.y, r = hypot(dx, dy);
		int k = (int)((atan2(dy, dx) / (2 * M_PI) + 0.5) * DIRECTIONS) % DIRECTIONS;

		near[k] = far[k] > 0 ? fmin(near[k], r) : r;
		far[k] = fmax(far[k], r);
	}
	for (int k = 0; k < DIRECTIONS; k++)
		thin += near[k] > LIMITS.rim_mm && far[k] - near[k] < LIMITS.rim_thick_mm;
	return thin > LIMITS.rim_share * DIRECTIONS;
}

int
rim_find(const struct area *a, const struct parts *p, int member)
{
	struct points *q = mem_alloc(sizeof *q);
	int found;

	points_gather(a, p, member, 0, q);
	found = goes_once_around(q);
	free(q);
	return found;
}
