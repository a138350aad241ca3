#include "scan/ink/evidence_imp.h"

#include <math.h>
#include <string.h>

#include "scan/ink/glyph_trees_imp.h"
#include "scan/ink/ink_trees_imp.h"

static float
share(double part, double whole)
{
	return whole > 0 ? (float)(part / whole) : 0;
}

static void
measure_pieces(const struct pieces *p, float m[MEASURE_COUNT])
{
	m[MEASURE_PIECE] = (float)p->height;
	m[MEASURE_ALIKE] = (float)p->alike;
	m[MEASURE_NARROW] = (float)p->narrow;
	m[MEASURE_JOINED] = (float)p->joined;
	m[MEASURE_WIDEST] = (float)p->widest;
	m[MEASURE_HIGHEST] = (float)p->highest;
	m[MEASURE_DENSE] = (float)p->dense;
	m[MEASURE_TALL] = (float)p->high;
	m[MEASURE_SPREAD] = (float)p->spread;
	m[MEASURE_SQUARE] = (float)p->square;
	m[MEASURE_UPRIGHT] = (float)p->upright;
}

static void
measure_rows(const struct rows *r, float m[MEASURE_COUNT])
{
	m[MEASURE_LENGTH] = (float)r->length;
	m[MEASURE_HEIGHT] = (float)r->height;
	m[MEASURE_SLIM] = share(r->length, r->height);
	m[MEASURE_THIN] = (float)r->thin;
	m[MEASURE_THICK] = (float)r->thickest;
	m[MEASURE_THIN_SHARE] = (float)r->thin_share;
	m[MEASURE_EVEN] = (float)r->even;
	m[MEASURE_END_EVEN] = (float)r->end_even;
	m[MEASURE_WORDS] = (float)r->words;
	m[MEASURE_ROOF] = (float)r->roof;
	m[MEASURE_FOOT] = (float)r->foot;
}

/* What the glyphs say, each for itself, of whose hand they are. */
static void
measure_glyphs(const struct glyphs *g, float m[MEASURE_COUNT])
{
	float best = -9;

	for (int i = 0; i < g->n; i++) {
		float say = (float)trees_sum(&GLYPH_TREES, g->m[i]);

		best = say > best ? say : best;
		m[MEASURE_HAND] += say * g->m[i][GLYPH_PART];
		m[MEASURE_HAND_EACH] += say / (float)g->n;
		m[MEASURE_HAND_LONG] += say > 0 ? g->m[i][GLYPH_STROKE] : 0;
	}
	m[MEASURE_HAND_BEST] = best;
}

void
evidence_measures(const struct traces *t, float m[MEASURE_COUNT])
{
	memset(m, 0, MEASURE_COUNT * sizeof *m);
	m[MEASURE_STROKE] = (float)t->stroke_mm;
	m[MEASURE_PARTS] = (float)t->parts;
	m[MEASURE_LARGE] = share(t->large_mm, t->stroke_mm);
	m[MEASURE_LONGEST] = (float)t->part_stroke_mm;
	m[MEASURE_SHARE] = share(t->part_stroke_mm, t->stroke_mm);
	m[MEASURE_STAMPED] = (float)t->stamped;
	m[MEASURE_RULED] = (float)t->ruled;
	m[MEASURE_PEAK] = (float)t->peak;
	m[MEASURE_SHARP] = (float)t->sharp;
	m[MEASURE_VEIL] = (float)t->veil;
	m[MEASURE_WIDTH] = share(t->ink_mm2, t->stroke_mm);
	m[MEASURE_FOREIGN] = (float)t->foreign_mm;
	m[MEASURE_BLOT] = (float)(t->blot_mm2 + t->stain_mm2);
	measure_rows(&t->rows, m);
	measure_pieces(&t->pieces, m);
	measure_glyphs(&t->pieces.glyphs, m);
}

double
evidence_score(const float m[MEASURE_COUNT])
{
	return 1 / (1 + exp(-trees_sum(&INK_TREES, m)));
}
