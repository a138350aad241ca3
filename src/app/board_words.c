#include "app/board.h"

#include <string.h>

#include "base/buf.h"

/* What the head of the board counts, in order: one, then several. */
static const struct {
	enum doc_state state;
	const char *one, *many;
} counted[] = {
	{ STATE_DRAFT, "à imprimer", "à imprimer" },
	{ STATE_ISSUED, "attend l'étudiant", "attendent l'étudiant" },
	{ STATE_SIGNED_STUDENT, "attend l'entreprise", "attendent l'entreprise" },
	{ STATE_SIGNED_COMPANY, "à faire signer par le chef d'établissement",
	    "à faire signer par le chef d'établissement" },
	{ STATE_SIGNED_PRINCIPAL, "signée par tous, à remettre",
	    "signées par tous, à remettre" },
	{ STATE_DELIVERED, "remise", "remises" },
	{ STATE_CLOSED, "clôturée", "clôturées" },
};

static void
add_count(struct buf *out, size_t n, const char *words)
{
	if (n > 0)
		buf_printf(out, "%s%zu %s", out->len > 0 ? " · " : "", n, words);
}

static size_t
count_state(const struct board *b, enum doc_state s)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += b->rows[i].kind == DOC_CONVENTION && b->rows[i].state == s;
	return n;
}

void
board_counts(const struct board *b, struct buf *out)
{
	for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
		size_t n = count_state(b, counted[i].state);

		add_count(out, n, n > 1 ? counted[i].many : counted[i].one);
	}
	if (out->len == 0)
		buf_str(out, "aucune");
}

void
board_alerts(const struct board *b, struct buf *out)
{
	size_t late = 0, order = 0, closing = 0, blanks = 0, questions = b->waiting_pages;

	for (size_t i = 0; i < b->n; i++) {
		late += b->rows[i].late != NULL;
		order += b->rows[i].order != NULL;
		closing += (size_t)b->rows[i].to_close;
		blanks += b->rows[i].head == BOARD_HEAD_BACK;
		questions += b->rows[i].questions;
	}
	add_count(out, late, "en retard");
	add_count(out, order, "hors ordre");
	add_count(out, closing, "à clôturer (paraphe close list)");
	add_count(out, blanks,
	    blanks > 1 ? "conventions vierges à régulariser"
		       : "convention vierge à régulariser");
	add_count(out, questions, "à vérifier (paraphe review)");
}

static void
add_remark(struct buf *out, const char *words)
{
	if (words != NULL)
		buf_printf(out, "%s%s", out->len > 0 ? " · " : "", words);
}

/* « stage interrompu le 12 mars 2027 » */
static void
add_interruption(struct buf *out, date last)
{
	char day[DATE_TEXT_SIZE];

	if (last == DATE_NONE)
		return;
	date_text(last, day);
	buf_printf(out, "%sstage interrompu le %s", out->len > 0 ? " · " : "", day);
}

void
board_remarks(const struct board_row *r, struct buf *out)
{
	add_remark(out, r->foreign);
	add_remark(out, r->late);
	add_interruption(out, r->who.interrupted);
	add_remark(out, r->state == STATE_RETURNED ? reply_words(r->reply) : NULL);
	add_remark(out, r->form);
	add_remark(out, r->order);
	if (r->questions > 0)
		buf_printf(out, "%s%zu à vérifier", out->len > 0 ? " · " : "", r->questions);
	add_remark(out, r->to_close ? "stage terminé : à clôturer" : NULL);
	add_remark(out, r->head == BOARD_HEAD_BACK ? "à régulariser" : NULL);
	add_remark(out, r->taken);
	add_remark(out, r->mailed ? "original non reçu" : NULL);
	add_remark(out, r->missing);
	add_remark(out, r->away);
	add_remark(out, r->unseen);
	add_remark(out, r->incomplete);
	add_remark(out, r->reminded_words);
	add_remark(out, r->other);
	if (r->reason != NULL)
		buf_printf(out, "%smotif : %s", out->len > 0 ? " · " : "", r->reason);
}

size_t
board_section_end(const struct board *b, size_t first)
{
	size_t end = first;

	while (end < b->n && strcmp(b->rows[end].who.section, b->rows[first].who.section) == 0)
		end++;
	return end;
}
