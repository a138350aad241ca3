#include "scan/place/probe_imp.h"

#include <math.h>
#include <stdlib.h>

double
probe_at(const struct image *im, double x, double y)
{
	int ix, iy;
	double fx, fy, top, bottom;
	const uint8_t *p;

	x -= 0.5; /* the middle of pixel 0 is 0.5 */
	y -= 0.5;
	if (!(x >= 0 && y >= 0 && x < im->w - 1 && y < im->h - 1))
		return 255;
	ix = (int)x;
	iy = (int)y;
	fx = x - ix;
	fy = y - iy;
	p = im->px + (size_t)iy * im->stride + ix;
	top = p[0] + fx * (p[1] - p[0]);
	p += im->stride;
	bottom = p[0] + fx * (p[1] - p[0]);
	return top + fy * (bottom - top);
}

int
probe_level(const struct image *im, double share)
{
	int step = (im->w < im->h ? im->w : im->h) / 80 + 1, v = 0;
	long count[256] = { 0 }, n = 0, wanted;

	for (int y = step / 2; y < im->h; y += step)
		for (int x = step / 2; x < im->w; x += step, n++)
			count[im->px[(size_t)y * im->stride + (size_t)x]]++;
	wanted = (long)(share * (double)n);
	while (v < 255 && (wanted -= count[v]) >= 0)
		v++;
	return v;
}

int
probe_middle(const struct image *im, struct pt at, double half)
{
	struct image w = image_window(
	    im, (int)(at.x - half), (int)(at.y - half), (int)(2 * half), (int)(2 * half));

	if (w.w < 3 || w.h < 3)
		return -1;
	return (probe_level(&w, 0.15) + probe_level(&w, 0.85)) / 2;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
median(double *v, int n)
{
	if (n == 0)
		return 0;
	qsort(v, (size_t)n, sizeof *v, ascending);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/*
 * From a dark point outwards along `dir` (sign +1 or -1): the distance in mm at which the line
 * turns light near `half`, or -1.
 */
static double
edge(const struct image *im, struct pt from, struct pt dir, double sign, const struct square *s)
{
	double step = 0.08, last = 0, lo = s->half - s->slack, hi = s->half + s->slack;

	lo = lo > 0 ? lo : 0;
	for (double t = lo; t <= hi; t += step) {
		double v = probe_at(im, from.x + sign * t * dir.x, from.y + sign * t * dir.y);

		if (t == lo && v >= s->level)
			return -1;
		if (v >= s->level)
			return t - step * (v - s->level) / (v - last > 1e-9 ? v - last : 1);
		last = v;
	}
	return -1;
}

/* Offsets of the middle along `dir`, and widths, on profiles spread across `across`. */
static int
edge_pairs(const struct image *im, const struct square *s, struct pt dir, struct pt across,
    double *middle, double *width)
{
	int n = 0;

	for (int i = 0; i < PROBE_LINES; i++) {
		double o = s->reach * (2.0 * i / (PROBE_LINES - 1) - 1);
		struct pt from = { s->at.x + o * across.x, s->at.y + o * across.y };
		double a = edge(im, from, dir, 1, s), b = edge(im, from, dir, -1, s);

		if (a < 0 || b < 0)
			continue;
		middle[n] = (a - b) / 2;
		width[n++] = a + b;
	}
	return n;
}

int
probe_square(const struct image *im, struct square *s)
{
	double mx[PROBE_LINES], wx[PROBE_LINES], my[PROBE_LINES], wy[PROBE_LINES];

	for (int turn = 0; turn < 2; turn++) {
		int nx = edge_pairs(im, s, s->right, s->down, mx, wx);
		int ny = edge_pairs(im, s, s->down, s->right, my, wy);
		double dx, dy, w, h;

		if (nx < PROBE_LINES / 3 || ny < PROBE_LINES / 3)
			return -1;
		dx = median(mx, nx);
		dy = median(my, ny);
		w = median(wx, nx);
		h = median(wy, ny);
		if (w > 1.35 * h || h > 1.35 * w)
			return -1;
		s->at.x += dx * s->right.x + dy * s->down.x;
		s->at.y += dx * s->right.y + dy * s->down.y;
		s->side = (w + h) / 2;
		s->lines = nx + ny;
	}
	return 0;
}
