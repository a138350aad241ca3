#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "domain/state.h"

static const char *const state_names[STATE_COUNT] = {
	[STATE_DRAFT] = "draft",
	[STATE_ISSUED] = "issued",
	[STATE_RETURNED] = "returned",
	[STATE_VALIDATED] = "validated",
	[STATE_REFUSED] = "refused",
	[STATE_SIGNED_STUDENT] = "signed_student",
	[STATE_SIGNED_COMPANY] = "signed_company",
	[STATE_SIGNED_PRINCIPAL] = "signed_principal",
	[STATE_DELIVERED] = "delivered",
	[STATE_CLOSED] = "closed",
	[STATE_CANCELLED] = "cancelled",
	[STATE_SUPERSEDED] = "superseded",
};

/* « la convention », « la fiche » ... */
static const char *const feminine[STATE_COUNT] = {
	[STATE_DRAFT] = "à imprimer",
	[STATE_ISSUED] = "imprimée",
	[STATE_RETURNED] = "revenue",
	[STATE_VALIDATED] = "validée",
	[STATE_REFUSED] = "refusée",
	[STATE_SIGNED_STUDENT] = "en attente de l'entreprise",
	[STATE_SIGNED_COMPANY] = "à signer par le chef d'établissement",
	[STATE_SIGNED_PRINCIPAL] = "signée par les trois parties : à remettre",
	[STATE_DELIVERED] = "remise",
	[STATE_CLOSED] = "clôturée",
	[STATE_CANCELLED] = "annulée",
	[STATE_SUPERSEDED] = "remplacée",
};

/* « l'accord », « l'avenant » */
static const char *const masculine[STATE_COUNT] = {
	[STATE_DRAFT] = "à imprimer",
	[STATE_ISSUED] = "en attente de retour",
	[STATE_RETURNED] = "revenu : à valider",
	[STATE_VALIDATED] = "validé",
	[STATE_REFUSED] = "refusé",
	[STATE_SIGNED_STUDENT] = "en attente de l'entreprise",
	[STATE_SIGNED_COMPANY] = "à signer par le chef d'établissement",
	[STATE_SIGNED_PRINCIPAL] = "signé par les trois parties : à remettre",
	[STATE_DELIVERED] = "remis",
	[STATE_CLOSED] = "clôturé",
	[STATE_CANCELLED] = "annulé",
	[STATE_SUPERSEDED] = "remplacé",
};

static const char *const status_names[SIGN_STATUS_COUNT] = {
	[SIGN_NONE] = "none",
	[SIGN_DOUBTFUL] = "doubtful",
	[SIGN_SIGNED] = "signed",
	[SIGN_CONFLICT] = "conflict",
};

static const char *const question_names[QUESTION_KIND_COUNT] = {
	[QUESTION_DOUBTFUL] = "doubtful",
	[QUESTION_CONFLICT] = "conflict",
	[QUESTION_WRONG_BOX] = "wrong-box",
	[QUESTION_PAGE] = "page",
	[QUESTION_OUTDATED] = "outdated",
	[QUESTION_ATTACH] = "attach",
	[QUESTION_BOTH] = "both-ticked",
};

static const char *const question_french[QUESTION_KIND_COUNT] = {
	[QUESTION_DOUBTFUL] = "case douteuse : est-elle signée ?",
	[QUESTION_CONFLICT] = "vue signée, puis vide : laquelle est la bonne ?",
	[QUESTION_WRONG_BOX] =
	    "mauvaise case ? le chef d'établissement a signé avant l'entreprise",
	[QUESTION_PAGE] = "page à identifier",
	[QUESTION_OUTDATED] = "page d'une version remplacée",
	[QUESTION_ATTACH] = "accord revenu : de quel étudiant ?",
	[QUESTION_BOTH] = "« accepte » et « refuse » sont cochées : laquelle compte ?",
};

static const char *const reply_names[REPLY_COUNT] = {
	[REPLY_NONE] = "none",
	[REPLY_DOUBTFUL] = "doubtful",
	[REPLY_ACCEPTS] = "accepts",
	[REPLY_REFUSES] = "refuses",
	[REPLY_BOTH] = "both",
};

static const char *const reply_french[REPLY_COUNT] = {
	[REPLY_DOUBTFUL] = "réponse de l'entreprise à vérifier",
	[REPLY_ACCEPTS] = "l'entreprise accepte",
	[REPLY_REFUSES] = "l'entreprise refuse",
	[REPLY_BOTH] = "l'entreprise a coché « accepte » et « refuse »",
};

const char *
reply_name(enum reply r)
{
	return reply_names[r];
}

const char *
reply_words(enum reply r)
{
	return reply_french[r];
}

const char *
doc_state_name(enum doc_state s)
{
	return state_names[s];
}

int
doc_state_parse(const char *name)
{
	for (int i = 0; name != NULL && i < STATE_COUNT; i++)
		if (strcmp(state_names[i], name) == 0)
			return i;
	return -1;
}

const char *
sign_status_name(enum sign_status s)
{
	return status_names[s];
}

const char *
question_kind_name(enum question_kind k)
{
	return question_names[k];
}

const char *
question_words(enum question_kind k)
{
	return question_french[k];
}

const char *
doc_state_words(enum doc_kind kind, enum doc_state s)
{
	if (s == STATE_ISSUED && (kind == DOC_CONVENTION || kind == DOC_AMENDMENT))
		return "en attente de l'étudiant";
	return kind == DOC_ACCORD || kind == DOC_AMENDMENT ? masculine[s] : feminine[s];
}

const char *
state_words(const struct shape *shape, const struct state *st)
{
	if (st->state == STATE_ISSUED && st->n_copies > 0 && shape->guardian &&
	    (shape->kind == DOC_CONVENTION || shape->kind == DOC_AMENDMENT) &&
	    st->copies[st->best].missing == ROLE_GUARDIAN)
		return "en attente du représentant légal";
	return doc_state_words(shape->kind, st->state);
}

static int
is_seen(const struct state_copy *c, int page)
{
	return page <= TAG_PAGE_MAX && (c->seen[page / 64] >> page % 64 & 1) != 0;
}

void
state_missing_pages(const struct shape *shape, const struct state_copy *c, struct buf *out)
{
	const char *comma = "";

	for (int first = 1, last; first <= shape->pages; first = last + 1) {
		last = first;
		if (is_seen(c, first))
			continue;
		while (last < shape->pages && !is_seen(c, last + 1))
			last++;
		if (first == last)
			buf_printf(out, "%s%d", comma, first);
		else
			buf_printf(out, "%s%d-%d", comma, first, last);
		comma = ", ";
	}
}

void
question_id(const struct question *q, char out[QUESTION_ID_SIZE])
{
	if (q->box > 0)
		snprintf(out, QUESTION_ID_SIZE, "%" PRId64 ".%d", q->event, q->box);
	else
		snprintf(out, QUESTION_ID_SIZE, "%" PRId64, q->event);
}

int
question_id_parse(const char *id, int64_t *event, int *box)
{
	int end = 0, rest = 0;

	*box = 0;
	if (sscanf(id, "%18" SCNd64 "%n", event, &end) != 1 || *event < 1)
		return -1;
	if (id[end] == '\0')
		return 0;
	if (sscanf(id + end, ".%4d%n", box, &rest) != 1 || *box < 1 || id[end + rest] != '\0')
		return -1;
	return 0;
}
