/*
 * Where lines end.  Total fit: Knuth and Plass, « Breaking paragraphs into lines » (1981): the ends
 * that make the whole paragraph even, not each line as it comes.
 */
#include <math.h>
#include <stdlib.h>

#include "pdf/composer_imp.h"

enum { FITS = 4 }; /* tight, normal, loose, very loose */

static const double double_hyphen_cost = 3000, uneven_cost = 3000;

/* One way of trying: without hyphens, with them, with loose lines. */
struct attempt {
	double tolerance; /* the badness that a line may have */
	int hyphens;
	double extra; /* stretch lent to each line, in parts of its width */
	int last; /* take an overfull line rather than fail */
};

static const struct attempt attempts[] = {
	{ 100, 0, 0, 0 },
	{ 250, 1, 0, 0 },
	{ 1e9, 1, 0.06, 1 },
};

struct sums {
	double width, stretch, shrink;
};

struct fitter {
	struct composer *c;
	const struct attempt *how;
	double width;
	struct sums sums; /* of the items before the one at hand */
};

static int
is_end(const struct item_list *l, size_t i)
{
	const struct item *it = &l->at[i];

	if (it->type == ITEM_GLUE)
		return !it->tied && i > 0 && l->at[i - 1].type == ITEM_BOX;
	return it->type == ITEM_PENALTY && it->cost < COST_NEVER;
}

static void
sums_add(struct sums *s, const struct item *it)
{
	if (it->type == ITEM_PENALTY)
		return;
	s->width += it->width;
	s->stretch += it->stretch;
	s->shrink += it->shrink;
}

/* What is before the line that follows an end at item i: spaces there vanish. */
static struct sums
sums_after(const struct fitter *f, size_t i)
{
	const struct item_list *l = &f->c->items;
	struct sums s = f->sums;

	for (size_t k = i; k < l->n && l->at[k].type != ITEM_BOX; k++) {
		if (k > i && l->at[k].type == ITEM_PENALTY && l->at[k].cost == COST_FORCED)
			break;
		sums_add(&s, &l->at[k]);
	}
	return s;
}

static size_t
stop_add(struct composer *c, const struct stop *s)
{
	c->stops = mem_grow(c->stops, c->stops_n, &c->stops_cap, sizeof *c->stops);
	c->stops[c->stops_n] = *s;
	return c->stops_n++;
}

static void
active_add(struct composer *c, size_t stop)
{
	c->active = mem_grow(c->active, c->active_n, &c->active_cap, sizeof *c->active);
	c->active[c->active_n++] = stop;
}

/* How much the spaces of the line from stop a to item i give: -1 all shrink, 1 all stretch. */
static double
ratio(const struct fitter *f, const struct stop *a, size_t i)
{
	const struct item *it = &f->c->items.at[i];
	double width = f->sums.width - a->width + (it->hyphen ? it->width : 0);
	double room = f->width - width;
	double stretch = f->sums.stretch - a->stretch + f->how->extra * f->width;
	double shrink = f->sums.shrink - a->shrink;

	if (room >= 0)
		return stretch > 0 ? room / stretch : room > 0.01 ? 1e3 : 0;
	return shrink > 0 ? room / shrink : -1e3;
}

static double
badness_of(double r)
{
	return 100 * fabs(r * r * r);
}

static int
fit_class(double r)
{
	return r < -0.5 ? 0 : r <= 0.5 ? 1 : r <= 1 ? 2 : 3;
}

static double
line_cost(const struct stop *a, const struct item *it, double r, int fit)
{
	double badness = badness_of(r);
	double penalty = it->type == ITEM_PENALTY && it->cost > 0 ? it->cost : 0;
	double cost = (1 + badness) * (1 + badness) + penalty * penalty;

	if (a->hyphen && (it->hyphen || it->cost == COST_FORCED))
		cost += double_hyphen_cost;
	if (abs(a->fit - fit) > 1)
		cost += uneven_cost;
	return a->cost + cost;
}

/* Keeps the line from stop `from` to item i if it is the best of its fit so far. */
static void
line_offer(const struct fitter *f, struct stop best[FITS], size_t from, size_t i, double r)
{
	const struct stop *a = &f->c->stops[from];
	const struct item *it = &f->c->items.at[i];
	int fit = fit_class(r);
	double cost = line_cost(a, it, r, fit);

	if (cost < best[fit].cost)
		best[fit] = (struct stop){ .item = i,
			.from = from,
			.line = a->line + 1,
			.fit = fit,
			.hyphen = it->hyphen,
			.cost = cost };
}

/* The best lines that end at item i become stops. */
static void
ends_add(const struct fitter *f, struct stop best[FITS], size_t i)
{
	struct sums after = sums_after(f, i);

	for (int k = 0; k < FITS; k++)
		if (best[k].cost < INFINITY) {
			best[k].width = after.width;
			best[k].stretch = after.stretch;
			best[k].shrink = after.shrink;
			active_add(f->c, stop_add(f->c, &best[k]));
		}
}

/* Judges every line that could end at item i; the best of each fit becomes a stop. */
static void
end_try(struct fitter *f, size_t i)
{
	struct composer *c = f->c;
	struct stop best[FITS];
	size_t kept = 0, old = c->active_n, overfull = 0;
	int found = 0, forced = c->items.at[i].cost == COST_FORCED;

	for (int k = 0; k < FITS; k++)
		best[k].cost = INFINITY;
	for (size_t k = 0; k < old; k++) {
		double r = ratio(f, &c->stops[c->active[k]], i);

		if (r < -1) {
			overfull = c->active[k];
			continue;
		}
		if (badness_of(r) <= f->how->tolerance) {
			line_offer(f, best, c->active[k], i, r);
			found = 1;
		}
		if (!forced)
			c->active[kept++] = c->active[k];
	}
	if (!found && kept == 0 && f->how->last) { /* too full, but no other way */
		line_offer(f, best, overfull, i, -10);
		found = 1;
	}
	c->active_n = kept;
	if (found)
		ends_add(f, best, i);
}

/* Turns the chain that ends at the cheapest active stop into c->active, first line first. */
static size_t
chain(struct composer *c)
{
	size_t best = c->active[0], n;

	for (size_t k = 1; k < c->active_n; k++)
		if (c->stops[c->active[k]].cost < c->stops[best].cost)
			best = c->active[k];
	n = c->stops[best].line;
	c->active_n = 0;
	for (size_t k = 0; k < n; k++)
		active_add(c, 0);
	for (size_t k = n; k > 0; k--) {
		c->active[k - 1] = best;
		best = c->stops[best].from;
	}
	return n;
}

static size_t
fit_try(struct composer *c, double width, const struct attempt *how)
{
	struct fitter f = { .c = c, .how = how, .width = width };
	const struct item_list *l = &c->items;

	c->stops_n = c->active_n = 0;
	active_add(c, stop_add(c, &(struct stop){ .fit = 1 }));
	for (size_t i = 0; i < l->n; i++) {
		if (is_end(l, i) && (how->hyphens || !l->at[i].hyphen))
			end_try(&f, i);
		if (c->active_n == 0)
			return 0;
		sums_add(&f.sums, &l->at[i]);
	}
	return chain(c);
}

size_t
fit_total(struct composer *c, double width, int hyphens)
{
	if (!hyphens)
		return fit_try(c, width, &attempts[0]);
	size_t n = fit_try(c, width, &attempts[1]);

	return n > 0 ? n : fit_try(c, width, &attempts[2]);
}

/* Ends a line at item i. */
static void
first_end(struct composer *c, size_t i)
{
	active_add(
	    c, stop_add(c, &(struct stop){ .item = i, .hyphen = c->items.at[i].hyphen }));
}

/* The last place to end the line that starts at `from` within width; hyphens only if need be. */
static size_t
first_find(const struct composer *c, size_t from, double width, int hyphens)
{
	const struct item_list *l = &c->items;
	size_t best = l->n;
	double w = 0;

	for (size_t i = from; i < l->n; i++) {
		const struct item *it = &l->at[i];
		int forced = it->type == ITEM_PENALTY && it->cost == COST_FORCED;

		if (w + (it->hyphen ? it->width : 0) > width + 0.01 && best < l->n)
			break;
		if (w > width + 0.01)
			return l->n;
		if (is_end(l, i) && (hyphens || !it->hyphen) &&
		    w + (it->hyphen ? it->width : 0) <= width + 0.01)
			best = i;
		if (forced)
			break;
		if (it->type != ITEM_PENALTY)
			w += it->width;
	}
	return best;
}

size_t
fit_first(struct composer *c, double width, int hyphens)
{
	const struct item_list *l = &c->items;
	size_t from = 0;

	c->stops_n = c->active_n = 0;
	while (from < l->n) {
		size_t end = first_find(c, from, width, 0);

		if (end == l->n && hyphens)
			end = first_find(c, from, width, 1);
		if (end == l->n)
			return 0;
		first_end(c, end);
		int forced = l->at[end].cost == COST_FORCED;

		for (from = end + 1; !forced && from < l->n && l->at[from].type == ITEM_GLUE;
		     from++)
			if (l->at[from].tied && l->at[from].stretch >= 1e5)
				break;
	}
	return c->active_n;
}
