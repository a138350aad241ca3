/* Placements looked at together: who is where at one time, what was there before. */
#include "home_imp.h"

#include "app/crowd.h"
#include "app/presence.h"
#include "base/buf.h"
#include "store/people.h"
#include "store/placement.h"

struct school_of_few {
	struct bench bench;
	int64_t section, company, other_company, teacher;
	int students;
};

static int64_t
make_company(struct school_of_few *s, const char *name, const char *postcode)
{
	struct company c = {
		.name = name, .postcode = postcode, .country = "France", .staff = -1
	};

	if (company_put(s->bench.home.store, &c, &s->bench.e) < 0)
		fail_msg("%s", s->bench.e.text);
	return c.id;
}

static int64_t
make_student(struct school_of_few *s)
{
	static const char *const names[] = { "Aubry", "Bellec", "Corvez", "Delmas", "Estève" };
	struct student st = { .last_name = names[s->students++],
		.first_name = "Noé",
		.birth_date = "2006-05-04",
		.female = 0 };
	struct enrolment en = {
		.section = s->section, .year = "2026-2027", .year_of_study = 2
	};

	if (student_put(s->bench.home.store, &st, &s->bench.e) < 0)
		fail_msg("%s", s->bench.e.text);
	en.student = st.id;
	if (enrolment_put(s->bench.home.store, &en, &s->bench.e) < 0)
		fail_msg("%s", s->bench.e.text);
	return en.id;
}

static int64_t
make_placement(struct school_of_few *s, int64_t enrolment, int64_t company, const char *first,
    const char *last)
{
	struct placement p = { .enrolment = enrolment,
		.company = company,
		.teacher = s->teacher,
		.tutor_name = "Hélène Mâchefer",
		.periods = { { first, last, 35, 0 } },
		.n_periods = 1 };

	if (placement_put(s->bench.home.store, &p, &s->bench.e) < 0)
		fail_msg("%s", s->bench.e.text);
	return p.id;
}

static void
start(struct school_of_few *s)
{
	struct section section = { .code = "SIO", .title = "Services informatiques" };
	struct teacher teacher = { .name = "Yann Kervadec",
		.email = "y.kervadec@lycee.example" };

	memset(s, 0, sizeof *s);
	bench_start(&s->bench);
	assert_int_equal(store_begin(s->bench.home.store, &s->bench.e), 0);
	assert_true(section_put(s->bench.home.store, &section, &s->bench.e) >= 0);
	assert_true(teacher_put(s->bench.home.store, &teacher, &s->bench.e) >= 0);
	s->section = section.id;
	s->teacher = teacher.id;
	s->company = make_company(s, "Orbe Systèmes", "71990");
	s->other_company = make_company(s, "Vosges Réseaux", "67000");
}

/* What the crowd says of one placement. */
struct answer {
	int teacher, tutor, company;
	double other_hours;
	char before[PLACEMENT_NUMBER_SIZE];
};

static struct answer
ask(struct school_of_few *s, int64_t placement)
{
	struct arena a = ARENA_INIT;
	struct crowd_before before;
	struct answer out = { 0 };
	struct crowd c;
	struct stay stay;

	assert_int_equal(crowd_load(s->bench.home.store, &c, &s->bench.e), 0);
	assert_int_equal(
	    stay_lookup_id(s->bench.home.store, placement, &a, &stay, &s->bench.e), 1);
	out.teacher = crowd_busiest(&c, &stay, CROWD_TEACHER);
	out.tutor = crowd_busiest(&c, &stay, CROWD_TUTOR);
	out.company = crowd_busiest(&c, &stay, CROWD_COMPANY);
	out.other_hours = crowd_other_hours(&c, &stay);
	if (crowd_before(&c, &stay, 3, &before))
		snprintf(out.before, sizeof out.before, "%s", before.number);
	crowd_release(&c);
	arena_release(&a);
	return out;
}

static void
finish(struct school_of_few *s)
{
	store_rollback(s->bench.home.store);
	bench_end(&s->bench);
}

static void
test_the_busiest_day_counts(void **state)
{
	struct school_of_few s;
	struct answer a;

	(void)state;
	start(&s);
	int64_t one =
	    make_placement(&s, make_student(&s), s.company, "2027-01-04", "2027-02-12");

	make_placement(&s, make_student(&s), s.company, "2027-02-12", "2027-03-12");
	make_placement(&s, make_student(&s), s.other_company, "2027-01-18", "2027-02-11");
	make_placement(&s, make_student(&s), s.company, "2027-02-13", "2027-03-12");
	a = ask(&s, one);
	assert_int_equal(a.teacher, 2); /* the second comes when the third has gone */
	assert_int_equal(a.company, 2);
	assert_int_equal(a.tutor, 2);
	make_placement(&s, make_student(&s), s.other_company, "2027-01-18", "2027-02-12");
	a = ask(&s, one);
	assert_int_equal(a.teacher, 3);
	assert_int_equal(a.company, 2);
	finish(&s);
}

static void
test_one_student_counts_once(void **state)
{
	struct school_of_few s;

	(void)state;
	start(&s);
	int64_t student = make_student(&s);
	int64_t one = make_placement(&s, student, s.company, "2027-01-04", "2027-02-12");

	make_placement(&s, student, s.other_company, "2027-01-11", "2027-01-15");
	assert_int_equal(ask(&s, one).teacher, 1);
	finish(&s);
}

static void
test_other_hours_in_the_same_company(void **state)
{
	struct school_of_few s;

	(void)state;
	start(&s);
	int64_t student = make_student(&s);
	int64_t one = make_placement(&s, student, s.company, "2027-01-04", "2027-02-12");

	assert_true(ask(&s, one).other_hours == 0);
	make_placement(&s, student, s.company, "2027-06-07", "2027-06-11");
	make_placement(&s, student, s.other_company, "2027-06-14", "2027-06-18");
	make_placement(&s, make_student(&s), s.company, "2027-06-07", "2027-06-11");
	assert_true(ask(&s, one).other_hours > 34.9 && ask(&s, one).other_hours < 35.1);
	finish(&s);
}

static void
test_what_keeps_the_post_closed_longest(void **state)
{
	struct school_of_few s;

	(void)state;
	start(&s);
	/* 12 weeks, 28 days to pass; then one week, 3 days to pass */
	make_placement(&s, make_student(&s), s.company, "2026-10-05", "2026-12-25");
	make_placement(&s, make_student(&s), s.company, "2026-12-21", "2026-12-27");
	make_placement(&s, make_student(&s), s.other_company, "2026-12-21", "2027-01-03");
	int64_t next =
	    make_placement(&s, make_student(&s), s.company, "2027-01-04", "2027-02-12");

	assert_string_equal(ask(&s, next).before, "1");
	finish(&s);
}

static void
check_sum(struct school_of_few *s, int64_t company, const char *first, const char *last,
    const char *wanted)
{
	struct arena a = ARENA_INIT;
	struct buf sum = BUF_INIT;
	struct stay stay;
	int64_t id = make_placement(s, make_student(s), company, first, last);

	assert_int_equal(stay_lookup_id(s->bench.home.store, id, &a, &stay, &s->bench.e), 1);
	presence_words(&stay, &sum);
	assert_string_equal(sum.data, wanted);
	buf_release(&sum);
	arena_release(&a);
}

static void
test_the_sum_of_presence(void **state)
{
	struct school_of_few s;

	(void)state;
	start(&s);
	check_sum(&s, s.company, "2027-04-26", "2027-06-04",
	    "6 semaines × 35 h − 2 jours fériés (Ascension, lundi de Pentecôte) = 196 h");
	check_sum(&s, s.company, "2027-03-22", "2027-03-26", "1 semaine × 35 h = 35 h");
	check_sum(&s, s.other_company, "2027-03-22", "2027-03-26",
	    "1 semaine × 35 h − 1 jour férié (vendredi saint) = 28 h");
	check_sum(&s, s.company, "2027-01-05", "2027-01-06", "2 jours × 7 h = 14 h");
	finish(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_busiest_day_counts),
		cmocka_unit_test(test_one_student_counts_once),
		cmocka_unit_test(test_other_hours_in_the_same_company),
		cmocka_unit_test(test_what_keeps_the_post_closed_longest),
		cmocka_unit_test(test_the_sum_of_presence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
