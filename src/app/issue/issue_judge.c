/* What the law, the accord and the template say of the papers of placements, before they are printed. */
#include "app/accord.h"
#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/lint.h"
#include "base/err.h"

static int
notices_add(struct issue *is, const char *who, const struct law_findings *f)
{
	int refused = 0;

	for (size_t i = 0; i < f->n; i++) {
		issue_notice_add(is, who, f->at[i].severity, f->at[i].text);
		refused |= f->at[i].severity == LAW_REFUSE;
	}
	return refused;
}

/* 1 when a refusal was found. */
static int
judge_stay(struct issue *is, const struct stay *s, struct err *e)
{
	const struct lint_when when = { is->today, DATE_NONE, 0 };
	struct law_findings f = LAW_FINDINGS_INIT;
	int rc = lint_stay(is->lint, s, &when, &f, e);

	if (rc == 0)
		rc = notices_add(is, issue_full_name(&is->r->arena, &s->student), &f);
	law_findings_release(&f);
	return rc;
}

/* The validated accord of a convention: 1 when it is refused without, or says something else. */
static int
judge_accord(struct issue *is, const struct stay *s, struct err *e)
{
	enum without_accord without = (enum without_accord)is->h->school.without_accord;
	const char *who = issue_full_name(&is->r->arena, &s->student), *why;
	int verdict = accord_check(is->h, s, &is->r->arena, &why, e);

	if (verdict == ACCORD_CONTRADICTS)
		issue_notice_add(is, who, LAW_REFUSE, why);
	else if (verdict == ACCORD_NONE && without == WITHOUT_ACCORD_REFUSE)
		issue_notice_add(is, who, LAW_REFUSE,
		    "aucun accord préalable validé ; « paraphe validate » en valide un, "
		    "« paraphe issue accord » l'imprime (réglage : paraphe.ini, [accord] missing)");
	else if (verdict == ACCORD_NONE && without == WITHOUT_ACCORD_WARN)
		is->n_without_accord++;
	return verdict < 0 ? -1
			   : verdict == ACCORD_CONTRADICTS ||
				 (verdict == ACCORD_NONE && without == WITHOUT_ACCORD_REFUSE);
}

/* Said once for all: a school that does not use accords says so in its settings. */
void
issue_judge_end(struct issue *is)
{
	struct arena *a = &is->r->arena;
	size_t n = is->n_without_accord;

	if (n == 0)
		return;
	issue_notice_add(is,
	    n == is->n_drafts && n == 1 ? is->drafts[0].name
					: arena_printf(a, "%zu stage%s", n, n > 1 ? "s" : ""),
	    LAW_WARN, "sans accord préalable validé (réglage : paraphe.ini, [accord] missing)");
}

/* What the template lacks is said once, not of each student. */
int
issue_judge_template(struct issue *is, struct err *e)
{
	struct law_findings f = LAW_FINDINGS_INIT;
	int rc = lint_convention(is->lint, is->today, &f, e);

	if (rc == 0)
		rc = notices_add(is, "modèle de la convention", &f);
	law_findings_release(&f);
	if (rc == 1)
		return err_set(e, ERR_REFUSED,
		    "rien n'est imprimé : le modèle de la convention est "
		    "à corriger d'abord");
	return rc;
}

int
issue_is_of_law(enum doc_kind kind)
{
	return kind == DOC_CONVENTION || kind == DOC_AMENDMENT;
}

int
issue_judge(struct issue *is, const struct stay *s, struct err *e)
{
	int refused = issue_is_of_law(is->form.kind) ? judge_stay(is, s, e) : 0, more = 0;

	if (refused >= 0 && is->form.kind == DOC_CONVENTION)
		more = judge_accord(is, s, e);
	return refused < 0 || more < 0 ? -1 : refused | more;
}
