#include "scan/ink/ruled_imp.h"

#include <math.h>
#include <string.h>

enum { ANGLES = 45, OFFSETS = 400 };

struct line {
	double nx, ny, offset; /* nx x + ny y = offset */
};

/* The direction and place that most points share. */
static struct line
vote(const struct pt *at, int n, double width)
{
	int best = -1;
	struct line line = { 1, 0, 0 };

	for (int a = 0; a < ANGLES; a++) {
		double nx = cos(M_PI * a / ANGLES), ny = sin(M_PI * a / ANGLES);
		int count[OFFSETS] = { 0 };

		for (int i = 0; i < n; i++) {
			double o = nx * (at[i].x - at[0].x) + ny * (at[i].y - at[0].y);
			int k = (int)floor(o / width) + OFFSETS / 2;

			if (k >= 0 && k < OFFSETS)
				count[k]++;
		}
		for (int k = 1; k < OFFSETS; k++)
			if (count[k] + count[k - 1] > best) {
				best = count[k] + count[k - 1];
				line = (struct line){ nx, ny,
					nx * at[0].x + ny * at[0].y +
					    (k - OFFSETS / 2) * width };
			}
	}
	return line;
}

/* The line through the points that it explains, by their main axis. */
static struct line
settle(const struct pt *at, int n, struct line l, double reach)
{
	double m = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0, a;

	for (int i = 0; i < n; i++)
		if (fabs(l.nx * at[i].x + l.ny * at[i].y - l.offset) < reach) {
			m++;
			x += at[i].x;
			y += at[i].y;
			xx += at[i].x * at[i].x;
			xy += at[i].x * at[i].y;
			yy += at[i].y * at[i].y;
		}
	if (m < 3)
		return l;
	x /= m;
	y /= m;
	a = atan2(2 * (xy / m - x * y), (xx / m - x * x) - (yy / m - y * y)) / 2 + M_PI / 2;
	return (struct line){ cos(a), sin(a), cos(a) * x + sin(a) * y };
}

/* Moves what the line does not explain to the front; returns how many that is. */
static int
leave(struct pt *at, int n, struct line l, double reach)
{
	int left = 0;

	for (int i = 0; i < n; i++)
		if (fabs(l.nx * at[i].x + l.ny * at[i].y - l.offset) > reach)
			at[left++] = at[i];
	return left;
}

double
ruled_share(struct pt *at, int n, double width)
{
	int left = n;

	for (int k = 0; k < 2 && left > 0; k++) {
		struct line l = vote(at, left, width);

		for (int i = 0; i < 2; i++)
			l = settle(at, left, l, width);
		left = leave(at, left, l, width * 0.9);
	}
	return n > 0 ? 1 - (double)left / n : 0;
}
