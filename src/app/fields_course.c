/* What the papers of the follow-up say: who visits, and what was really done. */
#include "app/issue/certificate.h"
#include "app/course.h"
#include "app/fields.h"
#include "app/form.h"
#include "app/home.h"
#include "base/js.h"
#include "store/placement.h"

/* Whoever the visits were given to, else the referent; "" when they are nobody's. */
static int
visitor_name(struct store *st, const struct stay *s, const struct course *c, struct arena *a,
    const char **name, struct err *e)
{
	struct teacher t;
	int rc;

	*name = s->teacher.id != 0 ? s->teacher.name : "";
	if (!c->assigned)
		return 0;
	*name = "";
	rc = c->visitor != 0 ? teacher_lookup_id(st, c->visitor, a, &t, e) : 0;
	if (rc == 1)
		*name = t.name;
	return rc < 0 ? -1 : 0;
}

int
fields_set_course(
    struct js *fields, const struct fields_about *about, const struct stay *s, struct err *e)
{
	int known = s->p.id != 0 &&
		    (about->form->kind == DOC_VISIT || about->form->kind == DOC_CERTIFICATE);
	struct attested at = { DATE_NONE, DATE_NONE, 0, 0, 0, -1 };
	struct arena a = ARENA_INIT;
	struct js *visitor = js_object();
	const char *name = "";
	struct course c;
	int rc = 0;

	if (known)
		rc = course_of(about->home->store, s->p.id, &a, &c, e);
	if (known && rc == 0)
		rc = visitor_name(about->home->store, s, &c, &a, &name, e);
	if (rc == 0 && s->p.n_periods > 0)
		certificate_of(s, known ? &c : NULL, &at);
	js_set_str(visitor, "name", name);
	js_set(fields, "visitor", visitor);
	js_set(fields, "certificate", certificate_js(&at));
	arena_release(&a);
	return rc;
}
