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
	double
	    weak_share; /* what is lighter than this share of a blob's darkest is not of it */
	double dark_peak, noise_peak; /* a stroke: a tenth of it darker than this */
	double border_mm; /* half of what a printed border may cover, place known */
	double border_unsure_mm; /* and place not known */
	double speck_mm2, speck_mm; /* smaller: dust */
	double blot_mm; /* wider: a stain, a hole, a shadow */
	double blot_ragged;	/* and smoother than this: a pen's tight scrawl is not */
	double hole_ragged;	/* round: a punch hole */
	double sharp;	/* a stroke's edge: change over darkness, per mm */
	double plain,
	    plain_mm; /* a plain stroke: shorter than this times its diagonal, and so long */
	double crease_peak; /* a plain stroke that is lighter than this is a fold */
	double beside_border_mm; /* so near a border and along it: the border */
	double across_mm; /* so near a border, a line reaches it */
	double
	    tail_mm; /* a plain stroke from outside, shorter than this: not written in the box */
	double spill_share; /* and no further than this share of the box */
	double spill_from_mm;	/* where the stroke that it comes from begins, from its own side */
	double spill_mm, spill_gap_mm; /* what overflows from the next box reaches so far; and touches the side within */
	double hand_extent_mm,
	    hand_height_mm; /* handwriting beside a box: parts of this size */
	double ruled_mm, ruled_slack_mm; /* traces shorter than this may be a cross */
	double ring_min_mm, ring_max_mm, ring_slack_mm, ring_share; /* a stamp's ring: radius, and how much of it is seen */
	double frame_long_mm;
	double frame_mm, frame_apart_mm; /* a stamp's frame: parallel lines so long, so far apart */
	double hole_min_mm2, hole_max_mm2; /* loops of letters */
};

static const struct ink_limits LIMITS = {
	.density = 6,
	.around_mm = 7,
	.paper_mm = 5,
	.dark_low = 18,
	.noise_low = 3.0,
	.weak_share = 0.36,
	.dark_peak = 32,
	.noise_peak = 4.5,
	.border_mm = 0.5,
	.border_unsure_mm = 0.9,
	.speck_mm2 = 0.12,
	.speck_mm = 0.9,
	.blot_mm = 1.7,
	.blot_ragged = 2.6,
	.hole_ragged = 1.4,
	.sharp = 0.8,
	.plain = 1.3,
	.plain_mm = 6,
	.crease_peak = 60,
	.beside_border_mm = 1.4,
	.across_mm = 1.5,
	.tail_mm = 15,
	.spill_share = 0.33,
	.spill_from_mm = 8,
	.spill_mm = 16,
	.spill_gap_mm = 3,
	.hand_extent_mm = 9,
	.hand_height_mm = 5,
	.ring_min_mm = 8,
	.ring_max_mm = 24,
	.ring_slack_mm = 0.75,
	.ring_share = 0.75,
	.frame_long_mm = 27,
	.frame_mm = 20,
	.frame_apart_mm = 9,
	.hole_min_mm2 = 0.12,
	.hole_max_mm2 = 6,
	.ruled_mm = 45,
	.ruled_slack_mm = 0.3,
};

#endif
