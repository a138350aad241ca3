#include "sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct sheet
sheet_new(int w, int h, int planes, double dpi, uint8_t fill)
{
	struct sheet s = { { NULL }, w, h, planes, dpi };

	for (int p = 0; p < planes; p++) {
		s.px[p] = mem_alloc((size_t)w * (size_t)h);
		memset(s.px[p], fill, (size_t)w * (size_t)h);
	}
	return s;
}

void
sheet_release(struct sheet *s)
{
	for (int p = 0; p < s->planes; p++)
		free(s->px[p]);
	memset(s, 0, sizeof *s);
}

struct sheet
sheet_copy(const struct sheet *s)
{
	struct sheet out = sheet_new(s->w, s->h, s->planes, s->dpi, 0);

	for (int p = 0; p < s->planes; p++)
		memcpy(out.px[p], s->px[p], (size_t)s->w * (size_t)s->h);
	return out;
}

double
sheet_px(const struct sheet *s, double mm)
{
	return mm * s->dpi / 25.4;
}

uint8_t
tint_plane(struct tint t, int planes, int p)
{
	if (planes > 1)
		return t.rgb[p];
	return (uint8_t)((t.rgb[0] * 299 + t.rgb[1] * 587 + t.rgb[2] * 114) / 1000);
}

static void
turn_quarter(const uint8_t *in, int w, int h, uint8_t *out)
{
	enum { TILE = 64 }; /* both sides stay in the cache */

	for (int ty = 0; ty < h; ty += TILE)
		for (int tx = 0; tx < w; tx += TILE)
			for (int x = tx; x < tx + TILE && x < w; x++)
				for (int y = ty; y < ty + TILE && y < h; y++)
					out[(size_t)x * (size_t)h + (size_t)(h - 1 - y)] =
					    in[(size_t)y * (size_t)w + (size_t)x];
}

static void
turn_half(uint8_t *px, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		uint8_t kept = px[i];

		px[i] = px[n - 1 - i];
		px[n - 1 - i] = kept;
	}
}

void
sheet_turn(struct sheet *s, int degrees)
{
	size_t n = (size_t)s->w * (size_t)s->h;
	int w = s->w;

	for (int p = 0; p < s->planes; p++) {
		if (degrees >= 180)
			turn_half(s->px[p], n);
		if (degrees % 180 == 90) {
			uint8_t *turned = mem_alloc(n);

			turn_quarter(s->px[p], s->w, s->h, turned);
			free(s->px[p]);
			s->px[p] = turned;
		}
	}
	if (degrees % 180 == 90) {
		s->w = s->h;
		s->h = w;
	}
}

void
sheet_mirror(struct sheet *s)
{
	for (int p = 0; p < s->planes; p++)
		for (int y = 0; y < s->h; y++) {
			uint8_t *row = s->px[p] + (size_t)y * (size_t)s->w;

			for (int i = 0, j = s->w - 1; i < j; i++, j--) {
				uint8_t kept = row[i];

				row[i] = row[j];
				row[j] = kept;
			}
		}
}

static void
ink_row(uint8_t *px, const uint8_t *mask, int n, int ink)
{
	for (int i = 0; i < n; i++) /* ink darkens what is there: a product, as light sees it */
		if (mask[i] != 0) {
			int seen = 255 - mask[i] * (255 - ink) / 255;

			px[i] = (uint8_t)(px[i] * seen / 255);
		}
}

void
sheet_ink(struct sheet *s, const struct mask *m, struct tint t)
{
	int x0 = m->x < 0 ? -m->x : 0, y0 = m->y < 0 ? -m->y : 0;
	int x1 = m->x + m->w > s->w ? s->w - m->x : m->w;
	int y1 = m->y + m->h > s->h ? s->h - m->y : m->h;

	if (x1 <= x0)
		return;
	for (int p = 0; p < s->planes; p++)
		for (int y = y0; y < y1; y++)
			ink_row(s->px[p] + (size_t)(m->y + y) * (size_t)s->w + m->x + x0,
			    m->px + (size_t)y * (size_t)m->w + x0, x1 - x0,
			    tint_plane(t, s->planes, p));
}
