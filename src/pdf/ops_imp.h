/*
 * PDF operators, written into a buffer.  No locale, no floating formats.  Points; y up, as PDF has it.
 *
 * Fonts are named by what they are: /F0 to /F7 the faces in WinAnsi (a byte a letter), /W0 to /W7 the
 * same faces in Identity-H, whose two-byte codes are code points (facts of libharu: its own
 * CIDToGIDMap).  Pictures are /I0, /I1 ... in the order of the paper.
 */
#ifndef PDF_OPS_IMP_H
#define PDF_OPS_IMP_H

#include "base/buf.h"
#include "pdf/composer_imp.h"

/* Which letters of which faces a paper or a stamp uses, so that the writer embeds them. */
struct usage {
	unsigned faces; /* bit f: narrow[f] has something; bit FACE_COUNT + f: wide[f] */
	uint32_t narrow[FACE_COUNT][NARROW_WORDS]; /* bit set of WinAnsi bytes */
	unsigned char wide[FACE_COUNT][METRIC_CHARS / 8]; /* bit set of code points */
};

/* The WinAnsi byte that shows a code point, 0 when there is none. */
int ops_winansi(uint32_t c);

/* x with at most three decimals, and a space after it. */
void ops_num(struct buf *b, double x);
void ops_nums(struct buf *b, const double *x, size_t n);

void usage_add(struct usage *u, const struct usage *more);

/* What shows the line wherever it stands; its segments note their letters, wide ones in a. */
void ops_write(struct buf *b, const struct composer *c, struct line *l, struct arena *a);

/* The whole line, its base line starting at x, y; u gains its letters. Opens no BT: the caller has. */
void ops_line(struct buf *b, const struct line *l, double x, double y, struct usage *u);

void ops_rule(struct buf *b, double x, double y, double w, double h);
void ops_frame(struct buf *b, double x, double y, double w, double h, double thick);
void ops_dots(struct buf *b, double x, double y, double w);

#endif
