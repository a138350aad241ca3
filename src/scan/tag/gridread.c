/*
 * From the grey of modules to the text: version 2, level Q, one block of 22 code words of data and 22
 * of correction (ISO/IEC 18004).  libfec corrects half as many errors as there are words of correction,
 * or as many as that when told where they are: so words that look doubtful are given as lost.
 */
#include "scan/tag/grid_imp.h"

#include <fec.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "domain/qr_mask.h"
#include "domain/tag.h"
#include "scan/place/probe_imp.h"
#include "scan/place/register_imp.h"

enum {
	SIDE = TAG_MODULES,
	WORDS = 44,
	DATA = 22,
	CHECK = WORDS - DATA,
	LOST_MAX = 20, /* so that two words are left to notice a wrong correction */
	LEVEL_Q = 3,
	AROUND = 4 /* modules each way whose greys tell what is dark here */
};

struct cells {
	double grey[SIDE][SIDE]; /* [y][x] */
	double low[SIDE][SIDE], high[SIDE][SIDE]; /* of dark and light around it */
	int outside[SIDE][SIDE]; /* of the picture */
	int dark[SIDE][SIDE];
	double doubt[SIDE][SIDE]; /* chance that dark is wrong */
};

/* The mean of nine points well inside each module. */
static void
sample(const struct image *im, const struct grid *g, struct cells *c)
{
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++) {
			double sum = 0;

			for (int k = 0; k < 9; k++) {
				struct pt p = grid_module(
				    g, x + 0.25 * (k % 3 - 1), y + 0.25 * (k / 3 - 1));

				sum += probe_at(im, p.x, p.y);
				if (k == 4)
					c->outside[y][x] = p.x < 1 || p.y < 1 ||
							   p.x > im->w - 1 || p.y > im->h - 1;
			}
			c->grey[y][x] = sum / 9;
		}
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
find_levels(struct cells *c)
{
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++) {
			double v[(2 * AROUND + 1) * (2 * AROUND + 1)];
			int n = 0;

			for (int j = y - AROUND; j <= y + AROUND; j++)
				for (int i = x - AROUND; i <= x + AROUND; i++)
					if (i >= 0 && j >= 0 && i < SIDE && j < SIDE)
						v[n++] = c->grey[j][i];
			qsort(v, (size_t)n, sizeof *v, ascending);
			c->low[y][x] = v[n / 10];
			c->high[y][x] = v[n - 1 - n / 10];
		}
}

/* How many of the eight modules around are as this one. */
static int
alike(const struct cells *c, int x, int y)
{
	int n = -1;

	for (int j = y - 1; j <= y + 1; j++)
		for (int i = x - 1; i <= x + 1; i++) {
			int out = i < 0 || j < 0 || i >= SIDE || j >= SIDE;

			n += (out ? 0 : c->dark[j][i]) == c->dark[y][x];
		}
	return n;
}

/*
 * Dark below `share` of the way from dark to light.  Doubtful: a grey near that level, and a module
 * amid many alike, since the masks leave no large spots: a stroke or a streak lies there.
 */
static void
decide(struct cells *c, double share)
{
	static const double spot[] = { 0, 0, 0, 0, 0.01, 0.03, 0.1, 0.3, 0.5 };

	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++)
			c->dark[y][x] = c->grey[y][x] <
					c->low[y][x] + share * (c->high[y][x] - c->low[y][x]);
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++) {
			double range = c->high[y][x] - c->low[y][x];
			double off = fabs(c->grey[y][x] - c->low[y][x] - share * range);
			double near = range > 1 ? 1 - off / range / 0.35 : 1;

			if (c->outside[y][x])
				near = 1;
			c->doubt[y][x] = fmin(0.5, spot[alike(c, x, y)] + fmax(near, 0) * 0.5);
		}
}

/* The 15 bits that tell level and mask: BCH with the generator 0x537, under a fixed mask. */
static int
format_of(int mask)
{
	int data = LEVEL_Q << 3 | mask, rest = data;

	for (int i = 0; i < 10; i++)
		rest = rest << 1 ^ (rest >> 9) * 0x537;
	return (data << 10 | rest) ^ 0x5412;
}

/* How many of the 30 bits of both copies speak against a mask. */
static int
format_against(const struct cells *c, int mask)
{
	int bits = format_of(mask), n = 0;

	for (int i = 0; i < 15; i++) {
		int bit = bits >> i & 1;
		int near =
		    i < 8 ? c->dark[i < 6 ? i : i + 1][8] : c->dark[8][i == 8 ? 7 : 14 - i];
		int far = i < 8 ? c->dark[8][SIDE - 1 - i] : c->dark[SIDE - 15 + i][8];

		n += (near != bit) + (far != bit);
	}
	return n;
}

static int
is_data(int x, int y)
{
	int format =
	    (x == 8 && (y <= 8 || y >= SIDE - 8)) || (y == 8 && (x <= 8 || x >= SIDE - 8));

	return grid_fixed(x, y) == 0 && !format;
}

struct words {
	uint8_t at[WORDS];
	double sure[WORDS]; /* chance that all eight bits are right */
};

static void
add_bit(const struct cells *c, int mask, int x, int y, int i, struct words *w)
{
	int bit = c->dark[y][x] ^ qr_masked(mask, x, y);

	if (i % 8 == 0) {
		w->at[i / 8] = 0;
		w->sure[i / 8] = 1;
	}
	w->at[i / 8] = (uint8_t)(w->at[i / 8] << 1 | bit);
	w->sure[i / 8] *= 1 - c->doubt[y][x];
}

/* Up and down by pairs of columns from the right; column 6 is left out. */
static void
collect(const struct cells *c, int mask, struct words *w)
{
	int i = 0;

	for (int right = SIDE - 1; right > 0; right -= right == 8 ? 3 : 2)
		for (int k = 0; k < 2 * SIDE && i < 8 * WORDS; k++) {
			int up = (right + (right < 6)) % 4 == 0;
			int x = right - k % 2, y = up ? SIDE - 1 - k / 2 : k / 2;

			if (is_data(x, y))
				add_bit(c, mask, x, y, i++, w);
		}
}

static int
bits(const uint8_t *data, int from, int n)
{
	int v = 0;

	for (int i = from; i < from + n; i++)
		v = v << 1 | (data[i / 8] >> (7 - i % 8) & 1);
	return v;
}

/* Alphanumeric, as many characters as a tag has, then nothing but what fills a symbol. */
static int
text_of(const uint8_t *data, char out[TAG_SIZE])
{
	static const char digit[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
	enum { RADIX = sizeof digit - 1 };
	int at = 13;

	if (bits(data, 0, 4) != 2 || bits(data, 4, 9) != TAG_LEN)
		return 0;
	for (int i = 0; i < TAG_LEN; i += 2) {
		int two = i + 1 < TAG_LEN, v = bits(data, at, two ? 11 : 6);

		if (v >= (two ? RADIX * RADIX : RADIX))
			return 0;
		if (two) {
			out[i] = digit[v / RADIX];
			v %= RADIX;
		}
		out[i + two] = digit[v];
		at += two ? 11 : 6;
	}
	out[TAG_LEN] = '\0';
	return bits(data, at, 4) == 0 && strncmp(out, "P1", 2) == 0;
}

/* Indexes of the words, the least sure first. */
static void
rank(const struct words *w, int order[WORDS])
{
	for (int i = 0; i < WORDS; i++) {
		int k = i;

		for (; k > 0 && w->sure[order[k - 1]] > w->sure[i]; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
}

static int
correct(void *code, const struct words *w, char out[TAG_SIZE])
{
	int order[WORDS];

	rank(w, order);
	for (int lost = 0; lost <= LOST_MAX; lost += 2) {
		uint8_t block[WORDS];
		int at[WORDS];

		memcpy(block, w->at, sizeof block);
		for (int i = 0; i < lost; i++)
			at[i] =
			    order[i] + 255 - WORDS; /* libfec counts the shortened ones too */
		if (decode_rs_char(code, block, at, lost) >= 0 && text_of(block, out))
			return 1;
	}
	return 0;
}

/* Every mask, those first that the format bits speak for. */
static int
read_masks(void *code, const struct cells *c, char out[TAG_SIZE])
{
	struct words w;

	for (int against = 0; against <= 30; against++)
		for (int mask = 0; mask < QR_MASKS; mask++) {
			if (format_against(c, mask) != against)
				continue;
			collect(c, mask, &w);
			if (correct(code, &w, out))
				return 1;
		}
	return 0;
}

int
grid_read(const struct image *im, const struct grid *g, struct code *out)
{
	static const double shares[] = { 0.5, 0.3, 0.65 }; /* the second: pen on toner */
	/* GF(256) by 0x11d, roots from alpha^0 on */
	void *code = init_rs_char(8, 0x11d, 0, 1, CHECK, 255 - WORDS);
	struct cells c;
	int there = 0;

	sample(im, g, &c);
	find_levels(&c);
	for (size_t i = 0; i < sizeof shares / sizeof *shares && !there; i++) {
		decide(&c, shares[i]);
		there = read_masks(code, &c, out->text);
	}
	memcpy(out->corner, g->corner, sizeof out->corner);
	free_rs_char(code);
	return there;
}
