#include "scan/ink/points_imp.h"

void
points_add(const struct area *a, const struct blob *b, int step, struct points *q)
{
	int k = 0;

	for (int i = b->first; i < b->first + b->runs; i++)
		for (int x = a->blobs.run[i].x0; x < a->blobs.run[i].x1; x++)
			if (k++ % step == 0 && q->n < POINTS_MAX)
				q->at[q->n++] =
				    (struct pt){ area_x(a, x), area_y(a, a->blobs.run[i].y) };
}

void
points_gather(
    const struct area *a, const struct parts *p, int member, int lines, struct points *q)
{
	long area = 0;

	q->n = 0;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < p->n; i++) {
			const struct part *o = &p->at[i];
			const struct blob *b = &a->blobs.at[o->blob];

			if (o->owner != member || o->spilled ||
			    (o->kind != PART_STROKE && !(lines && o->kind == PART_LINE)))
				continue;
			if (pass == 0)
				area += b->area;
			else
				points_add(a, b, (int)(area / (POINTS_MAX / 2)) + 1, q);
		}
}
