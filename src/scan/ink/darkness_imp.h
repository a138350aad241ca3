/*
 * Darkness against the paper around: shadows, yellowed paper and a grey lid are not ink.
 */
#ifndef SCAN_DARKNESS_IMP_H
#define SCAN_DARKNESS_IMP_H

#include "scan/image.h"

/*
 * For each pixel 0 (as light as the paper there) to 255 (black): im->w * im->h bytes, freed by
 * the caller.  What is narrower than wide_mm is not paper; what is darker by less than `floor` is 0.
 * im->dpi must be known.
 */
uint8_t *darkness_find(const struct image *im, double wide_mm, int floor);

/* Standard deviation of the paper's grey: most of a page is paper. */
double darkness_noise(const struct image *im);

#endif
