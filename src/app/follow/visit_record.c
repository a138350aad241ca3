/* A visit that was made, as a person reports it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/course.h"
#include "app/home.h"
#include "app/teacher.h"
#include "app/follow/visit.h"
#include "base/err.h"
#include "base/utf8.h"
#include "store/store.h"

int
visit_mode_typed(const char *word)
{
	static const struct {
		const char *key;
		enum visit_mode mode;
	} words[] = {
		{ "on site", VISIT_ON_SITE },
		{ "onsite", VISIT_ON_SITE },
		{ "sur place", VISIT_ON_SITE },
		{ "visite", VISIT_ON_SITE },
		{ "entreprise", VISIT_ON_SITE },
		{ "phone", VISIT_PHONE },
		{ "telephone", VISIT_PHONE },
		{ "par telephone", VISIT_PHONE },
		{ "tel", VISIT_PHONE },
		{ "video", VISIT_VIDEO },
		{ "visio", VISIT_VIDEO },
		{ "visioconference", VISIT_VIDEO },
		{ "en visioconference", VISIT_VIDEO },
	};
	char *key = utf8_key(word);
	int found = -1;

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(words[i].key, key) == 0)
			found = words[i].mode;
	free(key);
	return found;
}

/* ---- checks ---- */

static int
check_mode(const struct visit_row *r, const char *typed, enum visit_mode *mode, struct err *e)
{
	int m = typed != NULL ? visit_mode_typed(typed) : r->ticked;

	if (m < 0 && typed != NULL)
		return err_set(e, ERR_USAGE,
		    "« %s » : dites « sur place », « téléphone » ou « visio » (--mode)", typed);
	if (m < 0)
		return err_set(
		    e, ERR_USAGE, "comment ? --mode « sur place », « téléphone » ou « visio »");
	*mode = (enum visit_mode)m;
	return 0;
}

static int
check_day(const struct visits *v, const struct visit_row *r, const char *typed, date *on,
    struct err *e)
{
	char start[DATE_TEXT_SIZE];

	*on = typed != NULL ? date_parse(typed) : v->today;
	if (*on == DATE_NONE)
		return err_set(
		    e, ERR_USAGE, "« %s » n'est pas une date (attendu 12/03/2027)", typed);
	if (*on > v->today)
		return err_set(e, ERR_REFUSED,
		    "cette date n'est pas encore passée : une visite s'enregistre une fois faite");
	date_text(r->start, start);
	if (*on < r->start)
		return err_set(
		    e, ERR_REFUSED, "cette date est avant le début du stage (%s)", start);
	return 0;
}

/* The visit that is corrected must be one of this placement, as it stands. */
static int
check_corrected(const struct course *c, const char *typed, int64_t *event, struct err *e)
{
	*event = typed != NULL ? strtoll(typed, NULL, 10) : 0;
	if (typed == NULL)
		return 0;
	for (size_t i = 0; i < c->n_visits; i++)
		if (c->visits[i].event == *event)
			return 0;
	return err_set(e, ERR_ABSENT,
	    "« %s » n'est pas le numéro d'une visite de ce stage (« visit list --placement » les dit)",
	    typed);
}

static const struct course_visit *
corrected(const struct course *c, int64_t event)
{
	for (size_t i = 0; i < c->n_visits; i++)
		if (event != 0 && c->visits[i].event == event)
			return &c->visits[i];
	return NULL;
}

/* A correction keeps what it does not say. */
static int
fill(struct home *h, const struct visits *v, const struct visit_report *q, struct arena *a,
    struct fact *f, struct err *e)
{
	const struct visit_row *r = &v->rows[0];
	const struct course_visit *old;
	struct teacher by;

	if (check_corrected(&r->course, q->corrects, &f->target, e) < 0)
		return -1;
	old = corrected(&r->course, f->target);
	f->name = old != NULL ? old->by : *r->visitor_name != '\0' ? r->visitor_name : NULL;
	f->text = q->comment != NULL ? q->comment : old != NULL ? old->comment : NULL;
	if (q->by != NULL) {
		if (teacher_by_words(h->store, q->by, a, &by, e) < 0)
			return -1;
		f->name = by.name;
	}
	if (old != NULL && q->on == NULL)
		f->stated = old->on;
	else if (check_day(v, r, q->on, &f->stated, e) < 0)
		return -1;
	if (old != NULL && q->mode == NULL)
		f->mode = old->mode;
	else if (check_mode(r, q->mode, &f->mode, e) < 0)
		return -1;
	return 0;
}

static int
record(struct home *h, const struct visit_report *q, struct visits *v, struct arena *a,
    struct visit_done *out, struct err *e)
{
	const struct visit_filter filter = { .placement = q->placement };
	struct fact f = FACT_INIT(FACT_VISITED);
	const struct visit_row *r;

	if (visits_load(h, &filter, v, e) < 0)
		return -1;
	r = &v->rows[0];
	if (r->course.cancelled != 0)
		return err_set(e, ERR_REFUSED, "ce stage est annulé");
	if (r->course.closed != 0)
		return err_set(e, ERR_REFUSED,
		    "ce stage est clôturé ; rouvrez-le d'abord (« paraphe undo fait-%" PRId64
		    " »)",
		    r->course.closed);
	if (fill(h, v, q, a, &f, e) < 0 || course_append(h, r->placement, &f, e) < 0)
		return -1;
	*out = (struct visit_done){ f.event, (int)r->course.n_visits + (f.target == 0),
		v->least, f.stated > r->end, arena_str(a, r->who.name) };
	return 0;
}

int
visit_record(struct home *h, const struct visit_report *r, struct arena *a,
    struct visit_done *out, struct err *e)
{
	struct visits v = { 0 };
	int rc = store_begin(h->store, e);

	if (rc == 0)
		rc = record(h, r, &v, a, out, e);
	if (rc == 0)
		rc = store_commit(h->store, e);
	if (rc < 0)
		store_rollback(h->store);
	visits_release(&v);
	return rc;
}
