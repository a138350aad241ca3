#include "scan/place/map_imp.h"

#include <math.h>
#include <string.h>

enum { UNKNOWNS_MAX = 8 };

/* Normal equations of a least squares problem. */
struct normal {
	int n;
	double a[UNKNOWNS_MAX][UNKNOWNS_MAX + 1];
};

/* Points far from the origin and pixels in thousands lose digits: fits are made around a middle. */
struct frame {
	struct pt mm, px;
	double mm_unit, px_unit;
};

struct pt
map_apply(const struct scan_map *m, double x, double y)
{
	const double *k = m->m;
	double w = k[6] * x + k[7] * y + 1;

	if (fabs(w) < 1e-6)
		w = 1e-6;
	return (
	    struct pt){ (k[0] * x + k[1] * y + k[2]) / w, (k[3] * x + k[4] * y + k[5]) / w };
}

struct pt
map_back(const struct scan_map *m, double px, double py)
{
	const double *k = m->m;
	double a = k[0] - px * k[6], b = k[1] - px * k[7], c = px - k[2];
	double d = k[3] - py * k[6], e = k[4] - py * k[7], f = py - k[5];
	double det = a * e - b * d;

	if (fabs(det) < 1e-12)
		return (struct pt){ 0, 0 };
	return (struct pt){ (c * e - b * f) / det, (a * f - c * d) / det };
}

void
map_axes(const struct scan_map *m, double x, double y, struct pt *right, struct pt *down)
{
	struct pt o = map_apply(m, x, y), r = map_apply(m, x + 1, y),
		  d = map_apply(m, x, y + 1);

	*right = (struct pt){ r.x - o.x, r.y - o.y };
	*down = (struct pt){ d.x - o.x, d.y - o.y };
}

double
map_density(const struct scan_map *m, double x, double y)
{
	struct pt r, d;

	map_axes(m, x, y, &r, &d);
	return (hypot(r.x, r.y) + hypot(d.x, d.y)) / 2;
}

static void
normal_add(struct normal *s, const double *row, double value, double weight)
{
	for (int i = 0; i < s->n; i++) {
		for (int j = 0; j < s->n; j++)
			s->a[i][j] += weight * row[i] * row[j];
		s->a[i][s->n] += weight * row[i] * value;
	}
}

static void
normal_swap(struct normal *s, int i, int j)
{
	for (int k = 0; k <= s->n; k++) {
		double t = s->a[i][k];

		s->a[i][k] = s->a[j][k];
		s->a[j][k] = t;
	}
}

/* Gauss with pivots. */
static int
normal_solve(struct normal *s, double *out)
{
	for (int i = 0; i < s->n; i++) {
		int best = i;

		for (int j = i + 1; j < s->n; j++)
			if (fabs(s->a[j][i]) > fabs(s->a[best][i]))
				best = j;
		if (fabs(s->a[best][i]) < 1e-9)
			return -1;
		normal_swap(s, i, best);
		for (int j = 0; j < s->n; j++) {
			double f = s->a[j][i] / s->a[i][i];

			for (int k = i; j != i && k <= s->n; k++)
				s->a[j][k] -= f * s->a[i][k];
		}
	}
	for (int i = 0; i < s->n; i++)
		out[i] = s->a[i][s->n] / s->a[i][i];
	return 0;
}

static struct frame
frame_of(const struct tie *t, int n)
{
	struct frame f = { { 0, 0 }, { 0, 0 }, 0, 0 };

	for (int i = 0; i < n; i++) {
		f.mm.x += t[i].mm.x / n;
		f.mm.y += t[i].mm.y / n;
		f.px.x += t[i].px.x / n;
		f.px.y += t[i].px.y / n;
	}
	for (int i = 0; i < n; i++) {
		f.mm_unit += hypot(t[i].mm.x - f.mm.x, t[i].mm.y - f.mm.y) / n;
		f.px_unit += hypot(t[i].px.x - f.px.x, t[i].px.y - f.px.y) / n;
	}
	f.mm_unit = f.mm_unit > 0 ? f.mm_unit : 1;
	f.px_unit = f.px_unit > 0 ? f.px_unit : 1;
	return f;
}

static struct tie
frame_tie(const struct frame *f, const struct tie *t)
{
	return (
	    struct tie){ { (t->mm.x - f->mm.x) / f->mm_unit, (t->mm.y - f->mm.y) / f->mm_unit },
		{ (t->px.x - f->px.x) / f->px_unit, (t->px.y - f->px.y) / f->px_unit },
		t->weight };
}

/* k maps the frame's own units; out maps millimetres to pixels. */
static int
frame_undo(const struct frame *f, const double k[8], struct scan_map *out)
{
	double u = f->mm_unit, a[9], w;

	/* rows of k times the matrix that brings millimetres into the frame */
	for (int r = 0; r < 3; r++) {
		double k0 = k[3 * r], k1 = k[3 * r + 1], k2 = r == 2 ? 1 : k[3 * r + 2];

		a[3 * r] = k0 / u;
		a[3 * r + 1] = k1 / u;
		a[3 * r + 2] = k2 - (k0 * f->mm.x + k1 * f->mm.y) / u;
	}
	for (int i = 0; i < 3; i++) {
		a[i] = a[i] * f->px_unit + f->px.x * a[6 + i];
		a[3 + i] = a[3 + i] * f->px_unit + f->px.y * a[6 + i];
	}
	w = a[8];
	if (fabs(w) < 1e-9)
		return -1;
	for (int i = 0; i < 8; i++)
		out->m[i] = a[i] / w;
	return 0;
}

int
map_fit_similarity(const struct tie *t, int n, struct scan_map *out)
{
	struct frame f = frame_of(t, n);
	struct normal s = { .n = 4 };
	double v[4];

	if (n < 2)
		return -1;
	for (int i = 0; i < n; i++) {
		struct tie q = frame_tie(&f, &t[i]);

		normal_add(&s, (double[]){ q.mm.x, -q.mm.y, 1, 0 }, q.px.x, q.weight);
		normal_add(&s, (double[]){ q.mm.y, q.mm.x, 0, 1 }, q.px.y, q.weight);
	}
	if (normal_solve(&s, v) < 0)
		return -1;
	return frame_undo(&f, (double[]){ v[0], -v[1], v[2], v[1], v[0], v[3], 0, 0 }, out);
}

int
map_fit_affine(const struct tie *t, int n, struct scan_map *out)
{
	struct frame f = frame_of(t, n);
	struct normal sx = { .n = 3 }, sy = { .n = 3 };
	double k[8] = { 0 };

	if (n < 3)
		return -1;
	for (int i = 0; i < n; i++) {
		struct tie q = frame_tie(&f, &t[i]);
		double row[] = { q.mm.x, q.mm.y, 1 };

		normal_add(&sx, row, q.px.x, q.weight);
		normal_add(&sy, row, q.px.y, q.weight);
	}
	if (normal_solve(&sx, k) < 0 || normal_solve(&sy, k + 3) < 0)
		return -1;
	return frame_undo(&f, k, out);
}

int
map_fit_homography(const struct tie *t, int n, struct scan_map *out)
{
	struct frame f = frame_of(t, n);
	struct normal s = { .n = 8 };
	double k[8];

	if (n < 4)
		return -1;
	for (int i = 0; i < n; i++) {
		struct tie q = frame_tie(&f, &t[i]);
		double x = q.mm.x, y = q.mm.y, u = q.px.x, v = q.px.y;

		normal_add(&s, (double[]){ x, y, 1, 0, 0, 0, -u * x, -u * y }, u, q.weight);
		normal_add(&s, (double[]){ 0, 0, 0, x, y, 1, -v * x, -v * y }, v, q.weight);
	}
	if (normal_solve(&s, k) < 0)
		return -1;
	return frame_undo(&f, k, out);
}

double
map_error(const struct scan_map *m, const struct tie *t)
{
	struct pt p = map_apply(m, t->mm.x, t->mm.y);

	return hypot(p.x - t->px.x, p.y - t->px.y) / map_density(m, t->mm.x, t->mm.y);
}
