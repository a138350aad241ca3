#include "tests/unit/home_imp.h"

#include "app/follow/follow.h"
#include "app/follow/hand.h"
#include "app/ingest/review.h"

/* One signature page of copy 1 comes in. */
static void
scan(struct bench *b, const struct document *d, const char *boxes, const char *name)
{
	struct intake in = { 0 };
	int64_t batch;

	bench_page(b, &in, d, 1, BENCH_PAGES, boxes, name);
	assert_int_equal(bench_apply(b, &in, name, &batch), 1);
}

/* The only open question's id. */
static void
only_question(struct bench *b, char id[QUESTION_ID_SIZE], enum question_kind kind)
{
	struct review r = { 0 };

	assert_int_equal(review_load(&b->home, &r, &b->e), 0);
	assert_int_equal(r.n, 1);
	assert_int_equal(r.items[0].q.kind, kind);
	memcpy(id, r.items[0].id, QUESTION_ID_SIZE);
	review_release(&r);
}

static size_t
count_questions(struct bench *b)
{
	struct review r = { 0 };
	size_t n;

	assert_int_equal(review_load(&b->home, &r, &b->e), 0);
	n = r.n;
	review_release(&r);
	return n;
}

static void
settle(struct bench *b, const char *id, const struct answer *a, struct settled *out)
{
	if (review_settle(&b->home, id, a, out, &b->e) < 0)
		fail_msg("%s", b->e.text);
}

static void
test_a_doubtful_box_is_signed_by_a_person_and_undone(void **state)
{
	const struct answer is_signed = { .decision = DECISION_SIGNED, .stated = DATE_NONE };
	char id[QUESTION_ID_SIZE], fact[24];
	struct settled s;
	struct followed f;
	struct bench b;
	int64_t decision;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	scan(&b, &d, "?..", "lundi");
	only_question(&b, id, QUESTION_DOUBTFUL);
	settle(&b, id, &is_signed, &s);
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_STUDENT);
	assert_string_equal(s.before, "en attente de l'étudiant");
	assert_string_equal(s.after, "en attente de l'entreprise");
	assert_int_equal(count_questions(&b), 0);
	decision = s.event;

	/* Settled twice: says so, and nothing is written. */
	assert_int_equal(review_settle(&b.home, id, &is_signed, &s, &b.e), -1);
	assert_int_equal(b.e.kind, ERR_ABSENT);
	assert_non_null(strstr(b.e.text, "déjà réglée"));

	snprintf(fact, sizeof fact, "%lld", (long long)decision);
	assert_int_equal(follow_undo(&b.home, fact, &f, &b.e), 0);
	assert_int_equal(bench_state(&b, &d), STATE_ISSUED);
	assert_int_equal(count_questions(&b), 1);
	bench_end(&b);
}

static void
test_a_conflict_is_the_persons_to_decide(void **state)
{
	const struct answer empty = { .decision = DECISION_EMPTY, .stated = DATE_NONE };
	char id[QUESTION_ID_SIZE], fact[24];
	struct settled s;
	struct followed f;
	struct bench b;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	scan(&b, &d, "s..", "lundi");
	scan(&b, &d, "...", "mardi");
	only_question(&b, id, QUESTION_CONFLICT);
	settle(&b, id, &empty, &s);
	assert_int_equal(bench_state(&b, &d), STATE_ISSUED);
	snprintf(fact, sizeof fact, "%lld", (long long)s.event);
	assert_int_equal(follow_undo(&b.home, fact, &f, &b.e), 0);
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_STUDENT);
	assert_int_equal(count_questions(&b), 1);
	bench_end(&b);
}

/* The company signed in the principal's box. */
static void
test_a_signature_in_the_wrong_box(void **state)
{
	const struct answer company = {
		.decision = DECISION_ROLE, .role = ROLE_COMPANY, .stated = DATE_NONE
	};
	char id[QUESTION_ID_SIZE];
	struct settled s;
	struct bench b;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	scan(&b, &d, "s.s", "lundi");
	only_question(&b, id, QUESTION_WRONG_BOX);
	settle(&b, id, &company, &s);
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_COMPANY);
	assert_int_equal(count_questions(&b), 0);
	bench_end(&b);
}

static void
test_a_page_without_code_is_attached(void **state)
{
	struct answer attach = { .decision = DECISION_ATTACH,
		.copy = 2,
		.page = BENCH_PAGES,
		.signed_by = { ROLE_STUDENT },
		.n_signed_by = 1,
		.stated = DATE_NONE };
	char id[QUESTION_ID_SIZE];
	struct intake in = { 0 };
	struct settled s;
	struct bench b;
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_other(&b, &in, OUTCOME_NO_CODE, "photo");
	bench_apply(&b, &in, "photo.jpg", &batch);
	only_question(&b, id, QUESTION_PAGE);
	attach.code = "0000-0000-0000";
	assert_int_equal(review_settle(&b.home, id, &attach, &s, &b.e), -1);
	attach.code = d.number;
	settle(&b, id, &attach, &s);
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_STUDENT);
	assert_int_equal(count_questions(&b), 0);
	bench_end(&b);
}

/* An answer about a box, to a question about a page. */
static void
test_an_answer_must_fit_its_question(void **state)
{
	const struct answer is_signed = { .decision = DECISION_SIGNED, .stated = DATE_NONE };
	char id[QUESTION_ID_SIZE];
	struct intake in = { 0 };
	struct settled s;
	struct bench b;
	int64_t batch;

	(void)state;
	bench_start(&b);
	bench_other(&b, &in, OUTCOME_NO_CODE, "photo");
	bench_apply(&b, &in, "photo.jpg", &batch);
	only_question(&b, id, QUESTION_PAGE);
	assert_int_equal(review_settle(&b.home, id, &is_signed, &s, &b.e), -1);
	assert_int_equal(b.e.kind, ERR_REFUSED);
	assert_int_equal(count_questions(&b), 1);
	bench_end(&b);
}

/* hand_over of one copy of one paper: what it returns. */
static int
give(struct bench *b, const struct document *d, int copy, const char *reason)
{
	char *code = (char *)d->number;
	const struct hand_request q = {
		.codes = &code, .n_codes = 1, .copy = copy, .reason = reason
	};
	struct hand_report r;
	int rc = hand_over(&b->home, &q, &r, &b->e);

	hand_report_release(&r);
	return rc;
}

static void
test_handing_over_needs_the_copys_own_signatures(void **state)
{
	struct bench b;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	scan(&b, &d, "sss", "tous");
	assert_int_equal(give(&b, &d, 2, NULL), -1);
	assert_int_equal(b.e.kind, ERR_REFUSED);
	assert_non_null(strstr(b.e.text, "l'étudiant"));
	assert_int_equal(give(&b, &d, 0, NULL), -1); /* all or none */
	assert_int_equal(give(&b, &d, 1, NULL), 0);
	assert_int_equal(give(&b, &d, 1, NULL), -1);
	assert_int_equal(give(&b, &d, 2, "perdu"), 0);
	assert_int_equal(give(&b, &d, 3, "perdu"), 0);
	assert_int_equal(bench_state(&b, &d), STATE_DELIVERED);
	bench_end(&b);
}

static void
test_cancelling_needs_a_reason(void **state)
{
	struct followed f;
	struct bench b;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	assert_int_equal(follow_cancel(&b.home, d.number, NULL, &f, &b.e), -1);
	assert_int_equal(b.e.kind, ERR_USAGE);
	assert_int_equal(follow_cancel(&b.home, d.number, "doublon", &f, &b.e), 0);
	assert_int_equal(bench_state(&b, &d), STATE_CANCELLED);
	scan(&b, &d, "s..", "trop tard");
	assert_int_equal(bench_state(&b, &d), STATE_CANCELLED);
	assert_int_equal(count_questions(&b), 1);
	bench_end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_doubtful_box_is_signed_by_a_person_and_undone),
		cmocka_unit_test(test_a_conflict_is_the_persons_to_decide),
		cmocka_unit_test(test_a_signature_in_the_wrong_box),
		cmocka_unit_test(test_a_page_without_code_is_attached),
		cmocka_unit_test(test_an_answer_must_fit_its_question),
		cmocka_unit_test(test_handing_over_needs_the_copys_own_signatures),
		cmocka_unit_test(test_cancelling_needs_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
