/* The teacher's judgment of an accord that came back. */
#include <string.h>

#include "app/accord.h"
#include "app/asked.h"
#include "app/import/change.h"
#include "app/follow/follow_imp.h"
#include "app/home.h"
#include "base/err.h"
#include "base/js.h"
#include "store/batch.h"

enum { FIELDS_MAX = 64, PERIODS = 3 };

static int
check_accord(const struct step *s)
{
	if (s->f.d.kind != DOC_ACCORD)
		return err_set(s->e, ERR_REFUSED,
		    "ce papier n'est pas un accord préalable : c'est %s",
		    doc_kind_article(s->f.d.kind));
	if (s->f.shape.mould)
		return err_set(s->e, ERR_REFUSED,
		    "c'est le code du formulaire général ; chaque accord revenu a le sien : "
		    "« paraphe status » les donne");
	if (s->f.state.state == STATE_ISSUED)
		return err_set(s->e, ERR_REFUSED, "cet accord n'est pas encore revenu signé");
	if (s->f.state.state == STATE_CANCELLED || s->f.state.state == STATE_SUPERSEDED ||
	    s->f.state.state == STATE_DRAFT)
		return err_set(
		    s->e, ERR_REFUSED, "cet accord est hors circuit : %s", s->out->before);
	return 0;
}

static int
company_signed(const struct state *st)
{
	int expected = 0;

	for (size_t i = 0; i < st->n_copies; i++) {
		const struct sign *sign = &st->copies[i].sign[ROLE_COMPANY];

		if (sign->status != SIGN_NONE)
			return 1;
		expected |= sign->expected;
	}
	return !expected;
}

/* What speaks against it: a person's comment overrules that. */
static int
check_answer(const struct step *s, const char *comment)
{
	enum reply reply = s->f.state.reply;

	if (comment != NULL && *comment != '\0')
		return 0;
	if (reply == REPLY_REFUSES || reply == REPLY_BOTH)
		return err_set(s->e, ERR_REFUSED,
		    "%s : refusez l'accord (« paraphe refuse »), ou dites pourquoi il est bon "
		    "(--comment)",
		    reply_words(reply));
	if (!company_signed(&s->f.state))
		return err_set(s->e, ERR_REFUSED,
		    "l'entreprise ne l'a pas signé ; s'il est bon quand même, dites pourquoi "
		    "(--comment)");
	return 0;
}

/* The fields of a new placement: those that were given, then what is known. */
struct row {
	const char *names[FIELDS_MAX], *values[FIELDS_MAX];
	size_t n;
};

static int
has(const struct row *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->names[i], name) == 0)
			return 1;
	return 0;
}

static void
offer(struct row *r, const char *name, const char *value)
{
	if (!has(r, name) && r->n < FIELDS_MAX) {
		r->names[r->n] = name;
		r->values[r->n++] = value;
	}
}

static int
keep_pupil(void *ctx, const struct pupil *p)
{
	*(struct pupil *)ctx = *p;
	return 1;
}

/* Where no date was given: the periods that the section has fixed. */
static int
offer_periods(struct step *s, const struct pupil *p, struct row *r)
{
	struct section_period *at;
	size_t n;
	int k = 0;

	if (has(r, "debut1") || has(r, "fin1"))
		return 0;
	if (section_periods(
		s->h->store, p->section.id, p->enrolment.year, &s->arena, &at, &n, s->e) < 0)
		return -1;
	for (size_t i = 0; i < n && k < PERIODS; i++) {
		if (at[i].year_of_study != p->enrolment.year_of_study)
			continue;
		k++;
		offer(r, arena_printf(&s->arena, "debut%d", k), at[i].starts);
		offer(r, arena_printf(&s->arena, "fin%d", k), at[i].ends);
	}
	return 0;
}

static int
offer_pupil(struct step *s, struct row *r)
{
	const struct pupil_filter f = { .enrolment = s->f.d.enrolment };
	struct pupil p;
	int there = pupil_each(s->h->store, &f, keep_pupil, &p, s->e);

	if (there <= 0)
		return there;
	pupil_keep(&p, &s->arena);
	if (has(r, "etudiant") || has(r, "etudiant_nom"))
		return err_set(s->e, ERR_USAGE,
		    "cet accord est déjà rattaché à un étudiant : ne le nommez pas à nouveau");
	offer(r, "etudiant_nom", p.student.last_name);
	offer(r, "etudiant_prenom", p.student.first_name);
	offer(r, "etudiant_naissance", p.student.birth_date);
	offer(r, "annee_scolaire", p.enrolment.year);
	offer(r, "section", p.section.code);
	return offer_periods(s, &p, r);
}

/* A new placement of the accord's student. */
static int
add_placement(struct step *s, const struct import_values *given, struct stay *stay)
{
	struct changed c = { .batch = s->out->batch };
	struct import_report report = { .done = 0 };
	struct row r = { .n = 0 };
	struct import_values all = { r.names, r.values, 0 };
	int rc = 0;

	for (size_t i = 0; i < given->n; i++)
		offer(&r, given->names[i], given->values[i]);
	if (s->f.d.enrolment != 0)
		rc = offer_pupil(s, &r);
	offer(&r, "heures_semaine", "35");
	all.n = r.n;
	if (rc == 0)
		rc = change_in(s->h, NULL, &all, &report, &c, s->e);
	if (rc == 0)
		rc = stay_lookup_id(s->h->store, c.placement, &s->arena, stay, s->e) < 0 ? -1
											 : 0;
	s->out->added = rc == 0;
	import_report_release(&report);
	return rc;
}

static int
find_placement(struct step *s, const char *number, struct stay *stay)
{
	int there = stay_lookup(s->h->store, number, &s->arena, stay, s->e);

	if (there == 0)
		return err_set(s->e, ERR_ABSENT, "aucun stage n° %s", number);
	if (there > 0 && *stay->p.gone != '\0')
		return err_set(s->e, ERR_REFUSED, "le stage n° %s est annulé", number);
	return there < 0 ? -1 : 0;
}

/* An accord of one student is not that of another's placement. */
static int
check_owner(struct step *s, const struct stay *stay)
{
	struct who ours, theirs;

	if (s->f.d.enrolment == 0 || s->f.d.enrolment == stay->enrolment.id)
		return 0;
	if (who_of_document(s->h->store, &s->f.d, &s->arena, &ours, s->e) < 0)
		return -1;
	who_of_stay(stay, &s->arena, &theirs);
	return err_set(s->e, ERR_REFUSED,
	    "cet accord est celui de %s, et le stage n° %s celui de %s", ours.name,
	    stay->p.number, theirs.name);
}

static int
link_to(struct step *s, const struct stay *stay)
{
	struct fact f = FACT_INIT(FACT_LINKED);

	if (s->f.d.placement == stay->p.id)
		return 0;
	f.batch = s->out->batch;
	f.placement = stay->p.id;
	f.enrolment = stay->enrolment.id;
	return follow_step_append(s, &f, NULL);
}

/* The placement that is meant, if any: 1 with *stay, 0, -1. */
static int
choose_placement(struct step *s, const struct validation *v, struct stay *stay)
{
	int rc = 0;

	if (v->placement != NULL && v->given != NULL)
		return err_set(s->e, ERR_USAGE,
		    "donnez un stage (--placement), ou les champs d'un nouveau, pas les deux");
	if (v->placement != NULL)
		rc = find_placement(s, v->placement, stay);
	else if (v->given != NULL)
		rc = add_placement(s, v->given, stay);
	else if (s->f.d.placement != 0)
		return stay_lookup_id(s->h->store, s->f.d.placement, &s->arena, stay, s->e);
	else
		return 0;
	if (rc == 0)
		rc = check_owner(s, stay);
	return rc < 0 ? -1 : 1;
}

static int
validate(struct step *s, const struct validation *v)
{
	struct fact f = FACT_INIT(FACT_VALIDATED);
	struct js *said = NULL;
	struct stay stay;
	int there;

	if (check_accord(s) < 0 || check_answer(s, v->comment) < 0 ||
	    batch_add(s->h->store, BATCH_OTHER,
		arena_printf(&s->arena, "validation de l'accord %s", s->out->code), s->h->actor,
		&s->out->batch, s->e) < 0)
		return -1;
	there = choose_placement(s, v, &stay);
	if (there < 0 || (there > 0 && link_to(s, &stay) < 0))
		return -1;
	if (there > 0) {
		said = accord_said(&stay);
		memcpy(s->out->placement, stay.p.number, strlen(stay.p.number) + 1);
	}
	f.batch = s->out->batch;
	f.text = v->comment;
	there = follow_step_append(s, &f, said);
	js_free(said);
	return there;
}

int
follow_validate(struct home *h, const char *code, const struct validation *v,
    struct followed *out, struct err *e)
{
	struct step s;
	int rc = follow_step_start(&s, h, code, out, e);

	return follow_step_end(&s, rc < 0 ? -1 : validate(&s, v));
}

int
follow_refuse(
    struct home *h, const char *code, const char *reason, struct followed *out, struct err *e)
{
	struct fact f = FACT_INIT(FACT_REFUSED);
	struct step s;
	int rc;

	f.text = reason;
	if (follow_needs_reason(reason, "refuser un accord", e) < 0)
		return -1;
	rc = follow_step_start(&s, h, code, out, e);
	if (rc == 0)
		rc = check_accord(&s);
	return follow_step_end(&s, rc < 0 ? -1 : follow_step_append(&s, &f, NULL));
}
