#include "scan/ink/writings_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"

/* The strokes of an area on a grid of millimetres. */
struct grid {
	int w, h;
	int cell; /* pixels */
	int *ink; /* pixels of strokes in each cell */
	int *writing; /* the writing whose it is; -1: none near */
	int n; /* writings */
};

/* What a member holds of a writing: pixels, the sums of their places (mm). */
struct holding {
	double ink, x, y;
	int from; /* the member that it may have spilled from; -1: none */
};

static int
cell_at(const struct grid *g, int x, int y)
{
	return y / g->cell * g->w + x / g->cell;
}

static void
add_ink(const struct area *a, const struct part *p, struct grid *g)
{
	const struct blob *b = &a->blobs.at[p->blob];

	for (int i = b->first; i < b->first + b->runs; i++)
		for (int x = a->blobs.run[i].x0; x < a->blobs.run[i].x1; x++)
			g->ink[cell_at(g, x, a->blobs.run[i].y)]++;
}

/* Marks what lies so near a cell that it is of the same writing. */
static void
mark_near(const struct grid *g, int x, int y, uint8_t *near)
{
	int dx = (int)(LIMITS.words_mm / 2), dy = (int)(LIMITS.lines_mm / 2);
	int x0 = x < dx ? 0 : x - dx, x1 = x + dx < g->w ? x + dx + 1 : g->w;

	for (int v = y < dy ? 0 : y - dy; v <= y + dy && v < g->h; v++)
		memset(near + (size_t)v * (size_t)g->w + x0, 1, (size_t)(x1 - x0));
}

/* Is it of a writing?  Print beside the boxes is not. */
static int
is_written(const struct part *p)
{
	return p->kind != PART_STAIN && (p->owner >= 0 || part_by_hand(p));
}

static void
find_writings(struct grid *g)
{
	uint8_t *near = mem_zero((size_t)g->w * (size_t)g->h + 1, 1);
	struct blobs blobs;

	for (int y = 0; y < g->h; y++)
		for (int x = 0; x < g->w; x++)
			if (g->ink[y * g->w + x] > 0)
				mark_near(g, x, y, near);
	blobs_init(&blobs, near, g->w, g->h);
	g->n = blobs.n;
	for (int i = 0; i < blobs.n; i++)
		for (int k = 0; k < blobs.at[i].runs; k++) {
			const struct run *r = &blobs.run[blobs.at[i].first + k];

			for (int x = r->x0; x < r->x1; x++)
				g->writing[r->y * g->w + x] = i;
		}
	blobs_release(&blobs);
	free(near);
}

static void
grid_init(const struct area *a, const struct parts *p, struct grid *g)
{
	size_t n;

	g->cell = (int)a->patch.density;
	g->w = a->w / g->cell + 1;
	g->h = a->h / g->cell + 1;
	n = (size_t)g->w * (size_t)g->h;
	g->ink = mem_zero(n, sizeof *g->ink);
	g->writing = mem_alloc(n * sizeof *g->writing);
	memset(g->writing, -1, n * sizeof *g->writing);
	for (int i = 0; i < p->n; i++)
		if (is_written(&p->at[i]))
			add_ink(a, &p->at[i], g);
	find_writings(g);
}

static void
grid_release(struct grid *g)
{
	free(g->ink);
	free(g->writing);
}

static int
member_at(const struct area *a, int x, int y)
{
	for (int k = 0; k < a->n; k++) {
		const struct span *s = &a->inside[k];

		if (x >= s->x0 && x < s->x1 && y >= s->y0 && y < s->y1)
			return k;
	}
	return -1;
}

/* What each member holds of each writing; the last of a row is what lies outside all. */
static struct holding *
holdings_find(const struct area *a, const struct grid *g)
{
	int row = a->n + 1;
	struct holding *held = mem_zero((size_t)(g->n * row) + 1, sizeof *held);

	for (int y = 0; y < g->h; y++)
		for (int x = 0; x < g->w; x++) {
			int at = y * g->w + x, px = x * g->cell + g->cell / 2;
			int py = y * g->cell + g->cell / 2, k;
			struct holding *o;

			if (g->ink[at] == 0)
				continue;
			k = member_at(a, px, py);
			o = &held[g->writing[at] * row + (k < 0 ? a->n : k)];
			o->ink += g->ink[at];
			o->x += g->ink[at] * area_x(a, px);
			o->y += g->ink[at] * area_y(a, py);
		}
	return held;
}

/* Does what box b holds stand at the side where box o is? */
static int
at_side(const struct border *b, const struct holding *held, const struct border *o)
{
	double x = held->x / held->ink, y = held->y / held->ink;
	double wide = LIMITS.side_share * (b->x1 - b->x0);
	double high = LIMITS.side_share * (b->y1 - b->y0);

	if (o->x0 > b->x1)
		return b->x1 - x < wide;
	if (o->x1 < b->x0)
		return x - b->x0 < wide;
	return o->y0 > b->y1 ? b->y1 - y < high : y - b->y0 < high;
}

/* Has what member k holds of a writing spilled over from what another holds of it?  A tick has not. */
static int
spilled_from(const struct area *a, const struct holding *held, int k, int other)
{
	int i = a->member[k], o = a->member[other];
	double ink = held[k].ink, all = ink + held[other].ink;

	return a->boxes[i].kind != BOX_CHECK && ink > 0 && ink < all &&
	       ink < LIMITS.sure_share * all && area_next_to(&a->boxes[i], &a->boxes[o]) &&
	       at_side(&a->r->border[i], &held[k], &a->r->border[o]);
}

static void
find_spilled(const struct area *a, struct holding *held)
{
	for (int k = 0; k < a->n; k++) {
		held[k].from = -1;
		for (int o = 0; o < a->n; o++)
			if (o != k && spilled_from(a, held, k, o))
				held[k].from = o;
	}
}

/* The member that holds most of a writing; -1: it lies outside all boxes, but for a little. */
static int
holder(const struct holding *held, int n)
{
	double in = 0;
	int most = 0;

	for (int k = 0; k < n; k++) {
		in += held[k].ink;
		most = held[k].ink > held[most].ink ? k : most;
	}
	return in > LIMITS.inside_share * (in + held[n].ink) ? most : -1;
}

static void
mark_part(
    const struct area *a, const struct grid *g, const struct holding *held, struct part *p)
{
	const struct run *r = &a->blobs.run[a->blobs.at[p->blob].first];
	const struct holding *h = held + g->writing[cell_at(g, r->x0, r->y)] * (a->n + 1);

	p->from = p->owner >= 0 ? h[p->owner].from : holder(h, a->n);
	p->spilled = p->from >= 0;
}

void
writings_share(const struct area *a, struct parts *p)
{
	struct holding *held;
	struct grid g;

	grid_init(a, p, &g);
	held = holdings_find(a, &g);
	for (int i = 0; i < g.n; i++)
		find_spilled(a, held + i * (a->n + 1));
	for (int i = 0; i < p->n; i++)
		if (is_written(&p->at[i]))
			mark_part(a, &g, held, &p->at[i]);
	free(held);
	grid_release(&g);
}
