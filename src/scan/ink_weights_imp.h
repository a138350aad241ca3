/*
 * What each term of evidence_imp.h weighs, as « scansim --fit » printed it for 1,649 signature boxes
 * with strokes in them, of 280 simulated pages like those of tests/bench/verdicts.sh from other seeds.
 */
#ifndef SCAN_INK_WEIGHTS_IMP_H
#define SCAN_INK_WEIGHTS_IMP_H

#include "scan/evidence_imp.h"

static const double BIAS = 2.12;

static const double WEIGHTS[TERM_COUNT] = {
	[TERM_TINY] = -1.22,
	[TERM_LONGEST] = 1.33,
	[TERM_COMPACT] = 0.49,
	[TERM_ROW] = -1.09,
	[TERM_ROW_WORDS] = -3.17,
	[TERM_ROW_SHORT] = -3.25,
	[TERM_LINES] = -0.89,
	[TERM_PRINT] = -1.47,
	[TERM_STAMPED] = -0.96,
	[TERM_STAMP_PALE] = -3.37,
	[TERM_STAMP_CROSSED] = 1.65,
	[TERM_SCATTERED] = -0.92,
	[TERM_RULED] = -5.38,
	[TERM_PALE] = -3.06,
	[TERM_SOFT] = -2.09,
	[TERM_VEIL] = -2.36,
	[TERM_FOREIGN] = -2.28,
};

#endif
