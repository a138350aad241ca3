#include "scan/ink_imp.h"

#include <math.h>

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

	return t->parts >= 5 && t->part_mm < 7.5 && w > 2.5 * h &&
	       (h < 6.5 || (h < 9 && t->part_stroke_mm < 16));
}

static int
like_stamp(const struct traces *t)
{
	return t->stamped || t->stroke_mm > 240 ||
	       (t->parts + t->holes >= 20 && t->stroke_mm > 45);
}

/* A faint dotted line: what is left of a fold or of a streak. */
static int
like_crease(const struct traces *t)
{
	return t->stroke_mm < 45 && t->ruled > 0.95 && t->darkness < 95 &&
	       t->part_stroke_mm < 6;
}

static int
like_cross(const struct traces *t)
{
	return t->stroke_mm < 45 && t->ruled > 0.95;
}

static void
judge_signature(const struct traces *t, struct scan_box *o)
{
	if (t->foreign_mm > 45 && t->stroke_mm < 30)
		say(o, VERDICT_DOUBTFUL, 0.6, hint_foreign);
	else if (t->stroke_mm < 3 && t->beside_mm > 20)
		say(o, VERDICT_DOUBTFUL, 0.5, "une signature à côté de la case ?");
	else if (t->stroke_mm < 12 && t->blot_mm2 > 10)
		say(o, VERDICT_DOUBTFUL, 0.4, "une tache ou un gribouillage ?");
	else if (t->stroke_mm < 3 && t->single_mm > 0)
		say(o, VERDICT_DOUBTFUL, 0.1, "un seul trait droit");
	else if (t->stroke_mm < 3)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (like_crease(t))
		say(o, VERDICT_EMPTY, 0.03, NULL);
	else if (t->stroke_mm < 12 || t->part_mm < 3.5 || t->part_stroke_mm < 10)
		say(o, VERDICT_DOUBTFUL, 0.25, "très peu d'encre");
	else if (like_cross(t))
		say(o, VERDICT_DOUBTFUL, 0.3, "une croix ou un trait, pas une signature ?");
	else if (like_stamp(t))
		say(o, VERDICT_DOUBTFUL, 0.4, "un cachet sans signature ?");
	else if (like_date(t))
		say(o, VERDICT_DOUBTFUL, 0.3, "une date ou un nom sans signature ?");
	else if (t->foreign_mm > 5 && t->part_stroke_mm < 30)
		say(o, VERDICT_DOUBTFUL, 0.5, hint_foreign);
	else
		say(o, VERDICT_SIGNED, 0.98, NULL);
}

static void
judge_initials(const struct traces *t, struct scan_box *o)
{
	if (t->stroke_mm < 2)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (t->stroke_mm < 6 || like_cross(t))
		say(o, VERDICT_DOUBTFUL, 0.4, "des initiales ?");
	else
		say(o, VERDICT_SIGNED, 0.97, NULL);
}

static void
judge_check(const struct traces *t, struct scan_box *o)
{
	double stroke = t->stroke_mm + t->single_mm, size = fmin(o->box.w, o->box.h);

	if (stroke + t->stain_mm2 < 0.15 * size && t->across == 0)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (stroke < 0.6 * size)
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
