#include "app/overlap.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/placement.h"

struct overlap {
	const struct placement *p;
	char *words;
};

static int
share_a_day(const struct period *a, const struct period *b)
{
	return strcmp(a->starts, b->ends) <= 0 && strcmp(b->starts, a->ends) <= 0;
}

static void
say(const struct stay *s, const struct period *p, char words[OVERLAP_WORDS_SIZE])
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

	date_text(date_parse(p->starts), from);
	date_text(date_parse(p->ends), to);
	snprintf(words, OVERLAP_WORDS_SIZE, "stage n° %s, du %s au %s", s->p.number, from, to);
}

static int
compare_stay(void *ctx, const struct stay *s)
{
	struct overlap *o = ctx;

	/* the same one, imported again or changed */
	if (s->p.id == o->p->id)
		return 0;
	if (o->p->id == 0 && s->company.id == o->p->company &&
	    strcmp(s->p.periods[0].starts, o->p->periods[0].starts) == 0)
		return 0;
	for (size_t i = 0; i < s->p.n_periods; i++)
		for (size_t k = 0; k < o->p->n_periods; k++)
			if (share_a_day(&s->p.periods[i], &o->p->periods[k])) {
				say(s, &s->p.periods[i], o->words);
				return 1;
			}
	return 0;
}

int
overlap_find(
    struct store *st, const struct placement *p, char words[OVERLAP_WORDS_SIZE], struct err *e)
{
	struct overlap o = { p, words };
	struct arena a = ARENA_INIT;
	struct enrolment en;
	struct stay_filter f = { .student = 0 };
	int rc = enrolment_lookup_id(st, p->enrolment, &a, &en, e);

	words[0] = '\0';
	f.student = rc > 0 ? en.student : 0;
	if (rc > 0)
		rc = stay_each(st, &f, compare_stay, &o, e);
	arena_release(&a);
	return rc;
}
