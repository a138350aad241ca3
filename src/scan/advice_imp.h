/*
 * What to do better, told to the person who took a photo that could not be read.
 */
#ifndef SCAN_ADVICE_IMP_H
#define SCAN_ADVICE_IMP_H

#include "scan/image.h"
#include "scan/place/map_imp.h"

/*
 * Does the picture come from a camera?  Its shape and the resolution that the file tells are those of
 * no sheet.
 */
int advice_is_photo(const struct image *im);

/* French, never NULL.  map: where the page lies as far as it is known; NULL. */
const char *advice_words(const struct image *im, const struct scan_map *map);

#endif
