/*
 * What each term of evidence_imp.h weighs, as « scansim --fit » printed it for 2,497 signature boxes
 * with strokes in them, of simulated pages such as those of tests/bench/verdicts.sh from other seeds.
 * Mentions were left out: nobody can tell one from a name, and a name signs.
 */
#ifndef SCAN_INK_WEIGHTS_IMP_H
#define SCAN_INK_WEIGHTS_IMP_H

#include "scan/evidence_imp.h"

static const double BIAS = 2.75;

static const double WEIGHTS[TERM_COUNT] = {
	[TERM_TINY] = -4.47,
	[TERM_LONGEST] = 0.84,
	[TERM_COMPACT] = 0.77,
	[TERM_ROW] = 1.62,
	[TERM_ROW_EVEN] = -1.13,
	[TERM_ROW_YEAR] = -7.12,
	[TERM_ROW_WORDS] = -1.55,
	[TERM_ROW_SHORT] = -1.17,
	[TERM_LINES] = -1.69,
	[TERM_PRINT] = -0.78,
	[TERM_STAMPED] = -1.05,
	[TERM_STAMP_PALE] = -3.44,
	[TERM_STAMP_CROSSED] = 1.64,
	[TERM_SCATTERED] = -1.22,
	[TERM_RULED] = -7.60,
	[TERM_PALE] = -2.89,
	[TERM_SOFT] = -3.48,
	[TERM_VEIL] = -3.90,
	[TERM_FOREIGN] = -2.64,
};

#endif
