#include "scan/evidence_imp.h"

#include <math.h>

#include "scan/ink_weights_imp.h"

/* 0 up to `from`, 1 from `to` on. */
static double
ramp(double x, double from, double to)
{
	return fmin(1, fmax(0, (x - from) / (to - from)));
}

/* The same on a scale of ratios. */
static double
ramp_log(double x, double from, double to)
{
	return x > 0 ? ramp(log(x), log(from), log(to)) : 0;
}

/* As long and as low as a date; a large hand's is higher, and the longer for it. */
static double
like_row(const struct rows *r)
{
	double slim = r->length / fmax(r->height, 0.5);

	return fmax((1 - ramp(r->height, 5.5, 7.2)) * ramp(slim, 2.2, 3),
	    (1 - ramp(r->height, 8, 10)) * ramp(slim, 4.3, 6));
}

static void
line_terms(const struct traces *t, double term[TERM_COUNT])
{
	const struct rows *r = &t->rows;
	double row = like_row(r);
	double share = t->stroke_mm > 0 ? t->part_stroke_mm / t->stroke_mm : 1;
	double few = 1 - ramp(share, 0.2, 0.6);
	/* digits stand apart: even a month written out is no more than half of a date */
	double apart = 1 - ramp(share, 0.55, 0.7) * ramp(t->part_stroke_mm, 25, 40);

	term[TERM_COMPACT] = 1 - ramp(r->length, 12, 22);
	term[TERM_ROW] = row;
	term[TERM_ROW_EVEN] = row * apart * ramp(r->even, 0.36, 0.48);
	term[TERM_ROW_YEAR] = row * apart * ramp(r->end_even, 0.3, 0.5) * ramp(t->parts, 1, 4);
	term[TERM_ROW_WORDS] = row * ramp(r->words, 1, 3);
	term[TERM_ROW_SHORT] = row * few;
}

static void
stamp_terms(const struct traces *t, double term[TERM_COUNT])
{
	double lines = ramp(t->rows.thin, 1, 2) * ramp(t->rows.thin_share, 0.45, 0.8);

	double stamp = fmax(lines, t->stamped);

	term[TERM_LINES] = lines * fmax(ramp(t->parts, 3, 8), t->stamped);
	term[TERM_PRINT] = lines * ramp(t->rows.thin, 2, 4) * ramp(t->parts, 8, 25);
	term[TERM_STAMPED] = t->stamped;
	term[TERM_STAMP_PALE] = stamp * (1 - ramp(t->peak, 90, 130));
	term[TERM_STAMP_CROSSED] = stamp * ramp(t->large_mm, 15, 50);
	term[TERM_SCATTERED] = ramp(t->parts, 3, 6) * (1 - ramp(t->part_stroke_mm, 6, 10)) *
			       ramp(fmax(t->rows.length, t->rows.height), 12, 20);
}

void
evidence_terms(const struct traces *t, double term[TERM_COUNT])
{
	double width = t->stroke_mm > 0 ? t->ink_mm2 / t->stroke_mm : 0;

	term[TERM_TINY] = 1 - ramp(t->stroke_mm, 6, 12);
	term[TERM_LONGEST] = ramp_log(t->part_stroke_mm, 7, 30);
	term[TERM_RULED] = ramp(t->ruled, 0.88, 0.98);
	term[TERM_PALE] = 1 - ramp(t->peak, 40, 90);
	/* of a thin line all is edge, where the slope turns over: it looks soft on any scan */
	term[TERM_SOFT] = (1 - ramp(t->sharp, 1.3, 2)) * ramp(width, 0.3, 0.45);
	term[TERM_VEIL] = ramp(t->veil, 0.2, 0.6);
	term[TERM_FOREIGN] = ramp(t->foreign_mm, 1, 15);
	line_terms(t, term);
	stamp_terms(t, term);
}

double
evidence_score(const double term[TERM_COUNT])
{
	double sum = BIAS;

	for (int i = 0; i < TERM_COUNT; i++)
		sum += WEIGHTS[i] * term[i];
	return 1 / (1 + exp(-sum));
}
