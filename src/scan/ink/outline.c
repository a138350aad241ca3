#include "scan/ink/outline_imp.h"

#include <math.h>

#include "scan/ink/ink_limits_imp.h"

double
outline_away(const struct outline *o, struct pt p)
{
	double dx = p.x - o->n.x, dy = p.y - o->n.y;

	if (o->size > 0)
		return (hypot(o->xx * dx + o->xy * dy, o->xy * dx + o->yy * dy) - 1) * o->size;
	return o->n.x * p.x + o->n.y * p.y - o->offset;
}

void
outline_drop(const struct outline *o, struct points *q)
{
	int left = 0;

	for (int i = 0; i < q->n; i++)
		if (fabs(outline_away(o, q->at[i])) > LIMITS.outline_mm)
			q->at[left++] = q->at[i];
	q->n = left;
}

enum { DIRECTIONS = 60 };

/* The directions in which an oval lies in the box: what it leaves out may be elsewhere. */
static uint64_t
directions_inside(const struct area *a, int member, const struct outline *o)
{
	const struct span *s = &a->inside[member];
	uint64_t in = 0;

	for (int i = 0; i < DIRECTIONS; i++) {
		double t = ((i + 0.5) / DIRECTIONS - 0.5) * 2 * M_PI, c = cos(t), d = sin(t);
		double r = 1 / hypot(o->xx * c + o->xy * d, o->xy * c + o->yy * d);
		double x = o->n.x + r * c, y = o->n.y + r * d;

		if (x > area_x(a, s->x0) && x < area_x(a, s->x1) && y > area_y(a, s->y0) &&
		    y < area_y(a, s->y1))
			in |= UINT64_C(1) << i;
	}
	return in;
}

int
outline_is_ring(
    const struct area *a, int member, const struct points *q, const struct outline *o)
{
	uint64_t seen = 0, inside = directions_inside(a, member, o);
	int step = q->n / 700 + 1, on = 0, beside = 0, possible = __builtin_popcountll(inside);

	for (int i = 0; i < q->n; i += step) {
		double off = fabs(outline_away(o, q->at[i]));
		double dx = q->at[i].x - o->n.x, dy = q->at[i].y - o->n.y;

		beside += off > 2 * LIMITS.ring_slack_mm && off < 4 * LIMITS.ring_slack_mm;
		if (off > LIMITS.ring_slack_mm)
			continue;
		on++;
		seen |= UINT64_C(1)
			<< (int)((atan2(dy, dx) / (2 * M_PI) + 0.5) * DIRECTIONS) % DIRECTIONS;
	}
	return possible > DIRECTIONS * LIMITS.ring_inside &&
	       __builtin_popcountll(seen & inside) > possible * LIMITS.ring_share &&
	       on > LIMITS.ring_hollow * beside;
}
