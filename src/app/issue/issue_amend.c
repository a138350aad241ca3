/* What an amendment says of what it changes: which convention, the how manyth, what, in whose place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/fields.h"
#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/who.h"
#include "base/err.h"
#include "base/js.h"
#include "store/document.h"

/* The amendments of one convention, but for the one that the draft replaces. */
struct earlier {
	const struct draft *d;
	int64_t replaced_case;
	int64_t in_force; /* the last that all have signed; 0: none */
	int n;
};

static int
take_amendment(void *ctx, const struct folded *f)
{
	struct earlier *e = ctx;

	if (f->d.amends != e->d->amends || f->state.state == STATE_DRAFT ||
	    f->d.case_id == e->replaced_case)
		return 0;
	e->n += f->d.case_id == f->d.id; /* its later versions are the same amendment */
	if (state_is_live(&f->state) && f->state.state >= STATE_SIGNED_PRINCIPAL)
		e->in_force = f->d.id;
	return 0;
}

static int
look_back(struct issue *is, const struct draft *d, struct earlier *out, struct err *e)
{
	const struct document_filter f = {
		.placement = d->placement, .kind_set = 1, .kind = DOC_AMENDMENT
	};
	struct arena a = ARENA_INIT;
	struct document old;
	int rc = 0;

	*out = (struct earlier){ .d = d };
	if (d->supersedes != 0)
		rc = document_lookup_id(is->h->store, d->supersedes, &a, &old, e);
	if (rc > 0)
		out->replaced_case = old.case_id;
	arena_release(&a);
	return rc < 0 ? -1 : document_each(is->h->store, &f, take_amendment, out, e);
}

/* The name there was, where there is another now. */
static void
set_former(struct js *fields, const struct js *then, const char *object, const char *member,
    const char *key)
{
	const char *was = js_get_str(js_member(then, object), member, "");
	const char *is = js_get_str(js_member(fields, object), member, "");

	if (strcmp(was, is) != 0)
		fields_set_document(fields, key, was);
}

static void
set_all(struct draft *d, const struct document *convention, const struct earlier *earlier,
    const struct js *then)
{
	char code[DOC_CODE_SIZE], iso[DATE_ISO_SIZE], rank[16];
	char *changes = fields_legal_changes(then, d->fields);

	doc_code(convention->number, code);
	date_iso(time_date(convention->issued_at), iso);
	snprintf(rank, sizeof rank, "%d", earlier->n + 1);
	fields_set_document(d->fields, "amends", code);
	fields_set_document(d->fields, "amends_issued_on", iso);
	fields_set_document(d->fields, "rank", rank);
	fields_set_document(d->fields, "changes", changes);
	set_former(d->fields, then, "tutor", "name", "former_tutor");
	set_former(d->fields, then, "company", "representative", "former_representative");
	free(changes);
}

int
issue_name_changes(struct issue *is, struct draft *d, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct earlier earlier;
	struct document convention;
	struct js *then = NULL;
	int rc = document_lookup_id(is->h->store, d->amends, &a, &convention, e);

	if (rc > 0 && look_back(is, d, &earlier, e) == 0)
		then = document_find_fields(
		    is->h->store, earlier.in_force != 0 ? earlier.in_force : convention.id, e);
	if (then != NULL)
		set_all(d, &convention, &earlier, then);
	js_free(then);
	arena_release(&a);
	return then != NULL ? 0 : -1;
}
