/*
 * A page drawn by hand for the tests of the reader: tag, corner marks, boxes, strokes; then
 * scanned by arithmetic: resolution, turn, scale, noise.  All seeded.
 */
#ifndef TESTS_DRAWN_PAGE_H
#define TESTS_DRAWN_PAGE_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "domain/words.h"
#include "scan/image.h"

enum { DRAWN_DENSITY = 10 }; /* pixels a millimetre of the drawing */

static const char drawn_tag[] = "P17K3M9Q2X4ABC102ABCDEFGHJK";

struct drawn_scan {
	double dpi;
	double angle; /* degrees clockwise */
	double scale; /* 1.0: as printed */
	double noise; /* grey levels */
	double dx, dy; /* mm the sheet lies off its place */
	unsigned seed;
};

static inline void
drawn_dot(struct image *im, double x, double y, double w, double h, int grey)
{
	int x0 = (int)lround(x * DRAWN_DENSITY), x1 = (int)lround((x + w) * DRAWN_DENSITY);
	int y0 = (int)lround(y * DRAWN_DENSITY), y1 = (int)lround((y + h) * DRAWN_DENSITY);
	struct image win = image_window(im, x0, y0, x1 - x0, y1 - y0);

	for (int r = 0; r < win.h; r++)
		for (int c = 0; c < win.w; c++) {
			uint8_t *p = win.px + (size_t)r * win.stride + c;

			*p = *p < grey ? *p : (uint8_t)grey;
		}
}

/* White paper again. */
static inline void
drawn_wipe(struct image *im, double x, double y, double w, double h)
{
	struct image win = image_window(im, (int)(x * DRAWN_DENSITY), (int)(y * DRAWN_DENSITY),
	    (int)(w * DRAWN_DENSITY), (int)(h * DRAWN_DENSITY));

	for (int r = 0; r < win.h; r++)
		memset(win.px + (size_t)r * win.stride, 250, (size_t)win.w);
}

/* A round pen of `width` mm drawn from a to b. */
static inline void
drawn_line(struct image *im, double ax, double ay, double bx, double by, double width, int grey)
{
	int n = (int)(hypot(bx - ax, by - ay) * DRAWN_DENSITY) + 1,
	    r = (int)(width * DRAWN_DENSITY / 2);

	for (int i = 0; i <= n; i++) {
		int cx = (int)((ax + (bx - ax) * i / n) * DRAWN_DENSITY);
		int cy = (int)((ay + (by - ay) * i / n) * DRAWN_DENSITY);

		for (int y = cy - r; y <= cy + r; y++)
			for (int x = cx - r; x <= cx + r; x++)
				if ((x - cx) * (x - cx) + (y - cy) * (y - cy) <= r * r + 1 &&
				    x >= 0 && y >= 0 && x < im->w && y < im->h &&
				    im->px[(size_t)y * im->stride + (size_t)x] > grey)
					im->px[(size_t)y * im->stride + (size_t)x] =
					    (uint8_t)grey;
	}
}

/* A scrawl of loops that fills w x h mm: a signature by all accounts. */
static inline void
drawn_signature(
    struct image *im, double x, double y, double w, double h, double width, int grey)
{
	double px = x, py = y + h / 2;

	for (int i = 1; i <= 160; i++) {
		double t = i / 160.0, a = t * 2 * M_PI * 5;
		double nx = x + w * t * 0.92 + w * 0.08 * sin(a * 1.3);
		double ny = y + h / 2 + h / 2 * sin(a) * (0.35 + 0.65 * fabs(cos(a / 3.7)));

		drawn_line(im, px, py, nx, ny, width, grey);
		px = nx;
		py = ny;
	}
}

static inline void
drawn_box(struct image *im, const struct box *b)
{
	drawn_dot(im, b->x - 0.1, b->y - 0.1, b->w + 0.2, 0.2, 30);
	drawn_dot(im, b->x - 0.1, b->y + b->h - 0.1, b->w + 0.2, 0.2, 30);
	drawn_dot(im, b->x - 0.1, b->y - 0.1, 0.2, b->h + 0.2, 30);
	drawn_dot(im, b->x + b->w - 0.1, b->y - 0.1, 0.2, b->h + 0.2, 30);
}

static inline void
drawn_code(struct image *im, const char *text, double x, double y, double side)
{
	QRcode *q = QRcode_encodeString(text, 2, QR_ECLEVEL_Q, QR_MODE_8, 0);
	double m = side / q->width;

	for (int i = 0; i < q->width; i++)
		for (int j = 0; j < q->width; j++)
			if (q->data[i * q->width + j] & 1)
				drawn_dot(im, x + j * m, y + i * m, m, m, 20);
	QRcode_free(q);
}

static inline void
drawn_blank(struct image *im)
{
	image_init(im, 210 * DRAWN_DENSITY, 297 * DRAWN_DENSITY);
	memset(im->px, 250, im->stride * (size_t)im->h);
	im->dpi = DRAWN_DENSITY * 25.4;
}

/* Paper with tag, marks, boxes and lines of what looks like text. */
static inline void
drawn_page(struct image *im, const char *text, const struct box *boxes, size_t n)
{
	drawn_blank(im);
	if (text != NULL)
		drawn_code(im, text, 174, 12, 24);
	drawn_dot(im, 10, 10, 5, 5, 25);
	drawn_dot(im, 10, 282, 5, 5, 25);
	drawn_dot(im, 195, 282, 5, 5, 25);
	for (int line = 0; line < 20; line++)
		for (int c = 0; c < 60; c++)
			if ((line * 7 + c * 5) % 9)
				drawn_dot(im, 20 + c * 2.7, 50 + line * 6, 1.6,
				    0.3 + c % 3 * 0.7, 40);
	for (size_t i = 0; i < n; i++)
		drawn_box(im, &boxes[i]);
}

static inline double
drawn_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) / 16777216.0;
}

static inline int
drawn_sample(const struct image *im, double x, double y)
{
	int ix = (int)floor(x), iy = (int)floor(y);
	double fx = x - ix, fy = y - iy;
	const uint8_t *p;

	if (ix < 0 || iy < 0 || ix + 1 >= im->w || iy + 1 >= im->h)
		return 250;
	p = im->px + (size_t)iy * im->stride + ix;
	return (int)((p[0] * (1 - fx) + p[1] * fx) * (1 - fy) +
		     (p[im->stride] * (1 - fx) + p[im->stride + 1] * fx) * fy);
}

/* Where a millimetre of the page comes to lie in the scan, pixels. */
static inline void
drawn_where(const struct drawn_scan *s, double x, double y, double *px, double *py)
{
	double a = s->angle * M_PI / 180, k = s->dpi / 25.4;
	int turned = ((int)lround(s->angle / 90) % 2 + 2) % 2;
	double cx = (turned ? 297 : 210) / 2.0, cy = (turned ? 210 : 297) / 2.0;
	double ux = (x - 105) * s->scale, uy = (y - 148.5) * s->scale;

	*px = (cx + s->dx + ux * cos(a) - uy * sin(a)) * k;
	*py = (cy + s->dy + ux * sin(a) + uy * cos(a)) * k;
}

static inline void
drawn_scan_make(const struct image *page, const struct drawn_scan *s, struct image *out)
{
	double a = s->angle * M_PI / 180, k = s->dpi / 25.4;
	int turned = ((int)lround(s->angle / 90) % 2 + 2) % 2;
	double w = turned ? 297 : 210, h = turned ? 210 : 297;
	unsigned seed = s->seed;

	image_init(out, (int)(w * k), (int)(h * k));
	out->dpi = s->dpi;
	for (int r = 0; r < out->h; r++)
		for (int c = 0; c < out->w; c++) {
			double vx = (c + 0.5) / k - w / 2 - s->dx,
			       vy = (r + 0.5) / k - h / 2 - s->dy;
			double x = (vx * cos(a) + vy * sin(a)) / s->scale + 105;
			double y = (-vx * sin(a) + vy * cos(a)) / s->scale + 148.5;
			double v = drawn_sample(
			    page, x * DRAWN_DENSITY - 0.5, y * DRAWN_DENSITY - 0.5);

			if (s->noise > 0)
				v += s->noise * 1.7 *
				     (drawn_random(&seed) + drawn_random(&seed) - 1) * 1.44;
			out->px[(size_t)r * out->stride + (size_t)c] = (uint8_t)(v < 0     ? 0
										 : v > 255 ? 255
											   : v);
		}
}

#endif
