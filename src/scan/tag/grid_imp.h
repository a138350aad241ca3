/*
 * The school's own tag read module by module, where the decoder sees no code: a streak, a pen or a
 * stamp lies over a finder pattern.  The grid of modules is fitted to what every such code shows, and
 * sampled; what is doubtful is left to the code's own error correction.
 */
#ifndef SCAN_GRID_IMP_H
#define SCAN_GRID_IMP_H

#include "scan/tag/tagreader_imp.h"

struct grid {
	struct pt corner[4]; /* of the code as printed, pixels: top left, then clockwise */
};

/*
 * Both return how well finders, timing and alignment patterns fit: 1 perfectly, about 0 where there is
 * no code.  First the grid is moved to the best place within `reach` modules, then turned and bent.
 */
double grid_slide(const struct image *im, struct grid *g, double reach);
double grid_fit(const struct image *im, struct grid *g);

/* Samples a fitted grid.  1: out holds the code's text and corners; 0: it cannot be read. */
int grid_read(const struct image *im, const struct grid *g, struct code *out);

/* The middle of a module, counted from 0, in pixels. */
struct pt grid_module(const struct grid *g, double x, double y);

/* What every code of this version shows at a module: 1 dark, -1 light, 0 it depends. */
int grid_fixed(int x, int y);

#endif
