/* Whether a placement calls for a paper: none yet, one that is out of date, one a time. */
#include <stdlib.h>

#include "app/fields.h"
#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "base/err.h"
#include "base/js.h"
#include "domain/cover.h"
#include "store/document.h"

/* What changed since the document was issued; NULL with e filled.  You free it. */
static char *
changes_since(const struct choosing *c, int64_t document)
{
	struct js *then = document_find_fields(c->is->h->store, document, c->e);
	char *changes = then != NULL ? fields_legal_changes(then, c->d->fields) : NULL;

	js_free(then);
	return changes;
}

static void
supersede(const struct choosing *c, const struct folded *old, const char *changes)
{
	c->d->supersedes = old->d.id;
	c->d->version = old->d.version + 1;
	c->to->fate = ISSUE_REPLACED;
	c->to->words = arena_str(&c->is->r->arena, changes);
}

static int
lookup_live(const struct choosing *c, enum doc_kind kind, struct folded *live)
{
	return document_live(c->is->h->store, c->s->p.id, kind, c->a, live, c->e);
}

/* Signed by all and changed since: 1 when an amendment says it already, 0, -1. */
static int
amendment_says_it(const struct choosing *c)
{
	struct folded amendment;
	int rc = lookup_live(c, DOC_AMENDMENT, &amendment);

	if (rc == 1) {
		char *changes = changes_since(c, amendment.d.id);

		rc = changes == NULL ? -1 : *changes == '\0';
		free(changes);
	}
	return rc;
}

static int
choose_convention(const struct choosing *c)
{
	struct folded live;
	int rc = lookup_live(c, DOC_CONVENTION, &live);
	char *changes;

	if (rc <= 0)
		return rc < 0 ? -1 : CHOICE_MAKE;
	if (live.d.blank) {
		/* filled by hand: what it says is on the paper, not in its fields */
		issue_report_kept(c->is, c->to, &live);
		c->to->words = arena_printf(
		    &c->is->r->arena, "convention vierge rattachée, %s", c->to->words);
		return CHOICE_KEEP;
	}
	if (live.d.kind == DOC_COVER) {
		issue_report_kept(c->is, c->to, &live);
		c->to->words = arena_printf(&c->is->r->arena, "%s, %s",
		    cover_convention_words(live.state.foreign), c->to->words);
		return CHOICE_KEEP;
	}
	changes = changes_since(c, live.d.id);
	if (changes == NULL)
		return -1;
	rc = CHOICE_KEEP;
	if (*changes != '\0' && live.state.state < STATE_SIGNED_PRINCIPAL) {
		supersede(c, &live, changes);
		rc = CHOICE_MAKE;
	} else {
		issue_report_kept(c->is, c->to, &live);
	}
	if (rc == CHOICE_KEEP && *changes != '\0') {
		int said = amendment_says_it(c);

		if (said < 0)
			rc = -1;
		else if (!said)
			c->to->words = arena_printf(&c->is->r->arena,
			    "signée par tous ; ce qui a changé (%s) demande un avenant : « paraphe issue "
			    "amendment --placement %s »",
			    changes, c->s->p.number);
	}
	free(changes);
	return rc;
}

/* There is a live amendment: what changed since it. */
static int
choose_after(const struct choosing *c, const struct folded *last)
{
	char *changes = changes_since(c, last->d.id);
	int rc = CHOICE_KEEP;

	if (changes == NULL)
		return -1;
	if (*changes == '\0') {
		issue_report_kept(c->is, c->to, last);
	} else {
		rc = CHOICE_MAKE;
		if (last->state.state < STATE_SIGNED_PRINCIPAL)
			supersede(c, last, changes);
		else
			c->d->version = last->d.version + 1;
	}
	free(changes);
	return rc;
}

static int
choose_amendment(const struct choosing *c)
{
	struct folded convention, last;
	int rc = lookup_live(c, DOC_CONVENTION, &convention);
	char *changes;

	if (rc == 0 || (rc == 1 && convention.state.state < STATE_SIGNED_PRINCIPAL)) {
		err_set(c->e, ERR_REFUSED,
		    "la convention n'est pas encore signée par tous : « issue convention » imprime sa "
		    "nouvelle version");
		return CHOICE_NONE;
	}
	if (rc < 0)
		return -1;
	c->d->amends = convention.d.id;
	rc = lookup_live(c, DOC_AMENDMENT, &last);
	if (rc != 0)
		return rc < 0 ? -1 : choose_after(c, &last);
	if (convention.d.blank && c->is->q->placement != NULL)
		return CHOICE_MAKE; /* a person saw what the paper says, and asks for it */
	changes = convention.d.blank ? mem_str("") : changes_since(c, convention.d.id);
	if (changes == NULL)
		return -1;
	rc = *changes != '\0' ? CHOICE_MAKE : CHOICE_NONE;
	if (rc == CHOICE_NONE)
		err_set(c->e, ERR_REFUSED, "rien de ce que dit la convention n'a changé");
	free(changes);
	return rc;
}

/* One at a time: the next when the last came back. */
static int
choose_next(const struct choosing *c)
{
	struct folded last;
	int rc = lookup_live(c, c->is->form.kind, &last);

	if (rc == 1 && last.state.state == STATE_ISSUED) {
		issue_report_kept(c->is, c->to, &last);
		return CHOICE_KEEP;
	}
	if (rc == 1)
		c->d->version = last.d.version + 1;
	return rc < 0 ? -1 : CHOICE_MAKE;
}

/* Once, unless what was really done was corrected since. */
static int
choose_certificate(const struct choosing *c)
{
	struct folded last;
	int due = issue_certificate_due(c->is, c->s, c->e), rc;

	if (due <= 0)
		return due < 0 ? -1 : CHOICE_NONE;
	rc = lookup_live(c, DOC_CERTIFICATE, &last);
	if (rc <= 0)
		return rc < 0 ? -1 : CHOICE_MAKE;
	rc = issue_certificate_differs(c->is, last.d.id, c->d->fields, c->e);
	if (rc == 1)
		supersede(c, &last, "durée ou gratification corrigée");
	else if (rc == 0)
		issue_report_kept(c->is, c->to, &last);
	return rc < 0 ? -1 : rc == 1 ? CHOICE_MAKE : CHOICE_KEEP;
}

int
issue_choose(const struct choosing *c)
{
	switch (c->is->form.kind) {
	case DOC_CONVENTION:
		return choose_convention(c);
	case DOC_AMENDMENT:
		return choose_amendment(c);
	case DOC_VISIT:
	case DOC_COVER:
		return choose_next(c);
	case DOC_CERTIFICATE:
		return choose_certificate(c);
	case DOC_ACCORD:
	case DOC_KIND_COUNT:
		break;
	}
	return err_set(c->e, ERR_INTERNAL, "ce papier n'est pas celui d'un stage");
}
