/*
 * What each term of evidence_imp.h weighs, as « scansim --fit » printed it for 3,339 signature boxes
 * with strokes in them, of 560 simulated pages like those of tests/bench/verdicts.sh from other seeds.
 */
#ifndef SCAN_INK_WEIGHTS_IMP_H
#define SCAN_INK_WEIGHTS_IMP_H

#include "scan/evidence_imp.h"

static const double BIAS = 2.64;

static const double WEIGHTS[TERM_COUNT] = {
	[TERM_TINY] = -2.95,
	[TERM_LONGEST] = 0.86,
	[TERM_COMPACT] = 1.10,
	[TERM_ROW] = -0.36,
	[TERM_ROW_WORDS] = -4.26,
	[TERM_ROW_SHORT] = -4.67,
	[TERM_LINES] = -1.12,
	[TERM_PRINT] = -1.02,
	[TERM_STAMPED] = -1.12,
	[TERM_STAMP_PALE] = -3.59,
	[TERM_STAMP_CROSSED] = 1.93,
	[TERM_SCATTERED] = -1.83,
	[TERM_RULED] = -7.15,
	[TERM_PALE] = -3.91,
	[TERM_SOFT] = -2.49,
	[TERM_VEIL] = -4.71,
	[TERM_FOREIGN] = -3.65,
};

#endif
