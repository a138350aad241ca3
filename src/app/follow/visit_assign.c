#include "app/follow/visit_assign.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/course.h"
#include "app/home.h"
#include "app/teacher.h"
#include "base/err.h"
#include "base/utf8.h"
#include "store/batch.h"
#include "store/store.h"

struct planning {
	struct home *h;
	struct visit_plan *p;
	const char **sections; /* of each teacher: « sio cg », keys; "" where nothing is said */
	size_t cap_sections;
	struct share share;
	size_t *row; /* of each visit of the sharing */
	unsigned char *may; /* n_teachers a visit */
	struct err *e;
};

/* ---- teachers ---- */

static int
keep_teacher(void *ctx, const struct teacher *t)
{
	struct planning *w = ctx;
	struct visit_plan *p = w->p;
	char *key = utf8_key(t->sections), *name = utf8_key(t->name);

	w->sections =
	    mem_grow(w->sections, p->n_teachers, &w->cap_sections, sizeof *w->sections);
	w->sections[p->n_teachers] = arena_str(&p->arena, key);
	free(key);
	p->teachers = mem_grow(p->teachers, p->n_teachers, &p->cap, sizeof *p->teachers);
	p->teachers[p->n_teachers++] = (struct visit_teacher){ .id = t->id,
		.name = arena_str(&p->arena, t->name),
		.key = arena_str(&p->arena, name),
		.most = *t->max_visits != '\0' ? atoi(t->max_visits) : -1 };
	free(name);
	return 0;
}

/* By name as people look it up; the lists of sections go along. */
static void
sort_teachers(struct planning *w)
{
	struct visit_plan *p = w->p;

	for (size_t i = 1; i < p->n_teachers; i++) {
		struct visit_teacher t = p->teachers[i];
		const char *sections = w->sections[i];
		size_t k = i;

		for (; k > 0 && strcmp(p->teachers[k - 1].key, t.key) > 0; k--) {
			p->teachers[k] = p->teachers[k - 1];
			w->sections[k] = w->sections[k - 1];
		}
		p->teachers[k] = t;
		w->sections[k] = sections;
	}
}

static int
teacher_index(const struct visit_plan *p, int64_t id)
{
	for (size_t i = 0; i < p->n_teachers; i++)
		if (id != 0 && p->teachers[i].id == id)
			return (int)i;
	return -1;
}

/* One of the words of the teacher's list is the section's code. */
static int
names_section(const char *sections, const char *code)
{
	char *key = utf8_key(code);
	size_t n = strlen(key);
	int found = 0;

	for (const char *at = sections; n > 0 && (at = strstr(at, key)) != NULL; at += n)
		if ((at == sections || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
			found = 1;
	free(key);
	return found;
}

/* Teachers whose list of sections is empty visit where they already follow somebody. */
static int
follows_in(const struct visit_plan *p, int64_t teacher, int64_t section)
{
	for (size_t i = 0; i < p->v.n; i++)
		if (p->v.rows[i].visitor == teacher && p->v.rows[i].section == section)
			return 1;
	return 0;
}

/* Fills who may visit the row; a section of nobody is everybody's whose list is empty. */
static void
fill_may(struct planning *w, const struct visit_row *r, unsigned char *may)
{
	struct visit_plan *p = w->p;
	int any = 0;

	for (size_t t = 0; t < p->n_teachers; t++) {
		may[t] = *w->sections[t] != '\0'
			     ? (unsigned char)names_section(w->sections[t], r->who.section_code)
			     : (unsigned char)follows_in(p, p->teachers[t].id, r->section);
		any |= may[t];
	}
	for (size_t t = 0; !any && t < p->n_teachers; t++)
		may[t] = *w->sections[t] == '\0';
	if (!any)
		p->everybody = r->who.section_code;
}

/* ---- the sharing ---- */

/* What is over counts where it was made; who left, was interrupted or closed is left out. */
static int
is_shared(const struct visit_row *r)
{
	return r->out == VISIT_IN || (r->out == VISIT_ENDED && r->visitor != 0);
}

static void
add_visit(struct planning *w, size_t row)
{
	struct visit_plan *p = w->p;
	const struct visit_row *r = &p->v.rows[row];
	unsigned char *may = w->may + w->share.n * p->n_teachers;
	int now = teacher_index(p, r->visitor);

	fill_may(w, r, may);
	w->row[w->share.n] = row;
	w->share.visits[w->share.n++] =
	    (struct share_visit){ .town = r->abroad ? NULL : r->town_key,
		    .area = r->area,
		    .far = r->far,
		    .first = r->start,
		    .last = r->end,
		    .may = may,
		    .now = now,
		    .fixed = now >= 0 && (r->course.locked || r->out == VISIT_ENDED) };
}

static void
share_rows(struct planning *w)
{
	struct visit_plan *p = w->p;
	int *most = mem_zero(p->n_teachers + 1, sizeof *most);

	for (size_t t = 0; t < p->n_teachers; t++)
		most[t] = p->teachers[t].most;
	w->share.most = most;
	w->share.n_teachers = p->n_teachers;
	w->share.at_once = p->v.at_once;
	w->share.visits = mem_zero(p->v.n + 1, sizeof *w->share.visits);
	w->row = mem_zero(p->v.n + 1, sizeof *w->row);
	w->may = mem_zero(p->v.n + 1, p->n_teachers + 1);
	p->teacher = arena_alloc(&p->arena, (p->v.n + 1) * sizeof *p->teacher);
	for (size_t i = 0; i < p->v.n; i++)
		p->teacher[i] = p->v.rows[i].visitor;
	for (size_t i = 0; i < p->v.n; i++)
		if (is_shared(&p->v.rows[i]))
			add_visit(w, i);
	share_out(&w->share);
	for (size_t i = 0; i < w->share.n; i++) {
		int t = w->share.visits[i].teacher;

		p->teacher[w->row[i]] = t >= 0 ? p->teachers[t].id : 0;
		p->changed += p->teacher[w->row[i]] != p->v.rows[w->row[i]].visitor;
	}
	for (size_t t = 0; t < p->n_teachers; t++)
		p->teachers[t].sum = share_sum(&w->share, (int)t);
	free(most);
}

static int
write_rows(struct planning *w)
{
	struct visit_plan *p = w->p;
	int rc = p->changed > 0 ? batch_add(w->h->store, BATCH_OTHER, "partage des visites",
				      w->h->actor, &p->batch, w->e)
				: 0;

	for (size_t i = 0; i < p->v.n && rc == 0; i++) {
		const struct visit_row *r = &p->v.rows[i];
		struct fact f = FACT_INIT(FACT_ASSIGNED);

		if (p->teacher[i] == r->visitor)
			continue;
		f.batch = p->batch;
		f.other = p->teacher[i];
		rc = course_append(w->h, r->placement, &f, w->e);
	}
	return rc;
}

static int
plan(struct planning *w, const struct visit_filter *f, int apply)
{
	if (visits_load(w->h, f, &w->p->v, w->e) < 0 ||
	    teacher_each(w->h->store, keep_teacher, w, w->e) < 0)
		return -1;
	if (w->p->n_teachers == 0)
		return err_set(w->e, ERR_ABSENT,
		    "aucun professeur : importez-les d'abord (« paraphe import teachers »)");
	sort_teachers(w);
	share_rows(w);
	return apply ? write_rows(w) : 0;
}

int
visit_plan(struct home *h, const struct visit_filter *f, int apply, struct visit_plan *p,
    struct err *e)
{
	struct planning w = { .h = h, .p = p, .e = e };
	int rc = apply ? store_begin(h->store, e) : 0;

	if (rc == 0)
		rc = plan(&w, f, apply);
	if (rc == 0 && apply)
		rc = store_commit(h->store, e);
	if (apply && rc < 0)
		store_rollback(h->store);
	free(w.share.visits);
	free(w.row);
	free(w.may);
	free(w.sections);
	return rc;
}

void
visit_plan_release(struct visit_plan *p)
{
	free(p->teachers);
	visits_release(&p->v);
	arena_release(&p->arena);
	*p = (struct visit_plan){ .batch = 0 };
}

/* ---- one placement ---- */

/* What the chosen teacher has now, this one included. */
static int
weigh(
    struct home *h, const char *year, int64_t teacher, struct visit_chosen *out, struct err *e)
{
	const struct visit_filter f = { .year = year, .teacher = teacher };
	struct visits v = { 0 };
	int rc = visits_load(h, &f, &v, e);

	for (size_t i = 0; i < v.n; i++) {
		int n = 0;

		if (v.rows[i].out != VISIT_IN)
			continue;
		out->visits++;
		for (size_t k = 0; k < v.n; k++)
			n += v.rows[k].out == VISIT_IN && v.rows[k].start <= v.rows[i].start &&
			     v.rows[i].start <= v.rows[k].end;
		out->students = n > out->students ? n : out->students;
	}
	out->at_once = v.at_once;
	visits_release(&v);
	return rc;
}

static int
choose(struct home *h, const struct visit_choice *q, struct visits *v, struct arena *a,
    struct visit_chosen *out, struct err *e)
{
	const struct visit_filter filter = { .placement = q->placement };
	struct fact f = FACT_INIT(FACT_ASSIGNED);
	struct teacher t = { .id = 0 };
	const struct visit_row *r;

	if (visits_load(h, &filter, v, e) < 0)
		return -1;
	r = &v->rows[0];
	if (r->course.closed != 0 || r->course.cancelled != 0)
		return err_set(e, ERR_REFUSED, "ce stage est %s",
		    r->course.cancelled != 0 ? "annulé" : "clôturé");
	if (q->teacher != NULL && teacher_by_words(h->store, q->teacher, a, &t, e) < 0)
		return -1;
	if (q->teacher == NULL && r->visitor == 0)
		return err_set(
		    e, ERR_USAGE, "personne ne visite ce stage : qui ? --teacher NOM");
	if (q->teacher == NULL && teacher_lookup_id(h->store, r->visitor, a, &t, e) < 0)
		return -1;
	f.other = t.id;
	f.locked = q->lock || (!q->unlock && r->course.locked);
	if (f.other == r->visitor && f.locked == r->course.locked)
		return err_set(e, ERR_REFUSED, "c'est déjà le cas : rien n'a changé");
	if (course_append(h, r->placement, &f, e) < 0)
		return -1;
	*out = (struct visit_chosen){ .event = f.event,
		.who = arena_str(a, r->who.name),
		.teacher = t.name,
		.locked = f.locked,
		.most = *t.max_visits != '\0' ? atoi(t.max_visits) : -1 };
	return weigh(h, r->who.year, t.id, out, e);
}

int
visit_choose(struct home *h, const struct visit_choice *q, struct arena *a,
    struct visit_chosen *out, struct err *e)
{
	struct visits v = { 0 };
	int rc = store_begin(h->store, e);

	if (rc == 0)
		rc = choose(h, q, &v, a, out, e);
	if (rc == 0)
		rc = store_commit(h->store, e);
	if (rc < 0)
		store_rollback(h->store);
	visits_release(&v);
	return rc;
}
