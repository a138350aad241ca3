#include "app/follow/visit_share.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	COST_OVER = 1000000, /* beyond a limit: never, unless it was fixed so */
	COST_NOBODY = 10000,
	COST_LOAD = 1,
	COST_FAR = 2,
	COST_TRIP = 3,
	COST_AREA = 1,
	COST_MOVED = 1
};

/* The visits of one teacher, by rank. */
struct pile {
	int *at;
	size_t n;
	long cost;
};

struct sharing {
	struct share *s;
	int *order; /* visits by rank: those of a town follow each other, by their last day */
	size_t *rank; /* of each visit */
	struct pile *piles;
	long total;
	int *
	    roomy; /* while towns are laid out whole: visits that each teacher takes for nothing */
};

static int
compare_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a == NULL) - (b == NULL);
	return strcmp(a, b);
}

static int
compare_visits(const struct share_visit *a, const struct share_visit *b)
{
	int order =
	    compare_text(a->town == NULL ? NULL : a->area, b->town == NULL ? NULL : b->area);

	if (order == 0)
		order = compare_text(a->town, b->town);
	return order != 0 ? order : (a->last > b->last) - (a->last < b->last);
}

/* Insertion: a few hundred visits, and the order in which they were given decides between equals. */
static void
rank_visits(struct sharing *w)
{
	const struct share *s = w->s;

	for (size_t i = 0; i < s->n; i++) {
		size_t k = i;

		for (; k > 0 && compare_visits(&s->visits[w->order[k - 1]], &s->visits[i]) > 0;
		     k--)
			w->order[k] = w->order[k - 1];
		w->order[k] = (int)i;
	}
	for (size_t i = 0; i < s->n; i++)
		w->rank[w->order[i]] = i;
}

/* ---- what a pile costs ---- */

static const struct share_visit *
visit_at(const struct share *s, const struct pile *p, size_t i)
{
	return &s->visits[p->at[i]];
}

/* The most on one day: some visit begins on it. */
static int
busiest(const struct share *s, const struct pile *p)
{
	int most = 0;

	for (size_t i = 0; i < p->n; i++) {
		date day = visit_at(s, p, i)->first;
		int n = 0;

		for (size_t k = 0; k < p->n; k++)
			n += visit_at(s, p, k)->first <= day && day <= visit_at(s, p, k)->last;
		most = n > most ? n : most;
	}
	return most;
}

static int
over_limits(const struct share *s, const struct pile *p, int teacher)
{
	int n = (int)p->n, over = 0, most = s->most[teacher];

	if (most >= 0 && n > most)
		over += n - most;
	if (n > s->at_once && busiest(s, p) > s->at_once)
		over += busiest(s, p) - s->at_once;
	return over;
}

/*
 * In a town, those that can be visited until the day on which the first of them ends make one trip,
 * and so on: no sharing into trips has fewer.
 */
static struct share_sum
sum_pile(const struct share *s, const struct pile *p, int *areas)
{
	struct share_sum sum = { .visits = (int)p->n };
	const struct share_visit *trip = NULL; /* the first of the trip: it ends first */

	*areas = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct share_visit *v = visit_at(s, p, i);

		if (v->town == NULL)
			continue;
		*areas += trip == NULL || strcmp(trip->area, v->area) != 0;
		if (trip != NULL && strcmp(trip->town, v->town) == 0 && v->first <= trip->last)
			continue;
		trip = v;
		sum.trips++;
		sum.far_trips += v->far;
	}
	return sum;
}

static long
load_cost(const struct sharing *w, int teacher, int visits)
{
	if (visits <= w->roomy[teacher])
		return 0;
	return COST_LOAD * (long)visits * visits;
}

static long
pile_cost(const struct sharing *w, const struct pile *p, int teacher)
{
	const struct share *s = w->s;
	int areas;
	struct share_sum sum = sum_pile(s, p, &areas);
	long moved = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct share_visit *v = visit_at(s, p, i);

		moved += v->now >= 0 && v->now != teacher;
	}
	return COST_OVER * (long)over_limits(s, p, teacher) +
	       load_cost(w, teacher, sum.visits) +
	       COST_FAR * (long)sum.far_trips * sum.far_trips + COST_TRIP * (long)sum.trips +
	       COST_AREA * (long)areas + COST_MOVED * moved;
}

/* ---- changes ---- */

static void
pile_refresh(struct sharing *w, int teacher)
{
	struct pile *p = &w->piles[teacher];

	w->total -= p->cost;
	p->cost = pile_cost(w, p, teacher);
	w->total += p->cost;
}

static void
pile_add(struct sharing *w, int teacher, int visit)
{
	struct pile *p = &w->piles[teacher];
	size_t k = p->n++;

	for (; k > 0 && w->rank[p->at[k - 1]] > w->rank[visit]; k--)
		p->at[k] = p->at[k - 1];
	p->at[k] = visit;
	pile_refresh(w, teacher);
}

static void
pile_remove(struct sharing *w, int teacher, int visit)
{
	struct pile *p = &w->piles[teacher];
	size_t k = 0;

	while (p->at[k] != visit)
		k++;
	memmove(p->at + k, p->at + k + 1, (--p->n - k) * sizeof *p->at);
	pile_refresh(w, teacher);
}

static void
give(struct sharing *w, int visit, int teacher)
{
	struct share_visit *v = &w->s->visits[visit];

	if (v->teacher == teacher)
		return;
	if (v->teacher >= 0)
		pile_remove(w, v->teacher, visit);
	else
		w->total -= COST_NOBODY;
	v->teacher = teacher;
	if (teacher >= 0)
		pile_add(w, teacher, visit);
	else
		w->total += COST_NOBODY;
}

static int
may_take(const struct share *s, int visit, int teacher)
{
	return !s->visits[visit].fixed && s->visits[visit].may[teacher];
}

/* Gives the visit to whom it costs least: 1 when that is somebody else. */
static int
move_one(struct sharing *w, int visit)
{
	int was = w->s->visits[visit].teacher, best = was;
	long least = w->total;

	for (int t = 0; t < (int)w->s->n_teachers; t++) {
		if (!may_take(w->s, visit, t))
			continue;
		give(w, visit, t);
		if (w->total < least) {
			least = w->total;
			best = t;
		}
	}
	give(w, visit, best);
	return best != was;
}

static int
exchange(struct sharing *w, int a, int b)
{
	int of_a = w->s->visits[a].teacher, of_b = w->s->visits[b].teacher;
	long before = w->total;

	if (of_a == of_b || of_a < 0 || of_b < 0 || !may_take(w->s, a, of_b) ||
	    !may_take(w->s, b, of_a))
		return 0;
	give(w, a, of_b);
	give(w, b, of_a);
	if (w->total < before)
		return 1;
	give(w, a, of_a);
	give(w, b, of_b);
	return 0;
}

/* All that its teacher visits in the town of this visit goes to `to`: 1 when that is better. */
static int
move_town(struct sharing *w, int visit, int to)
{
	struct share *s = w->s;
	const char *town = s->visits[visit].town;
	int from = s->visits[visit].teacher;
	size_t first = w->rank[visit], end = first;
	long before = w->total;

	if (town == NULL || from < 0 || from == to)
		return 0;
	for (; end < s->n && compare_text(s->visits[w->order[end]].town, town) == 0; end++)
		if (s->visits[w->order[end]].teacher == from && !may_take(s, w->order[end], to))
			return 0;
	unsigned char *moved = mem_zero(end - first, 1);

	for (size_t i = first; i < end; i++)
		if (s->visits[w->order[i]].teacher == from) {
			moved[i - first] = 1;
			give(w, w->order[i], to);
		}
	int better = w->total < before;

	for (size_t i = first; i < end && !better; i++)
		if (moved[i - first])
			give(w, w->order[i], from);
	free(moved);
	return better;
}

/* One round over all changes, in the order of ranks; the cost falls with each, so it ends. */
static int
improve(struct sharing *w)
{
	const struct share *s = w->s;
	int better = 0;

	for (size_t i = 0; i < s->n; i++)
		better |= move_one(w, w->order[i]);
	for (size_t i = 0; i < s->n; i++)
		for (int t = 0; t < (int)s->n_teachers; t++)
			better |= move_town(w, w->order[i], t);
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = i + 1; k < s->n; k++)
			better |= exchange(w, w->order[i], w->order[k]);
	return better;
}

/* The share of each teacher, when each visit is cut up among those who may make it. */
static void
fill_roomy(struct sharing *w)
{
	const struct share *s = w->s;
	double *part = mem_zero(s->n_teachers + 1, sizeof *part);

	for (size_t i = 0; i < s->n; i++) {
		int who = 0;

		for (size_t t = 0; t < s->n_teachers; t++)
			who += s->visits[i].may[t];
		for (size_t t = 0; t < s->n_teachers; t++)
			part[t] += s->visits[i].may[t] ? 1.0 / who : 0;
	}
	for (size_t t = 0; t < s->n_teachers; t++)
		w->roomy[t] = (int)(part[t] + 0.99);
	free(part);
}

static void
give_all(struct sharing *w, int (*to)(const struct share_visit *v))
{
	for (size_t i = 0; i < w->s->n; i++)
		if (!w->s->visits[i].fixed)
			give(w, (int)i, to(&w->s->visits[i]));
}

static int
to_habit(const struct share_visit *v)
{
	return v->now >= 0 && v->may[v->now] ? v->now : -1;
}

static int
to_nobody(const struct share_visit *v)
{
	(void)v;
	return -1;
}

/*
 * 1 when no change makes the present sharing better: then it stays, though another beginning might
 * end better.  So what was adopted is proposed again.  Else everything is free again.
 */
static int
is_settled(struct sharing *w)
{
	give_all(w, to_habit);
	if (!improve(w))
		return 1;
	give_all(w, to_nobody);
	return 0;
}

/* First towns whole, as far as they fit. */
static void
lay_out(struct sharing *w)
{
	fill_roomy(w);
	for (size_t i = 0; i < w->s->n; i++)
		move_one(w, w->order[i]);
	for (size_t t = 0; t < w->s->n_teachers; t++) {
		w->roomy[t] = 0;
		pile_refresh(w, (int)t);
	}
}

void
share_out(struct share *s)
{
	struct sharing w = { .s = s };

	w.order = mem_zero(s->n + 1, sizeof *w.order);
	w.rank = mem_zero(s->n + 1, sizeof *w.rank);
	w.piles = mem_zero(s->n_teachers + 1, sizeof *w.piles);
	w.roomy = mem_zero(s->n_teachers + 1, sizeof *w.roomy);
	for (size_t t = 0; t < s->n_teachers; t++)
		w.piles[t].at = mem_zero(s->n + 1, sizeof *w.piles[t].at);
	rank_visits(&w);
	for (size_t i = 0; i < s->n; i++) {
		struct share_visit *v = &s->visits[i];

		v->teacher = -1;
		w.total += COST_NOBODY;
		if (v->fixed)
			give(&w, (int)i, v->now);
	}
	if (!is_settled(&w)) {
		lay_out(&w);
		while (improve(&w))
			;
	}
	for (size_t t = 0; t < s->n_teachers; t++)
		free(w.piles[t].at);
	free(w.piles);
	free(w.roomy);
	free(w.rank);
	free(w.order);
}

struct share_sum
share_sum(const struct share *s, int teacher)
{
	struct sharing w = { .s = (struct share *)s };
	struct share_sum sum;
	struct pile p = { mem_zero(s->n + 1, sizeof *p.at), 0, 0 };
	int areas;

	w.order = mem_zero(s->n + 1, sizeof *w.order);
	w.rank = mem_zero(s->n + 1, sizeof *w.rank);
	rank_visits(&w);
	for (size_t i = 0; i < s->n; i++)
		if (s->visits[w.order[i]].teacher == teacher)
			p.at[p.n++] = w.order[i];
	sum = sum_pile(s, &p, &areas);
	free(p.at);
	free(w.order);
	free(w.rank);
	return sum;
}
