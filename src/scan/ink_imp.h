/*
 * Ink: is there a signature in a box?
 */
#ifndef SCAN_INK_IMP_H
#define SCAN_INK_IMP_H

#include "scan/image.h"
#include "scan/register_imp.h"
#include "scan/scan.h"

/* A page whose boxes are judged. */
struct ink_page {
	const struct image *im;
	const struct registration *r;
	const struct box *boxes;
	size_t n;
	uint8_t *streak; /* a byte for each column of im: 1 where the glass was dirty */
};

/* Finds the dirty columns.  Ends in ink_page_release(). */
void ink_page_init(struct ink_page *p, const struct image *im, const struct registration *r,
    const struct box *boxes, size_t n);
void ink_page_release(struct ink_page *p);

/* Fills verdict, score, ink_mm2, extent_mm and hint of box i. */
void ink_judge(const struct ink_page *p, size_t i, struct scan_box *out);

#endif
