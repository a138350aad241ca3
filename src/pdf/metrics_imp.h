/*
 * What layout needs to know of a face: advances and kerning.  Made at build time by
 * src/tools/metrics.c, embedded as « fonts/LiberationSerif-Regular.metrics ».
 */
#ifndef PDF_METRICS_IMP_H
#define PDF_METRICS_IMP_H

#include <stdint.h>

enum {
	METRIC_CHARS = 0x2600, /* code points from 0; those above have no glyph */
	METRIC_LEFT = 0x181, /* left letters that kern: U+0000..017F, then ’ */
	METRIC_NONE = 0xFFFF
};

struct kern_pair {
	uint16_t right;
	int16_t value;
};

/*
 * In thousandths of the size, cut to whole ones as libharu writes them in /Widths: what the viewer
 * will use.  The pairs of left letter i are at[first[i]] to at[first[i + 1] - 1], sorted.
 */
struct metrics {
	uint16_t advance[METRIC_CHARS]; /* METRIC_NONE: no glyph */
	uint32_t first[METRIC_LEFT + 1];
	struct kern_pair at[];
};

/* The index of a left letter, or -1. */
static inline int
metric_left(uint32_t c)
{
	return c < METRIC_LEFT - 1 ? (int)c : c == 0x2019 ? METRIC_LEFT - 1 : -1;
}

#endif
