/*
 * What each term of evidence_imp.h weighs, as « scansim --fit » printed it for 3,339 signature boxes
 * with strokes in them, of 560 simulated pages like those of tests/bench/verdicts.sh from other seeds.
 */
#ifndef SCAN_INK_WEIGHTS_IMP_H
#define SCAN_INK_WEIGHTS_IMP_H

#include "scan/evidence_imp.h"

static const double BIAS = 2.83;

static const double WEIGHTS[TERM_COUNT] = {
	[TERM_TINY] = -2.75,
	[TERM_LONGEST] = 0.99,
	[TERM_COMPACT] = 0.87,
	[TERM_ROW] = -0.94,
	[TERM_ROW_WORDS] = -3.33,
	[TERM_ROW_SHORT] = -3.99,
	[TERM_LINES] = -1.11,
	[TERM_PRINT] = -1.42,
	[TERM_STAMPED] = -1.06,
	[TERM_STAMP_PALE] = -3.70,
	[TERM_STAMP_CROSSED] = 2.12,
	[TERM_SCATTERED] = -2.03,
	[TERM_RULED] = -7.16,
	[TERM_PALE] = -4.13,
	[TERM_SOFT] = -2.32,
	[TERM_VEIL] = -4.82,
	[TERM_FOREIGN] = -3.65,
};

#endif
