/*
 * Every limit of the ink judge, in one place, with what set it; what its score adds up is in
 * ink_trees_imp.h.
 *
 * The data: simulated scans (tests/sim) of pages with 12 signature boxes, 150 to 300 dpi, bilevel, grey
 * and colour, all kinds of damage at severities 1 to 3, with the simulator's ways to sign, and not to
 * sign.  tests/bench/verdicts.sh measures on other seeds.
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
	/* A stain's rim is not darker. */
	double pale;
	/* The edge of a stroke: change of darkness over darkness, per mm.  A shadow's is softer. */
	double sharp;
	/* A plain stroke never turns: shorter than `plain` times its diagonal; a light one is a fold. */
	double plain, plain_mm, crease_peak;
	/* So near a border, a line reaches it; a shorter one that comes in from outside ends there. */
	double across_mm, tail_mm;

	/* Strokes nearer than this across and down are one writing; a name's words stand up to that apart. */
	double words_mm, lines_mm;
	/* Writing whose middle is so near a side (share of the box) stands at it; a box that holds more
	   than sure_share of what stands at its side is the owner; writing of which boxes hold no more
	   than inside_share is beside them. */
	double side_share, sure_share, inside_share;
	/* Handwriting beside a box has parts of this size; print does not. */
	double hand_extent_mm, hand_height_mm, hand_tall_mm;

	/* Traces shorter than cross_mm may be a cross: two diagonals of a box of 55 x 42 mm are 138 mm;
	   shorter than ruled_mm, one of initials, or a fold. */
	double cross_mm, ruled_mm, ruled_slack_mm;
	/* A stamp's ring: its radius, the share of it that lies in the box, of that what is seen, ink
	   on it over ink beside it. */
	double outline_mm; /* half of what its lines may cover */
	double ring_min_mm, ring_inner_mm, ring_max_mm, ring_slack_mm, ring_inside, ring_share,
	    ring_hollow;
	/* The rim of a stain: its least radius, how thick it may be, in what share of all directions. */
	double rim_mm, rim_thick_mm, rim_share;
	/* Shorter traces hold no ring or frame. */
	double stamp_mm;
	/* A stamp's frame: sides so long and so far apart, the share of each that is seen; its long
	   sides, when alone. */
	double frame_mm, frame_apart_mm, frame_share, frame_long_mm, frame_long_apart_mm;

	/* Lines of writing: what stands between them, over what stands on them; the least of one; no
	   print is thicker; the room between words. */
	double row_valley, row_mass, row_thin_mm, word_gap_mm;
	/* What of a line is its end. */
	double row_end;

	/* A letter by itself: its stroke, its size across. */
	double letter_mm, letter_wide_mm;
	/* The two limits of a verdict: strokes shorter in all than none_mm are nothing; a box is
	   called signed from the score `sure` on: of what scores 0.6 to 0.8, nine in ten are signed, since
	   the trees were grown where half of the boxes held no signature. */
	double none_mm, sure;
	/* Black is darker than this, in a grey scan too: what a scan in black and white leaves of
	   pencil and of worn stamps.  More of it in specks leaves a doubt: of 2,800 bare boxes 99 %
	   hold less than 0.25 mm2. */
	double black, specks_mm2;
	/* What hints say: of too little, of a stain, of something pale, of one line of writing. */
	double few_mm, hint_veil, hint_peak, hint_row_mm;
	/* Strokes of the next box in this one, handwriting beside it, ends of strokes that come in,
	   blots, that leave a doubt. */
	double foreign_mm, beside_mm, tails_mm, blot_mm2;
	/* Two straight lines explain a cross; initials reached 0.93. */
	double cross_share;
	/* What is left of a fold: lighter, and in pieces shorter than this. */
	double faint, dots_mm;
	/* Boxes for initials: strokes in all.  Boxes to tick: strokes over the side of the box; black
	   specks, of which 1 of 700 left bare held 0.11. */
	double initials_none_mm, initials_few_mm, tick_none, tick, tick_specks_mm2;
};

static const struct ink_limits LIMITS = {
	.density = 6,
	.around_mm = 9,
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
	.pale = 140,
	.sharp = 0.8,
	.plain = 1.3,
	.plain_mm = 6,
	.crease_peak = 60,
	.across_mm = 1.5,
	.tail_mm = 15,
	.words_mm = 12,
	.lines_mm = 5,
	.side_share = 0.27,
	.sure_share = 0.85,
	.inside_share = 0.3,
	.hand_extent_mm = 8,
	.hand_height_mm = 4.4,
	.hand_tall_mm = 4.8,
	.cross_mm = 170,
	.ruled_mm = 45,
	.ruled_slack_mm = 0.3,
	.outline_mm = 0.9,
	.ring_min_mm = 8,
	.ring_inner_mm = 5,
	.ring_max_mm = 24,
	.ring_slack_mm = 0.6,
	.ring_inside = 0.45,
	.ring_share = 0.65,
	.ring_hollow = 1.5,
	.rim_mm = 0.6,
	.rim_thick_mm = 2,
	.rim_share = 0.8,
	.stamp_mm = 25,
	.frame_mm = 14,
	.frame_apart_mm = 4.5,
	.frame_share = 0.7,
	.frame_long_mm = 27,
	.frame_long_apart_mm = 9,
	.row_valley = 0.12,
	.row_mass = 0.08,
	.row_thin_mm = 4.5,
	.word_gap_mm = 1.5,
	.row_end = 0.2,
	.letter_mm = 8,
	.letter_wide_mm = 4,
	.none_mm = 3,
	.sure = 0.6,
	.black = 100,
	.specks_mm2 = 0.6,
	.few_mm = 12,
	.hint_veil = 0.4,
	.hint_peak = 50,
	.hint_row_mm = 7.5,
	.foreign_mm = 12,
	.beside_mm = 6,
	.tails_mm = 12,
	.blot_mm2 = 10,
	.cross_share = 0.95,
	.faint = 95,
	.dots_mm = 6,
	.initials_none_mm = 2,
	.initials_few_mm = 6,
	.tick_none = 0.15,
	.tick = 0.6,
	.tick_specks_mm2 = 0.1,
};

#endif
