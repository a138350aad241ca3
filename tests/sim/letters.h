/*
 * The letters and digits of a French hand, as strokes of a pen: small letters, the capitals that
 * names begin with, digits, and the signs of a date.
 */
#ifndef SIM_LETTERS_H
#define SIM_LETTERS_H

#include "pen.h"

enum { LETTER_POINTS_MAX = 16, LETTER_WAYS = 4 };

/*
 * Stroke k of a letter, in heights of a small letter: the line at y 0, up is negative.  Returns its
 * points, 0 when there are no more.  '\'' is an e with its accent; a letter not known is an o.
 * way: 0 to LETTER_WAYS - 1; digits are written in so many, letters and
 * signs in up to two.
 */
size_t letter_stroke(char c, int way, int k, struct point at[LETTER_POINTS_MAX]);

/* How far the next letter stands, in the same heights. */
double letter_width(char c, int way);

#endif
