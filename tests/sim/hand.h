/*
 * What a hand writes: words and dates letter by letter or joined, names, crosses; in sign.c the ways to
 * sign.  Drawn with the centre of the writing at a given place; sizes in mm.
 */
#ifndef SIM_HAND_H
#define SIM_HAND_H

#include <stdint.h>

#include "pen.h"

enum style {
	STYLE_CURSIVE, /* letters that run into each other, none to be read */
	STYLE_NAME, /* a name that can be read, its letters joined */
	STYLE_PRINT, /* the same, letter by letter */
	STYLE_WAVE, /* a large capital, then a line that flattens out */
	STYLE_SWEEP, /* one sweeping line */
	STYLE_SPRING, /* loops like a spring */
	STYLE_MONOGRAM, /* two capitals over each other, and a line */
	STYLE_SCRAWL, /* a zigzag, underlined */
	STYLE_TANGLE, /* round and round */
	STYLE_WORDS, /* an initial or two and the name, each a capital and a run of cursive */
	STYLE_SPIKES, /* narrow letters, some many times as tall as others */
	STYLE_LOOPS, /* one to three big loops and a tail */
	STYLE_PARAPH, /* initials or a short word, and a flourish as large as they are */
	STYLE_TWO_LINES, /* the first name over the last */
	STYLE_SIGNS, /* in signs of another script, each of several strokes */
	STYLE_COUNT
};

/* A writer: the same seed signs alike each time, never twice the same. */
struct writer {
	struct pen pen;
	enum style style;
	double height; /* of the small letters */
	double slant; /* x per y, about 0.2 */
	double rise; /* of the line, radians */
	double run; /* width of a letter, in heights */
	double loops; /* how round: 0 a zigzag, 1 loops */
	double shake; /* how far from the model's points, heights */
	double lift; /* how often the pen leaves the paper between two letters, 0..1 */
	double capital; /* height of capitals over that of a neat hand */
	double taper; /* height of a word's last letter over that of its first */
	int letters; /* 4 .. 12 */
	uint32_t ways; /* which way each digit is written, two bits each */
	int flourish; /* 0 none, 1 a line under, 2 back through, 3 a big first letter */
};

struct writer writer_new(struct rng *r);

/* No wider than `room`: a hand keeps to the width that it is given. */
void hand_signature(
    struct drawing *d, const struct writer *w, struct point centre, double room, struct rng *r);
void
hand_initials(struct drawing *d, const struct writer *w, struct point centre, struct rng *r);

/* A name in letters of w->height, that can be read. */
void hand_name(struct drawing *d, const struct writer *w, struct point centre, struct rng *r);

/* Words and numbers, of the letters that letters.h knows; joined: within a word the pen stays down. */
void hand_text(struct drawing *d, const struct writer *w, const char *text, int joined,
    struct point centre, struct rng *r);

void hand_cross(
    struct drawing *d, const struct pen *pen, struct point centre, double size, struct rng *r);

#endif
