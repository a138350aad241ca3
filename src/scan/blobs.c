#include "scan/blobs_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int32_t
root(int32_t *parent, int32_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

static int32_t
join(int32_t *parent, int32_t a, int32_t b)
{
	a = root(parent, a);
	b = root(parent, b);
	if (a < b)
		return parent[b] = a;
	return parent[a] = b;
}

/* First labels, with a table of which of them are the same. */
static int32_t
first_labels(struct blobs *b, const uint8_t *ink, int32_t *parent)
{
	int32_t n = 0;
	int w = b->w;

	for (int y = 0; y < b->h; y++)
		for (int x = 0; x < w; x++) {
			int32_t *l = b->label + (size_t)y * (size_t)w + x, mine = -1;
			/* left, and the three above */
			const int32_t near[4] = { x > 0 ? l[-1] : -1,
				y > 0 && x > 0 ? l[-w - 1] : -1, y > 0 ? l[-w] : -1,
				y > 0 && x + 1 < w ? l[-w + 1] : -1 };

			if (!ink[(size_t)y * (size_t)w + (size_t)x]) {
				*l = -1;
				continue;
			}
			for (int i = 0; i < 4; i++)
				if (near[i] >= 0)
					mine = mine < 0 ? near[i] : join(parent, mine, near[i]);
			if (mine < 0) {
				mine = n++;
				parent[mine] = mine;
			}
			*l = mine;
		}
	return n;
}

static int
faces(const struct blobs *b, int x, int y)
{
	const int32_t *l = b->label + (size_t)y * (size_t)b->w + x;

	return (x == 0 || l[-1] < 0) + (x + 1 == b->w || l[1] < 0) + (y == 0 || l[-b->w] < 0) +
	       (y + 1 == b->h || l[b->w] < 0);
}

/* Second moments of a blob, pixels. */
struct moments {
	double xx, xy, yy;
};

static void
blob_pixel(struct blob *o, struct moments *m, int x, int y)
{
	if (o->area == 0)
		*o = (struct blob){ .x0 = x, .y0 = y, .x1 = x, .y1 = y };
	o->x0 = x < o->x0 ? x : o->x0;
	o->x1 = x + 1 > o->x1 ? x + 1 : o->x1;
	o->y1 = y + 1;
	o->area++;
	o->mx += x;
	o->my += y;
	m->xx += (double)x * x;
	m->xy += (double)x * y;
	m->yy += (double)y * y;
}

static void
blob_finish(struct blob *o, const struct moments *m)
{
	double n = o->area, xx, xy, yy, mean, diff, big, small;

	o->mx /= n;
	o->my /= n;
	xx = m->xx / n - o->mx * o->mx + 1.0 / 12;
	xy = m->xy / n - o->mx * o->my;
	yy = m->yy / n - o->my * o->my + 1.0 / 12;
	mean = (xx + yy) / 2;
	diff = hypot((xx - yy) / 2, xy);
	big = mean + diff;
	small = mean - diff > 0 ? mean - diff : 0;
	o->length = 4 * sqrt(big);
	o->width = 4 * sqrt(small);
	o->dx = xy;
	o->dy = big - xx;
	if (hypot(o->dx, o->dy) < 1e-9) {
		o->dx = xx >= yy;
		o->dy = xx < yy;
	}
	n = hypot(o->dx, o->dy);
	o->dx /= n;
	o->dy /= n;
}

void
blobs_init(struct blobs *b, const uint8_t *ink, int w, int h)
{
	size_t size = (size_t)w * (size_t)h;
	int32_t *parent = mem_alloc((size / 2 + 2) * sizeof *parent), n;
	struct moments *m;

	b->w = w;
	b->h = h;
	b->label = mem_alloc((size + 1) * sizeof *b->label);
	n = first_labels(b, ink, parent);
	b->n = 0;
	for (int32_t i = 0; i < n; i++)
		parent[i] = root(parent, i);
	for (int32_t i = 0; i < n; i++) /* a root comes before what hangs on it */
		parent[i] = parent[i] == i ? b->n++ : parent[parent[i]];
	b->at = mem_zero((size_t)b->n + 1, sizeof *b->at);
	m = mem_zero((size_t)b->n + 1, sizeof *m);
	for (size_t i = 0; i < size; i++)
		if (b->label[i] >= 0)
			b->label[i] = parent[b->label[i]];
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			int32_t l = b->label[(size_t)y * (size_t)w + (size_t)x];

			if (l < 0)
				continue;
			blob_pixel(&b->at[l], &m[l], x, y);
			b->at[l].edge += faces(b, x, y);
		}
	for (int i = 0; i < b->n; i++)
		blob_finish(&b->at[i], &m[i]);
	free(m);
	free(parent);
}

void
blobs_release(struct blobs *b)
{
	free(b->at);
	free(b->label);
	memset(b, 0, sizeof *b);
}
