#include "scan/shape_imp.h"

#include <stdlib.h>

#include "base/mem.h"
#include "scan/ink_limits_imp.h"
#include "scan/ruled_imp.h"

enum { POINTS_MAX = 3000 };

/* Points of the strokes of one box, for ruled_share. */
struct points {
	struct pt at[POINTS_MAX];
	int n;
};

static void
add_points(const struct area *a, const struct blob *b, struct points *q)
{
	int step = b->area / 1000 + 1, k = 0;

	for (int i = b->first; i < b->first + b->runs; i++)
		for (int x = a->blobs.run[i].x0; x < a->blobs.run[i].x1; x++)
			if (k++ % step == 0 && q->n < POINTS_MAX)
				q->at[q->n++] =
				    (struct pt){ area_x(a, x), area_y(a, a->blobs.run[i].y) };
}

double
shape_ruled(const struct area *a, const struct parts *p, int member, double width)
{
	struct points *q = mem_alloc(sizeof *q);
	double share;

	q->n = 0;
	for (int i = 0; i < p->n; i++)
		if (p->at[i].kind == PART_STROKE && p->at[i].owner == member &&
		    !p->at[i].spilled)
			add_points(a, &a->blobs.at[p->at[i].blob], q);
	share = ruled_share(q->at, q->n, width / 2 + LIMITS.ruled_slack_mm);
	free(q);
	return share;
}

int
shape_holes(const struct area *a, const struct traces *t)
{
	double d = a->patch.density;
	int x0 = (int)((t->x0 - a->patch.x) * d), x1 = (int)((t->x1 - a->patch.x) * d);
	int y0 = (int)((t->y0 - a->patch.y) * d), y1 = (int)((t->y1 - a->patch.y) * d);
	int w = x1 - x0, h = y1 - y0;
	uint8_t *paper = mem_alloc((size_t)w * (size_t)h + 1);
	struct blobs b;
	int holes = 0;

	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			paper[(size_t)y * (size_t)w + (size_t)x] =
			    !a->ink[(size_t)(y + y0) * (size_t)a->w + (size_t)(x + x0)];
	blobs_init(&b, paper, w, h);
	for (int i = 0; i < b.n; i++) {
		const struct blob *o = &b.at[i];
		double mm2 = o->area / d / d;

		holes += o->x0 > 0 && o->y0 > 0 && o->x1 < w && o->y1 < h &&
			 mm2 > LIMITS.hole_min_mm2 && mm2 < LIMITS.hole_max_mm2;
	}
	blobs_release(&b);
	free(paper);
	return holes;
}
