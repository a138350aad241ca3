/* Visit sheets and certificates: which placements call for one. */
#include <stdlib.h>
#include <string.h>

#include "app/issue/certificate.h"
#include "app/course.h"
#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/teacher.h"
#include "base/err.h"
#include "base/buf.h"
#include "base/js.h"
#include "base/number.h"
#include "store/document.h"

int
issue_visit_wanted(struct issue *is, const struct stay *s, struct err *e)
{
	const struct law_rule *least = law_lookup(&is->law, "visits.least", is->today);
	struct arena a = ARENA_INIT;
	struct course c;
	int rc = course_of(is->h->store, s->p.id, &a, &c, e);

	if (rc == 0) {
		int64_t visitor = c.assigned ? c.visitor : s->teacher.id;
		date end = date_parse(s->p.periods[s->p.n_periods - 1].ends);

		rc = (is->teacher == 0 || visitor == is->teacher) && c.closed == 0 &&
		     c.interrupted == 0 && c.cancelled == 0 && end >= is->today &&
		     (least == NULL || (double)c.n_visits < least->value);
	}
	arena_release(&a);
	return rc;
}

/* A certificate printed from hours that nobody recorded says so to whoever prints it. */
static void
notice_foreseen(struct issue *is, const struct stay *s, const struct attested *at)
{
	char hours[NUMBER_SIZE];

	issue_notice_add(is, issue_full_name(&is->r->arena, &s->student), LAW_WARN,
	    arena_printf(&is->arena,
		"durée prévue, sans absence (%s h) : à relire avant la signature ; --hours ou "
		"--absent dit ce qui a été fait",
		number_text(at->hours, hours)));
}

int
issue_certificate_due(struct issue *is, const struct stay *s, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct attested at;
	struct course c;
	int rc = course_of(is->h->store, s->p.id, &a, &c, e);

	if (rc == 0) {
		certificate_of(s, &c, &at);
		rc = certificate_check(&at, &c, is->today, e) == 0;
		if (rc == 1 && !at.recorded)
			notice_foreseen(is, s, &at);
	}
	arena_release(&a);
	return rc;
}

int
issue_certificate_differs(
    struct issue *is, int64_t document, const struct js *now, struct err *e)
{
	struct js *then = document_find_fields(is->h->store, document, e);
	struct buf a = BUF_INIT, b = BUF_INIT;
	int differs;

	if (then == NULL)
		return -1;
	js_write(js_member(then, "certificate"), 6, &a);
	js_write(js_member(now, "certificate"), 6, &b);
	differs = strcmp(a.data, b.data) != 0;
	buf_release(&a);
	buf_release(&b);
	js_free(then);
	return differs;
}

int
issue_find_visitor(struct issue *is, struct err *e)
{
	struct teacher t = { .id = 0 };
	int rc = 0;

	if (is->form.kind == DOC_VISIT && is->q->teacher != NULL)
		rc = teacher_by_words(is->h->store, is->q->teacher, &is->arena, &t, e);
	is->teacher = t.id;
	return rc;
}
