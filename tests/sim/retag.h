/* Another code in place of a page's own, to see what a reader makes of it. */
#ifndef SIM_RETAG_H
#define SIM_RETAG_H

#include "rng.h"
#include "sheet.h"

/* Changes one letter of a tag into another of its alphabet. */
void retag_flip(char *tag, struct rng *r);

/* Paints text as a QR code over the page's own.  The sheet is upright and whole. */
void retag_draw(struct sheet *s, const char *text);

#endif
