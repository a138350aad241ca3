/*
 * How a page lies, told by its three corner marks alone: its tag is torn off or cannot be read.
 */
#ifndef SCAN_FRAME_IMP_H
#define SCAN_FRAME_IMP_H

#include "scan/image.h"
#include "scan/place/map_imp.h"

enum { FRAMES_MAX = 4 };

struct frame {
	struct scan_map map; /* affine, or a similarity from two marks */
	int marks; /* 2 or 3 */
};

/*
 * The ways in which squares near the corners of the picture can be the page's marks, those with
 * most marks first.  im->dpi must be known, at least roughly.  Returns how many.
 */
int frame_guess(const struct image *im, struct frame out[FRAMES_MAX]);

#endif
