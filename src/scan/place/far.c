#include "scan/place/far_imp.h"

#include <math.h>
#include <string.h>

#include "scan/place/marks_imp.h"
#include "scan/place/register_imp.h"

enum { SEEN_MAX = 40, CODE_MAX = 8 };

/* A mark may be so far from where the code alone puts it, in parts of its distance from the code. */
static const double astray = 0.45;
/* Its size is that of the map there, nearly. */
static const double size_slack = 0.18;
/* The code's patterns lie where true marks put them, on a sheet that bends a little; a wrong one bends
   the code more. */
static const double bend_mm = 0.7;
/* Three prove more than two: two must fit better by so much. */
static const double missing_mm = 0.45;

struct far {
	struct tie tie[CODE_MAX + FAR_MARKS];
	int code; /* ties of the code; the marks follow */
	struct mark_seen seen[SEEN_MAX];
	int n;
	struct pt mm[FAR_MARKS];
	unsigned char may[FAR_MARKS][SEEN_MAX]; /* 1: it may be that mark */
	double best;
};

/* In the right direction from the code, about. */
static int
may_be(const struct scan_map *near, const struct mark_seen *seen, struct pt mm)
{
	struct pt at = map_back(near, seen->at.x, seen->at.y);
	double away = hypot(mm.x - TAG_X - TAG_SIDE / 2, mm.y - TAG_Y - TAG_SIDE / 2);

	return hypot(at.x - mm.x, at.y - mm.y) < astray * away;
}

/* pick: of each mark, which square it is; -1: none. */
static int
sizes_fit(const struct far *f, const struct scan_map *m, const int pick[FAR_MARKS])
{
	for (int k = 0; k < FAR_MARKS; k++) {
		double side = MARK_SIDE * map_density(m, f->mm[k].x, f->mm[k].y);

		if (pick[k] >= 0 && fabs(f->seen[pick[k]].side / side - 1) > size_slack)
			return 0;
	}
	return 1;
}

/* How far the worst pattern of the code is from its place. */
static double
bend(const struct far *f, const struct scan_map *m)
{
	double most = 0;

	for (int i = 0; i < f->code; i++)
		most = fmax(most, map_error(m, &f->tie[i]));
	return most;
}

static void
try_marks(struct far *f, const int pick[FAR_MARKS], struct far_marks *out)
{
	struct scan_map m;
	double off;
	int n = 0;

	for (int k = 0; k < FAR_MARKS; k++)
		if (pick[k] >= 0)
			f->tie[f->code + n++] =
			    (struct tie){ f->mm[k], f->seen[pick[k]].at, 1 };
	if (map_fit_homography(f->tie, f->code + n, &m) < 0 || !sizes_fit(f, &m, pick))
		return;
	off = bend(f, &m) + (n < FAR_MARKS ? missing_mm : 0);
	if (off >= f->best)
		return;
	f->best = off;
	out->n = n;
	memcpy(out->tie, f->tie + f->code, (size_t)n * sizeof *out->tie);
}

/* Every choice of squares for mark k and those after it, one mark missing at most. */
static void
choose(struct far *f, int pick[FAR_MARKS], int k, int missing, struct far_marks *out)
{
	if (k == FAR_MARKS) {
		try_marks(f, pick, out);
		return;
	}
	for (int i = missing ? 0 : -1; i < f->n; i++) {
		pick[k] = i;
		if (i < 0 ||
		    (f->may[k][i] && (k < 1 || pick[0] != i) && (k < 2 || pick[1] != i)))
			choose(f, pick, k + 1, missing || i < 0, out);
	}
}

void
far_find(const struct image *im, const struct tie *code, int n, const struct scan_map *near,
    const struct pt mm[FAR_MARKS], struct far_marks *out)
{
	struct far f = { .code = n < CODE_MAX ? n : CODE_MAX, .best = bend_mm };
	struct pt right, down;
	int pick[FAR_MARKS];

	out->n = 0;
	map_axes(near, TAG_X + TAG_SIDE / 2, TAG_Y + TAG_SIDE / 2, &right, &down);
	memcpy(f.tie, code, (size_t)f.code * sizeof *code);
	memcpy(f.mm, mm, sizeof f.mm);
	f.n = marks_find_all(im, right, down, f.seen, SEEN_MAX);
	for (int k = 0; k < FAR_MARKS; k++)
		for (int i = 0; i < f.n; i++)
			f.may[k][i] = may_be(near, &f.seen[i], mm[k]) != 0;
	choose(&f, pick, 0, 0, out);
}
