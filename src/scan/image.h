/*
 * Grey pictures: what page sources give and what the tag reader, the registration and
 * the ink judge look at.  0 is black, 255 white.
 */
#ifndef SCAN_IMAGE_H
#define SCAN_IMAGE_H

#include <stddef.h>
#include <stdint.h>

struct image {
	uint8_t *px; /* row by row, top first */
	int w, h; /* pixels */
	size_t stride; /* bytes from one row to the next, >= w */
	double dpi; /* of these pixels as the file says or as A4 suggests; 0 unknown */
};

/* Pixels are undefined.  px is owned by the caller's struct: image_release. */
void image_init(struct image *im, int w, int h);
void image_release(struct image *im);

/* A window into `im` that borrows its pixels; clipped to it. Do not release. */
struct image image_window(const struct image *im, int x, int y, int w, int h);

/* New pictures, to be released. */
void image_half(const struct image *im, struct image *out); /* 2x2 mean */
void
image_shrink(const struct image *im, int factor, struct image *out); /* factor x factor mean */
/* Twice as large, smoothly, with `margin` more white pixels of im all round. */
void image_double(const struct image *im, int margin, struct image *out);
void image_turn(
    const struct image *im, int degrees, struct image *out); /* clockwise, 0 90 180 270 */
void image_blur(const struct image *im, int radius, struct image *out); /* box mean, (2r+1)^2 */

#endif
