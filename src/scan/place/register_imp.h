/*
 * Registration: where every millimetre of the printed page stands in the picture.
 *
 * The QR code alone is good near itself only; the three corner marks carry the map to the far
 * side, and the printed borders of the boxes check it, or replace a missing mark.
 */
#ifndef SCAN_REGISTER_IMP_H
#define SCAN_REGISTER_IMP_H

#include "scan/place/frame_imp.h"
#include "scan/image.h"
#include "scan/place/map_imp.h"
#include "scan/tag/tagreader_imp.h"

/* The printed page (design.md section 5), mm. */
#define PAGE_W 210.0
#define PAGE_H 297.0
#define TAG_SIDE 24.0
#define TAG_X 174.0 /* left edge of the dark square */
#define TAG_Y 12.0
#define TAG_MODULES 25
#define MARK_SIDE 5.0
#define MARK_EDGE 10.0 /* from the edge of the page to the mark */

enum { TIES_MAX = 160, MARKS = 3 };

/* Where the border of a box really is, as the map's millimetres. */
struct border {
	double x0, y0, x1, y1;
	int sides; /* how many were seen; the others are where the map has them */
};

struct registration {
	struct scan_map map;
	struct tie tie[TIES_MAX];
	int n;
	int marks; /* corner marks found: 0..3 */
	int sides; /* box borders that were seen */
	int tilted; /* 1: a photo: the code is seen from one side, or the caller knows */
	int perspective; /* 1: the map is a homography */
	double residual_mm; /* -1: unknown */
	struct border border[SCAN_BOXES_MAX]; /* of each box, after register_boxes */
};

/*
 * From the code alone: pixel corners refined to sub-pixel finder centres.  -1 where they do not
 * fit together.  The map is only good within a few centimetres of the code.
 */
int register_tag(const struct image *im, const struct code *c, struct registration *r);

/* From corner marks alone. */
void register_frame(const struct frame *f, struct registration *r);

/* Looks for the corner marks in the first `ready` rows, nearest first, and fits again. */
void register_marks(const struct image *im, int ready, struct registration *r);

/*
 * Compares the map with the printed borders of the boxes, refits where marks are missing,
 * measures residual_mm, and notes each border.
 */
void register_boxes(
    const struct image *im, const struct box *boxes, size_t n, struct registration *r);

/* The printed size over the true size, were the scan exactly at dpi; 0 unknown. */
double register_scale(const struct registration *r, double dpi);

#endif
