#include "app/gaps.h"

#include "base/buf.h"
#include "domain/state.h"

void
gaps_of_copy(const struct shape *shape, const struct state_copy *c, struct gaps *g)
{
	*g = (struct gaps){ .pages = shape->pages };
	for (int p = 1; p <= g->pages && p <= GAPS_PAGES_MAX; p++)
		g->seen[p - 1] = c->seen[p / 64] >> (p % 64) & 1;
}

int
gaps_count(const struct gaps *g)
{
	int n = 0;

	for (int i = 0; i < g->pages; i++)
		n += !g->seen[i];
	return n;
}

/* Every page of one parity seen, none of the other. */
static int
only_sides(const struct gaps *g, int seen_parity)
{
	for (int i = 0; i < g->pages; i++)
		if (!!g->seen[i] != (i % 2 == seen_parity))
			return 0;
	return 1;
}

int
gaps_one_sided(const struct gaps *g)
{
	return g->pages >= 2 && (only_sides(g, 0) || only_sides(g, 1));
}

/* The end (exclusive) of the run of unseen pages that starts at i. */
static int
run_end(const struct gaps *g, int i)
{
	while (i < g->pages && !g->seen[i])
		i++;
	return i;
}

static int
next_run(const struct gaps *g, int i)
{
	while (i < g->pages && g->seen[i])
		i++;
	return i;
}

/* A run of two is said « 3 et 4 » when it is the last, « 3, 4 » before others: as two runs of one. */
static void
add_runs(const struct gaps *g, struct buf *out)
{
	int first = 1;

	for (int i = next_run(g, 0); i < g->pages;) {
		int end = run_end(g, i), stop = end - i > 2 ? end : i + 1;
		int more = next_run(g, stop) < g->pages;

		buf_str(out, first ? "" : more ? ", " : " et ");
		if (stop - i > 1)
			buf_printf(out, "%d à %d", i + 1, stop);
		else
			buf_printf(out, "%d", i + 1);
		first = 0;
		i = next_run(g, stop);
	}
}

void
gaps_words(const struct gaps *g, struct buf *out)
{
	int n = gaps_count(g);

	if (n == 0)
		return;
	buf_str(out, n == 1 ? "manque la page " : "manquent les pages ");
	add_runs(g, out);
	if (gaps_one_sided(g))
		buf_str(out, " (recto verso ?)");
}
