#include "scan/ink/ink_imp.h"

#include <math.h>

#include "scan/ink/evidence_imp.h"
#include "scan/ink/ink_limits_imp.h"
#include "scan/ink/traces_imp.h"

static const char hint_foreign[] = "des traits viennent d'une case voisine";
static const char hint_stamp[] = "un cachet sans signature ?";

static void
say(struct scan_box *o, enum verdict v, double score, const char *hint)
{
	o->verdict = v;
	o->score = score;
	o->hint = hint;
}

/* A faint dotted line: what is left of a fold or of a streak. */
static int
like_crease(const struct traces *t)
{
	return t->stroke_mm < LIMITS.ruled_mm && t->ruled > LIMITS.cross_share &&
	       t->darkness < LIMITS.faint && t->part_stroke_mm < LIMITS.dots_mm;
}

/* What a person should look for: what speaks most against a signature. */
static const char *
doubt(const struct traces *t)
{
	const struct rows *r = &t->rows;

	if (t->foreign_mm > LIMITS.foreign_mm)
		return hint_foreign;
	if (t->rim || t->veil > LIMITS.hint_veil || t->peak < LIMITS.hint_peak)
		return "une tache ou une trace très pâle ?";
	if (t->ruled > LIMITS.cross_share)
		return "une croix ou un trait, pas une signature ?";
	if (t->stroke_mm < LIMITS.few_mm)
		return "très peu d'encre";
	if (t->stamped || r->thin > 1)
		return hint_stamp;
	if (r->height < LIMITS.hint_row_mm && r->length > 2 * r->height)
		return "une date, une mention ou un nom, sans signature ?";
	return "est-ce une signature ?";
}

static void
weigh_signature(const struct traces *t, struct scan_box *o)
{
	float m[MEASURE_COUNT];
	double score;

	evidence_measures(t, m);
	score = evidence_score(m);
	if (t->rim)
		score = fmin(score, 0.4);
	if (score >= LIMITS.sure)
		say(o, VERDICT_SIGNED, score, NULL);
	else
		say(o, VERDICT_DOUBTFUL, score, doubt(t));
}

static void
judge_signature(const struct traces *t, struct scan_box *o)
{
	if (t->stroke_mm >= LIMITS.none_mm && !like_crease(t))
		weigh_signature(t, o);
	else if (t->stamped)
		say(o, VERDICT_DOUBTFUL, 0.05, hint_stamp);
	else if (t->foreign_mm > LIMITS.foreign_mm)
		say(o, VERDICT_DOUBTFUL, 0.2, hint_foreign);
	else if (t->beside_mm > LIMITS.beside_mm || t->tail_mm > LIMITS.tails_mm)
		say(o, VERDICT_DOUBTFUL, 0.5, "une signature à côté de la case ?");
	else if (t->blot_mm2 > LIMITS.blot_mm2)
		say(o, VERDICT_DOUBTFUL, 0.4, "une tache ou un gribouillage ?");
	else if (t->specks_mm2 > LIMITS.specks_mm2)
		say(o, VERDICT_DOUBTFUL, 0.3, "une tache ou une trace très pâle ?");
	else if (t->single_mm > 0)
		say(o, VERDICT_DOUBTFUL, 0.1, "un seul trait droit");
	else
		say(o, VERDICT_EMPTY, 0.001, NULL);
}

/* A felt tip's initials may be one blot, a hurried person's two plain strokes. */
static void
judge_initials(const struct traces *t, struct scan_box *o)
{
	double some = t->stroke_mm + t->single_mm + t->blot_mm2;

	if (some < LIMITS.initials_none_mm && t->foreign_mm > LIMITS.initials_few_mm)
		say(o, VERDICT_DOUBTFUL, 0.2, hint_foreign);
	else if (some < LIMITS.initials_none_mm)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (t->stroke_mm < LIMITS.initials_few_mm ||
		 (t->stroke_mm < LIMITS.ruled_mm && t->ruled > LIMITS.cross_share))
		say(o, VERDICT_DOUBTFUL, 0.4, "des initiales ?");
	else
		say(o, VERDICT_SIGNED, 0.97, NULL);
}

/* A scan in black and white leaves no more than specks of a thin tick. */
static void
judge_check(const struct traces *t, struct scan_box *o)
{
	double stroke = t->stroke_mm + t->single_mm, size = fmin(o->box.w, o->box.h);

	if (stroke + t->stain_mm2 < LIMITS.tick_none * size && t->across == 0 &&
	    t->specks_mm2 < LIMITS.tick_specks_mm2)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (stroke < LIMITS.tick * size)
		say(o, VERDICT_DOUBTFUL, 0.5, "case cochée ou tache ?");
	else
		say(o, VERDICT_SIGNED, 0.97, NULL);
}

static void
judge(const struct traces *t, struct scan_box *o)
{
	o->ink_mm2 = t->ink_mm2;
	o->extent_mm = t->parts ? fmax(t->x1 - t->x0, t->y1 - t->y0) : 0;
	switch (o->box.kind) {
	case BOX_SIGNATURE:
		judge_signature(t, o);
		break;
	case BOX_INITIALS:
		judge_initials(t, o);
		break;
	case BOX_CHECK:
	case BOX_KIND_COUNT:
		judge_check(t, o);
		break;
	}
}

void
ink_judge(const struct image *im, const struct registration *r, const struct box *boxes,
    size_t n, struct scan_box *out)
{
	struct traces t[SCAN_BOXES_MAX];

	n = n < SCAN_BOXES_MAX ? n : SCAN_BOXES_MAX;
	traces_find(im, r, boxes, n, t);
	for (size_t i = 0; i < n; i++) {
		out[i].box = boxes[i];
		judge(&t[i], &out[i]);
	}
}
