#include "app/follow/visit.h"

#include <stdlib.h>
#include <string.h>

#include "app/course.h"
#include "app/home.h"
#include "app/lint.h"
#include "app/presence.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/utf8.h"
#include "domain/law.h"
#include "store/placement.h"

enum { LEAST = 2, AT_ONCE = 16 }; /* where no rule covers the day */

struct loading {
	struct home *h;
	const struct visit_filter *filter;
	struct visits *v;
	struct arena stays; /* of the rows gathered first */
	struct stay *at;
	size_t n, cap;
	struct err *e;
};

/* ---- where ---- */

/* The département as the start of a postcode: two digits, overseas three. */
static size_t
department_size(const char *postcode)
{
	return strncmp(postcode, "97", 2) == 0 || strncmp(postcode, "98", 2) == 0 ? 3 : 2;
}

/* The town of the workplace is not always that of the company, and is no field of its own. */
static void
take_place(struct loading *l, struct visit_row *r, const struct stay *s)
{
	struct arena *a = &l->v->arena;
	const char *home = l->h->school.postcode, *there = s->company.postcode;
	char *town = utf8_key(s->company.city);

	r->town = arena_str(a, s->company.city);
	r->area = arena_str_n(a, there, strnlen(there, 3));
	r->town_key = arena_printf(a, "%s %s", there, town);
	r->abroad = presence_is_abroad(s);
	r->far = !r->abroad && *there != '\0' && *home != '\0' &&
		 strncmp(home, there, department_size(home)) != 0;
	free(town);
}

/* ---- the sheet ---- */

/* What the sheet's boxes say, when one alone is ticked. */
static int
ticked_mode(const struct folded *f)
{
	int mode = -1, n = 0;

	for (size_t i = 0; i < f->n_facts; i++) {
		const struct fact *fact = &f->facts[i];

		for (size_t k = 0;
		     fact->kind == FACT_READ && !fact->voided && k < fact->n_boxes; k++) {
			const struct fact_box *b = &fact->boxes[k];
			int m = visit_mode_typed(b->id);

			if (b->kind != BOX_CHECK || b->verdict != VERDICT_SIGNED || m < 0)
				continue;
			n += m != mode;
			mode = m;
		}
	}
	return n == 1 ? mode : -1;
}

static int
take_sheet(struct loading *l, struct visit_row *r)
{
	struct arena a = ARENA_INIT;
	struct folded f;
	int rc = document_live(l->h->store, r->placement, DOC_VISIT, &a, &f, l->e);

	r->ticked = -1;
	if (rc == 1) {
		r->sheet = 1;
		doc_code(f.d.number, r->sheet_code);
		r->sheet_state = f.state.state;
		r->sheet_since = f.state.since;
		r->ticked = ticked_mode(&f);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

/* ---- rows ---- */

static enum visit_out
why_out(const struct loading *l, const struct visit_row *r, const struct stay *s)
{
	date left = date_parse(s->enrolment.left_on), today = l->v->today;

	if (r->course.cancelled != 0)
		return VISIT_CANCELLED;
	if (r->course.closed != 0)
		return VISIT_CLOSED;
	if (r->course.interrupted != 0)
		return VISIT_INTERRUPTED;
	if (left != DATE_NONE && (left <= today || left < r->start))
		return VISIT_LEFT;
	return r->end < today ? VISIT_ENDED : VISIT_IN;
}

static int
take_visitor(struct loading *l, struct visit_row *r, const struct stay *s)
{
	struct teacher t;
	int rc = 0;

	r->visitor = r->course.assigned ? r->course.visitor : s->teacher.id;
	r->visitor_name = r->visitor_key = "";
	if (r->visitor != 0)
		rc = teacher_lookup_id(l->h->store, r->visitor, &l->v->arena, &t, l->e);
	if (rc == 1) {
		char *key = utf8_key(t.name);

		r->visitor_name = t.name;
		r->visitor_key = arena_str(&l->v->arena, key);
		free(key);
	}
	return rc < 0 ? -1 : 0;
}

/* 1 when the row is wanted, 0, -1. */
static int
make_row(struct loading *l, struct visit_row *r, const struct stay *s)
{
	struct arena *a = &l->v->arena;

	*r = (struct visit_row){ .placement = s->p.id, .section = s->section.id };
	who_of_stay(s, a, &r->who);
	r->class_label = arena_str(a, s->enrolment.class_label);
	if (course_of(l->h->store, s->p.id, a, &r->course, l->e) < 0)
		return -1;
	r->start = r->who.start;
	r->end = r->course.interrupted != 0 && r->course.last_day < r->who.end
		     ? r->course.last_day
		     : r->who.end;
	r->out = why_out(l, r, s);
	take_place(l, r, s);
	if (take_visitor(l, r, s) < 0 || take_sheet(l, r) < 0)
		return -1;
	if (l->filter->teacher != 0 && l->filter->teacher != r->visitor)
		return 0;
	return !l->filter->todo || visit_is_due(l->v, r);
}

static int
keep_stay(void *ctx, const struct stay *s)
{
	struct loading *l = ctx;

	l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
	l->at[l->n] = *s;
	stay_keep(&l->at[l->n++], &l->stays);
	return 0;
}

static int
compare_rows(const void *left, const void *right)
{
	const struct visit_row *a = left, *b = right;
	int order = strcmp(a->visitor_key, b->visitor_key);

	if (order == 0)
		order = (a->visitor > b->visitor) - (a->visitor < b->visitor);
	if (order == 0)
		order = (a->end > b->end) - (a->end < b->end);
	return order != 0 ? order : strcmp(a->who.name, b->who.name);
}

static int
make_rows(struct loading *l)
{
	struct visits *v = l->v;

	for (size_t i = 0; i < l->n; i++) {
		v->rows = mem_grow(v->rows, v->n, &v->cap, sizeof *v->rows);
		int rc = make_row(l, &v->rows[v->n], &l->at[i]);

		if (rc < 0)
			return -1;
		v->n += (size_t)rc;
	}
	if (v->n > 0)
		qsort(v->rows, v->n, sizeof *v->rows, compare_rows);
	return 0;
}

/* The values of the law that hold today. */
static int
take_law(struct loading *l)
{
	struct law law;
	const struct law_rule *least, *at_once;

	if (lint_rules(&law, l->h, l->e) < 0) {
		law_release(&law);
		return -1;
	}
	least = law_lookup(&law, "visits.least", l->v->today);
	at_once = law_lookup(&law, "teacher.students", l->v->today);
	l->v->least = least != NULL ? (int)least->value : LEAST;
	l->v->at_once = at_once != NULL ? (int)at_once->value : AT_ONCE;
	law_release(&law);
	return 0;
}

int
visits_load(struct home *h, const struct visit_filter *f, struct visits *v, struct err *e)
{
	struct loading l = { .h = h, .filter = f, .v = v, .e = e };
	const struct stay_filter stays = { .year = f->placement == NULL ? f->year : NULL,
		.section = f->section,
		.number = f->placement };
	int rc;

	v->today = time_date(time_now());
	rc = take_law(&l);
	if (rc == 0)
		rc = stay_each(h->store, &stays, keep_stay, &l, e);
	if (rc == 0 && l.n == 0 && f->placement != NULL)
		rc = err_set(e, ERR_ABSENT, "aucun stage n° %s", f->placement);
	if (rc == 0)
		rc = make_rows(&l);
	free(l.at);
	arena_release(&l.stays);
	return rc < 0 ? -1 : 0;
}

void
visits_release(struct visits *v)
{
	free(v->rows);
	arena_release(&v->arena);
	*v = (struct visits){ 0 };
}

/* ---- what is to be done ---- */

int
visit_is_due(const struct visits *v, const struct visit_row *r)
{
	return r->out == VISIT_IN && (int)r->course.n_visits < v->least;
}

/* A sheet came back after the last visit that was recorded. */
static int
is_unrecorded(const struct visit_row *r)
{
	const struct course *c = &r->course;

	return r->sheet && r->sheet_state == STATE_RETURNED &&
	       (c->n_visits == 0 || c->visits[c->n_visits - 1].at < r->sheet_since);
}

static void
out_words(const struct visit_row *r, struct buf *out)
{
	char day[DATE_TEXT_SIZE];

	date_text(r->end, day);
	switch (r->out) {
	case VISIT_CANCELLED:
		buf_str(out, "stage annulé");
		break;
	case VISIT_LEFT:
		buf_str(out, r->who.female > 0 ? "partie de l'établissement"
					       : "parti de l'établissement");
		break;
	case VISIT_INTERRUPTED:
		buf_printf(out, "stage interrompu le %s", day);
		break;
	case VISIT_CLOSED:
		buf_str(out, "clôturé");
		break;
	case VISIT_ENDED:
		buf_printf(out, "terminé le %s", day);
		break;
	case VISIT_IN:
		break;
	}
}

static void
due_words(const struct visits *v, const struct visit_row *r, struct buf *out)
{
	char day[DATE_TEXT_SIZE];
	int left = r->end - v->today;

	date_text(r->end, day);
	buf_printf(out,
	    "%s avant le %s : ", r->course.n_visits == 0 ? "à visiter" : "encore un contact",
	    day);
	if (r->start > v->today)
		buf_printf(out, "le stage commence dans %d jour%s", r->start - v->today,
		    r->start - v->today > 1 ? "s" : "");
	else if (left == 0)
		buf_str(out, "dernier jour");
	else
		buf_printf(out, "%d jour%s", left, left > 1 ? "s" : "");
}

void
visit_words(const struct visits *v, const struct visit_row *r, struct buf *out)
{
	char day[DATE_TEXT_SIZE];

	if (is_unrecorded(r)) {
		date_text(time_date(r->sheet_since), day);
		buf_printf(out, "fiche revenue le %s : visite à saisir", day);
	} else if (visit_is_due(v, r)) {
		due_words(v, r, out);
	} else {
		out_words(r, out);
	}
	if (r->course.locked)
		buf_printf(out, "%sverrouillé", out->len > 0 ? " · " : "");
}

static void
set_date(struct js *o, const char *key, date d)
{
	char iso[DATE_ISO_SIZE];

	date_iso(d, iso);
	js_set_str(o, key, iso);
}

static struct js *
visit_js(const struct course_visit *x)
{
	struct js *o = js_object();

	js_set_int(o, "event", x->event);
	set_date(o, "on", x->on);
	js_set_str(o, "mode", visit_mode_name(x->mode));
	js_set_str(o, "by", x->by);
	js_set_str(o, "comment", x->comment);
	return o;
}

struct js *
visit_row_js(const struct visits *v, const struct visit_row *r)
{
	struct js *o = js_object(), *list = js_array();
	struct buf words = BUF_INIT;

	js_set_str(o, "placement", r->who.placement);
	js_set_str(o, "section", r->who.section_code);
	js_set_str(o, "student", r->who.name);
	js_set_str(o, "company", r->who.company);
	js_set_str(o, "town", r->town);
	js_set_bool(o, "far", r->far);
	js_set_bool(o, "abroad", r->abroad);
	js_set_str(o, "teacher", r->visitor != 0 ? r->visitor_name : NULL);
	js_set_bool(o, "locked", r->course.locked);
	set_date(o, "start", r->start);
	set_date(o, "end", r->end);
	js_set_int(o, "days_left", r->end - v->today);
	js_set_int(o, "done", (long long)r->course.n_visits);
	js_set_int(o, "wanted", v->least);
	js_set_bool(o, "due", visit_is_due(v, r));
	js_set_str(o, "sheet", r->sheet ? r->sheet_code : NULL);
	js_set_str(o, "sheet_state", r->sheet ? doc_state_name(r->sheet_state) : NULL);
	visit_words(v, r, &words);
	js_set_str(o, "words", words.data);
	buf_release(&words);
	for (size_t i = 0; i < r->course.n_visits; i++)
		js_add(list, visit_js(&r->course.visits[i]));
	js_set(o, "visits", list);
	return o;
}
