/*
 * Grey rows of a JPEG, one after the other; libjpeg's errors stay inside.
 */
#ifndef SCAN_JPEG_IMP_H
#define SCAN_JPEG_IMP_H

#include "scan/source/input_imp.h"

struct jpeg;

enum { JPEG_PADDING_MAX = 32 }; /* bytes that some scanners put before the end */

struct jpeg_facts {
	int w, h; /* as stored */
	int components;
	double xdpi, ydpi; /* JFIF density, 0 unknown */
	int orientation; /* EXIF, 1..8 */
	int progressive; /* several scans: the first row costs as much as the last */
	int complete; /* 1: ends as a JPEG must; 0: cut */
	int holed; /* 1: jpeg_hole */
};

/* NULL: not a JPEG that can be decoded.  `in` is copied, what it points to is borrowed. */
struct jpeg *jpeg_new(const struct input *in, struct jpeg_facts *facts);
void jpeg_free(struct jpeg *j);

/* Decodes to 1/denominator (1, 2, 4, 8) of the size, which is put in *w and *h.  -1: it can't be. */
int jpeg_start(struct jpeg *j, int denominator, int *w, int *h);

/* The next row.  -1: the data ends here or is beyond repair. */
int jpeg_row(struct jpeg *j, uint8_t *out);

/* 1 when libjpeg met something wrong so far. */
int jpeg_warned(const struct jpeg *j);

/*
 * 1 when it did, and the picture is not just cut: a code misread somewhere above displaces all that
 * follows long before libjpeg finds fault, so that no row at all can be trusted.
 */
int jpeg_adrift(const struct jpeg *j);

/*
 * 1 when bytes were lost and zeros stand for them: 64 in a row in what is coded, from `from` on up to the end
 * marker.  Only where a code of zeros alone is not that of a white block, as in the usual tables.
 */
int jpeg_hole(const struct input *in, uint64_t from);
/* The same of a whole picture whose tables stand elsewhere (n bytes, 0: they do not), as in a TIFF. */
int jpeg_part_hole(const void *tables, size_t n, const struct input *part);

/* The other way: a grey picture, row by row, at most 65,000 each way.  jpeg_out_end frees it. */
struct buf;
struct jpeg_out;
struct jpeg_out *jpeg_out_new(int w, int h);
void jpeg_out_row(struct jpeg_out *j, const uint8_t *row);
void jpeg_out_end(struct jpeg_out *j, struct buf *out);

#endif
