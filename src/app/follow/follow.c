#include "app/follow/follow_imp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/asked.h"
#include "app/follow/blanks.h"
#include "app/home.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/event.h"
#include "store/placement.h"
#include "store/store.h"

static void
say_state(const struct folded *f, char out[96])
{
	snprintf(out, 96, "%s", state_words(&f->shape, &f->state));
}

int
follow_step_start(
    struct step *s, struct home *h, const char *code, struct followed *out, struct err *e)
{
	struct document d;

	*s = (struct step){ .h = h, .out = out, .e = e };
	*out = (struct followed){ 0 };
	if (store_begin(h->store, e) < 0)
		return -1;
	if (document_by_code(h->store, code, &s->arena, &d, e) < 0 ||
	    document_fold(h->store, d.id, &s->arena, &s->f, e) < 0)
		return -1;
	doc_code(d.number, out->code);
	say_state(&s->f, out->before);
	return 0;
}

int
follow_step_append(struct step *s, struct fact *f, const struct js *more)
{
	f->actor = s->h->actor;
	f->document = s->f.d.id;
	if (event_append(s->h->store, f, more, s->e) < 0)
		return -1;
	s->out->event = f->event;
	return 0;
}

int
follow_step_end(struct step *s, int rc)
{
	struct folded after;

	if (rc == 0)
		rc =
		    document_fold(s->h->store, s->f.d.id, &s->arena, &after, s->e) < 0 ? -1 : 0;
	if (rc == 0) {
		say_state(&after, s->out->after);
		rc = store_commit(s->h->store, s->e);
	}
	if (rc < 0)
		store_rollback(s->h->store);
	arena_release(&s->arena);
	return rc;
}

int
follow_needs_reason(const char *reason, const char *what, struct err *e)
{
	if (reason != NULL && *reason != '\0')
		return 0;
	return err_set(e, ERR_USAGE, "%s demande un motif (--reason)", what);
}

/* One fact of a kind, with its text. */

static int
follow_text(struct home *h, const char *code, struct fact *f,
    int (*check)(const struct step *s), struct followed *out, struct err *e)
{
	struct step s;
	int rc = follow_step_start(&s, h, code, out, e);

	if (rc == 0)
		rc = check(&s);
	return follow_step_end(&s, rc < 0 ? -1 : follow_step_append(&s, f, NULL));
}

static int
check_live(const struct step *s)
{
	if (state_is_live(&s->f.state))
		return 0;
	return err_set(
	    s->e, ERR_REFUSED, "ce papier est déjà hors circuit : %s", s->out->before);
}

int
follow_cancel(
    struct home *h, const char *code, const char *reason, struct followed *out, struct err *e)
{
	struct fact f = FACT_INIT(FACT_CANCELLED);

	f.text = reason;
	return follow_needs_reason(reason, "annuler un papier", e) < 0
		   ? -1
		   : follow_text(h, code, &f, check_live, out, e);
}

/* Regularising. */

/* On the first day: then the guardian signs too. */
static int
is_minor(const struct stay *s)
{
	date birth = date_parse(s->student.birth_date);
	date start = date_parse(s->p.periods[0].starts);

	return birth != DATE_NONE && start != DATE_NONE && date_age(birth, start) < 18;
}

static int
regularise(struct step *s, const char *placement)
{
	struct fact f = FACT_INIT(FACT_LINKED);
	struct folded live;
	struct stay stay;
	int there;

	if (!s->f.d.blank || !s->f.state.to_regularise)
		return err_set(s->e, ERR_REFUSED,
		    "ce papier n'est pas une convention vierge à régulariser");
	if (placement == NULL)
		return blanks_name_candidates(s->h, &s->f.d, s->e);
	there = stay_lookup(s->h->store, placement, &s->arena, &stay, s->e);
	if (there == 0)
		return err_set(s->e, ERR_ABSENT, "pas de stage n° %s", placement);
	if (there < 0)
		return -1;
	there = document_live(s->h->store, stay.p.id, DOC_CONVENTION, &s->arena, &live, s->e);
	if (there > 0) {
		char code[DOC_CODE_SIZE];

		doc_code(live.d.number, code);
		return err_set(s->e, ERR_REFUSED,
		    "le stage n° %s a déjà une convention, %s ; annulez-la d'abord (« paraphe cancel »)",
		    placement, code);
	}
	f.placement = stay.p.id;
	f.enrolment = stay.enrolment.id;
	f.role = is_minor(&stay) ? ROLE_GUARDIAN : ROLE_STUDENT;
	f.stated = date_parse(stay.p.periods[0].starts); /* the paper itself says it by hand */
	return there < 0 ? -1 : follow_step_append(s, &f, NULL);
}

int
follow_regularise(struct home *h, const char *code, const char *placement, struct followed *out,
    struct err *e)
{
	struct step s;
	int rc = follow_step_start(&s, h, code, out, e);

	return follow_step_end(&s, rc < 0 ? -1 : regularise(&s, placement));
}
