#include "scan/image.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Rows start at multiples of this, for vector loads. */
enum { ROW_ALIGN = 32 };

/* Box sums of one row of a blur fit in 16 bits up to this radius: (2r+1) * 255 < 65536. */
enum { BLUR_RADIUS_MAX = 127 };

static int
at_least(int n, int floor)
{
	return n > floor ? n : floor;
}

static int
at_most(int n, int ceiling)
{
	return n < ceiling ? n : ceiling;
}

void
image_init(struct image *im, int w, int h)
{
	im->w = at_least(w, 0);
	im->h = at_least(h, 0);
	im->stride = ((size_t)im->w + ROW_ALIGN - 1) / ROW_ALIGN * ROW_ALIGN;
	im->dpi = 0;
	im->px = mem_alloc(im->stride * (size_t)im->h + ROW_ALIGN);
}

void
image_release(struct image *im)
{
	free(im->px);
	memset(im, 0, sizeof *im);
}

static uint8_t *
row_of(const struct image *im, int y)
{
	return im->px + (size_t)y * im->stride;
}

struct image
image_window(const struct image *im, int x, int y, int w, int h)
{
	struct image win = *im;
	int x1 = at_most(at_least(x, 0), im->w), y1 = at_most(at_least(y, 0), im->h);
	long long x2 = (long long)x + w, y2 = (long long)y + h;

	x2 = x2 < im->w ? x2 : im->w;
	y2 = y2 < im->h ? y2 : im->h;
	win.w = x2 > x1 ? (int)(x2 - x1) : 0;
	win.h = y2 > y1 ? (int)(y2 - y1) : 0;
	win.px = im->px + (size_t)y1 * im->stride + x1;
	return win;
}

static void
half_row(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict o, int w)
{
	for (int x = 0; x < w; x++)
		o[x] = (uint8_t)((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) >> 2);
}

void
image_half(const struct image *im, struct image *out)
{
	image_init(out, im->w / 2, im->h / 2);
	out->dpi = im->dpi / 2;
	for (int y = 0; y < out->h; y++)
		half_row(row_of(im, 2 * y), row_of(im, 2 * y + 1), row_of(out, y), out->w);
}

static void
add_row(const uint8_t *restrict row, uint32_t *restrict sums, int w)
{
	for (int x = 0; x < w; x++)
		sums[x] += row[x];
}

/* The mean of each run of f column sums of f rows. */
static void
mean_row(const uint32_t *restrict sums, int f, uint8_t *restrict o, int w)
{
	/* a multiplication by 2^40 / f^2 for a division: exact enough for sums under 2^22 */
	uint64_t scale = ((UINT64_C(1) << 40) + (uint64_t)(f * f) - 1) / (uint64_t)(f * f);
	uint32_t round = (uint32_t)(f * f) / 2;

	for (int x = 0; x < w; x++) {
		uint32_t s = round;

		for (int i = 0; i < f; i++)
			s += sums[x * f + i];
		s = (uint32_t)(s * scale >> 40);
		o[x] = (uint8_t)(s < 255 ? s : 255);
	}
}

void
image_shrink(const struct image *im, int factor, struct image *out)
{
	int f = at_most(at_least(factor, 1), 64);
	uint32_t *sums;

	if (f == 2) {
		image_half(im, out);
		return;
	}
	image_init(out, im->w / f, im->h / f);
	out->dpi = im->dpi / f;
	sums = mem_alloc(((size_t)im->w + 1) * sizeof *sums);
	for (int y = 0; y < out->h; y++) {
		memset(sums, 0, (size_t)im->w * sizeof *sums);
		for (int i = 0; i < f; i++)
			add_row(row_of(im, y * f + i), sums, im->w);
		mean_row(sums, f, row_of(out, y), out->w);
	}
	free(sums);
}

static void
pad(const struct image *im, int margin, struct image *out)
{
	image_init(out, im->w + 2 * margin, im->h + 2 * margin);
	memset(out->px, 255, out->stride * (size_t)out->h);
	for (int y = 0; y < im->h; y++)
		memcpy(row_of(out, y + margin) + margin, row_of(im, y), (size_t)im->w);
}

/*
 * n pixels as 2n, each a quarter of a pixel before and after: Catmull-Rom's cubic, in 128ths.  The two
 * at either end are not looked at, and white.
 */
static void
double_line(const uint8_t *in, size_t in_step, int n, uint8_t *out, size_t out_step)
{
	static const int weight[2][4] = { { -3, 29, 111, -9 }, { -9, 111, 29, -3 } };

	for (int x = 0; x < 2 * n; x++) {
		int first = (x + 1) / 2 - 2, sum = 64;
		const int *w = weight[x % 2];

		for (int i = 0; i < 4 && first >= 0 && first + 3 < n; i++)
			sum += w[i] * in[(size_t)(first + i) * in_step];
		sum = first >= 0 && first + 3 < n ? sum >> 7 : 255;
		out[(size_t)x * out_step] = (uint8_t)at_most(at_least(sum, 0), 255);
	}
}

void
image_double(const struct image *im, int margin, struct image *out)
{
	struct image padded, wide;

	pad(im, margin, &padded);
	image_init(&wide, 2 * padded.w, padded.h);
	for (int y = 0; y < padded.h; y++)
		double_line(row_of(&padded, y), 1, padded.w, row_of(&wide, y), 1);
	image_init(out, wide.w, 2 * wide.h);
	out->dpi = 2 * im->dpi;
	for (int x = 0; x < wide.w; x++)
		double_line(wide.px + x, wide.stride, wide.h, out->px + x, out->stride);
	image_release(&wide);
	image_release(&padded);
}

/* Square tiles keep both pictures in cache while a quarter turn walks one of them by columns. */
enum { TILE = 32 };

static void
quarter_tile(const struct image *im, struct image *out, int clockwise, int x0, int y0)
{
	int x1 = at_most(x0 + TILE, im->w), y1 = at_most(y0 + TILE, im->h);

	for (int x = x0; x < x1; x++) {
		uint8_t *o = row_of(out, clockwise ? x : im->w - 1 - x);

		for (int y = y0; y < y1; y++)
			o[clockwise ? im->h - 1 - y : y] = row_of(im, y)[x];
	}
}

static void
turn_quarter(const struct image *im, int clockwise, struct image *out)
{
	image_init(out, im->h, im->w);
	for (int y = 0; y < im->h; y += TILE)
		for (int x = 0; x < im->w; x += TILE)
			quarter_tile(im, out, clockwise, x, y);
}

static void
turn_half(const struct image *im, struct image *out)
{
	image_init(out, im->w, im->h);
	for (int y = 0; y < im->h; y++) {
		const uint8_t *restrict row = row_of(im, y);
		uint8_t *restrict o = row_of(out, im->h - 1 - y);

		for (int x = 0; x < im->w; x++)
			o[im->w - 1 - x] = row[x];
	}
}

static void
copy_rows(const struct image *im, struct image *out)
{
	image_init(out, im->w, im->h);
	for (int y = 0; y < im->h; y++)
		memcpy(row_of(out, y), row_of(im, y), (size_t)im->w);
}

void
image_turn(const struct image *im, int degrees, struct image *out)
{
	switch (((degrees % 360) + 360) % 360) {
	case 90:
		turn_quarter(im, 1, out);
		break;
	case 180:
		turn_half(im, out);
		break;
	case 270:
		turn_quarter(im, 0, out);
		break;
	default:
		copy_rows(im, out);
		break;
	}
	out->dpi = im->dpi;
}

static void
swap_row(
    const uint8_t *restrict in, const uint8_t *restrict gone, uint16_t *restrict sums, int w)
{
	for (int x = 0; x < w; x++)
		sums[x] = (uint16_t)(sums[x] + in[x] - gone[x]);
}

/* The mean of the 2r+1 columns around each one; `sums` has r columns more at both ends. */
static void
blur_row(const uint16_t *sums, int r, uint8_t *o, int w)
{
	uint32_t n = (uint32_t)(2 * r + 1), run = 0;
	uint64_t scale = ((UINT64_C(1) << 40) + n * n - 1) / (n * n);

	for (int i = 0; i < 2 * r; i++)
		run += sums[i];
	for (int x = 0; x < w; x++) {
		run += sums[x + 2 * r];
		o[x] = (uint8_t)((run + n * n / 2) * scale >> 40);
		run -= sums[x];
	}
}

/* Beyond the edges the edge pixels go on. */
static void
extend_row(uint16_t *sums, int r, int w)
{
	for (int i = 0; i < r; i++) {
		sums[i] = sums[r];
		sums[r + w + i] = sums[r + w - 1];
	}
}

static const uint8_t *
edge_row(const struct image *im, int y)
{
	return row_of(im, at_least(at_most(y, im->h - 1), 0));
}

void
image_blur(const struct image *im, int radius, struct image *out)
{
	int r = at_most(at_least(radius, 0), BLUR_RADIUS_MAX);
	uint16_t *sums;

	image_init(out, im->w, im->h);
	out->dpi = im->dpi;
	if (im->w == 0 || im->h == 0)
		return;
	sums = mem_zero((size_t)im->w + 2 * (size_t)r, sizeof *sums);
	for (int i = -r; i <= r; i++) {
		const uint8_t *row = edge_row(im, i);

		for (int x = 0; x < im->w; x++)
			sums[r + x] = (uint16_t)(sums[r + x] + row[x]);
	}
	for (int y = 0; y < im->h; y++) {
		extend_row(sums, r, im->w);
		blur_row(sums, r, row_of(out, y), im->w);
		swap_row(edge_row(im, y + r + 1), edge_row(im, y - r), sums + r, im->w);
	}
	free(sums);
}
