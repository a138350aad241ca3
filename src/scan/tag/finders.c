#include "scan/tag/finders_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const int blur_px = 24; /* radius of what a pixel is compared with */
static const int contrast = 12; /* grey levels below it: dark */
static const double slack = 0.75; /* of a module, that each run may be off */
static const double middle_slack = 1.1;
static const double upright = 1.45; /* height over width of a finder, or the other way */
enum { RUNS = 5, ROWS_MIN = 3 };

/* The picture in black (1) and white. */
struct bits {
	uint8_t *at;
	int w, h;
};

static void
bits_init(struct bits *b, const struct image *im)
{
	struct image around;

	image_blur(im, blur_px, &around);
	b->w = im->w;
	b->h = im->h;
	b->at = mem_alloc((size_t)im->w * (size_t)im->h + 1);
	for (int y = 0; y < im->h; y++) {
		const uint8_t *p = im->px + (size_t)y * im->stride;
		const uint8_t *q = around.px + (size_t)y * around.stride;
		uint8_t *o = b->at + (size_t)y * (size_t)b->w;

		for (int x = 0; x < im->w; x++)
			o[x] = p[x] + contrast < q[x];
	}
	image_release(&around);
}

/* Five runs as 1:1:3:1:1; their module, or 0. */
static double
module_of(const int run[RUNS])
{
	double m = (run[0] + run[1] + run[2] + run[3] + run[4]) / 7.0;

	if (m < 1.4 || fabs(run[2] - 3 * m) > middle_slack * m)
		return 0;
	for (int i = 0; i < RUNS; i++)
		if (i != 2 && fabs(run[i] - m) > slack * m)
			return 0;
	return m;
}

/* Length of the run of `dark` from i on, in steps, at most `most`. */
static int
run_from(const struct bits *b, int x, int *y, int step, int dark, int most)
{
	int n = 0;

	while (*y >= 0 && *y < b->h && n <= most &&
	       b->at[(size_t)*y * (size_t)b->w + (size_t)x] == dark) {
		*y += step;
		n++;
	}
	return n;
}

/* The same pattern up and down from a point of the middle; its middle in *cy.  The module, or 0. */
static double
check_down(const struct bits *b, int x, int y, double module, double *cy)
{
	int most = (int)(4 * module) + 1, up = y, down = y + 1, run[RUNS], top, low;

	top = run_from(b, x, &up, -1, 1, most);
	low = run_from(b, x, &down, 1, 1, most);
	run[2] = top + low;
	*cy = y + 0.5 + (low - top + 1) / 2.0;
	run[1] = run_from(b, x, &up, -1, 0, most);
	run[3] = run_from(b, x, &down, 1, 0, most);
	run[0] = run_from(b, x, &up, -1, 1, most);
	run[4] = run_from(b, x, &down, 1, 1, most);
	return module_of(run);
}

struct list {
	struct finder at[FINDERS_MAX * 4];
	int n;
};

static void
list_add(struct list *l, double x, double y, double module)
{
	struct finder *f = l->at;

	while (f < l->at + l->n &&
	       (fabs(f->at.x - x) > 2 * module || fabs(f->at.y - y) > 2 * module))
		f++;
	if (f == l->at + FINDERS_MAX * 4)
		return;
	if (f == l->at + l->n) {
		*f = (struct finder){ { 0, 0 }, 0, 0 };
		l->n++;
	}
	f->at.x = (f->at.x * f->rows + x) / (f->rows + 1);
	f->at.y = (f->at.y * f->rows + y) / (f->rows + 1);
	f->module = (f->module * f->rows + module) / (f->rows + 1);
	f->rows++;
}

static void
scan_row(const struct bits *b, int y, struct list *out)
{
	const uint8_t *row = b->at + (size_t)y * (size_t)b->w;
	int run[RUNS] = { 0 };

	for (int x = 0; x < b->w;) {
		int from = x;
		double module, down, cx, cy;

		while (x < b->w && row[x] == row[from])
			x++;
		memmove(run, run + 1, (RUNS - 1) * sizeof *run);
		run[RUNS - 1] = x - from;
		if (!row[from] || run[0] == 0 || (module = module_of(run)) == 0)
			continue;
		cx = x - run[4] - run[3] - run[2] / 2.0;
		down = check_down(b, (int)cx, y, module, &cy);
		if (down > 0 && down < upright * module && module < upright * down)
			list_add(out, cx, cy, (module + down) / 2);
	}
}

static int
most_rows(const void *a, const void *b)
{
	return ((const struct finder *)b)->rows - ((const struct finder *)a)->rows;
}

int
finders_find(const struct image *im, struct finder out[FINDERS_MAX])
{
	struct list l = { .n = 0 };
	struct bits b;
	int n = 0;

	bits_init(&b, im);
	for (int y = 0; y < b.h; y++)
		scan_row(&b, y, &l);
	free(b.at);
	qsort(l.at, (size_t)l.n, sizeof *l.at, most_rows);
	while (n < l.n && n < FINDERS_MAX && l.at[n].rows >= ROWS_MIN) {
		out[n] = l.at[n];
		n++;
	}
	return n;
}
