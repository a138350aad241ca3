#include "scan/tag/grid_imp.h"

#include <math.h>
#include <stdlib.h>

#include "scan/place/probe_imp.h"
#include "scan/place/register_imp.h"

/* Version 2 (ISO/IEC 18004): 25 modules; the ring around it is light too. */
enum { SIDE = TAG_MODULES, FINDER = 7, LAST = SIDE - FINDER, RING = 1, ALIGNED = 18 };

static int
between(int v, int low, int high)
{
	return v >= low && v <= high;
}

/* Of a square pattern of rings: dark, light, dark around the middle. */
static int
ring_sign(int dx, int dy, int dark_middle, int light, int dark)
{
	int far = abs(dx) > abs(dy) ? abs(dx) : abs(dy);

	return far <= dark_middle ? 1 : far <= light ? -1 : far <= dark ? 1 : -1;
}

int
grid_fixed(int x, int y)
{
	int right = x >= LAST - 1, low = y >= LAST - 1;

	if (!between(x, 0, SIDE - 1) || !between(y, 0, SIDE - 1))
		return -1;
	if ((x <= FINDER || right) && (y <= FINDER || low) && !(right && low))
		return ring_sign(x - (right ? LAST + 3 : 3), y - (low ? LAST + 3 : 3), 1, 2, 3);
	if (between(x - ALIGNED, -2, 2) && between(y - ALIGNED, -2, 2))
		return ring_sign(x - ALIGNED, y - ALIGNED, 0, 1, 2);
	if (x == FINDER - 1 || y == FINDER - 1)
		return (x + y) % 2 == 0 ? 1 : -1;
	return x == FINDER + 1 && y == LAST - 1 ? 1 : 0;
}

/* A code is small: within it, straight lines stay evenly spaced. */
static struct pt
grid_at(const struct grid *g, double u, double v)
{
	const struct pt *c = g->corner;
	double a = (1 - u) * (1 - v), b = u * (1 - v), d = u * v, e = (1 - u) * v;

	return (struct pt){ a * c[0].x + b * c[1].x + d * c[2].x + e * c[3].x,
		a * c[0].y + b * c[1].y + d * c[2].y + e * c[3].y };
}

struct pt
grid_module(const struct grid *g, double x, double y)
{
	return grid_at(g, (x + 0.5) / SIDE, (y + 0.5) / SIDE);
}

static double
module_px(const struct grid *g)
{
	const struct pt *c = g->corner;

	return (hypot(c[1].x - c[0].x, c[1].y - c[0].y) +
		   hypot(c[3].x - c[0].x, c[3].y - c[0].y)) /
	       2 / SIDE;
}

/* Every module that is the same in all codes. */
struct pattern {
	struct {
		double x, y, sign;
	} at[(SIDE + 2 * RING) * (SIDE + 2 * RING)];
	int n;
	double sum, spread; /* of the signs */
};

static void
pattern_init(struct pattern *p)
{
	p->n = 0;
	p->sum = 0;
	for (int y = -RING; y < SIDE + RING; y++)
		for (int x = -RING; x < SIDE + RING; x++) {
			int sign = grid_fixed(x, y);

			if (sign == 0)
				continue;
			p->at[p->n].x = x;
			p->at[p->n].y = y;
			p->at[p->n++].sign = sign;
			p->sum += sign;
		}
	p->spread = p->n - p->sum * p->sum / p->n;
}

/* Correlation of darkness with the fixed patterns. */
static double
fit_of(const struct image *im, const struct pattern *pattern, const struct grid *g)
{
	double n = pattern->n, s = 0, ss = 0, st = 0, spread;

	for (int i = 0; i < pattern->n; i++) {
		struct pt p = grid_module(g, pattern->at[i].x, pattern->at[i].y);
		double v = 255 - probe_at(im, p.x, p.y);

		s += v;
		ss += v * v;
		st += pattern->at[i].sign * v;
	}
	spread = (ss - s * s / n) * pattern->spread;
	return spread > 1e-6 ? (st - s * pattern->sum / n) / sqrt(spread) : 0;
}

static struct grid
shifted(const struct grid *g, double dx, double dy)
{
	struct grid out = *g;

	for (int i = 0; i < 4; i++) {
		out.corner[i].x += dx;
		out.corner[i].y += dy;
	}
	return out;
}

/* The best of all places within reach, half a module apart. */
static double
slide(const struct image *im, const struct pattern *p, struct grid *g, double reach)
{
	double px = module_px(g), best = -1;
	int n = (int)ceil(reach / 0.5);
	struct grid start = *g;

	for (int j = -n; j <= n; j++)
		for (int i = -n; i <= n; i++) {
			struct grid moved = shifted(&start, i * px / 2, j * px / 2);
			double fit = fit_of(im, p, &moved);

			if (fit > best) {
				best = fit;
				*g = moved;
			}
		}
	return best;
}

enum { MOVES = 12 };

/* One of the ways to change a grid: along, across, turned, larger, or one corner. */
static struct grid
changed(const struct grid *g, int move, double by)
{
	struct grid out = *g;
	struct pt c = grid_at(g, 0.5, 0.5);
	double half = module_px(g) * SIDE / 2, t = by / half;

	if (move < 2)
		return shifted(g, move == 0 ? by : 0, move == 1 ? by : 0);
	for (int i = 0; i < 4 && move < 4; i++) {
		double x = g->corner[i].x - c.x, y = g->corner[i].y - c.y;

		out.corner[i].x += t * (move == 2 ? -y : x);
		out.corner[i].y += t * (move == 2 ? x : y);
	}
	if (move >= 4 && move % 2 == 0)
		out.corner[move / 2 - 2].x += by;
	else if (move >= 4)
		out.corner[move / 2 - 2].y += by;
	return out;
}

/* Climbs by smaller and smaller steps. */
static double
climb(const struct image *im, const struct pattern *p, struct grid *g, double fit)
{
	double px = module_px(g);

	for (double step = 0.5 * px; step > 0.05 * px; step /= 2)
		for (int gained = 1, turn = 0; gained && turn < 6; turn++) {
			gained = 0;
			for (int k = 0; k < 2 * MOVES; k++) {
				struct grid c = changed(g, k / 2, k % 2 ? step : -step);
				double f = fit_of(im, p, &c);

				if (f > fit + 1e-4) {
					fit = f;
					*g = c;
					gained = 1;
				}
			}
		}
	return fit;
}

/* The part of the picture around a grid, a little soft; *g moves into it, by *to. */
static int
cut(const struct image *im, struct grid *g, double reach, struct image *soft, struct pt *to)
{
	double px = module_px(g), margin = (reach + 4) * px, x0 = 1e9, y0 = 1e9, x1 = 0, y1 = 0;
	struct image win;

	for (int i = 0; i < 4; i++) {
		x0 = fmin(x0, g->corner[i].x);
		y0 = fmin(y0, g->corner[i].y);
		x1 = fmax(x1, g->corner[i].x);
		y1 = fmax(y1, g->corner[i].y);
	}
	*to = (struct pt){ floor(fmax(x0 - margin, 0)), floor(fmax(y0 - margin, 0)) };
	win = image_window(
	    im, (int)to->x, (int)to->y, (int)(x1 + margin - to->x), (int)(y1 + margin - to->y));
	if (px < 1.5 || win.w < SIDE || win.h < SIDE)
		return -1;
	image_blur(&win, (int)(0.25 * px), soft);
	*g = shifted(g, -to->x, -to->y);
	return 0;
}

double
grid_slide(const struct image *im, struct grid *g, double reach)
{
	struct image soft;
	struct pattern p;
	struct pt by;
	double fit;

	if (cut(im, g, reach, &soft, &by) < 0)
		return -1;
	pattern_init(&p);
	fit = slide(&soft, &p, g, reach);
	*g = shifted(g, by.x, by.y);
	image_release(&soft);
	return fit;
}

double
grid_fit(const struct image *im, struct grid *g)
{
	struct image soft;
	struct pattern p;
	struct pt by;
	double fit;

	if (cut(im, g, 1, &soft, &by) < 0)
		return -1;
	pattern_init(&p);
	fit = climb(&soft, &p, g, fit_of(&soft, &p, g));
	*g = shifted(g, by.x, by.y);
	image_release(&soft);
	return fit;
}
