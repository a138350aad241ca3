/*
 * A group of boxes that stand together, with the paper around them: its ink, less what is
 * printed and what the glass added, as blobs.
 */
#ifndef SCAN_AREA_IMP_H
#define SCAN_AREA_IMP_H

#include "scan/ink/blobs_imp.h"
#include "scan/place/patch_imp.h"
#include "scan/place/register_imp.h"

/* Pixels of an area; x1 and y1 are past the end. */
struct span {
	int x0, y0, x1, y1;
};

struct area {
	const struct image *im;
	const struct registration *r;
	const uint8_t *streak; /* of the picture's columns; NULL: none */
	const struct box *boxes; /* all of the page */
	int member[SCAN_BOXES_MAX], n; /* indexes of those that stand here */
	struct span inside[SCAN_BOXES_MAX]; /* of each member, less its border */

	struct patch patch;
	int w, h;
	uint8_t *dark; /* w * h: darkness against the paper */
	uint8_t *ink; /* w * h: 1 where there is ink that is not print */
	double noise;
	struct blobs blobs;
};

/* Do two boxes stand so close that what is written around one may reach the other? */
int area_next_to(const struct box *a, const struct box *b);

/* im to member are given. */
void area_init(struct area *a);
void area_release(struct area *a);

/* After a->ink was changed: its blobs anew. */
void area_refresh(struct area *a);

/* Millimetres of the page. */
double area_x(const struct area *a, double px);
double area_y(const struct area *a, double py);

/* Change of darkness a pixel, across and down. */
void area_slope(const struct area *a, int x, int y, double *gx, double *gy);

/* mm2 of black ink within a member, dust too, but for what is nearer to its border than margin (mm). */
double area_black_inside(const struct area *a, int member, double margin);

/* Does a pixel of ink touch a pixel without? */
int area_on_edge(const struct area *a, int x, int y);

#endif
