#include "scan/ink/streaks_imp.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Rows that are looked at, and the share of them in which a dirty column is dark. */
enum { ROWS = 160, SHARE = 55 /* % */ };

static const int darker = 16; /* grey levels than both sides */
static const double beside_mm = 0.8;

static void
count_row(const uint8_t *row, int apart, int w, uint8_t *dark)
{
	for (int x = apart; x < w - apart; x++) {
		int v = row[x] + darker;

		dark[x] = (uint8_t)(dark[x] + ((v < row[x - apart]) & (v < row[x + apart])));
	}
}

uint8_t *
streaks_find(const struct image *im, double density)
{
	int apart = (int)(beside_mm * density), found = 0;
	uint8_t *dark = mem_zero((size_t)im->w + 1, 1),
		*streak = mem_zero((size_t)im->w + 2, 1);

	apart = apart < 3 ? 3 : apart;
	for (int r = 0; r < ROWS; r++) {
		size_t y = (size_t)((long)im->h * (2 * r + 1) / (2 * ROWS));

		count_row(im->px + y * im->stride, apart, im->w, dark);
	}
	for (int x = 1; x + 1 < im->w; x++)
		if (dark[x] * 100 > ROWS * SHARE) {
			memset(streak + x - 1, 1, 3);
			found = 1;
		}
	free(dark);
	if (found)
		return streak;
	free(streak);
	return NULL;
}
