#include "tests/unit/home_imp.h"

#include "app/follow/follow.h"
#include "app/ingest/slip.h"
#include "base/buf.h"

static void
load(struct bench *b, int64_t batch, struct slip *s)
{
	if (slip_load(&b->home, batch, s, &b->e) < 0)
		fail_msg("%s", b->e.text);
}

static void
test_sum_words(void **state)
{
	const struct slip_sum many = { 1, 58, 49, 6, 3, 4, 11, 0, 0 },
			      one = { 1, 1, 1, 0, 0, 0, 1, 0, 0 };
	struct buf b = BUF_INIT;

	(void)state;
	slip_sum_words(&many, &b);
	assert_string_equal(
	    b.data, "58 pages = 49 classées + 6 blanches + 3 à vérifier (dont 4 déjà connues)");
	buf_release(&b);
	slip_sum_words(&one, &b);
	assert_string_equal(b.data, "1 page = 1 classée + 0 blanche + 0 à vérifier");
	buf_release(&b);
}

static void
test_move_words(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	slip_move_words(DOC_CONVENTION, STATE_SIGNED_COMPANY, 11, &b);
	assert_string_equal(b.data, "11 conventions passent chez le chef d'établissement");
	buf_release(&b);
	slip_move_words(DOC_AMENDMENT, STATE_SIGNED_PRINCIPAL, 1, &b);
	assert_string_equal(b.data, "1 avenant est signé par les trois parties : à remettre");
	buf_release(&b);
	slip_move_words(DOC_CONVENTION, STATE_CANCELLED, 3, &b);
	assert_string_equal(b.data, "");
	buf_release(&b);
}

static void
test_copies_that_lack_the_same_pages_share_a_line(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	struct slip s = { 0 };
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "s..", "un");
	bench_page(&b, &in, &d, 2, 3, "s..", "deux");
	bench_page(&b, &in, &d, 3, 1, "", "trois");
	bench_page(&b, &in, &d, 3, 3, "s..", "quatre");
	bench_apply(&b, &in, "lot.pdf", &batch);
	load(&b, batch, &s);
	assert_int_equal(s.n_gaps, 2);
	assert_string_equal(s.gaps[0].copy, "exemplaires 1 et 2");
	assert_string_equal(s.gaps[0].words, "manquent les pages 1 et 2");
	assert_string_equal(s.gaps[1].copy, "exemplaire 3 (professeur référent)");
	assert_string_equal(s.gaps[1].words, "manque la page 2 (recto verso ?)");
	slip_release(&s);
	bench_end(&b);
}

/* A whole old paper comes back: one line, and the range that « review » takes. */
static void
test_a_run_of_old_pages_is_one_line(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	struct slip s = { 0 };
	struct followed f;
	int64_t batch;
	char *dash;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	assert_int_equal(follow_cancel(&b.home, d.number, "doublon", &f, &b.e), 0);
	bench_page(&b, &in, &d, 1, 1, "", "un");
	bench_page(&b, &in, &d, 1, 2, "", "deux");
	bench_page(&b, &in, &d, 1, 3, "sss", "trois");
	bench_other(&b, &in, OUTCOME_NO_CODE, "photo");
	bench_apply(&b, &in, "lot.pdf", &batch);
	load(&b, batch, &s);
	assert_int_equal(s.sum.queued, 4);
	assert_int_equal(s.n_pulls, 2);
	assert_int_equal(s.pulls[0].page, 1);
	assert_int_equal(s.pulls[0].last_page, 3);
	dash = strchr(s.pulls[0].id, '-');
	assert_non_null(dash);
	assert_int_equal(atoi(dash + 1), atoi(s.pulls[0].id) + 2);
	assert_int_equal(s.pulls[1].page, 4);
	slip_release(&s);
	bench_end(&b);
}

/* What was moved is told as the batch left it, whatever came after. */
static void
test_a_slip_does_not_change_with_time(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	struct slip s = { 0 };
	int64_t first, second;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "s..", "lundi");
	bench_apply(&b, &in, "lundi.pdf", &first);
	bench_page(&b, &in, &d, 1, 3, "sss", "mardi");
	bench_apply(&b, &in, "mardi.pdf", &second);
	load(&b, first, &s);
	assert_int_equal(s.sum.advanced, 1);
	assert_true(slip_paper_is_move(&s.papers[0], DOC_CONVENTION, STATE_SIGNED_STUDENT));
	slip_release(&s);
	load(&b, second, &s);
	assert_true(slip_paper_is_move(&s.papers[0], DOC_CONVENTION, STATE_SIGNED_PRINCIPAL));
	slip_release(&s);
	bench_end(&b);
}

/* Names that Markdown or the fonts would stumble on. */
static void
test_pdf_of_odd_names(void **state)
{
	struct bench b;
	struct intake in = { 0 };
	struct slip s = { 0 };
	struct buf pdf = BUF_INIT;
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 1, 3, "?..", "un");
	bench_apply(&b, &in, "# *lot* | `x` <b> 📄.pdf", &batch);
	load(&b, batch, &s);
	if (slip_pdf(&b.home, &s, &pdf, &b.e) < 0)
		fail_msg("%s", b.e.text);
	assert_true(pdf.len > 1000 && memcmp(pdf.data, "%PDF-", 5) == 0);
	buf_release(&pdf);
	slip_release(&s);
	bench_end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sum_words),
		cmocka_unit_test(test_move_words),
		cmocka_unit_test(test_copies_that_lack_the_same_pages_share_a_line),
		cmocka_unit_test(test_a_run_of_old_pages_is_one_line),
		cmocka_unit_test(test_a_slip_does_not_change_with_time),
		cmocka_unit_test(test_pdf_of_odd_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
