/* Does anything on a picture look like a QR code, before the costly attempts to read one? */
#ifndef SCAN_TEXTURE_IMP_H
#define SCAN_TEXTURE_IMP_H

#include "scan/tag/tagreader_imp.h"

/*
 * 1 when somewhere a square of 8 mm is half dark and half light all over, as the modules of a code are
 * even where toner is faint or a pen went over them.  Of 400 simulated tags at severities up to 5 the
 * least such one measures 0.39; of pages of text, whose letters are blurred on purpose, the most 0.33.
 * What lies under the codes of `but` (NULL: none), whose corners are pixels of im, is left out.
 */
int texture_like_code(const struct image *im, const struct codes *but);

#endif
