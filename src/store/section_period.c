/* What a section fixes for a school year. */
#include <string.h>

#include "base/mem.h"
#include "store/people.h"
#include "store/store_imp.h"

static int
clear_periods(struct store *st, int64_t section, const char *year, struct err *e)
{
	static const char sql[] =
	    "DELETE FROM section_period WHERE section = :section AND year = :year";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":section", section);
	bind_text(q, ":year", year);
	return store_run(st, q, e);
}

static int
add_period(struct store *st, int64_t section, const struct section_period *p, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO section_period (section, year, year_of_study, n, title, weeks, starts, ends)"
	    " VALUES (:section, :year, :year_of_study, :n, :title, :weeks, :starts, :ends)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":section", section);
	bind_text(q, ":year", p->year);
	bind_int(q, ":year_of_study", p->year_of_study);
	bind_int(q, ":n", p->n);
	bind_text(q, ":title", p->title);
	bind_int(q, ":weeks", p->weeks);
	bind_text(q, ":starts", p->starts);
	bind_text(q, ":ends", p->ends);
	return store_run(st, q, e);
}

static int
same_period(const struct section_period *a, const struct section_period *b)
{
	return a->year_of_study == b->year_of_study && a->n == b->n && a->weeks == b->weeks &&
	       strcmp(a->title, b->title) == 0 && strcmp(a->starts, b->starts) == 0 &&
	       strcmp(a->ends, b->ends) == 0;
}

/* 1 when the year's periods are those of p, in the same order. */
static int
same_periods(struct store *st, int64_t section, const struct section_period *p, size_t n,
    const char *year, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct section_period *old;
	size_t n_old, k = 0;
	int same = section_periods(st, section, year, &a, &old, &n_old, e);

	if (same == 0) {
		same = 1;
		for (size_t i = 0; i < n; i++)
			if (strcmp(p[i].year, year) == 0) {
				same &= k < n_old && same_period(&old[k], &p[i]);
				k++;
			}
		same &= k == n_old;
	}
	arena_release(&a);
	return same;
}

static int
put_year(struct store *st, int64_t section, const struct section_period *p, size_t n,
    const char *year, struct err *e)
{
	int same = same_periods(st, section, p, n, year, e);

	if (same != 0)
		return same < 0 ? -1 : PUT_SAME;
	if (clear_periods(st, section, year, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (strcmp(p[i].year, year) == 0 && add_period(st, section, &p[i], e) < 0)
			return -1;
	return PUT_CHANGED;
}

int
section_put_periods(
    struct store *st, int64_t section, const struct section_period *p, size_t n, struct err *e)
{
	int worst = PUT_SAME;

	for (size_t i = 0; i < n; i++) {
		size_t first = 0;

		while (strcmp(p[first].year, p[i].year) != 0)
			first++;
		int rc = first == i ? put_year(st, section, p, n, p[i].year, e) : PUT_SAME;

		if (rc < 0)
			return -1;
		worst = rc > worst ? rc : worst;
	}
	return worst;
}

int
section_periods(struct store *st, int64_t section, const char *year, struct arena *a,
    struct section_period **p, size_t *n, struct err *e)
{
	static const char sql[] =
	    "SELECT year, year_of_study, n, title, weeks, starts, ends"
	    " FROM section_period WHERE section = :section AND year = :year"
	    " ORDER BY year_of_study, n";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	size_t room = 64;
	int rc = 0;

	*p = arena_alloc(a, room * sizeof **p);
	*n = 0;
	bind_int(q, ":section", section);
	bind_text(q, ":year", year);
	while (*n < room && (rc = store_step(st, q, e)) == 1)
		(*p)[(*n)++] = (struct section_period){ col_keep(q, 0, a), (int)col_int(q, 1),
			(int)col_int(q, 2), col_keep(q, 3, a), (int)col_int(q, 4),
			col_keep(q, 5, a), col_keep(q, 6, a) };
	store_done(q);
	return rc < 0 ? -1 : 0;
}
