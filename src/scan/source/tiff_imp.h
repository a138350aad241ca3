/*
 * Grey rows of one page of a TIFF, in a file or in memory; and single-page TIFFs around raw
 * strips.
 */
#ifndef SCAN_TIFF_IMP_H
#define SCAN_TIFF_IMP_H

#include "scan/source/input_imp.h"

struct buf;
struct tiff;

struct tiff_facts {
	int w, h;
	double xdpi, ydpi; /* 0 unknown */
	int orientation; /* 1..8 */
	int complete; /* 1: every strip lies whole inside the file */
};

/* NULL: not a TIFF. `in` is copied, what it points to is borrowed. */
struct tiff *tiff_new(const struct input *in);
void tiff_free(struct tiff *t);

/* Goes to the next page that is not a thumbnail or a mask.  1; 0 at the end; -1: the chain is cut. */
int tiff_next(struct tiff *t, uint64_t *offset);

/* Goes to the page at that offset and makes its rows ready.  NULL, or French words: why not. */
const char *tiff_page(struct tiff *t, uint64_t offset, struct tiff_facts *f);

/* The next row of f->w grey samples.  -1: no more. */
int tiff_row(struct tiff *t, uint8_t *out);

/* 1 when libtiff found fault with the page so far. */
int tiff_warned(const struct tiff *t);
/* 1 when the rows before are not to be trusted either: jpeg_adrift says why. */
int tiff_adrift(const struct tiff *t);

/* A TIFF of its own for the page at that offset, its strips copied as they are.  -1: can't be. */
int tiff_extract(const struct input *in, uint64_t offset, struct buf *out);

/* What a strip of fax data needs to be a TIFF. */
struct tiff_fax {
	int w, h;
	int white_is_one; /* 1: what the code calls black is shown white */
	double dpi;
	int orientation; /* 1..8 */
};
/* G4 data (T.6, most significant bit first) as a TIFF of one strip. */
void tiff_wrap_g4(const struct tiff_fax *f, const void *data, size_t n, struct buf *out);

#endif
