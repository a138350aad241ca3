/*
 * One scan page as a scanner's software stores it: its pixels packed into one strip or more.
 */
#ifndef SIM_ENCODE_H
#define SIM_ENCODE_H

#include <stddef.h>

#include "base/buf.h"
#include "sheet.h"

struct err;

enum packing {
	PACK_JPEG,
	PACK_G4, /* bilevel */
	PACK_LZW, /* for TIFF */
	PACK_FLATE, /* for PDF; the strips of a PNG are not used elsewhere */
	PACK_PNG
};

struct encoded {
	enum packing packing;
	int w, h, planes, bits; /* bits: 1 or 8 */
	double dpi;
	int rows; /* in each strip but the last */
	struct buf *strips; /* n of them */
	size_t n;
};

struct encode_how {
	enum packing packing;
	int bilevel;
	int quality; /* of a JPEG */
	int rows; /* in a strip; 0: the page in one */
	double cut; /* black below this level: 128 is the ideal */
	double drift; /* and it moves by so much down the page */
};

/* To be released.  -1 with e filled. */
int encode_sheet(
    const struct sheet *s, const struct encode_how *how, struct encoded *out, struct err *e);
void encode_release(struct encoded *x);

#endif
