#include "scan/ink/rows_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan/ink/ink_limits_imp.h"

enum { ANGLES = 15, BINS = 480, MIDDLE = BINS / 2 }; /* to each side; quarters of a mm */

static const double angle_step = 0.03;

/* The bin of a point by its distance along (c, s) from another. */
static int
bin_of(struct pt p, struct pt from, double c, double s)
{
	return (int)floor(((p.x - from.x) * c + (p.y - from.y) * s) * 4) + MIDDLE;
}

/* How many points stand at each distance along (c, s), from the first of them. */
static void
profile(const struct pt *at, int n, double c, double s, int bins[BINS])
{
	memset(bins, 0, BINS * sizeof *bins);
	for (int i = 0; i < n; i++) {
		int k = bin_of(at[i], at[0], c, s);

		if (k >= 0 && k < BINS)
			bins[k]++;
	}
}

/* The direction of the lines: across it the points pile up. */
static double
direction(const struct pt *at, int n)
{
	double best = -1, angle = 0;
	int bins[BINS];

	for (int i = -ANGLES; i <= ANGLES; i++) {
		double a = i * angle_step, sum = 0;

		profile(at, n, -sin(a), cos(a), bins);
		for (int k = 0; k < BINS; k++)
			sum += (double)bins[k] * bins[k];
		if (sum > best) {
			best = sum;
			angle = a;
		}
	}
	return angle;
}

/* mm between which all but a fiftieth at either end stand. */
static double
span(const int bins[BINS], int n)
{
	int lo = 0, hi = BINS - 1;

	for (int left = n / 50; lo < BINS && (left -= bins[lo]) >= 0; lo++)
		;
	for (int left = n / 50; hi > lo && (left -= bins[hi]) >= 0; hi--)
		;
	return (hi - lo + 1) / 4.0;
}

/* mm between which the middle half of n stand. */
static double
middle_half(const int bins[BINS], int n)
{
	int k = 0, sum = 0, from;

	for (; k < BINS && sum < n / 4; k++)
		sum += bins[k];
	for (from = k; k < BINS && sum < n - n / 4; k++)
		sum += bins[k];
	return (k - from) / 4.0;
}

/* The same across the lines, of what stands at their end alone; along: the profile along them. */
static double
middle_half_of_end(const struct pt *at, int n, double angle, const int along[BINS], double end)
{
	double c = cos(angle), s = sin(angle);
	int bins[BINS] = { 0 }, last = BINS - 1, count = 0;

	for (int left = n / 50; last > 0 && (left -= along[last]) >= 0; last--)
		;
	for (int i = 0; i < n; i++) {
		int k = bin_of(at[i], at[0], -s, c);

		if (k < 0 || k >= BINS || bin_of(at[i], at[0], c, s) < last - end * 4)
			continue;
		bins[k]++;
		count++;
	}
	return middle_half(bins, count);
}

static void
find_lines(const int bins[BINS], int n, struct rows *o)
{
	int top = 0, thin = 0;

	for (int k = 0; k < BINS; k++)
		top = bins[k] > top ? bins[k] : top;
	for (int k = 0; k < BINS; k++) {
		int from = k, mass = 0;
		double thick;

		while (k < BINS && bins[k] > top * LIMITS.row_valley)
			mass += bins[k++];
		thick = (k - from) / 4.0;
		if (mass < n * LIMITS.row_mass)
			continue;
		o->thickest = fmax(o->thickest, thick);
		if (thick <= LIMITS.row_thin_mm) {
			thin += mass;
			o->thin++;
		}
	}
	o->thin_share = (double)thin / n;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The upper (sign -1) or lower edge of the writing in each millimetre along it: its middle half. */
static double
edge_range(const struct pt *at, int n, double angle, int sign)
{
	enum { SLICES = BINS / 4 };
	double c = cos(angle), s = sin(angle), edge[SLICES], seen[SLICES];
	int count = 0;

	for (int k = 0; k < SLICES; k++)
		edge[k] = -INFINITY;
	for (int i = 0; i < n; i++) {
		int k = bin_of(at[i], at[0], c, s) / 4;

		if (k >= 0 && k < SLICES)
			edge[k] = fmax(edge[k], sign * (c * at[i].y - s * at[i].x));
	}
	for (int k = 0; k < SLICES; k++)
		if (edge[k] > -INFINITY)
			seen[count++] = edge[k];
	qsort(seen, (size_t)count, sizeof *seen, ascending);
	return count > 0 ? seen[count * 3 / 4] - seen[count / 4] : 0;
}

static int
count_words(const int bins[BINS], double gap)
{
	int words = 0, bare = BINS;

	for (int k = 0; k < BINS; k++) {
		if (bins[k] == 0) {
			bare++;
			continue;
		}
		words += bare >= gap * 4;
		bare = 0;
	}
	return words;
}

void
rows_find(const struct pt *at, int n, struct rows *o)
{
	double a = direction(at, n);
	int bins[BINS];

	memset(o, 0, sizeof *o);
	o->angle = a;
	profile(at, n, -sin(a), cos(a), bins);
	o->height = span(bins, n);
	o->even = middle_half(bins, n) / o->height;
	find_lines(bins, n, o);
	profile(at, n, cos(a), sin(a), bins);
	o->length = span(bins, n);
	o->end_even =
	    middle_half_of_end(at, n, a, bins, o->length * LIMITS.row_end) / o->height;
	o->roof = edge_range(at, n, a, -1) / o->height;
	o->foot = edge_range(at, n, a, 1) / o->height;
	o->words = count_words(bins, LIMITS.word_gap_mm);
}
