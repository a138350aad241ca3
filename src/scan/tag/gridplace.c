#include "scan/tag/gridplace_imp.h"

#include <math.h>
#include <stdlib.h>

#include "scan/tag/finders_imp.h"
#include "scan/place/frame_imp.h"
#include "scan/place/register_imp.h"

static const double finder_module = 4.2; /* pixels a module of the picture that is searched */
static const double uneven = 1.35; /* a distance over what it should be, or the other way */

/* Corners of a code whose millimetres a map knows. */
static struct grid
grid_of(const struct scan_map *m, double x, double y, double side)
{
	return (struct grid){ { map_apply(m, x, y), map_apply(m, x + side, y),
	    map_apply(m, x + side, y + side), map_apply(m, x, y + side) } };
}

int
gridplace_of_marks(const struct image *im, struct gridplace out[GRIDPLACES_MAX])
{
	static const double reach[] = { [2] = 6, [3] = 3 };
	struct frame frame[FRAMES_MAX];
	int n = frame_guess(im, frame);

	for (int i = 0; i < n; i++)
		out[i] = (struct gridplace){ grid_of(&frame[i].map, TAG_X, TAG_Y, TAG_SIDE),
			reach[frame[i].marks], 0 };
	return n;
}

struct guesses {
	struct gridplace *at;
	int n;
};

/* Middles of the finders in modules: top left, top right, bottom left. */
static const struct pt middle[] = { { 3.5, 3.5 }, { 21.5, 3.5 }, { 3.5, 21.5 } };

static void
add_guess(struct guesses *g, const struct finder *f[3])
{
	struct tie tie[3];
	struct scan_map m;
	struct pt right, down;
	int n = 0;

	for (int i = 0; i < 3; i++)
		if (f[i] != NULL)
			tie[n++] = (struct tie){ middle[i], f[i]->at, 1 };
	if (g->n == GRIDPLACES_MAX ||
	    (n == 3 ? map_fit_affine : map_fit_similarity)(tie, n, &m) < 0)
		return;
	map_axes(&m, 12, 12, &right, &down);
	if (right.x * down.y - right.y * down.x <= 0) /* seen from behind */
		return;
	g->at[g->n++] = (struct gridplace){ grid_of(&m, 0, 0, TAG_MODULES), n == 3 ? 1 : 2, 0 };
}

static int
about(double is, double should)
{
	return is < should * uneven && is > should / uneven;
}

/* Distance in modules, -1: these two are of different sizes. */
static double
apart(const struct finder *a, const struct finder *b)
{
	if (!about(a->module, b->module))
		return -1;
	return hypot(a->at.x - b->at.x, a->at.y - b->at.y) / ((a->module + b->module) / 2);
}

static void
guess_pair(struct guesses *g, const struct finder *a, const struct finder *b)
{
	double d = apart(a, b);

	if (about(d, 18)) {
		add_guess(g, (const struct finder *[]){ a, b, NULL });
		add_guess(g, (const struct finder *[]){ a, NULL, b });
	}
	if (about(d, 18 * M_SQRT2))
		add_guess(g, (const struct finder *[]){ NULL, a, b });
}

static void
guess_triple(
    struct guesses *g, const struct finder *a, const struct finder *b, const struct finder *c)
{
	if (about(apart(a, b), 18) && about(apart(a, c), 18) &&
	    about(apart(b, c), 18 * M_SQRT2))
		add_guess(g, (const struct finder *[]){ a, b, c });
}

/* Triples before pairs. */
static void
guess_all(struct guesses *g, const struct finder *f, int n)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				if (i != j && j != k && i != k)
					guess_triple(g, &f[i], &f[j], &f[k]);
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			if (i != j)
				guess_pair(g, &f[i], &f[j]);
}

int
gridplace_of_finders(const struct image *im, struct gridplace out[GRIDPLACES_MAX])
{
	double module = im->dpi / 25.4 * TAG_SIDE / TAG_MODULES;
	int factor = (int)lround(module / finder_module), n;
	struct guesses g = { out, 0 };
	struct finder f[FINDERS_MAX];
	struct image small = *im;

	factor = factor < 1 ? 1 : factor;
	if (factor > 1)
		image_shrink(im, factor, &small);
	n = finders_find(&small, f);
	if (factor > 1)
		image_release(&small);
	for (int i = 0; i < n; i++) {
		f[i].at.x *= factor;
		f[i].at.y *= factor;
		f[i].module *= factor;
	}
	guess_all(&g, f, n);
	return g.n;
}
