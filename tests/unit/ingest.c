#include "tests/unit/home_imp.h"

#include "app/ingest/slip.h"
#include "base/buf.h"
#include "base/js.h"
#include "store/event.h"

static void
check_sum(struct bench *b, int64_t batch, const char *words)
{
	struct buf out = BUF_INIT;
	struct slip s = { 0 };

	if (slip_load(&b->home, batch, &s, &b->e) < 0)
		fail_msg("%s", b->e.text);
	slip_sum_words(&s.sum, &out);
	buf_printf(&out, ", %d avancent", s.sum.advanced);
	assert_string_equal(out.data, words);
	buf_release(&out);
	slip_release(&s);
}

static char *
dump(struct bench *b)
{
	struct buf out = BUF_INIT;

	assert_int_equal(store_dump(b->home.store, &out, &b->e), 0);
	return buf_take(&out);
}

static void
undo_batch(struct bench *b, int64_t batch)
{
	int64_t undo;

	assert_int_equal(store_begin(b->home.store, &b->e), 0);
	assert_int_equal(event_undo(b->home.store, 0, batch, "mme.roy", &undo, &b->e), 0);
	assert_int_equal(store_commit(b->home.store, &b->e), 0);
}

static void
test_every_page_is_accounted_for(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 1, "", "p1");
	bench_other(&b, &in, OUTCOME_BLANK, "dos");
	bench_page(&b, &in, &d, 1, 3, "s..", "p3");
	bench_other(&b, &in, OUTCOME_NO_CODE, "photo");
	bench_page(&b, &in, &d, 2, 3, "?..", "p3 douteuse");
	assert_int_equal(bench_apply(&b, &in, "lot.pdf", &batch), 1);
	check_sum(&b, batch, "5 pages = 2 classées + 1 blanche + 2 à vérifier, 1 avancent");
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_STUDENT);
	bench_end(&b);
}

static void
test_the_same_file_changes_nothing(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	int64_t first, again;
	char *before, *after;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "ss.", "p3");
	bench_apply(&b, &in, "lot.pdf", &first);
	before = dump(&b);
	bench_page(&b, &in, &d, 1, 3, "ss.", "p3");
	assert_int_equal(bench_apply(&b, &in, "lot.pdf", &again), 0);
	after = dump(&b);
	assert_true(first == again);
	assert_string_equal(before, after);
	free(before);
	free(after);
	bench_end(&b);
}

/* The same picture in another file, and another picture that says the same. */
static void
test_the_same_page_moves_nothing(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "ss.", "p3");
	bench_apply(&b, &in, "lundi.pdf", &batch);
	bench_page(&b, &in, &d, 1, 3, "ss.", "p3");
	bench_page(&b, &in, &d, 1, 3, "ss.", "p3, autre image");
	bench_apply(&b, &in, "mardi.pdf", &batch);
	check_sum(&b, batch,
	    "2 pages = 2 classées + 0 blanche + 0 à vérifier (dont 2 déjà connues), 0 avancent");
	bench_page(&b, &in, &d, 1, 3, "sss", "p3, signée par tous");
	bench_apply(&b, &in, "mercredi.pdf", &batch);
	check_sum(&b, batch, "1 page = 1 classée + 0 blanche + 0 à vérifier, 1 avancent");
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_PRINCIPAL);
	bench_end(&b);
}

static void
test_after_an_undo_the_file_applies_again(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	int64_t first, again;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "ss.", "p3");
	bench_apply(&b, &in, "lot.pdf", &first);
	undo_batch(&b, first);
	assert_int_equal(bench_state(&b, &d), STATE_ISSUED);
	bench_page(&b, &in, &d, 1, 3, "ss.", "p3");
	assert_int_equal(bench_apply(&b, &in, "lot.pdf", &again), 1);
	check_sum(&b, again, "1 page = 1 classée + 0 blanche + 0 à vérifier, 1 avancent");
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_COMPANY);
	bench_end(&b);
}

static int
count_visit(void *ctx, const struct folded *f)
{
	assert_int_equal(f->state.state, STATE_RETURNED);
	++*(int *)ctx;
	return 0;
}

static int
count_returns(struct bench *b, const struct document *mould)
{
	const struct document_filter filter = { .mould = mould->id };
	int n = 0;

	assert_int_equal(document_each(b->home.store, &filter, count_visit, &n, &b->e), 0);
	return n;
}

/* Three students' returns in one stack make three; the same file again, none. */
static void
test_each_return_of_a_mould_is_its_own(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_ACCORD, 1);

	for (int again = 0; again < 2; again++) {
		bench_page(&b, &in, &d, 1, 1, "", "a1");
		bench_other(&b, &in, OUTCOME_BLANK, "dos");
		bench_page(&b, &in, &d, 1, 3, "ss.", "a3");
		bench_page(&b, &in, &d, 1, 3, "s..", "b3");
		bench_page(&b, &in, &d, 1, 1, "", "b1");
		bench_page(&b, &in, &d, 1, 3, "ss.", "c3");
		assert_int_equal(bench_apply(&b, &in, "accords.pdf", &batch), !again);
		assert_int_equal(count_returns(&b, &d), 3);
	}
	check_sum(&b, batch, "6 pages = 5 classées + 1 blanche + 0 à vérifier, 3 avancent");

	/* One of them alone in another file. */
	bench_page(&b, &in, &d, 1, 3, "s..", "b3");
	bench_apply(&b, &in, "encore.pdf", &batch);
	check_sum(&b, batch,
	    "1 page = 1 classée + 0 blanche + 0 à vérifier (dont 1 déjà connue), 0 avancent");
	assert_int_equal(count_returns(&b, &d), 3);
	bench_end(&b);
}

static void
test_a_tag_that_nobody_issued_is_unknown(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	struct document d = { .number = "7K3M9Q2X4ABC" };
	struct slip s = { 0 };
	int64_t batch;

	(void)state;
	bench_start(&b);
	bench_page(&b, &in, &d, 1, 3, "sss", "p3");
	bench_apply(&b, &in, "ancienne.pdf", &batch);
	check_sum(&b, batch, "1 page = 0 classée + 0 blanche + 1 à vérifier, 0 avancent");
	assert_int_equal(slip_load(&b.home, batch, &s, &b.e), 0);
	assert_non_null(strstr(s.pulls[0].reason, "inconnu"));
	slip_release(&s);
	bench_end(&b);
}

/* What another school, or somebody's text editor, calls a tag. */
static void
test_a_tag_of_another_key_changes_nothing(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	b.home.key[0] ^= 1;
	bench_page(&b, &in, &d, 1, 3, "sss", "p3");
	b.home.key[0] ^= 1;
	bench_apply(&b, &in, "forgee.pdf", &batch);
	check_sum(&b, batch, "1 page = 0 classée + 0 blanche + 1 à vérifier, 0 avancent");
	assert_int_equal(bench_state(&b, &d), STATE_ISSUED);
	bench_end(&b);
}

/* Boxes that the reader left out are never taken for empty. */
static void
test_a_box_without_a_verdict_is_asked(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "s..", "p3");
	in.at[0].n_boxes = 1;
	bench_apply(&b, &in, "ailleurs.pdf", &batch);
	check_sum(&b, batch, "1 page = 0 classée + 0 blanche + 1 à vérifier, 1 avancent");
	bench_end(&b);
}

/* Seen signed, then empty: a person decides, the signature stays. */
static void
test_an_empty_box_after_a_signature_asks(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "s..", "p3");
	bench_apply(&b, &in, "un.pdf", &batch);
	bench_page(&b, &in, &d, 1, 3, "...", "p3 vide");
	bench_apply(&b, &in, "deux.pdf", &batch);
	check_sum(&b, batch, "1 page = 0 classée + 0 blanche + 1 à vérifier, 0 avancent");
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_STUDENT);
	bench_end(&b);
}

/* A copy by e-mail counts, and the original that comes later is news. */
static void
test_the_original_after_its_mailed_copy(void **state)
{
	struct bench b;
	struct intake in = { .origin = ORIGIN_MAIL };
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "ss.", "photo");
	bench_apply(&b, &in, "courriel.pdf", &batch);
	assert_int_equal(bench_state(&b, &d), STATE_SIGNED_COMPANY);
	bench_page(&b, &in, &d, 1, 3, "ss.", "original");
	bench_apply(&b, &in, "papier.pdf", &batch);
	check_sum(&b, batch, "1 page = 1 classée + 0 blanche + 0 à vérifier, 0 avancent");
	bench_page(&b, &in, &d, 1, 3, "ss.", "original, encore");
	bench_apply(&b, &in, "encore.pdf", &batch);
	check_sum(&b, batch,
	    "1 page = 1 classée + 0 blanche + 0 à vérifier (dont 1 déjà connue), 0 avancent");
	bench_end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_page_is_accounted_for),
		cmocka_unit_test(test_the_same_file_changes_nothing),
		cmocka_unit_test(test_the_same_page_moves_nothing),
		cmocka_unit_test(test_after_an_undo_the_file_applies_again),
		cmocka_unit_test(test_each_return_of_a_mould_is_its_own),
		cmocka_unit_test(test_a_tag_that_nobody_issued_is_unknown),
		cmocka_unit_test(test_a_tag_of_another_key_changes_nothing),
		cmocka_unit_test(test_a_box_without_a_verdict_is_asked),
		cmocka_unit_test(test_an_empty_box_after_a_signature_asks),
		cmocka_unit_test(test_the_original_after_its_mailed_copy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
