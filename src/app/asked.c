#include "app/asked.h"

#include <stdlib.h>

#include "app/accord.h"
#include "app/fields.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/js.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/cover.h"
#include "store/document.h"

const char *
role_article(enum role r)
{
	static const char *const words[ROLE_COUNT] = {
		[ROLE_STUDENT] = "l'étudiant",
		[ROLE_GUARDIAN] = "le représentant légal",
		[ROLE_COMPANY] = "l'entreprise",
		[ROLE_PRINCIPAL] = "le chef d'établissement",
		[ROLE_TUTOR] = "le tuteur",
		[ROLE_TEACHER] = "le professeur référent",
	};

	return words[r];
}

const char *
doc_kind_article(enum doc_kind k)
{
	static const char *const words[DOC_KIND_COUNT] = {
		[DOC_ACCORD] = "un accord préalable",
		[DOC_CONVENTION] = "une convention",
		[DOC_AMENDMENT] = "un avenant",
		[DOC_VISIT] = "une fiche de visite",
		[DOC_CERTIFICATE] = "une attestation de stage",
		[DOC_COVER] = "une feuille d'accompagnement",
	};

	return words[k];
}

const char *
doc_kind_of(enum doc_kind k)
{
	static const char *const words[DOC_KIND_COUNT] = {
		[DOC_ACCORD] = "de l'accord préalable",
		[DOC_CONVENTION] = "de la convention",
		[DOC_AMENDMENT] = "de l'avenant",
		[DOC_VISIT] = "de la fiche de visite",
		[DOC_CERTIFICATE] = "de l'attestation de stage",
		[DOC_COVER] = "de la feuille d'accompagnement",
	};

	return words[k];
}

/* The role's words with a capital. */
static void
add_role(enum role r, struct buf *out)
{
	const char *rest = role_words(r);
	char first[5] = "";
	size_t n = utf8_put(utf8_next(&rest), first);
	char *upper;

	first[n] = '\0';
	upper = utf8_upper(first);
	buf_str(out, upper);
	buf_str(out, rest);
	free(upper);
}

const char *
check_words(const char *id)
{
	const char *words = tick_words(id);

	return words != NULL ? words : cover_tick_words(id);
}

/* Which box: « Étudiant », « Case « refuse » », « Case à cocher ». */
static void
add_box(const struct question *q, struct buf *out)
{
	const char *tick = check_words(q->box_id);

	if (q->box_kind != BOX_CHECK)
		add_role(q->role, out);
	else if (tick != NULL)
		buf_printf(out, "Case « %s »", tick);
	else
		buf_str(out, "Case à cocher");
}

static const char *
page_words(enum outcome o)
{
	switch (o) {
	case OUTCOME_NO_CODE:
		return "Aucun code lisible : page retournée, coupée, ou étrangère aux stages ?";
	case OUTCOME_FOREIGN:
		return "Le code de cette page n'est pas de cet établissement.";
	case OUTCOME_UNKNOWN:
		return "Code de l'établissement, mais papier inconnu ici : la base vient-elle d'une "
		       "sauvegarde plus ancienne ?";
	case OUTCOME_DAMAGED:
		return "Page illisible : à numériser de nouveau.";
	case OUTCOME_READ:
	case OUTCOME_BLANK:
	case OUTCOME_OUTDATED:
	case OUTCOME_COUNT:
		break;
	}
	return "Page à classer.";
}

/* What the newer paper says otherwise: « tuteur », "" when that can't be told. */
static char *
changes(struct store *st, int64_t old, int64_t newer)
{
	struct js *then = document_find_fields(st, old, NULL);
	struct js *now = document_find_fields(st, newer, NULL);
	char *words =
	    then != NULL && now != NULL ? fields_legal_changes(then, now) : mem_str("");

	js_free(then);
	js_free(now);
	return words;
}

static void
add_replaced(struct store *st, const struct folded *f, struct buf *out)
{
	char *what = changes(st, f->d.id, f->state.superseded_by), code[DOC_CODE_SIZE] = "";
	struct arena a = ARENA_INIT;
	struct document d;

	if (document_lookup_id(st, f->state.superseded_by, &a, &d, NULL) == 1)
		doc_code(d.number, code);
	buf_printf(out, "Ancienne version, remplacée par %s", code);
	if (*what != '\0')
		buf_printf(out, " (ce qui change : %s)", what);
	arena_release(&a);
	free(what);
}

/* A page of a paper that does not count any more. */
static void
add_outdated(struct store *st, const struct question *q, struct buf *out)
{
	struct arena a = ARENA_INIT;
	struct folded f;

	if (st == NULL || document_fold(st, q->document, &a, &f, NULL) != 1)
		buf_str(out, "Ce papier a été remplacé ou annulé");
	else if (f.state.state == STATE_SUPERSEDED)
		add_replaced(st, &f, out);
	else if (f.state.reason != NULL)
		buf_printf(out, "Ce papier a été annulé (%s)", f.state.reason);
	else
		buf_str(out, "Ce papier a été annulé");
	buf_str(out, " : ses signatures ne comptent pas.");
	arena_release(&a);
}

static void
add_attach(struct store *st, const struct question *q, struct buf *out)
{
	struct arena a = ARENA_INIT;
	const char *form = NULL;
	struct document d;

	if (st != NULL && document_lookup_id(st, q->document, &a, &d, NULL) == 1)
		form = accord_form_words(st, &d, &a);
	buf_printf(out, "Accord revenu%s%s%s : à quel étudiant le rattacher ?",
	    form != NULL ? " (" : "", form != NULL ? form : "", form != NULL ? ")" : "");
	arena_release(&a);
}

void
asked_words(struct store *st, const struct question *q, struct buf *out)
{
	switch (q->kind) {
	case QUESTION_DOUBTFUL:
		add_box(q, out);
		buf_str(out, q->box_kind == BOX_CHECK ? " : est-elle cochée ?"
						      : " : la case est-elle signée ?");
		if (q->hint != NULL)
			buf_printf(out, " (%s)", q->hint);
		return;
	case QUESTION_CONFLICT:
		add_box(q, out);
		buf_printf(out, " : vue %s auparavant, vide sur cette page. Que retenir ?",
		    q->box_kind == BOX_CHECK ? "cochée" : "signée");
		return;
	case QUESTION_BOTH:
		buf_printf(out,
		    "L'entreprise a coché « accepte » et « refuse » : la case « %s » compte-t-elle ?",
		    tick_words(q->box_id));
		return;
	case QUESTION_WRONG_BOX:
		buf_str(out,
		    "Le chef d'établissement a signé, la case de l'entreprise est vide : "
		    "mauvaise case ?");
		return;
	case QUESTION_PAGE:
		buf_str(out, page_words(q->outcome));
		return;
	case QUESTION_OUTDATED:
		add_outdated(st, q, out);
		return;
	case QUESTION_ATTACH:
		add_attach(st, q, out);
		return;
	case QUESTION_KIND_COUNT:
		break;
	}
}
