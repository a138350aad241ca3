#include "app/ingest/slip.h"
#include "base/buf.h"

/* One and zero are singular in French. */
static const char *
plural(size_t n, const char *one, const char *many)
{
	return n < 2 ? one : many;
}

void
slip_sum_words(const struct slip_sum *sum, struct buf *out)
{
	buf_printf(out, "%d %s = %d %s + %d %s + %d à vérifier", sum->pages,
	    plural((size_t)sum->pages, "page", "pages"), sum->read,
	    plural((size_t)sum->read, "classée", "classées"), sum->blank,
	    plural((size_t)sum->blank, "blanche", "blanches"), sum->queued);
	if (sum->duplicates > 0)
		buf_printf(out, " (dont %d déjà %s)", sum->duplicates,
		    plural((size_t)sum->duplicates, "connue", "connues"));
}

void
slip_scale_words(const struct slip *s, struct buf *out)
{
	if (s->n_scaled == 0)
		return;
	buf_printf(out,
	    "%d %s à %.0f %% environ de %s taille (« ajuster à la page » ?) : %s. "
	    "Imprimez à 100 %%, « taille réelle ».",
	    s->n_scaled,
	    plural((size_t)s->n_scaled, "page imprimée ou numérisée",
		"pages imprimées ou numérisées"),
	    s->scale * 100, plural((size_t)s->n_scaled, "sa", "leur"),
	    plural((size_t)s->n_scaled, "elle a été lue", "elles ont été lues"));
}

void
slip_sum_add(struct slip_sum *total, const struct slip_sum *one)
{
	total->files += one->files;
	total->pages += one->pages;
	total->read += one->read;
	total->blank += one->blank;
	total->queued += one->queued;
	total->duplicates += one->duplicates;
	total->advanced += one->advanced;
	total->expected_signed += one->expected_signed;
	total->expected_absent += one->expected_absent;
}

/* The verb with what follows: singular, then plural. */
static const char *
move_verb(enum doc_state to, size_t n)
{
	switch (to) {
	case STATE_RETURNED:
		return plural(n, "revient", "reviennent");
	case STATE_SIGNED_STUDENT:
		return plural(n, "part à l'entreprise", "partent à l'entreprise");
	case STATE_SIGNED_COMPANY:
		return plural(n, "passe chez le chef d'établissement",
		    "passent chez le chef d'établissement");
	case STATE_SIGNED_PRINCIPAL:
		return plural(n, "est signée par les trois parties : à remettre",
		    "sont signées par les trois parties : à remettre");
	case STATE_DRAFT:
	case STATE_ISSUED:
	case STATE_VALIDATED:
	case STATE_REFUSED:
	case STATE_DELIVERED:
	case STATE_CLOSED:
	case STATE_CANCELLED:
	case STATE_SUPERSEDED:
	case STATE_COUNT:
		break;
	}
	return NULL;
}

static const char *
kind_words(enum doc_kind kind, enum doc_state to, size_t n)
{
	switch (kind) {
	case DOC_ACCORD:
		return plural(n, "accord préalable", "accords préalables");
	case DOC_CONVENTION:
		return plural(n, "convention", "conventions");
	case DOC_AMENDMENT:
		return plural(n, "avenant", "avenants");
	case DOC_VISIT:
		return plural(n, "fiche de visite", "fiches de visite");
	case DOC_CERTIFICATE:
		return plural(n, "attestation de stage", "attestations de stage");
	case DOC_COVER:
		if (to == STATE_RETURNED)
			break;
		return plural(
		    n, "convention (modèle extérieur)", "conventions (modèle extérieur)");
	case DOC_KIND_COUNT:
		break;
	}
	return plural(n, "feuille d'accompagnement", "feuilles d'accompagnement");
}

/* An amendment is masculine. */
static const char *
signed_words(enum doc_kind kind, size_t n)
{
	if (kind != DOC_AMENDMENT)
		return move_verb(STATE_SIGNED_PRINCIPAL, n);
	return plural(n, "est signé par les trois parties : à remettre",
	    "sont signés par les trois parties : à remettre");
}

void
slip_move_words(enum doc_kind kind, enum doc_state to, size_t n, struct buf *out)
{
	const char *verb =
	    to == STATE_SIGNED_PRINCIPAL ? signed_words(kind, n) : move_verb(to, n);

	if (verb == NULL)
		return;
	buf_printf(out, "%zu %s %s", n, kind_words(kind, to, n), verb);
}

void
slip_pull_words(const struct slip_pull *p, struct buf *out)
{
	if (p->last_page > p->page)
		buf_printf(out, "pages %d à %d", p->page, p->last_page);
	else
		buf_printf(out, "page %d", p->page);
}

void
slip_pull_sheet_words(const struct slip_pull *p, struct buf *out)
{
	if (p->last_page > p->page)
		buf_printf(out, "feuilles %d à %d", (p->page + 1) / 2, (p->last_page + 1) / 2);
	else
		buf_printf(out, "feuille %d %s", (p->page + 1) / 2,
		    p->page % 2 == 1 ? "recto" : "verso");
}

void
slip_pull_paper_words(const struct slip_pull *p, struct buf *out)
{
	if (p->paper == NULL)
		return;
	buf_printf(out, "%s, %s %s", p->paper->who.name, doc_kind_words(p->paper->d.kind),
	    p->paper->code);
	if (p->last_page == p->page && p->copy > 0)
		buf_printf(out, ", exemplaire %d, page %d", p->copy, p->doc_page);
}
