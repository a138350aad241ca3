/*
 * Ink: is there a signature in a box?
 */
#ifndef SCAN_INK_IMP_H
#define SCAN_INK_IMP_H

#include "scan/image.h"
#include "scan/place/register_imp.h"
#include "scan/scan.h"

/* Fills box, verdict, score, ink_mm2, extent_mm and hint of the n boxes of a registered page. */
void ink_judge(const struct image *im, const struct registration *r, const struct box *boxes,
    size_t n, struct scan_box *out);

#endif
