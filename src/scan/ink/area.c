#include "scan/ink/area_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink/darkness_imp.h"
#include "scan/ink/ink_limits_imp.h"

static int
clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

int
area_next_to(const struct box *a, const struct box *b)
{
	double m = 2 * LIMITS.around_mm;

	return a->x < b->x + b->w + m && b->x < a->x + a->w + m && a->y < b->y + b->h + m &&
	       b->y < a->y + a->h + m;
}

double
area_x(const struct area *a, double px)
{
	return a->patch.x + px / a->patch.density;
}

double
area_y(const struct area *a, double py)
{
	return a->patch.y + py / a->patch.density;
}

void
area_slope(const struct area *a, int x, int y, double *gx, double *gy)
{
	const uint8_t *k = a->dark + (size_t)y * (size_t)a->w + x;
	int w = a->w;

	*gx = *gy = 0;
	if (x < 1 || y < 1 || x + 1 >= a->w || y + 1 >= a->h)
		return;
	*gx = (k[1] - k[-1]) / 4.0 + (k[1 - w] - k[-1 - w] + k[1 + w] - k[-1 + w]) / 8.0;
	*gy = (k[w] - k[-w]) / 4.0 + (k[w - 1] - k[-w - 1] + k[w + 1] - k[-w + 1]) / 8.0;
}

int
area_on_edge(const struct area *a, int x, int y)
{
	const uint8_t *k = a->ink + (size_t)y * (size_t)a->w + x;

	return x == 0 || y == 0 || x + 1 == a->w || y + 1 == a->h || !k[-1] || !k[1] ||
	       !k[-a->w] || !k[a->w];
}

double
area_black_inside(const struct area *a, int member, double margin)
{
	const struct span *s = &a->inside[member];
	int m = (int)(margin * a->patch.density);
	long n = 0;

	for (int y = clamp(s->y0 + m, 0, a->h); y < clamp(s->y1 - m, 0, a->h); y++)
		for (int x = clamp(s->x0 + m, 0, a->w); x < clamp(s->x1 - m, 0, a->w); x++)
			n += a->ink[(size_t)y * (size_t)a->w + (size_t)x] &&
			     a->dark[(size_t)y * (size_t)a->w + (size_t)x] > LIMITS.black;
	return (double)n / a->patch.density / a->patch.density;
}

/* Ink among the three pixels around (x, y), in a row (dx 1) or a column (dy 1). */
static int
near_ink(const struct area *a, int x, int y, int dx, int dy)
{
	for (int i = -1; i <= 1; i++) {
		int px = x + i * dx, py = y + i * dy;

		if (px >= 0 && px < a->w && py >= 0 && py < a->h &&
		    a->ink[(size_t)py * (size_t)a->w + (size_t)px])
			return 1;
	}
	return 0;
}

/* Takes away the rows of a printed border, but not the strokes that cross it. */
static void
erase_rows(struct area *a, struct span s)
{
	uint8_t *through = mem_zero((size_t)a->w + 1, 1);
	int x0 = clamp(s.x0, 0, a->w), x1 = clamp(s.x1, 0, a->w);

	for (int x = x0; x < x1; x++)
		through[x] = near_ink(a, x, s.y0 - 1, 1, 0) && near_ink(a, x, s.y1, 1, 0);
	for (int y = clamp(s.y0, 0, a->h); y < clamp(s.y1, 0, a->h) && x0 < x1; y++)
		memcpy(a->ink + (size_t)y * (size_t)a->w + x0, through + x0, (size_t)(x1 - x0));
	free(through);
}

static void
erase_columns(struct area *a, struct span s)
{
	int x0 = clamp(s.x0, 0, a->w), x1 = clamp(s.x1, 0, a->w);

	for (int y = clamp(s.y0, 0, a->h); y < clamp(s.y1, 0, a->h) && x0 < x1; y++) {
		int through = near_ink(a, s.x0 - 1, y, 0, 1) && near_ink(a, s.x1, y, 0, 1);

		memset(a->ink + (size_t)y * (size_t)a->w + x0, through, (size_t)(x1 - x0));
	}
}

static int
px(double mm, double from, double density)
{
	return (int)floor((mm - from) * density + 0.5);
}

static void
erase_border(struct area *a, int i)
{
	const struct border *b = &a->r->border[a->member[i]];
	double d = a->patch.density;
	double m = b->sides >= 3 ? LIMITS.border_mm : LIMITS.border_unsure_mm;
	struct span out = { px(b->x0 - m, a->patch.x, d), px(b->y0 - m, a->patch.y, d),
		px(b->x1 + m, a->patch.x, d), px(b->y1 + m, a->patch.y, d) };
	int t = (int)ceil(2 * m * d);
	struct span in = { out.x0 + t, out.y0 + t, out.x1 - t, out.y1 - t };

	erase_rows(a, (struct span){ out.x0, out.y0, out.x1, in.y0 });
	erase_rows(a, (struct span){ out.x0, in.y1, out.x1, out.y1 });
	erase_columns(a, (struct span){ out.x0, in.y0, in.x0, in.y1 });
	erase_columns(a, (struct span){ in.x1, in.y0, out.x1, in.y1 });
	a->inside[i] = in;
}

/* Ink that falls on a dirty column of the picture is none. */
static void
erase_streaks(struct area *a)
{
	for (int y = 0; y < a->h; y++)
		for (int x = 0; x < a->w; x++) {
			uint8_t *k = a->ink + (size_t)y * (size_t)a->w + x;
			struct pt at;

			if (!*k)
				continue;
			at = map_apply(&a->r->map, area_x(a, x + 0.5), area_y(a, y + 0.5));
			if (at.x >= 0 && at.x < a->im->w && a->streak[(int)at.x])
				*k = 0;
		}
}

static void
find_ink(struct area *a)
{
	int low = (int)(LIMITS.dark_low + LIMITS.noise_low * a->noise);
	size_t n = (size_t)a->w * (size_t)a->h;

	a->ink = mem_alloc(n + 1);
	for (size_t i = 0; i < n; i++)
		a->ink[i] = a->dark[i] >= low;
}

/* The darkness that the darkest hundredth of a blob reaches. */
static int
blob_peak(const struct area *a, const struct blob *b)
{
	long count[256] = { 0 }, top = b->area / 100 + 1;
	int level = 255;

	for (int i = b->first; i < b->first + b->runs; i++) {
		const struct run *r = &a->blobs.run[i];

		for (int x = r->x0; x < r->x1; x++)
			count[a->dark[(size_t)r->y * (size_t)a->w + (size_t)x]]++;
	}
	while (level > 0 && (top -= count[level]) > 0)
		level--;
	return level;
}

/*
 * Takes from each blob what is much lighter than its darkest part: a fold or a smear that
 * joins two signatures, the soft edges of strokes.
 */
static void
drop_weak(struct area *a)
{
	for (int k = 0; k < a->blobs.n; k++) {
		const struct blob *b = &a->blobs.at[k];
		int least = (int)(LIMITS.weak_share * blob_peak(a, b));

		for (int i = b->first; i < b->first + b->runs; i++) {
			const struct run *r = &a->blobs.run[i];
			size_t row = (size_t)r->y * (size_t)a->w;

			for (int x = r->x0; x < r->x1; x++)
				a->ink[row + (size_t)x] = a->dark[row + (size_t)x] >= least;
		}
	}
	area_refresh(a);
}

void
area_refresh(struct area *a)
{
	blobs_release(&a->blobs);
	blobs_init(&a->blobs, a->ink, a->w, a->h);
}

/* The part of the page that the members take, mm. */
static void
cut(struct area *a)
{
	double x0 = PAGE_W, y0 = PAGE_H, x1 = 0, y1 = 0, m = LIMITS.around_mm;

	for (int i = 0; i < a->n; i++) {
		const struct box *b = &a->boxes[a->member[i]];

		x0 = fmin(x0, b->x - m);
		y0 = fmin(y0, b->y - m);
		x1 = fmax(x1, b->x + b->w + m);
		y1 = fmax(y1, b->y + b->h + m);
	}
	x0 = fmax(x0, 0);
	y0 = fmax(y0, 0);
	patch_cut(
	    a->im, &a->r->map, x0, y0, fmin(x1, PAGE_W) - x0, fmin(y1, PAGE_H) - y0, &a->patch);
}

void
area_init(struct area *a)
{
	a->patch.density = LIMITS.density;
	cut(a);
	a->w = a->patch.im.w;
	a->h = a->patch.im.h;
	a->noise = darkness_noise(&a->patch.im);
	a->dark = darkness_find(&a->patch.im, LIMITS.paper_mm, 0);
	find_ink(a);
	for (int i = 0; i < a->n; i++)
		erase_border(a, i);
	if (a->streak != NULL)
		erase_streaks(a);
	blobs_init(&a->blobs, a->ink, a->w, a->h);
	drop_weak(a);
}

void
area_release(struct area *a)
{
	blobs_release(&a->blobs);
	free(a->ink);
	free(a->dark);
	image_release(&a->patch.im);
}
