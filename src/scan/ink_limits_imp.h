/*
 * Every limit of the ink judge, and what set it.
 */
#ifndef SCAN_INK_LIMITS_IMP_H
#define SCAN_INK_LIMITS_IMP_H

struct ink_limits {
	double density; /* pixels a millimetre that boxes are looked at */
	double around_mm; /* how far around a box strokes are followed */
	double paper_mm; /* what is narrower is not paper */
	double dark_low, noise_low; /* ink: darker than dark_low + noise_low * noise */
	double dark_peak, noise_peak; /* a stroke: a tenth of it darker than this */
	double border_mm; /* half of what a printed border may cover, place known */
	double border_unsure_mm; /* and place not known */
	double speck_mm2, speck_mm; /* smaller: dust */
	double blot_mm; /* wider: a stain, a hole, a shadow */
	double sharp; /* a stroke's edge: change over darkness, per mm */
	double line_mm, line_long_mm; /* a straight line: thinner and longer than this */
	double hand_extent_mm,
	    hand_height_mm; /* handwriting beside a box: parts of this size */
};

static const struct ink_limits LIMITS = {
	.density = 8,
	.around_mm = 7,
	.paper_mm = 5,
	.dark_low = 18,
	.noise_low = 3.0,
	.dark_peak = 32,
	.noise_peak = 4.5,
	.border_mm = 0.5,
	.border_unsure_mm = 0.9,
	.speck_mm2 = 0.12,
	.speck_mm = 0.9,
	.blot_mm = 1.7,
	.sharp = 0.8,
	.line_mm = 0.9,
	.line_long_mm = 9,
	.hand_extent_mm = 9,
	.hand_height_mm = 5,
};

#endif
