#include "scan/place/frame_imp.h"

#include <math.h>

#include "scan/place/marks_imp.h"
#include "scan/place/register_imp.h"

#define INSET (MARK_EDGE + MARK_SIDE / 2) /* mm from the page's edges to a mark's middle */
static const double reach_mm[] = { 6, 14, 24,
	45 }; /* nearest first: scans, cut pages, photos */
static const double uneven = 0.12; /* the two axes of a page on a table may differ by so much */
static const double uneven_scale = 0.4; /* and its size from what the file or the frame says */

/* What stands in the four corners of the picture, clockwise from the top left one. */
struct corners {
	struct pt at[4];
	int found[4];
};

static void
find_corners(const struct image *im, struct corners *c)
{
	double d = im->dpi / 25.4;
	double w = (im->w < im->h ? PAGE_W : PAGE_H) * d,
	       h = (im->w < im->h ? PAGE_H : PAGE_W) * d;
	double left = (im->w - w) / 2, top = (im->h - h) / 2;

	for (int i = 0; i < 4; i++) {
		struct mark_search s = { .right = { d, 0 }, .down = { 0, d } };

		s.at.x = i == 1 || i == 2 ? left + w - INSET * d : left + INSET * d;
		s.at.y = i >= 2 ? top + h - INSET * d : top + INSET * d;
		c->found[i] = 0;
		for (size_t k = 0; k < sizeof reach_mm / sizeof *reach_mm && !c->found[i];
		     k++) {
			s.reach = reach_mm[k];
			c->found[i] = mark_find(im, &s, &c->at[i]) == 0;
		}
	}
}

/* No scanner and no camera shows a page so distorted. */
static int
is_plausible(const struct scan_map *m, double density)
{
	struct pt right, down;
	double w, h, turn;

	map_axes(m, PAGE_W / 2, PAGE_H / 2, &right, &down);
	w = hypot(right.x, right.y);
	h = hypot(down.x, down.y);
	turn = right.x * down.y - right.y * down.x;
	return fabs(w / h - 1) < uneven && turn > (1 - uneven) * w * h &&
	       fabs(sqrt(w * h) / density - 1) < uneven_scale;
}

/* The page, its tag in corner `tag` of the picture. */
static int
frame_fit(const struct corners *c, int tag, double density, struct frame *out)
{
	static const struct pt mark[] = { /* clockwise from the tag */
		{ PAGE_W - INSET, PAGE_H - INSET }, { INSET, PAGE_H - INSET }, { INSET, INSET }
	};
	struct tie tie[3];

	out->marks = 0;
	for (int i = 0; i < 3; i++) {
		int k = (tag + 1 + i) % 4;

		if (c->found[k])
			tie[out->marks++] = (struct tie){ mark[i], c->at[k], 1 };
	}
	if (out->marks < 2 || (out->marks == 3 ? map_fit_affine : map_fit_similarity)(
				  tie, out->marks, &out->map) < 0)
		return -1;
	return is_plausible(&out->map, density) ? 0 : -1;
}

int
frame_guess(const struct image *im, struct frame out[FRAMES_MAX])
{
	struct corners c;
	int n = 0;

	find_corners(im, &c);
	for (int marks = 3; marks >= 2; marks--)
		for (int tag = 0; tag < 4; tag++) {
			struct frame f;

			if (frame_fit(&c, tag, im->dpi / 25.4, &f) == 0 && f.marks == marks)
				out[n++] = f;
		}
	return n;
}
