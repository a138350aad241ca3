#include "scan/ink/blobs_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct runs {
	struct run *at;
	size_t n, cap;
};

static int
root(struct run *runs, int i)
{
	while (runs[i].blob != i) {
		runs[i].blob = runs[runs[i].blob].blob;
		i = runs[i].blob;
	}
	return i;
}

/* The earlier run is the root, so that a root comes before what hangs on it. */
static void
join(struct run *runs, int a, int b)
{
	a = root(runs, a);
	b = root(runs, b);
	if (a < b)
		runs[b].blob = a;
	else
		runs[a].blob = b;
}

static const uint8_t *
first_ink(const uint8_t *p, const uint8_t *end)
{
	uint64_t eight;

	for (; end - p >= 8; p += 8) {
		memcpy(&eight, p, 8);
		if (eight != 0)
			break;
	}
	while (p < end && *p == 0)
		p++;
	return p;
}

static void
row_runs(struct runs *r, const uint8_t *row, int w, int y)
{
	const uint8_t *end = row + w, *p = row;

	while ((p = first_ink(p, end)) < end) {
		const uint8_t *from = p;

		while (p < end && *p != 0)
			p++;
		r->at = mem_grow(r->at, r->n, &r->cap, sizeof *r->at);
		r->at[r->n] = (struct run){ y, (int)(from - row), (int)(p - row), (int)r->n };
		r->n++;
	}
}

/* Joins the runs of a row with those above that they touch, also by a corner. */
static void
join_rows(struct run *runs, size_t above, size_t row, size_t end)
{
	size_t a = above;

	for (size_t i = row; i < end; i++) {
		while (a < row && runs[a].x1 < runs[i].x0)
			a++;
		for (size_t k = a; k < row && runs[k].x0 <= runs[i].x1; k++)
			join(runs, (int)k, (int)i);
	}
}

/* Pixels of row `row` that have ink right above, added to what each run shares. */
static void
shared_faces(const struct run *runs, size_t above, size_t row, size_t end, int *shared)
{
	size_t a = above;

	for (size_t i = row; i < end; i++) {
		while (a < row && runs[a].x1 <= runs[i].x0)
			a++;
		for (size_t k = a; k < row && runs[k].x0 < runs[i].x1; k++) {
			int lo = runs[k].x0 > runs[i].x0 ? runs[k].x0 : runs[i].x0;
			int hi = runs[k].x1 < runs[i].x1 ? runs[k].x1 : runs[i].x1;

			shared[i] += hi - lo;
		}
	}
}

/* Sums over pixels, from some origin inside the blob. */
struct moments {
	double x, y, xx, xy, yy;
};

static void
add_run(struct blob *o, struct moments *m, const struct run *r, int shared)
{
	int n = r->x1 - r->x0;
	double sum, squares, y;

	if (o->area == 0)
		*o = (struct blob){ .x0 = r->x0, .y0 = r->y, .x1 = r->x1, .y1 = r->y };
	o->x0 = r->x0 < o->x0 ? r->x0 : o->x0;
	o->x1 = r->x1 > o->x1 ? r->x1 : o->x1;
	o->y1 = r->y + 1;
	o->area += n;
	o->edge += 2 + 2 * n - 2 * shared;
	o->runs++;
	y = r->y;
	sum = n * (r->x0 + r->x1 - 1) / 2.0;
	squares = sum * sum / n + n * ((double)n * n - 1) / 12;
	m->x += sum;
	m->y += n * y;
	m->xx += squares;
	m->xy += sum * y;
	m->yy += n * y * y;
}

static void
blob_finish(struct blob *o, const struct moments *m)
{
	double n = o->area, x = m->x / n, y = m->y / n;
	double xx = m->xx / n - x * x + 1.0 / 12, yy = m->yy / n - y * y + 1.0 / 12;
	double xy = m->xy / n - x * y, mean = (xx + yy) / 2, diff = hypot((xx - yy) / 2, xy);

	o->length = 4 * sqrt(mean + diff);
	o->width = 4 * sqrt(mean - diff > 0 ? mean - diff : 0);
}

/* Runs in the order of their blobs. */
static void
sort_runs(struct blobs *b, const struct runs *r)
{
	int from = 0;

	for (int i = 0; i < b->n; i++) {
		b->at[i].first = from;
		from += b->at[i].runs;
		b->at[i].runs = 0;
	}
	b->run = mem_alloc((r->n + 1) * sizeof *b->run);
	for (size_t i = 0; i < r->n; i++) {
		struct blob *o = &b->at[r->at[i].blob];

		b->run[o->first + o->runs++] = r->at[i];
	}
}

static void
collect(struct blobs *b, struct runs *r, const int *shared)
{
	struct moments *m;

	b->n = 0;
	for (size_t i = 0; i < r->n; i++)
		root(r->at, (int)i);
	for (size_t i = 0; i < r->n; i++)
		r->at[i].blob = root(r->at, (int)i);
	for (size_t i = 0; i < r->n; i++)
		r->at[i].blob = r->at[i].blob == (int)i ? b->n++ : r->at[r->at[i].blob].blob;
	b->at = mem_zero((size_t)b->n + 1, sizeof *b->at);
	m = mem_zero((size_t)b->n + 1, sizeof *m);
	for (size_t i = 0; i < r->n; i++)
		add_run(&b->at[r->at[i].blob], &m[r->at[i].blob], &r->at[i], shared[i]);
	for (int i = 0; i < b->n; i++)
		blob_finish(&b->at[i], &m[i]);
	free(m);
}

void
blobs_init(struct blobs *b, const uint8_t *ink, int w, int h)
{
	struct runs r = { NULL, 0, 0 };
	size_t *row = mem_alloc(((size_t)h + 2) * sizeof *row);
	int *shared;

	for (int y = 0; y < h; y++) {
		row[y] = r.n;
		row_runs(&r, ink + (size_t)y * (size_t)w, w, y);
		if (y > 0)
			join_rows(r.at, row[y - 1], row[y], r.n);
	}
	row[h] = r.n;
	shared = mem_zero(r.n + 1, sizeof *shared);
	for (int y = 1; y < h; y++)
		shared_faces(r.at, row[y - 1], row[y], row[y + 1], shared);
	collect(b, &r, shared);
	sort_runs(b, &r);
	free(shared);
	free(row);
	free(r.at);
}

void
blobs_release(struct blobs *b)
{
	free(b->at);
	free(b->run);
	memset(b, 0, sizeof *b);
}
