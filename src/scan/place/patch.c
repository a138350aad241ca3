#include "scan/place/patch_imp.h"

#include <math.h>

/* A straight run of pixels of the patch is so long: a homography bends too little within it. */
enum { RUN = 16, FRACTION = 16 };

/* Bilinear, in 16.16 fixed point; paper outside. */
static uint8_t
sample(const struct image *im, int64_t x, int64_t y)
{
	int64_t ix = x >> FRACTION, iy = y >> FRACTION;
	int fx = (int)(x >> (FRACTION - 8)) & 255, fy = (int)(y >> (FRACTION - 8)) & 255;
	const uint8_t *p, *q;
	int top, bottom;

	if (ix < 0 || iy < 0 || ix >= im->w - 1 || iy >= im->h - 1)
		return 255;
	p = im->px + (size_t)iy * im->stride + ix;
	q = p + im->stride;
	top = p[0] * (256 - fx) + p[1] * fx;
	bottom = q[0] * (256 - fx) + q[1] * fx;
	return (uint8_t)((top * (256 - fy) + bottom * fy + 32768) >> 16);
}

static int64_t
fixed(double v)
{
	return (int64_t)((fabs(v) < 1e6 ? v : -1e6) * (1 << FRACTION));
}

static int
inside(const struct image *im, int64_t x, int64_t y)
{
	return x >= 0 && y >= 0 && x >> FRACTION < im->w - 1 && y >> FRACTION < im->h - 1;
}

static void
run(const struct image *im, struct pt from, struct pt to, int n, uint8_t *out)
{
	int64_t x = fixed(from.x - 0.5), y = fixed(from.y - 0.5);
	int64_t dx = (fixed(to.x - 0.5) - x) / n, dy = (fixed(to.y - 0.5) - y) / n;

	if (!inside(im, x, y) || !inside(im, x + n * dx, y + n * dy)) {
		for (int i = 0; i < n; i++, x += dx, y += dy)
			out[i] = sample(im, x, y);
		return;
	}
	for (int i = 0; i < n; i++, x += dx, y += dy) {
		const uint8_t *p =
		    im->px + (size_t)(y >> FRACTION) * im->stride + (size_t)(x >> FRACTION);
		const uint8_t *q = p + im->stride;
		unsigned fx = (unsigned)(x >> (FRACTION - 8)) & 255;
		unsigned fy = (unsigned)(y >> (FRACTION - 8)) & 255;

		out[i] = (uint8_t)(((p[0] * (256 - fx) + p[1] * fx) * (256 - fy) +
				       (q[0] * (256 - fx) + q[1] * fx) * fy + 32768) >>
				   16);
	}
}

void
patch_cut(const struct image *im, const struct scan_map *m, double x, double y, double w,
    double h, struct patch *p)
{
	double d = p->density;

	p->x = x;
	p->y = y;
	image_init(&p->im, (int)ceil(w * d), (int)ceil(h * d));
	p->im.dpi = d * 25.4;
	for (int r = 0; r < p->im.h; r++) {
		double my = y + (r + 0.5) / d;
		struct pt from = map_apply(m, x + 0.5 / d, my);

		for (int c = 0; c < p->im.w; c += RUN) {
			int n = p->im.w - c < RUN ? p->im.w - c : RUN;
			struct pt to = map_apply(m, x + (c + n + 0.5) / d, my);

			run(im, from, to, n, p->im.px + (size_t)r * p->im.stride + c);
			from = to;
		}
	}
}
