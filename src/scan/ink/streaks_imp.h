/*
 * Dirt on the scanner's glass: dark columns down the whole picture.
 */
#ifndef SCAN_STREAKS_IMP_H
#define SCAN_STREAKS_IMP_H

#include "scan/image.h"

/*
 * A byte for each column of im, 1 where the glass was dirty, freed by the caller; NULL when it
 * is clean.  density: pixels a millimetre.
 */
uint8_t *streaks_find(const struct image *im, double density);

#endif
