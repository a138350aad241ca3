/*
 * Connected parts of a black and white picture.
 */
#ifndef SCAN_BLOBS_IMP_H
#define SCAN_BLOBS_IMP_H

#include <stddef.h>
#include <stdint.h>

struct blob {
	int x0, y0, x1, y1; /* pixels; x1, y1 are past the end */
	int area;
	int edge; /* sides of pixels that face the outside */
	double mx, my; /* centre */
	double length, width; /* 4 standard deviations along and across its main axis */
	double dx, dy; /* that axis, a unit vector */
};

struct blobs {
	struct blob *at;
	int n;
	int32_t *label; /* w * h: index of the blob, -1 outside any */
	int w, h;
};

/* 8-connected parts of the pixels that are not 0.  ink has w * h bytes. */
void blobs_init(struct blobs *b, const uint8_t *ink, int w, int h);
void blobs_release(struct blobs *b);

#endif
