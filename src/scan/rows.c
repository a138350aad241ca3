#include "scan/rows_imp.h"

#include <math.h>
#include <string.h>

#include "scan/ink_limits_imp.h"

enum { ANGLES = 15, BINS = 480, MIDDLE = BINS / 2 }; /* to each side; quarters of a mm */

static const double angle_step = 0.03;

/* How many points stand at each distance along (c, s), from the first of them. */
static void
profile(const struct pt *at, int n, double c, double s, int bins[BINS])
{
	memset(bins, 0, BINS * sizeof *bins);
	for (int i = 0; i < n; i++) {
		double d = (at[i].x - at[0].x) * c + (at[i].y - at[0].y) * s;
		int k = (int)floor(d * 4) + MIDDLE;

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
	profile(at, n, -sin(a), cos(a), bins);
	o->height = span(bins, n);
	find_lines(bins, n, o);
	profile(at, n, cos(a), sin(a), bins);
	o->length = span(bins, n);
	o->words = count_words(bins, LIMITS.word_gap_mm);
}
