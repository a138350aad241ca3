/* What the slip says beside its sums: what is odd about a paper, and what somebody must do about it. */
#include <string.h>

#include "app/asked.h"
#include "app/copies.h"
#include "app/ingest/slip.h"
#include "app/ingest/slip_imp.h"
#include "base/buf.h"
#include "domain/cover.h"

void
slip_add_remark(struct slip *s, const struct slip_paper *p, const char *words)
{
	s->remarks = mem_grow(s->remarks, s->n_remarks, &s->cap_remarks, sizeof *s->remarks);
	s->remarks[s->n_remarks++] = (struct slip_remark){ p, words };
}

/* Somebody has something to do. */
static void
add_task(struct slip *s, const struct slip_paper *p, const char *words)
{
	s->to_settle++;
	slip_add_remark(s, p, words);
}

/* The copy that stands out of order, in words. */
static const char *
order_words(struct slip *s, const struct slip_paper *p)
{
	const struct state *st = &p->after;

	for (size_t i = 0; i < st->n_copies; i++) {
		const struct state_copy *c = &st->copies[i];

		if (!c->out_of_order || c->missing == ROLE_COUNT)
			continue;
		if (st->n_copies == 1)
			return arena_printf(&s->arena, "signée hors ordre : manque %s",
			    role_article(c->missing));
		return arena_printf(&s->arena, "exemplaire %d signé hors ordre : manque %s",
		    c->copy, role_article(c->missing));
	}
	return "signé hors ordre";
}

/* Whose accord it is asks nothing of the pages, and somebody must say it all the same. */
static void
remark_attach(struct slip *s, const struct slip_paper *p)
{
	for (size_t i = 0; i < p->after.n_questions; i++) {
		const struct question *q = &p->after.questions[i];
		char id[QUESTION_ID_SIZE];

		if (q->kind != QUESTION_ATTACH || slip_was_asked(&p->before, q))
			continue;
		question_id(q, id);
		add_task(s, p,
		    arena_printf(&s->arena, "à rattacher à son étudiant : question %s", id));
	}
}

static int
came(const struct slip_paper *p)
{
	for (size_t i = 0; i < p->after.n_copies; i++)
		if (slip_copy_came(p, &p->after.copies[i]))
			return 1;
	return 0;
}

static void
remark_blank(struct slip *s, const struct slip_paper *p)
{
	if (p->after.to_regularise && came(p))
		add_task(s, p,
		    arena_printf(&s->arena,
			"convention vierge à régulariser : paraphe regularise %s --placement N°",
			p->code));
}

/* « 3 pages classées : convention de l'entreprise (modèle extérieur) » */
static const char *
filed_words(struct slip *s, const struct slip_paper *p)
{
	return arena_printf(&s->arena, "%d page%s derrière la feuille%s%s", p->filed,
	    p->filed > 1 ? "s classées" : " classée", p->after.foreign != NULL ? " : " : "",
	    p->after.foreign != NULL ? cover_convention_words(p->after.foreign) : "");
}

static void
remark_cover(struct slip *s, const struct slip_paper *p)
{
	if (p->d.kind != DOC_COVER || !state_is_live(&p->after))
		return;
	if (p->filed > 0)
		slip_add_remark(s, p, filed_words(s, p));
	else if (p->before.returned == 0)
		add_task(s, p,
		    "aucune page ne suit cette feuille : numérisez-la de nouveau devant les pages "
		    "à classer");
	if (p->after.unsaid && p->after.n_questions == 0)
		add_task(s, p,
		    "rien de coché ne dit ce que sont ces pages : cochez la feuille, et numérisez-la "
		    "de nouveau avec elles");
}

/* Before the hand-over, the copies that nobody has seen again. */
static void
remark_missing(struct slip *s, const struct slip_paper *p)
{
	struct buf words = BUF_INIT;

	if (p->after.state == STATE_SIGNED_PRINCIPAL && came(p))
		copies_unseen_words(&p->after, &words);
	if (words.len > 0)
		slip_add_remark(s, p, arena_str(&s->arena, words.data));
	buf_release(&words);
}

static int
guardian_lacks(const struct slip_paper *p, const struct state *st)
{
	return st->state == STATE_ISSUED && st->n_copies > 0 && p->shape.guardian &&
	       st->copies[st->best].missing == ROLE_GUARDIAN;
}

/* Half a step, which moves no state: the slip would not name the paper otherwise. */
static void
remark_guardian(struct slip *s, const struct slip_paper *p)
{
	if (guardian_lacks(p, &p->after) && !guardian_lacks(p, &p->before))
		slip_add_remark(s, p, "l'étudiant a signé, son représentant légal pas encore");
}

/* How a copy came whose signatures nobody has seen on paper; NULL: on paper, or without any. */
static const char *
remote_words(const struct state_copy *c)
{
	for (int r = 0; r < ROLE_COUNT; r++) {
		const struct sign *sign = &c->sign[r];

		if (sign->status == SIGN_NONE || sign->origin == ORIGIN_PAPER)
			continue;
		return sign->origin == ORIGIN_MAIL
			   ? "copie reçue par courriel : original non reçu"
			   : "PDF signé électroniquement : original non reçu";
	}
	return NULL;
}

static void
remark_remote(struct slip *s, const struct slip_paper *p)
{
	const char *words = NULL;

	for (size_t i = 0; i < p->after.n_copies && words == NULL; i++)
		if (slip_copy_came(p, &p->after.copies[i]))
			words = remote_words(&p->after.copies[i]);
	if (words != NULL)
		slip_add_remark(s, p, words);
}

void
slip_add_remarks(struct slip *s)
{
	for (size_t i = 0; i < s->n_papers; i++) {
		const struct slip_paper *p = &s->papers[i];

		if (p->after.out_of_order && !p->before.out_of_order)
			slip_add_remark(s, p, order_words(s, p));
		if (p->after.late && !p->before.late)
			slip_add_remark(s, p, "signature vue après le début du stage");
		if (p->after.reply != p->before.reply && reply_words(p->after.reply) != NULL)
			slip_add_remark(s, p, reply_words(p->after.reply));
		if (p->form != NULL && slip_paper_moved(p))
			slip_add_remark(s, p, p->form);
		remark_guardian(s, p);
		remark_remote(s, p);
		remark_attach(s, p);
		remark_blank(s, p);
		remark_cover(s, p);
		remark_missing(s, p);
		if (slip_paper_moved(p))
			s->sum.advanced++;
	}
}
