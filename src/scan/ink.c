#include "scan/ink_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/traces_imp.h"

/* Rows of a page that are looked at for the marks of a dirty glass. */
enum { STREAK_ROWS = 160, STREAK_SHARE = 62 /* % */ };

static const int streak_dark = 18; /* grey levels darker than both sides */

/* A column that is darker than its neighbours nearly everywhere down the page. */
static void
find_streaks(struct ink_page *p)
{
	const struct image *im = p->im;
	int apart = (int)(0.8 * map_density(&p->r->map, PAGE_W / 2, PAGE_H / 2));
	uint16_t *dark = mem_zero((size_t)im->w + 1, sizeof *dark);

	apart = apart < 3 ? 3 : apart;
	for (int r = 0; r < STREAK_ROWS; r++) {
		const uint8_t *row =
		    im->px +
		    (size_t)((long)im->h * (2 * r + 1) / (2 * STREAK_ROWS)) * im->stride;

		for (int x = apart; x < im->w - apart; x++)
			dark[x] += row[x] + streak_dark < row[x - apart] &&
				   row[x] + streak_dark < row[x + apart];
	}
	for (int x = 1; x + 1 < im->w; x++)
		if (dark[x] * 100 > STREAK_ROWS * STREAK_SHARE)
			memset(p->streak + x - 1, 1, 3);
	free(dark);
}

void
ink_page_init(struct ink_page *p, const struct image *im, const struct registration *r,
    const struct box *boxes, size_t n)
{
	*p = (struct ink_page){ .im = im, .r = r, .boxes = boxes, .n = n };
	p->streak = mem_zero((size_t)im->w + 2, 1);
	find_streaks(p);
}

void
ink_page_release(struct ink_page *p)
{
	free(p->streak);
	memset(p, 0, sizeof *p);
}

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

	return t->parts >= 5 && t->part_mm < 7.5 && w > 2.5 * h && h < 9;
}

static int
like_stamp(const struct traces *t)
{
	return t->parts >= 14 && t->part_stroke_mm < 0.35 * t->stroke_mm;
}

static int
like_cross(const struct traces *t)
{
	return t->parts <= 2 && t->straight > 0.72;
}

static void
judge_signature(const struct traces *t, struct scan_box *o)
{
	if (t->stroke_mm < 3 && t->beside_mm > 20)
		say(o, VERDICT_DOUBTFUL, 0.5, "une signature à côté de la case ?");
	else if (t->stroke_mm < 3 && t->line_mm > 0)
		say(o, VERDICT_DOUBTFUL, 0.1, "un seul trait droit");
	else if (t->stroke_mm < 3)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (t->stroke_mm < 11 || o->extent_mm < 4)
		say(o, VERDICT_DOUBTFUL, 0.25, "très peu d'encre");
	else if (like_cross(t))
		say(o, VERDICT_DOUBTFUL, 0.3, "une croix ou un trait, pas une signature ?");
	else if (like_stamp(t))
		say(o, VERDICT_DOUBTFUL, 0.4, "un cachet sans signature ?");
	else if (like_date(t))
		say(o, VERDICT_DOUBTFUL, 0.3, "une date ou un nom sans signature ?");
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
	double stroke = t->stroke_mm + t->line_mm, size = fmin(o->box.w, o->box.h);

	if (stroke + t->stain_mm2 < 0.15 * size && t->lines_across == 0)
		say(o, VERDICT_EMPTY, 0.01, NULL);
	else if (stroke < 0.6 * size)
		say(o, VERDICT_DOUBTFUL, 0.5, "case cochée ou tache ?");
	else
		say(o, VERDICT_SIGNED, 0.97, NULL);
}

void
ink_judge(const struct ink_page *p, size_t i, struct scan_box *out)
{
	struct traces t;

	out->box = p->boxes[i];
	traces_find(p, &out->box, &t);
	out->ink_mm2 = t.ink_mm2;
	out->extent_mm = t.parts ? fmax(t.x1 - t.x0, t.y1 - t.y0) : 0;
	switch (out->box.kind) {
	case BOX_SIGNATURE:
		judge_signature(&t, out);
		break;
	case BOX_INITIALS:
		judge_initials(&t, out);
		break;
	case BOX_CHECK:
	case BOX_KIND_COUNT:
		judge_check(&t, out);
		break;
	}
}
