#include "app/ingest/expected.h"

#include <string.h>

#include "base/buf.h"
#include "store/event.h"

const char *
expected_text(expected_roles roles, struct arena *a)
{
	struct buf words = BUF_INIT;
	const char *kept;

	for (int r = 0; r < ROLE_COUNT; r++)
		if (roles & 1U << r)
			buf_printf(
			    &words, "%s%s", words.len > 0 ? " " : "", role_name((enum role)r));
	kept = words.len > 0 ? arena_str(a, words.data) : NULL;
	buf_release(&words);
	return kept;
}

expected_roles
expected_parse(const char *text)
{
	expected_roles roles = 0;

	for (const char *p = text; p != NULL && *p != '\0'; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");

		for (int r = 0; r < ROLE_COUNT; r++)
			if (strlen(role_name((enum role)r)) == n &&
			    strncmp(role_name((enum role)r), p, n) == 0)
				roles |= 1U << r;
		p += n;
	}
	return roles;
}

static int
is_open(const struct fact_box *b, expected_roles roles, const struct state_copy *known)
{
	return b->kind == BOX_SIGNATURE && b->verdict == VERDICT_DOUBTFUL &&
	       (roles & 1U << b->role) &&
	       (known == NULL || known->sign[b->role].status == SIGN_NONE ||
		   known->sign[b->role].status == SIGN_DOUBTFUL);
}

int
expected_decide(struct store *st, expected_roles roles, const struct fact *read, uint64_t inked,
    const struct state_copy *known, struct err *e)
{
	for (size_t i = 0; i < read->n_boxes; i++) {
		struct fact f = FACT_INIT(FACT_DECIDED);

		if (!is_open(&read->boxes[i], roles, known) || !(inked >> i & 1))
			continue;
		f.actor = read->actor;
		f.document = read->document;
		f.copy = read->copy;
		f.page = read->page;
		f.batch = read->batch;
		f.target = read->event;
		f.box = (int)i + 1;
		f.decision = DECISION_SIGNED;
		f.text = "attendue dans cette pile";
		if (event_append(st, &f, NULL, e) < 0)
			return -1;
	}
	return 0;
}

int
expected_is_decision(const struct fact *f)
{
	return f->kind == FACT_DECIDED && f->batch != 0 && f->decision == DECISION_SIGNED;
}
