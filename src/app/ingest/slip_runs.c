#include <string.h>

#include "app/ingest/slip.h"
#include "app/ingest/slip_imp.h"

/* A question about a whole page, of which the next is about the next page. */
static int
follows(const struct slip_pull *p, const struct slip_pull *next)
{
	return strchr(p->id, '.') == NULL && strchr(next->id, '.') == NULL &&
	       next->page == p->page + 1 && next->paper == p->paper &&
	       next->settled == p->settled && strcmp(next->reason, p->reason) == 0;
}

static size_t
run_length(const struct slip *s, size_t i)
{
	size_t n = 1;

	while (i + n < s->n_pulls && follows(&s->pulls[i + n - 1], &s->pulls[i + n]))
		n++;
	return n;
}

/* « 27 » to « 45 » is « 27-45 »; both are shorter than half of an id. */
static void
join_pulls(struct slip_pull *first, const struct slip_pull *last)
{
	size_t n = strlen(first->id), m = strlen(last->id);

	first->last_page = last->page;
	first->id[n] = '-';
	memmove(first->id + n + 1, last->id, m + 1);
}

/* A stack of something else, or of old versions: one line, not a hundred. */
void
slip_group_pulls(struct slip *s)
{
	enum { RUN_MIN = 3 };
	size_t out = 0, n;

	for (size_t i = 0; i < s->n_pulls; i += n) {
		n = run_length(s, i);
		if (n < RUN_MIN)
			n = 1;
		else
			join_pulls(&s->pulls[i], &s->pulls[i + n - 1]);
		s->pulls[out++] = s->pulls[i];
	}
	s->n_pulls = out;
}
