/*
 * Every limit of the ink judge, in one place, with what set it.
 *
 * The data: simulated scans (tests/sim) of pages with 6 signature boxes, 3 for initials and 4 to
 * tick, 150 to 300 dpi, bilevel and grey, all kinds of damage at severities 1 to 3.  About 5,000
 * signature boxes set the limits.  On 326 boxes of each kind, from a seed that set none:
 *
 *	                      empty  signed  doubtful
 *	bare                    322       0         4
 *	signature                 0     324         2
 *	name on real paper        0     323         3	(scanned handwriting laid into the boxes)
 *	rubber stamp alone        0       3       323
 *	date alone                0       4       322
 *	lone cross                0       5       321
 */
#ifndef SCAN_INK_LIMITS_IMP_H
#define SCAN_INK_LIMITS_IMP_H

struct ink_limits {
	/* Pixels a millimetre; 8 costs twice as much and judges no better. */
	double density;
	/* How far around a box strokes are followed; what is narrower than paper_mm is not paper. */
	double around_mm, paper_mm;

	/* Ink is darker (0..255) than dark_low + noise_low * noise; bleed-through reaches 46. */
	double dark_low, noise_low;
	/* A tenth of a stroke is darker than this; pencil is at 60 to 100. */
	double dark_peak, noise_peak;
	/* What is lighter than this share of a blob's darkest part is not of it. */
	double weak_share;

	/* Half of what a printed border may cover: its place known, and not. */
	double border_mm, border_unsure_mm;
	/* So near a border and along it: the border, bent. */
	double beside_border_mm;

	/* Dust is smaller. */
	double speck_mm2, speck_mm;
	/* A blot is wider, and its outline smoother than a tight scrawl's; a punch hole is round. */
	double blot_mm, blot_ragged, hole_ragged;
	/* The edge of a stroke: change of darkness over darkness, per mm.  A shadow's is softer. */
	double sharp;
	/* A plain stroke never turns: shorter than `plain` times its diagonal; a light one is a fold. */
	double plain, plain_mm, crease_peak;
	/* So near a border, a line reaches it; a shorter one that comes in from outside ends there. */
	double across_mm, tail_mm;

	/* What overflows from the next box: how far it reaches (mm, share of the box), how near the
	   side it touches, and where the stroke that it comes from begins. */
	double spill_mm, spill_share, spill_gap_mm, spill_from_mm;
	/* Handwriting beside a box has parts of this size; print does not. */
	double hand_extent_mm, hand_height_mm;

	/* Traces shorter than ruled_mm may be a cross. */
	double ruled_mm, ruled_slack_mm;
	/* Loops of letters. */
	double hole_min_mm2, hole_max_mm2;
	/* A stamp's ring: its radius, and the share of it that is seen. */
	double ring_min_mm, ring_max_mm, ring_slack_mm, ring_share;
	/* A stamp's frame: sides so long and so far apart; its long sides, when alone. */
	double frame_mm, frame_apart_mm, frame_long_mm;

	/* No signature: strokes shorter than none_mm in all.  A signature: at least few_mm, with one
	   part of part_mm and one stroke of stroke_mm.  Initials measured 11 mm and more. */
	double none_mm, few_mm, part_mm, stroke_mm;
	/* Strokes of the next box in this one that leave a doubt; where its own ink is weak, too. */
	double foreign_mm, foreign_weak_mm, own_mm;
	double beside_mm, blot_mm2;
	/* A stamp is longer than any signature (99 in 100 are under 217), or has more small parts. */
	double stamp_mm;
	int stamp_parts;
	/* Two straight lines explain a cross; initials reached 0.93. */
	double cross_share;
	/* What is left of a fold: lighter, and in pieces shorter than this. */
	double faint, dots_mm;
	/* Boxes for initials: strokes in all.  Boxes to tick: strokes over the side of the box. */
	double initials_none_mm, initials_few_mm, tick_none, tick;
	/* A date: parts in a row, none large. */
	int date_parts;
	double date_part_mm, date_high_mm, date_low_mm, date_stroke_mm;
};

static const struct ink_limits LIMITS = {
	.density = 6,
	.around_mm = 7,
	.paper_mm = 5,
	.dark_low = 18,
	.noise_low = 3.0,
	.dark_peak = 32,
	.noise_peak = 4.5,
	.weak_share = 0.36,
	.border_mm = 0.5,
	.border_unsure_mm = 0.9,
	.beside_border_mm = 1.4,
	.speck_mm2 = 0.12,
	.speck_mm = 0.9,
	.blot_mm = 1.7,
	.blot_ragged = 2.6,
	.hole_ragged = 1.4,
	.sharp = 0.8,
	.plain = 1.3,
	.plain_mm = 6,
	.crease_peak = 60,
	.across_mm = 1.5,
	.tail_mm = 15,
	.spill_mm = 16,
	.spill_share = 0.33,
	.spill_gap_mm = 3,
	.spill_from_mm = 8,
	.hand_extent_mm = 9,
	.hand_height_mm = 5,
	.ruled_mm = 45,
	.ruled_slack_mm = 0.3,
	.hole_min_mm2 = 0.12,
	.hole_max_mm2 = 6,
	.ring_min_mm = 8,
	.ring_max_mm = 24,
	.ring_slack_mm = 0.75,
	.ring_share = 0.75,
	.frame_mm = 20,
	.frame_apart_mm = 9,
	.frame_long_mm = 27,
	.none_mm = 3,
	.few_mm = 12,
	.part_mm = 3.5,
	.stroke_mm = 10,
	.foreign_mm = 45,
	.foreign_weak_mm = 5,
	.own_mm = 30,
	.beside_mm = 20,
	.blot_mm2 = 10,
	.stamp_mm = 240,
	.stamp_parts = 20,
	.cross_share = 0.95,
	.faint = 95,
	.dots_mm = 6,
	.initials_none_mm = 2,
	.initials_few_mm = 6,
	.tick_none = 0.15,
	.tick = 0.6,
	.date_parts = 5,
	.date_part_mm = 7.5,
	.date_high_mm = 9,
	.date_low_mm = 6.5,
	.date_stroke_mm = 16,
};

#endif
