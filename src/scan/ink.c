#include "scan/ink_imp.h"

#include <math.h>

#include "scan/ink_limits_imp.h"
#include "scan/traces_imp.h"

static const char hint_foreign[] = "des traits viennent d'une case voisine";

static void
say(struct scan_box *o, enum verdict v, double score, const char *hint)
{
	o->verdict = v;
	o->score = score;
	o->hint = hint;
}

/* Many small parts of a height, in a row: a date, or a name in capitals. */
static int
like_date(const struct traces *t)
{
	double w = t->x1 - t->x0, h = t->y1 - t->y0;

	return t->parts >= LIMITS.date_parts && t->part_mm < LIMITS.date_part_mm &&
	       w > 2.5 * h &&
	       (h < LIMITS.date_low_mm ||
		   (h < LIMITS.date_high_mm && t->part_stroke_mm < LIMITS.date_stroke_mm));
}

static int
like_stamp(const struct traces *t)
{
	return t->stamped || t->stroke_mm > LIMITS.stamp_mm ||
	       (t->parts + t->holes >= LIMITS.stamp_parts && t->stroke_mm > LIMITS.ruled_mm);
}

static int
like_cross(const struct traces *t)
{
	return t->stroke_mm < LIMITS.ruled_mm && t->ruled > LIMITS.cross_share;
}

/* A faint dotted line: what is left of a fold or of a streak. */
static int
like_crease(const struct traces *t)
{
	return like_cross(t) && t->darkness < LIMITS.faint &&
	       t->part_stroke_mm < LIMITS.dots_mm;
}

static int
too_little(const struct traces *t)
{
	return t->stroke_mm < LIMITS.few_mm || t->part_mm < LIMITS.part_mm ||
	       t->part_stroke_mm < LIMITS.stroke_mm;
}

static void
judge_signature(const struct traces *t, struct scan_box *o)
{
	if (t->foreign_mm > LIMITS.foreign_mm && t->stroke_mm < LIMITS.own_mm)
		say(o, VERDICT_DOUBTFUL, 0.6, hint_foreign);
	else if (t->stroke_mm < LIMITS.none_mm && t->beside_mm > LIMITS.beside_mm)
		say(o, VERDICT_DOUBTFUL, 0.5, "une signature à côté de la case ?");
	else if (t->stroke_mm < LIMITS.few_mm && t->blot_mm2 > LIMITS.blot_mm2)
		say(o, VERDICT_DOUBTFUL, 0.4, "une tache ou un gribouillage ?");
	else if (t->stroke_mm < LIMITS.none_mm && t->single_mm > 0)
		say(o, VERDICT_DOUBTFUL, 0.1, "un seul trait droit");
	else if (t->stroke_mm < LIMITS.none_mm)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (like_crease(t))
		say(o, VERDICT_EMPTY, 0.03, NULL);
	else if (too_little(t))
		say(o, VERDICT_DOUBTFUL, 0.25, "très peu d'encre");
	else if (like_cross(t))
		say(o, VERDICT_DOUBTFUL, 0.3, "une croix ou un trait, pas une signature ?");
	else if (like_stamp(t))
		say(o, VERDICT_DOUBTFUL, 0.4, "un cachet sans signature ?");
	else if (like_date(t))
		say(o, VERDICT_DOUBTFUL, 0.3, "une date ou un nom sans signature ?");
	else if (t->foreign_mm > LIMITS.foreign_weak_mm && t->part_stroke_mm < LIMITS.own_mm)
		say(o, VERDICT_DOUBTFUL, 0.5, hint_foreign);
	else
		say(o, VERDICT_SIGNED, 0.98, NULL);
}

/* A felt tip's initials may be one blot, a hurried person's two plain strokes. */
static void
judge_initials(const struct traces *t, struct scan_box *o)
{
	double some = t->stroke_mm + t->single_mm + t->blot_mm2;

	if (some < LIMITS.initials_none_mm)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (t->stroke_mm < LIMITS.initials_few_mm || like_cross(t))
		say(o, VERDICT_DOUBTFUL, 0.4, "des initiales ?");
	else
		say(o, VERDICT_SIGNED, 0.97, NULL);
}

static void
judge_check(const struct traces *t, struct scan_box *o)
{
	double stroke = t->stroke_mm + t->single_mm, size = fmin(o->box.w, o->box.h);

	if (stroke + t->stain_mm2 < LIMITS.tick_none * size && t->across == 0)
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
