#include "app/crowd.h"

#include <stdlib.h>
#include <string.h>

#include "app/presence.h"
#include "store/placement.h"
#include "store/span.h"

struct crowd_span {
	int64_t placement, student, company, teacher;
	const char *year, *tutor;
	date first, last;
	double hours;
};

struct crowd_whole {
	int64_t placement, company;
	const char *number;
	date first, last;
	int days;
};

static double
span_hours(const struct span *s)
{
	struct period p = { s->starts, s->ends, s->weekly_hours, s->days_off };
	struct stay stay = { .company = { .country = s->country, .postcode = s->postcode } };

	return presence_period_hours(&stay, &p);
}

static void
whole_add(struct crowd *c, const struct span *s, date first, date last)
{
	struct crowd_whole *w = c->n_wholes > 0 ? &c->wholes[c->n_wholes - 1] : NULL;

	if (w == NULL || w->placement != s->placement) {
		c->wholes = mem_grow(c->wholes, c->n_wholes, &c->cap_wholes, sizeof *c->wholes);
		w = &c->wholes[c->n_wholes++];
		*w = (struct crowd_whole){ s->placement, s->company,
			arena_str(&c->arena, s->number), first, last, 0 };
	}
	w->last = last > w->last ? last : w->last;
	w->days += (int)(last - first) + 1;
	c->longest = w->days > c->longest ? w->days : c->longest;
}

static int
span_add(void *ctx, const struct span *s)
{
	struct crowd *c = ctx;
	date first = date_parse(s->starts), last = date_parse(s->ends);

	if (first == DATE_NONE || last == DATE_NONE || last < first)
		return 0;
	c->spans = mem_grow(c->spans, c->n, &c->cap, sizeof *c->spans);
	c->spans[c->n++] = (struct crowd_span){ s->placement, s->student, s->company,
		s->teacher, arena_str(&c->arena, s->year), arena_str(&c->arena, s->tutor),
		first, last, span_hours(s) };
	whole_add(c, s, first, last);
	return 0;
}

static int
compare_ids(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
same_teacher(const struct crowd_span *a, const struct crowd_span *b)
{
	return compare_ids(a->teacher, b->teacher);
}

static int
same_company(const struct crowd_span *a, const struct crowd_span *b)
{
	return compare_ids(a->company, b->company);
}

static int
same_tutor(const struct crowd_span *a, const struct crowd_span *b)
{
	int by_company = same_company(a, b);

	return by_company != 0 ? by_company : strcmp(a->tutor, b->tutor);
}

static int
same_student(const struct crowd_span *a, const struct crowd_span *b)
{
	int by_company = same_company(a, b);
	int by_student = by_company != 0 ? by_company : compare_ids(a->student, b->student);

	return by_student != 0 ? by_student : strcmp(a->year, b->year);
}

/* What makes two spans of one group. */
static int (*const keys[CROWD_COUNT])(const struct crowd_span *, const struct crowd_span *) = {
	[CROWD_TEACHER] = same_teacher,
	[CROWD_TUTOR] = same_tutor,
	[CROWD_COMPANY] = same_company,
	[CROWD_STUDENT] = same_student,
};

/* Within a group one student's spans follow each other in time. */
static int
compare_spans(const struct crowd_span *a, const struct crowd_span *b, enum crowd_kind kind)
{
	int by_key = keys[kind](a, b);
	int by_student = by_key != 0 ? by_key : compare_ids(a->student, b->student);

	return by_student != 0 ? by_student : compare_ids(a->first, b->first);
}

#define COMPARE(NAME, KIND)                                                                    \
	static int NAME(const void *a, const void *b)                                          \
	{                                                                                      \
		return compare_spans(                                                          \
		    *(struct crowd_span *const *)a, *(struct crowd_span *const *)b, KIND);     \
	}
COMPARE(by_teacher, CROWD_TEACHER)
COMPARE(by_tutor, CROWD_TUTOR)
COMPARE(by_company, CROWD_COMPANY)
COMPARE(by_student, CROWD_STUDENT)

static int (*const orders[CROWD_COUNT])(const void *, const void *) = {
	[CROWD_TEACHER] = by_teacher,
	[CROWD_TUTOR] = by_tutor,
	[CROWD_COMPANY] = by_company,
	[CROWD_STUDENT] = by_student,
};

struct edge {
	date day;
	int step; /* 1: somebody comes; -1: was there the day before */
};

static int
compare_edges(const void *a, const void *b)
{
	return compare_ids(((const struct edge *)a)->day, ((const struct edge *)b)->day);
}

static void
level_add(struct crowd_order *o, struct crowd_group *g, date day, int students)
{
	if (g->n_levels > 0 && o->levels[o->n_levels - 1].day == day) {
		o->levels[o->n_levels - 1].students = students;
		return;
	}
	o->levels = mem_grow(o->levels, o->n_levels, &o->cap_levels, sizeof *o->levels);
	o->levels[o->n_levels++] = (struct crowd_level){ day, students };
	g->n_levels++;
}

/* How many are there from which day on; a student's spans that overlap count once. */
static void
group_levels(struct crowd_order *o, struct crowd_group *g)
{
	struct edge *edges = mem_alloc(2 * g->n * sizeof *edges);
	size_t n = 0;
	int students = 0;

	for (size_t i = g->first; i < g->first + g->n;) {
		const struct crowd_span *s = o->at[i];
		date last = s->last;

		for (i++; i < g->first + g->n && o->at[i]->student == s->student &&
			  o->at[i]->first <= last + 1;
		     i++)
			last = o->at[i]->last > last ? o->at[i]->last : last;
		edges[n++] = (struct edge){ s->first, 1 };
		edges[n++] = (struct edge){ last + 1, -1 };
	}
	qsort(edges, n, sizeof *edges, compare_edges);
	g->level = o->n_levels;
	for (size_t i = 0; i < n; i++)
		level_add(o, g, edges[i].day, students += edges[i].step);
	free(edges);
}

static void
order_make(struct crowd *c, enum crowd_kind kind)
{
	struct crowd_order *o = &c->orders[kind];

	o->at = mem_alloc((c->n + 1) * sizeof *o->at);
	for (size_t i = 0; i < c->n; i++)
		o->at[i] = &c->spans[i];
	qsort(o->at, c->n, sizeof *o->at, orders[kind]);
	for (size_t i = 0; i < c->n;) {
		struct crowd_group g = { .first = i };

		while (i < c->n && keys[kind](o->at[g.first], o->at[i]) == 0)
			i++;
		g.n = i - g.first;
		if (kind != CROWD_STUDENT)
			group_levels(o, &g);
		o->groups = mem_grow(o->groups, o->n_groups, &o->cap_groups, sizeof *o->groups);
		o->groups[o->n_groups++] = g;
	}
}

static int
compare_wholes(const void *left, const void *right)
{
	const struct crowd_whole *a = left, *b = right;
	int by_place = compare_ids(a->company, b->company);

	return by_place != 0 ? by_place : compare_ids(a->last, b->last);
}

int
crowd_load(struct store *st, struct crowd *c, struct err *e)
{
	*c = (struct crowd){ .arena = ARENA_INIT };
	if (span_each(st, span_add, c, e) < 0)
		return -1;
	for (int kind = 0; kind < CROWD_COUNT; kind++)
		order_make(c, (enum crowd_kind)kind);
	if (c->n_wholes > 0)
		qsort(c->wholes, c->n_wholes, sizeof *c->wholes, compare_wholes);
	return 0;
}

void
crowd_release(struct crowd *c)
{
	for (int kind = 0; kind < CROWD_COUNT; kind++) {
		free(c->orders[kind].at);
		free(c->orders[kind].groups);
		free(c->orders[kind].levels);
	}
	free(c->spans);
	free(c->wholes);
	arena_release(&c->arena);
	*c = (struct crowd){ .arena = ARENA_INIT };
}

/* The group of what `probe` says; NULL: there is none. */
static const struct crowd_group *
group_lookup(const struct crowd_order *o, enum crowd_kind kind, const struct crowd_span *probe)
{
	size_t low = 0, high = o->n_groups;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = keys[kind](o->at[o->groups[mid].first], probe);

		if (order == 0)
			return &o->groups[mid];
		*(order < 0 ? &low : &high) = order < 0 ? mid + 1 : mid;
	}
	return NULL;
}

static const struct crowd_group *
group_of(const struct crowd *c, const struct stay *s, enum crowd_kind kind)
{
	const struct crowd_span probe = { .student = s->student.id,
		.company = s->company.id,
		.teacher = s->teacher.id,
		.year = s->enrolment.year,
		.tutor = *s->p.tutor_email != '\0' ? s->p.tutor_email : s->p.tutor_name };

	if ((kind == CROWD_TEACHER && probe.teacher == 0) ||
	    (kind == CROWD_TUTOR && *s->p.tutor_name == '\0'))
		return NULL;
	return group_lookup(&c->orders[kind], kind, &probe);
}

/* The most within [first, last]: the level that holds on its first day, and those that follow. */
static int
most_within(const struct crowd_level *at, size_t n, date first, date last)
{
	size_t low = 0, high = n;
	int most = 0;

	while (low < high) { /* the first level after `first` */
		size_t mid = (low + high) / 2;

		*(at[mid].day <= first ? &low : &high) = at[mid].day <= first ? mid + 1 : mid;
	}
	for (size_t i = low > 0 ? low - 1 : 0; i < n && at[i].day <= last; i++)
		most = at[i].students > most ? at[i].students : most;
	return most;
}

int
crowd_busiest(const struct crowd *c, const struct stay *s, enum crowd_kind kind)
{
	const struct crowd_order *o = &c->orders[kind];
	const struct crowd_group *g = group_of(c, s, kind);
	int most = 0;

	for (size_t i = 0; g != NULL && i < s->p.n_periods; i++) {
		int n = most_within(o->levels + g->level, g->n_levels,
		    date_parse(s->p.periods[i].starts), date_parse(s->p.periods[i].ends));

		most = n > most ? n : most;
	}
	return most;
}

double
crowd_other_hours(const struct crowd *c, const struct stay *s)
{
	const struct crowd_group *g = group_of(c, s, CROWD_STUDENT);
	double hours = 0;

	for (size_t i = 0; g != NULL && i < g->n; i++) {
		const struct crowd_span *at = c->orders[CROWD_STUDENT].at[g->first + i];

		hours += at->placement != s->p.id ? at->hours : 0;
	}
	return hours;
}

/* How many of c->wholes stand before the first of that company that does not end before `start`. */
static size_t
ended_before(const struct crowd *c, int64_t company, date start)
{
	const struct crowd_whole probe = { .company = company, .last = start };
	size_t low = 0, high = c->n_wholes;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int before = compare_wholes(&c->wholes[mid], &probe) < 0;

		*(before ? &low : &high) = before ? mid + 1 : mid;
	}
	return low;
}

int
crowd_before(
    const struct crowd *c, const struct stay *s, double share, struct crowd_before *out)
{
	date start = s->p.n_periods > 0 ? date_parse(s->p.periods[0].starts) : DATE_NONE;
	double latest = 0;

	for (size_t i = ended_before(c, s->company.id, start); i > 0; i--) {
		const struct crowd_whole *w = &c->wholes[i - 1];

		/* what ended longer ago than the longest gap can't matter */
		if (w->company != s->company.id || start - w->last > c->longest / share + 1)
			break;
		if (w->placement == s->p.id || w->last + w->days / share <= latest)
			continue;
		latest = w->last + w->days / share;
		*out = (struct crowd_before){ w->number, w->last, w->days };
	}
	return latest > 0;
}
