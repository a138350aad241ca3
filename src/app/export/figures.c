#include "app/export/figures_imp.h"

#include <stdlib.h>
#include <string.h>

#include "app/board.h"
#include "app/export/export.h"
#include "app/home.h"
#include "base/buf.h"
#include "base/err.h"
#include "store/document.h"
#include "store/placement.h"

const char *
stage_words(enum stage s)
{
	static const char *const words[STAGE_COUNT] = { "à imprimer", "chez l'étudiant",
		"chez l'entreprise", "chez le chef d'établissement", "à remettre",
		"remises ou clôturées" };

	return words[s];
}

static enum stage
stage_of(enum doc_state s)
{
	switch (s) {
	case STATE_ISSUED:
		return STAGE_STUDENT;
	case STATE_SIGNED_STUDENT:
		return STAGE_COMPANY;
	case STATE_SIGNED_COMPANY:
		return STAGE_PRINCIPAL;
	case STATE_SIGNED_PRINCIPAL:
		return STAGE_HANDOVER;
	case STATE_DELIVERED:
	case STATE_CLOSED:
		return STAGE_DONE;
	case STATE_DRAFT:
	case STATE_RETURNED:
	case STATE_VALIDATED:
	case STATE_REFUSED:
	case STATE_CANCELLED:
	case STATE_SUPERSEDED:
	case STATE_COUNT:
		break;
	}
	return STAGE_DRAFT;
}

/* What one placement adds to a group. */
struct counted {
	enum stage stage;
	int late, is_signed, in_time;
	int days; /* from printing to the last signature; -1: not signed, or not known */
	const char *company;
};

static void
group_add(struct figures_group *g, const struct counted *c)
{
	g->placements++;
	g->stage[c->stage]++;
	g->late += (size_t)c->late;
	g->signed_in_time += (size_t)(c->is_signed && c->in_time);
	g->signed_late += (size_t)(c->is_signed && !c->in_time);
	if (c->days >= 0) {
		g->days = mem_grow(g->days, g->n_days, &g->cap_days, sizeof *g->days);
		g->days[g->n_days++] = c->days;
	}
	g->company = mem_grow(g->company, g->n_company, &g->cap_company, sizeof *g->company);
	g->company[g->n_company++] = c->company;
}

static struct figures_group *
group_of(
    struct figures *f, struct figures_group **groups, size_t *n, size_t *cap, const char *name)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp((*groups)[i].name, name) == 0)
			return &(*groups)[i];
	*groups = mem_grow(*groups, *n, cap, sizeof **groups);
	(*groups)[*n] = (struct figures_group){
		.name = arena_str(&f->arena, name), .first = DATE_NONE, .last = DATE_NONE
	};
	return &(*groups)[(*n)++];
}

static void
add_period(struct figures *f, const char *section, const struct stay *s, size_t i,
    const struct counted *c)
{
	const char *name = arena_printf(&f->arena, "%s, période %zu", section, i + 1);
	struct figures_group *g =
	    group_of(f, &f->periods, &f->n_periods, &f->cap_periods, name);
	date from = date_parse(s->p.periods[i].starts), to = date_parse(s->p.periods[i].ends);

	if (from != DATE_NONE && (g->first == DATE_NONE || from < g->first))
		g->first = from;
	if (to != DATE_NONE && (g->last == DATE_NONE || to > g->last))
		g->last = to;
	group_add(g, c);
}

/* When the copy that is furthest got its last signature. */
static int64_t
signed_at(const struct state *st)
{
	const struct state_copy *c;
	int64_t last = 0;

	if (st->n_copies == 0)
		return 0;
	c = &st->copies[st->best];
	if (!state_copy_complete(c))
		return 0;
	for (int role = 0; role < ROLE_COUNT; role++)
		if (sign_counts(&c->sign[role]) && c->sign[role].since > last)
			last = c->sign[role].since;
	return last;
}

static int
count_convention(struct home *h, const struct board_row *r, struct counted *c, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct folded f;
	int there = r->document != 0 ? document_fold(h->store, r->document, &a, &f, e) : 0;
	int64_t at = there > 0 ? signed_at(&f.state) : 0;

	if (at != 0) {
		c->is_signed = 1;
		c->in_time = r->who.start == DATE_NONE || time_date(at) < r->who.start;
		c->days = time_date(at) - time_date(f.d.issued_at);
	}
	arena_release(&a);
	return there < 0 ? -1 : 0;
}

static int
add_row(struct home *h, struct figures *f, const struct board_row *r, struct err *e)
{
	struct counted c = { .stage = stage_of(r->state),
		.days = -1,
		.late = r->who.start != DATE_NONE && r->who.start <= f->today &&
			stage_of(r->state) < STAGE_HANDOVER,
		.company = arena_str(&f->arena, r->who.company) };
	struct stay s;
	struct who w;

	if (count_convention(h, r, &c, e) < 0 ||
	    stay_lookup_id(h->store, r->placement, &f->arena, &s, e) < 0)
		return -1;
	/* its own section, though the board may have put it at its head */
	who_of_stay(&s, &f->arena, &w);
	group_add(&f->all, &c);
	group_add(group_of(f, &f->sections, &f->n_sections, &f->cap_sections, w.section), &c);
	for (size_t i = 0; i < s.p.n_periods; i++)
		add_period(f, w.section, &s, i, &c);
	return 0;
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
compare_days(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void
group_sum(struct figures_group *g)
{
	if (g->n_company > 0)
		qsort(g->company, g->n_company, sizeof *g->company, compare_texts);
	if (g->n_days > 0)
		qsort(g->days, g->n_days, sizeof *g->days, compare_days);
	for (size_t i = 0; i < g->n_company; i++)
		g->companies += i == 0 || strcmp(g->company[i], g->company[i - 1]) != 0;
}

int
figures_median(const struct figures_group *g)
{
	return g->n_days > 0 ? g->days[(g->n_days - 1) / 2] : -1;
}

static int
compare_groups(const void *a, const void *b)
{
	const struct figures_group *left = a, *right = b;

	return strcmp(left->name, right->name);
}

int
figures_load(struct home *h, const char *year, struct figures *f, struct err *e)
{
	const struct board_filter filter = { .year = year };
	struct board b = { 0 };
	int rc = board_load(h, &filter, &b, e);

	f->today = b.today;
	f->all =
	    (struct figures_group){ .name = "Ensemble", .first = DATE_NONE, .last = DATE_NONE };
	for (size_t i = 0; rc == 0 && i < b.n; i++)
		if (b.rows[i].kind == DOC_CONVENTION && b.rows[i].placement != 0)
			rc = add_row(h, f, &b.rows[i], e);
	board_release(&b);
	group_sum(&f->all);
	for (size_t i = 0; i < f->n_sections; i++)
		group_sum(&f->sections[i]);
	for (size_t i = 0; i < f->n_periods; i++)
		group_sum(&f->periods[i]);
	if (f->n_periods > 0)
		qsort(f->periods, f->n_periods, sizeof *f->periods, compare_groups);
	return rc;
}

static void
groups_release(struct figures_group *g, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(g[i].days);
		free(g[i].company);
	}
}

void
figures_release(struct figures *f)
{
	groups_release(&f->all, 1);
	groups_release(f->sections, f->n_sections);
	groups_release(f->periods, f->n_periods);
	free(f->sections);
	free(f->periods);
	arena_release(&f->arena);
	*f = (struct figures){ 0 };
}

int
export_figures(struct home *h, const char *year, struct buf *out, struct err *e)
{
	struct figures f = { 0 };
	int rc = figures_load(h, year, &f, e);

	if (rc == 0)
		figures_page(&f, h->school.name, year, out);
	figures_release(&f);
	return rc;
}
