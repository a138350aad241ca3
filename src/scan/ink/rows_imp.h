/*
 * Lines of writing: a stamp has several thin ones, a date or a mention one, a signature a thick one.
 */
#ifndef SCAN_ROWS_IMP_H
#define SCAN_ROWS_IMP_H

#include "scan/place/map_imp.h"

struct rows {
	double angle; /* of the lines, radians: downwards to the right */
	double length, height; /* mm: what nearly all points span along and across the lines */
	int thin; /* lines no thicker than those of print */
	double thin_share; /* of the points, that stand on them */
	double thickest; /* mm */
	double
	    even; /* share of the height on which half of them stand: digits 0.5, words less */
	double end_even; /* the same of what stands last: the year of a date */
	double roof,
	    foot; /* how much the upper and the lower edge of the writing rise and fall along
			      it: middle half, shares of the height */
	int words; /* along the lines, groups with room between them */
};

/* n points, mm; n > 0. */
void rows_find(const struct pt *at, int n, struct rows *out);

#endif
