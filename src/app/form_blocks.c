#include <stdio.h>

#include "app/form.h"
#include "base/js.h"

static void
block_append(struct block *to, struct block *more)
{
	struct block **at = &to->child;

	while (*at != NULL)
		at = &(*at)->next;
	*at = more;
}

static int
add_annex(const struct form *f, const struct template_source *src, const struct js *fields,
    struct block *doc, struct arena *a, struct err *e)
{
	const char *annex = js_get_str(js_member(fields, "section"), "annex", "");
	char name[128];
	struct block *more, *pagebreak;

	if (f->annex == NULL || *annex == '\0' ||
	    snprintf(name, sizeof name, "%s%s.md", f->annex, annex) >= (int)sizeof name ||
	    src->load(src->ctx, name) == NULL)
		return 0;
	more = template_render(src, name, fields, a, e);
	if (more == NULL)
		return -1;
	pagebreak = arena_alloc(a, sizeof *pagebreak);
	pagebreak->type = BLOCK_PAGEBREAK;
	pagebreak->next = more->child;
	block_append(doc, pagebreak);
	return 0;
}

const char *
form_template(const struct form *f, const struct js *fields)
{
	const struct js *company = js_member(fields, "company");

	return f->abroad != NULL && js_is_true(js_member(company, "abroad")) ? f->abroad
									     : f->template_name;
}

struct block *
form_blocks(const struct form *f, struct texts *t, const struct js *fields, struct arena *a,
    struct err *e)
{
	struct template_source src = texts_source(t);
	struct block *doc = template_render(&src, form_template(f, fields), fields, a, e);

	if (doc == NULL || add_annex(f, &src, fields, doc, a, e) < 0)
		return NULL;
	return doc;
}
