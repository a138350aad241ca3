#include <stdio.h>
#include <string.h>

#include "app/ingest/accept.h"
#include "app/accord.h"
#include "app/home.h"
#include "app/ingest/review.h"
#include "base/err.h"
#include "store/event.h"
#include "store/placement.h"
#include "store/store.h"

/* A question being settled, inside the transaction. */
struct settling {
	struct home *h;
	const struct answer *a;
	struct arena arena;
	struct review review;
	const struct review_item *it;
	struct intake read; /* DECISION_ACCEPT: the page, read again */
	struct fact f;
	struct settled *out;
	struct err *e;
};

/* Who has settled it already, in words. */
static int
already_settled(struct settling *s, const char *id, int64_t event, int box)
{
	int decided = event_is_decided(s->h->store, event, box, s->e);

	if (decided < 0)
		return -1;
	return err_set(s->e, ERR_ABSENT,
	    decided
		? "la question %s est déjà réglée (« paraphe show » dit par qui ; « paraphe undo » revient "
		  "en arrière)"
		: "pas de question %s qui attende ; « paraphe review » donne la liste",
	    id);
}

static int
find_item(struct settling *s, const char *id)
{
	int64_t event;
	int box;

	if (question_id_parse(id, &event, &box) < 0)
		return err_set(s->e, ERR_USAGE,
		    "« %s » n'est pas un numéro de question (comme 57 ou 57.1)", id);
	if (review_load_event(s->h, event, &s->review, s->e) < 0)
		return -1;
	for (size_t i = 0; i < s->review.n; i++)
		if (s->review.items[i].q.event == event && s->review.items[i].q.box == box)
			s->it = &s->review.items[i];
	return s->it != NULL ? 0 : already_settled(s, id, event, box);
}

static void
state_of(struct settling *s, int64_t document, char out[96])
{
	struct folded f;

	out[0] = '\0';
	if (document != 0 && document_fold(s->h->store, document, &s->arena, &f, s->e) > 0)
		snprintf(out, 96, "%s", state_words(&f.shape, &f.state));
}

static int
does_not_fit(struct settling *s, const char *what)
{
	return err_set(s->e, ERR_REFUSED, "cette réponse ne va pas à la question %s : %s",
	    s->it->id, what);
}

/* The boxes of the attached page that the person saw signed. */
static int
attached_boxes(struct settling *s, const struct document *d)
{
	struct box *boxes;
	size_t n;

	if (document_boxes(s->h->store, d->id, &s->arena, &boxes, &n, s->e) < 0)
		return -1;
	s->f.boxes = arena_alloc(&s->arena, (n + 1) * sizeof *s->f.boxes);
	for (size_t i = 0; i < n; i++) {
		struct fact_box *b = &s->f.boxes[s->f.n_boxes];

		if (boxes[i].kind != BOX_SIGNATURE || boxes[i].page != s->f.page)
			continue;
		*b = (struct fact_box){
			.kind = boxes[i].kind, .role = boxes[i].role, .verdict = VERDICT_EMPTY
		};
		memcpy(b->id, boxes[i].id, sizeof b->id);
		for (size_t k = 0; k < s->a->n_signed_by; k++)
			if (s->a->signed_by[k] == boxes[i].role) {
				b->verdict = VERDICT_SIGNED;
				b->score = 1;
			}
		s->f.n_boxes++;
	}
	return 0;
}

/* The name of a page as printed, typed whole, says which page it is, or contradicts what was said. */
static int
check_typed_code(struct settling *s, const struct document *d)
{
	char number[TAG_NUMBER_SIZE], check = '\0';
	int fits = 0;

	if (tag_code_split(s->a->code, number, &check) < 0 || check == '\0')
		return 0;
	if (s->f.copy != 0 && s->f.page != 0)
		return tag_check_fits(d->number, check, s->f.copy, s->f.page)
			   ? 0
			   : err_set(s->e, ERR_INPUT,
				 "« %s » n'est pas le code de la page %d de l'exemplaire %d : "
				 "relisez-le, la dernière lettre aussi",
				 s->a->code, s->f.page, s->f.copy);
	for (int copy = 1; copy <= d->copies; copy++)
		for (int page = 1; page <= d->pages; page++) {
			if ((s->a->copy != 0 && copy != s->a->copy) ||
			    (s->a->page != 0 && page != s->a->page) ||
			    !tag_check_fits(d->number, check, copy, page))
				continue;
			s->f.copy = copy;
			s->f.page = page;
			fits++;
		}
	if (fits != 1) { /* two pages of one paper may share a letter */
		s->f.copy = s->a->copy;
		s->f.page = s->a->page;
	}
	return 0;
}

static int
attach_page(struct settling *s)
{
	struct document d;

	if (document_by_code(s->h->store, s->a->code, &s->arena, &d, s->e) < 0)
		return -1;
	if (s->a->copy > d.copies || s->a->page > d.pages)
		return err_set(s->e, ERR_INPUT, "ce papier a %d exemplaire%s de %d page%s",
		    d.copies, d.copies > 1 ? "s" : "", d.pages, d.pages > 1 ? "s" : "");
	if (s->a->n_signed_by > 0 && d.kind == DOC_COVER)
		return err_set(s->e, ERR_USAGE,
		    "les signatures de ces pages se disent sur la feuille d'accompagnement : "
		    "cochez ses cases, et numérisez-la devant elles");
	s->f.document = d.id;
	s->f.copy = s->a->copy;
	s->f.page = s->a->page;
	if (check_typed_code(s, &d) < 0)
		return -1;
	if (s->a->n_signed_by > 0 && (s->f.copy == 0 || s->f.page == 0))
		return err_set(s->e, ERR_USAGE,
		    "pour noter des signatures, dites aussi l'exemplaire (--copy) et la page (--page)");
	return s->f.page != 0 ? attached_boxes(s, &d) : 0;
}

/* An accord goes to a placement by its number, else to the one student of that name or class. */
static int
attach_accord(struct settling *s)
{
	struct store *st = s->h->store;
	struct stay stay;
	int there = stay_lookup(st, s->a->code, &s->arena, &stay, s->e);

	s->f.kind = FACT_LINKED;
	s->f.document = s->it->d.id;
	s->f.box = 0;
	if (there > 0) {
		s->f.placement = stay.p.id;
		s->f.enrolment = stay.enrolment.id;
	}
	if (there != 0)
		return there < 0 ? -1 : 0;
	return accord_pupil_find(s->h, &s->it->d, s->a->code, &s->f.enrolment, s->e);
}

static int
fill_fact(struct settling *s)
{
	const struct question *q = &s->it->q;

	s->f = (struct fact)FACT_INIT(FACT_DECIDED);
	s->f.actor = s->h->actor;
	s->f.document = s->it->d.id;
	s->f.copy = q->copy;
	s->f.page = q->page;
	s->f.target = q->event;
	s->f.box = q->box;
	s->f.decision = s->a->decision;
	s->f.role = s->a->role;
	s->f.name = s->a->name;
	s->f.text = s->a->text;
	s->f.stated = s->a->stated;
	if (s->a->decision == DECISION_IGNORE)
		return 0;
	if (s->a->decision == DECISION_ACCEPT)
		return s->it->inferred == NULL
			   ? does_not_fit(
				 s, "ses voisines ne disent pas quelle page c'est (--attach)")
			   : accept_fill(s->h, s->it, &s->read, &s->arena, &s->f, s->e);
	if (s->a->decision == DECISION_ATTACH) {
		if (q->kind == QUESTION_ATTACH)
			return attach_accord(s);
		return q->kind == QUESTION_PAGE
			   ? attach_page(s)
			   : does_not_fit(s, "la page est déjà celle d'un papier connu");
	}
	if (q->box == 0)
		return does_not_fit(
		    s, "elle porte sur une page entière (--attach ou --ignore)");
	if (q->box_kind == BOX_CHECK && s->a->decision != DECISION_SIGNED &&
	    s->a->decision != DECISION_EMPTY)
		return does_not_fit(
		    s, "une case est cochée (--signed) ou ne l'est pas (--empty)");
	return 0;
}

static int
settle(struct settling *s, const char *id)
{
	struct settled *out = s->out;

	if (find_item(s, id) < 0 || fill_fact(s) < 0)
		return -1;
	state_of(s, s->f.document, out->before);
	if (event_append(s->h->store, &s->f, NULL, s->e) < 0)
		return -1;
	state_of(s, s->f.document, out->after);
	out->event = s->f.event;
	if (s->f.document != 0) {
		struct document d;

		if (document_lookup_id(s->h->store, s->f.document, &s->arena, &d, s->e) < 0)
			return -1;
		doc_code(d.number, out->code);
	}
	return store_commit(s->h->store, s->e);
}

/* Before the transaction: reading takes its time, and archives crops. */
static int
read_again(struct settling *s, const char *id)
{
	int rc = find_item(s, id);

	if (rc == 0 && s->it->inferred != NULL)
		rc = accept_read(s->h, s->it, &s->read, s->e);
	review_release(&s->review);
	s->it = NULL;
	return rc;
}

int
review_settle(
    struct home *h, const char *id, const struct answer *a, struct settled *out, struct err *e)
{
	struct settling s = { .h = h, .a = a, .out = out, .e = e };
	int rc;

	*out = (struct settled){ 0 };
	rc = a->decision == DECISION_ACCEPT ? read_again(&s, id) : 0;
	if (rc == 0 && (rc = store_begin(h->store, e)) == 0 && (rc = settle(&s, id)) < 0)
		store_rollback(h->store);
	intake_release(&s.read);
	review_release(&s.review);
	arena_release(&s.arena);
	return rc;
}
