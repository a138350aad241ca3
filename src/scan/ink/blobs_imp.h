/*
 * Connected parts of a black and white picture, as runs of pixels.
 */
#ifndef SCAN_BLOBS_IMP_H
#define SCAN_BLOBS_IMP_H

#include <stddef.h>
#include <stdint.h>

struct run {
	int y, x0, x1; /* x1 is past the end */
	int blob;
};

struct blob {
	int x0, y0, x1, y1; /* pixels; x1, y1 are past the end */
	int area;
	int edge; /* sides of pixels that face the outside */
	double length, width; /* 4 standard deviations along and across its main axis */
	int first, runs; /* its runs: blobs.run[first ... first + runs) */
};

struct blobs {
	struct blob *at;
	int n;
	struct run *run; /* by blob */
};

/* 8-connected parts of the pixels that are not 0.  ink has w * h bytes. */
void blobs_init(struct blobs *b, const uint8_t *ink, int w, int h);
void blobs_release(struct blobs *b);

#endif
