#include "tone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { TAPS_MAX = 65 };

/* Integer weights that add up to 256; returns the radius. */
static int
kernel(double sigma, int weight[TAPS_MAX])
{
	int radius = (int)ceil(2.5 * sigma), left = 256;
	double sum = 0, g[TAPS_MAX];

	if (radius > TAPS_MAX / 2)
		radius = TAPS_MAX / 2;
	for (int i = -radius; i <= radius; i++)
		sum += g[i + radius] = exp(-i * i / (2 * sigma * sigma + 1e-9));
	for (int i = 0; i <= 2 * radius; i++)
		left -= weight[i] = (int)(256 * g[i] / sum);
	weight[radius] += left;
	return radius;
}

enum { LANES = 32 }; /* pixels summed together: a whole number of vector registers */

/* LANES pixels: the taps stand `stride` bytes apart. */
static void
soften_lanes(const uint8_t *in, size_t stride, uint8_t *out, const int *weight, int taps)
{
	uint16_t sum[LANES] = { 0 };

	for (int i = 0; i < taps; i++) {
		const uint8_t *from = in + (size_t)i * stride;
		uint16_t k = (uint16_t)weight[i];

		for (int x = 0; x < LANES; x++)
			sum[x] = (uint16_t)(sum[x] + k * from[x]);
	}
	for (int x = 0; x < LANES; x++)
		out[x] = (uint8_t)(sum[x] >> 8);
}

/* A plane with margins that repeat its edges, so that every tap falls inside. */
struct padded {
	uint8_t *px;
	size_t stride;
	int margin;
};

static struct padded
pad(const uint8_t *px, int w, int h, int margin)
{
	struct padded p = { NULL, (size_t)(w + 2 * margin + LANES), margin };

	p.px = mem_zero((size_t)(h + 2 * margin + 1), p.stride);
	for (int y = -margin; y < h + margin; y++) {
		const uint8_t *from = px + (size_t)(y < 0 ? 0 : y >= h ? h - 1 : y) * (size_t)w;
		uint8_t *row = p.px + (size_t)(y + margin) * p.stride;

		memset(row, from[0], (size_t)margin);
		memcpy(row + margin, from, (size_t)w);
		memset(row + margin + w, from[w - 1], (size_t)margin);
	}
	return p;
}

/* Taps `step` bytes apart: 1 along a row, the stride down a column. */
static void
soften(uint8_t *px, int w, int h, double sigma, int down)
{
	int weight[TAPS_MAX], radius = kernel(sigma, weight);
	struct padded p = pad(px, w, h, radius);
	size_t step = down ? p.stride : 1;
	uint8_t tail[LANES];

	for (int y = 0; y < h; y++) {
		const uint8_t *from =
		    p.px + (size_t)(y + radius) * p.stride + radius - (size_t)radius * step;
		uint8_t *to = px + (size_t)y * (size_t)w;

		for (int x = 0; x < w; x += LANES) {
			int whole = w - x >= LANES;

			soften_lanes(
			    from + x, step, whole ? to + x : tail, weight, 2 * radius + 1);
			if (!whole)
				memcpy(to + x, tail, (size_t)(w - x));
		}
	}
	free(p.px);
}

void
tone_soften(struct sheet *s, double across, double down)
{
	for (int p = 0; p < s->planes; p++) {
		soften(s->px[p], s->w, s->h, across, 0);
		soften(s->px[p], s->w, s->h, down, 1);
	}
}

void
tone_blur(struct sheet *s, int level, struct rng *r)
{
	double sigma = sheet_px(s, 0.06 * level);
	int motion = rng_int(r, 4); /* 0 across, 1 down, else optical */

	tone_soften(s, motion == 1 ? sigma / 4 : sigma, motion == 0 ? sigma / 4 : sigma);
}

/* A table for all pixels of all planes. */
static void
map_levels(struct sheet *s, const uint8_t table[256])
{
	size_t n = (size_t)s->w * (size_t)s->h;

	for (int p = 0; p < s->planes; p++)
		for (size_t i = 0; i < n; i++)
			s->px[p][i] = table[s->px[p][i]];
}

/* The darkest of a pixel and its neighbours left and right, or above and below. */
static void
darken(uint8_t *px, int w, int h, int step_x, int step_y, double part)
{
	size_t n = (size_t)w * (size_t)h, step = (size_t)(step_x + step_y * w);
	uint8_t *in = mem_alloc(n);
	int k = (int)(part * 256);

	memcpy(in, px, n);
	for (size_t i = step; i + step < n; i++) {
		int low = in[i - step] < in[i + step] ? in[i - step] : in[i + step];

		if (low < in[i])
			px[i] = (uint8_t)(in[i] - (in[i] - low) * k / 256);
	}
	free(in);
}

/* Ink spreads by mm on every side. */
static void
spread(struct sheet *s, double mm)
{
	double left = sheet_px(s, mm);

	for (; left > 0; left -= 1)
		for (int p = 0; p < s->planes; p++) {
			darken(s->px[p], s->w, s->h, 1, 0, left < 1 ? left : 1);
			darken(s->px[p], s->w, s->h, 0, 1, left < 1 ? left : 1);
		}
}

void
tone_fat(struct sheet *s, int level, struct rng *r)
{
	static const double mm[] = { 0, 0.03, 0.06, 0.09, 0.13, 0.18 };

	spread(s, mm[level] * rng_range(r, 0.8, 1.1));
}

double
tone_strength(int level, struct rng *r)
{
	static const double lightest[] = { 1, 0.85, 0.7, 0.55, 0.42, 0.3 };

	return fmin(1, lightest[level] * rng_range(r, 1, 1.1));
}

void
tone_faint(struct sheet *s, int level, struct rng *r)
{
	double strength = tone_strength(level, r), voids = 0.03 * level;
	double period = sheet_px(s, rng_range(r, 20, 60)), phase = rng_range(r, 0, 6.3);

	for (int y = 0; y < s->h; y++) {
		/* a worn drum repeats down the page */
		int k = (int)(256 * strength * (0.93 + 0.07 * sin(phase + y / period * 6.28)));

		for (int x = 0; x < s->w; x++) {
			size_t i = (size_t)y * (size_t)s->w + (size_t)x;
			int keep = k;

			if (s->px[0][i] > 250)
				continue;
			if (rng_chance(r, voids))
				keep /= 3;
			for (int p = 0; p < s->planes; p++)
				s->px[p][i] = (uint8_t)(255 - (255 - s->px[p][i]) * keep / 256);
		}
	}
}

static void
dust(struct sheet *s, int specks, struct rng *r)
{
	for (int i = 0; i < specks; i++) {
		int size = 1 + rng_int(r, 1 + (int)sheet_px(s, 0.25));
		int x = rng_int(r, s->w - size), y = rng_int(r, s->h - size);
		uint8_t dark = (uint8_t)rng_int(r, 120);

		for (int p = 0; p < s->planes; p++)
			for (int k = 0; k < size; k++)
				memset(s->px[p] + (size_t)(y + k) * (size_t)s->w + x, dark,
				    (size_t)size);
	}
}

void
tone_copy(struct sheet *s, int level, struct rng *r)
{
	uint8_t table[256];
	double gain = 1.3 + 0.35 * level, middle = rng_range(r, 120, 170);

	tone_soften(s, sheet_px(s, 0.05 + 0.015 * level), sheet_px(s, 0.05 + 0.015 * level));
	for (int i = 0; i < 256; i++) {
		double v = 128 + (i - middle) * gain;

		table[i] = (uint8_t)(v < 12 ? 12 : v > 255 ? 255 : v);
	}
	map_levels(s, table);
	spread(s, 0.015 * level);
	dust(s, 30 * level * level, r);
}

void
tone_bleed(struct sheet *s, int level, struct rng *r)
{
	struct sheet back = sheet_copy(s);
	int k = (int)(256 * (0.03 + 0.03 * level) * rng_range(r, 0.8, 1));
	size_t n = (size_t)s->w * (size_t)s->h;

	sheet_mirror(&back);
	tone_soften(&back, sheet_px(s, 0.15), sheet_px(s, 0.15));
	for (int p = 0; p < s->planes; p++)
		for (size_t i = 0; i < n; i++)
			s->px[p][i] = (uint8_t)(s->px[p][i] *
						(65280 - (255 - back.px[p][i]) * k) / 65280);
	sheet_release(&back);
}

enum { WARM_PERCENT = 4 }; /* that a lamp takes from blue, a level */

/* How bright the lens leaves a place, and how dark the shadow of hand and phone makes it. */
static double
shade(double x, double y, int level, double edge)
{
	double far = (x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5);
	double in = (x * 0.8 + y * 0.6 - edge) * 12; /* a soft border */
	double shadow = level < 3 ? 0 : in <= 0 ? 0 : in >= 1 ? 1 : in;

	return (1 - 0.08 * level * far) * (1 - 0.07 * level * shadow);
}

/* A lamp on one side of a photo, warm; the lens darkens its corners; somebody stands in the light. */
void
tone_light(struct sheet *s, int level, struct rng *r)
{
	double fall = 0.08 * level, angle = rng_range(r, 0, 6.3);
	double ux = cos(angle) * fall / s->w, uy = sin(angle) * fall / s->h;
	double edge = rng_range(r, 0.5, 1.1);

	for (int y = 0; y < s->h; y++)
		for (int x = 0; x < s->w; x++) {
			double light =
			    0.92 - fall / 2 + ux * (x - s->w / 2) + uy * (y - s->h / 2);
			int k;

			light *= shade((double)x / s->w, (double)y / s->h, level, edge);
			k = (int)(256 * light);
			for (int p = 0; p < s->planes; p++) {
				uint8_t *px = &s->px[p][(size_t)y * (size_t)s->w + (size_t)x];
				int warm = p == 2 ? k * (100 - WARM_PERCENT * level) / 100 : k;

				*px = (uint8_t)(*px * warm >> 8);
			}
		}
}

enum { NOISE_TABLE = 1 << 14 };

void
tone_noise(struct sheet *s, int level, struct rng *r)
{
	static const double sigmas[] = { 0, 2, 4, 7, 11, 16 };
	static const double specks[] = { 0, 2e-6, 1e-5, 4e-5, 1.5e-4, 5e-4 };
	int8_t *table = mem_alloc(NOISE_TABLE);
	size_t n = (size_t)s->w * (size_t)s->h;
	size_t salt = (size_t)(specks[level] * (double)n);

	for (int i = 0; i < NOISE_TABLE; i++)
		table[i] = (int8_t)fmax(-127, fmin(127, sigmas[level] * rng_normal(r)));
	for (int p = 0; p < s->planes; p++)
		for (size_t i = 0; i < n;) {
			uint64_t z = rng_u64(r);
			/* one draw places a run of the table */
			size_t run = 16 + (z & 31), from = (z >> 8) % (NOISE_TABLE - 64);

			for (size_t k = 0; k < run && i < n; k++, i++) {
				int v = s->px[p][i] + table[from + k];

				s->px[p][i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
			}
		}
	for (size_t k = 0; k < salt; k++) {
		size_t i = rng_u64(r) % n;
		uint8_t v = rng_chance(r, 0.5) ? 255 : 0;

		for (int p = 0; p < s->planes; p++)
			s->px[p][i] = v;
	}
	free(table);
}
