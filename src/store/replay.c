#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/document_imp.h"
#include "store/event.h"
#include "store/placement.h"
#include "store/verify_imp.h"

struct replay {
	struct store *st;
	const struct fact *log;
	size_t n;
	struct store_check *check;
	struct err *e;
};

/* What the log holds of a document; not which facts are void, but for what the log says of it. */
static int
replay_facts(
    const struct replay *r, int64_t document, struct arena *a, struct fact **facts, size_t *n)
{
	if (event_list(r->st, document, a, facts, n, r->e) < 0)
		return -1;
	for (size_t i = 0; i < *n; i++) {
		int64_t event = (*facts)[i].event;

		(*facts)[i].voided = event <= (int64_t)r->n && r->log[event - 1].voided;
	}
	return 0;
}

static void
say_document(const struct replay *r, const struct folded *now, const struct state *then)
{
	const char *is = doc_state_words(now->d.kind, now->state.state),
		   *would = doc_state_words(now->d.kind, then->state);

	if (now->state.state != then->state)
		verify_report(r->check,
		    "document %s : « %s », et d'après le journal seul « %s »", now->d.number,
		    is, would);
	else
		verify_report(r->check,
		    "document %s : ses exemplaires ne sont pas ce qu'en dit le journal seul",
		    now->d.number);
}

static int
replay_document(const struct replay *r, int64_t document, const struct js *more)
{
	struct arena a = ARENA_INIT;
	struct folded now;
	struct shape shape;
	struct state then;
	struct fact *facts;
	size_t n;
	int rc = document_fold(r->st, document, &a, &now, r->e);

	if (rc == 0)
		verify_report(r->check, "document %s : le journal l'a imprimé, et il manque",
		    js_get_str(more, "number", "?"));
	if (rc > 0 && !now.d.purged && (rc = replay_facts(r, document, &a, &facts, &n)) == 0) {
		shape_take(more, &a, &shape);
		state_fold(&shape, facts, n, &a, &then);
		if (!state_same(&now.state, &then))
			say_document(r, &now, &then);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

static int
replay_documents(const struct replay *r)
{
	static const char sql[] = "SELECT document, json_extract(payload, '$.more') FROM event"
				  " WHERE kind = 'issued' AND payload IS NOT NULL ORDER BY id";
	sqlite3_stmt *q = store_stmt(r->st, sql, r->e);
	int rc;

	while ((rc = store_step(r->st, q, r->e)) == 1) {
		struct js *more =
		    js_parse(col_text(q, 1), (size_t)sqlite3_column_bytes(q, 1), NULL);

		rc = replay_document(r, col_int(q, 0), more);
		js_free(more);
		if (rc < 0)
			break;
	}
	store_done(q);
	return rc;
}

/* The last word of the log on what a placement is. */
static int64_t
last_said(const struct replay *r, const struct fact *facts, size_t n)
{
	int64_t event = 0;

	for (size_t i = 0; i < n; i++)
		if (!r->log[facts[i].event - 1].voided &&
		    (facts[i].kind == FACT_PLACEMENT_ADDED ||
			facts[i].kind == FACT_PLACEMENT_CHANGED))
			event = facts[i].event;
	return event;
}

static int
replay_placement(void *ctx, const struct stay *s)
{
	const struct replay *r = ctx;
	struct arena a = ARENA_INIT;
	struct js *more = NULL, *is;
	struct fact *facts;
	size_t n;
	int rc = event_list_of_placement(r->st, s->p.id, &a, &facts, &n, r->e);
	int64_t said = rc == 0 ? last_said(r, facts, n) : 0;

	if (said != 0 && (more = event_find_more(r->st, said, r->e)) != NULL) {
		is = placement_js(&s->p);
		if (!js_same(is, js_member(more, "after")))
			verify_report(r->check,
			    "stage n° %s : il dit autre chose que le journal", s->p.number);
		js_free(is);
	}
	js_free(more);
	arena_release(&a);
	return rc;
}

int
replay_check(struct store *st, const struct fact *facts, size_t n, struct store_check *check,
    struct err *e)
{
	struct replay r = { st, facts, n, check, e };
	const struct stay_filter all = { .number = NULL };

	if (replay_documents(&r) < 0)
		return -1;
	return stay_each(st, &all, replay_placement, &r, e);
}
