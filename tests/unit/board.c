#include "tests/unit/home_imp.h"

#include "app/board.h"
#include "base/date.h"
#include "base/js.h"
#include "store/placement.h"

/* An internship of an invented student that starts on `starts`; its id. */
static int64_t
add_stay(struct bench *b, const char *last_name, const char *starts, const char *ends)
{
	struct section section = { .code = "SIO", .label = "BTS SIO" };
	struct student student = {
		.last_name = last_name, .first_name = "Zoë", .birth_date = "2006-05-04"
	};
	struct company company = { .name = "Atelier du Pont", .siret = "" };
	struct enrolment en = { .year = "2026-2027", .year_of_study = 2 };
	struct placement p = { .periods = { { starts, ends, 35, 0 } }, .n_periods = 1 };

	assert_int_equal(store_begin(b->home.store, &b->e), 0);
	assert_true(section_put(b->home.store, &section, &b->e) >= 0);
	assert_true(student_put(b->home.store, &student, &b->e) >= 0);
	assert_true(company_put(b->home.store, &company, &b->e) >= 0);
	en.student = student.id;
	en.section = section.id;
	assert_true(enrolment_put(b->home.store, &en, &b->e) >= 0);
	p.enrolment = en.id;
	p.company = company.id;
	if (placement_put(b->home.store, &p, &b->e) < 0)
		fail_msg("%s", b->e.text);
	assert_int_equal(store_commit(b->home.store, &b->e), 0);
	return p.id;
}

static void
load(struct bench *b, const struct board_filter *f, struct board *board)
{
	if (board_load(&b->home, f, board, &b->e) < 0)
		fail_msg("%s", b->e.text);
}

static void
test_a_placement_without_convention_is_to_print(void **state)
{
	const struct board_filter all = { .year = "2026-2027" };
	struct board board = { 0 };
	struct bench b;
	struct js *o;

	(void)state;
	bench_start(&b);
	add_stay(&b, "Lefèvre", "2027-01-04", "2027-02-12");
	load(&b, &all, &board);
	assert_int_equal(board.n, 1);
	assert_string_equal(board.rows[0].who.name, "LEFÈVRE Zoë");
	assert_string_equal(board.rows[0].words, "à imprimer");
	assert_null(board.rows[0].late);
	o = board_row_js(&board.rows[0]);
	assert_true(js_is_null(js_member(o, "document")));
	assert_string_equal(js_get_str(o, "state", ""), "draft");
	js_free(o);
	board_release(&board);
	bench_end(&b);
}

/* 1 March 2027: the internship began 4 days ago and nobody has signed. */
static void
test_what_began_unsigned_is_late(void **state)
{
	const struct board_filter late = { .year = "2026-2027", .late = 1 };
	struct board board = { 0 };
	struct bench b;

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1803902400", 1);
	bench_start(&b);
	add_stay(&b, "Lefèvre", "2027-02-25", "2027-04-02");
	add_stay(&b, "Martin", "2027-05-03", "2027-06-04");
	load(&b, &late, &board);
	assert_int_equal(board.n, 1);
	assert_string_equal(board.rows[0].who.name, "LEFÈVRE Zoë");
	assert_string_equal(board.rows[0].late, "stage commencé depuis 2 jours ouvrés");
	board_release(&board);
	bench_end(&b);
	unsetenv("SOURCE_DATE_EPOCH");
}

static void
test_filters(void **state)
{
	const struct board_filter other_year = { .year = "2025-2026" };
	const struct board_filter other_section = { .section = "CG" };
	const struct board_filter issued = { .state_set = 1, .state = STATE_ISSUED };
	const struct board_filter *const filters[] = { &other_year, &other_section, &issued };
	struct bench b;

	(void)state;
	bench_start(&b);
	add_stay(&b, "Lefèvre", "2027-01-04", "2027-02-12");
	for (size_t i = 0; i < 3; i++) {
		struct board board = { 0 };

		load(&b, filters[i], &board);
		assert_int_equal(board.n, 0);
		board_release(&board);
	}
	bench_end(&b);
}

/* A paper that nobody's internship owns is there too, and what is out of order says who lacks. */
static void
test_out_of_order_names_who_lacks(void **state)
{
	const struct board_filter all = { 0 };
	struct board board = { 0 };
	struct intake in = { 0 };
	struct bench b;
	int64_t batch;

	(void)state;
	bench_start(&b);
	struct document d = bench_issue(&b, DOC_CONVENTION, 0);

	bench_page(&b, &in, &d, 2, BENCH_PAGES, ".s.", "p3");
	bench_apply(&b, &in, "lot.pdf", &batch);
	load(&b, &all, &board);
	assert_int_equal(board.n, 1);
	assert_int_equal(board.rows[0].state, STATE_ISSUED);
	assert_string_equal(board.rows[0].waits_for, "student");
	assert_string_equal(board.rows[0].order, "hors ordre : manque l'étudiant");
	board_release(&board);
	bench_end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_placement_without_convention_is_to_print),
		cmocka_unit_test(test_what_began_unsigned_is_late),
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_out_of_order_names_who_lacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
