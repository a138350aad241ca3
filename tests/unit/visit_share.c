/* The sharing of visits: limits always, then equal numbers, far trips shared, towns together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "app/follow/visit_share.h"

enum { TEACHERS = 4, VISITS = 60 };

static const unsigned char all[TEACHERS] = { 1, 1, 1, 1 };
static const int any[TEACHERS] = { -1, -1, -1, -1 };

struct hall {
	struct share_visit visits[VISITS];
	struct share s;
};

static void
start(struct hall *h, size_t teachers, const int *most)
{
	memset(h, 0, sizeof *h);
	h->s = (struct share){ h->visits, 0, most, teachers, 16 };
}

static struct share_visit *
add(struct hall *h, const char *town, int far)
{
	struct share_visit *v = &h->visits[h->s.n++];

	*v = (struct share_visit){ .town = town,
		.area = far ? "690" : "719",
		.far = far,
		.first = 100,
		.last = 140,
		.may = all,
		.now = -1 };
	return v;
}

static int
of(const struct hall *h, int teacher)
{
	return share_sum(&h->s, teacher).visits;
}

static void
test_equal_numbers(void **state)
{
	struct hall h;

	(void)state;
	start(&h, 4, any);
	for (int i = 0; i < 42; i++)
		add(&h, i % 2 ? "A" : "B", 0);
	share_out(&h.s);
	for (int t = 0; t < 4; t++)
		if (of(&h, t) < 10 || of(&h, t) > 11)
			fail_msg("teacher %d has %d", t, of(&h, t));
}

static void
test_one_trip_serves_a_town(void **state)
{
	static const char *const towns[] = { "A", "B", "C", "D" };
	struct hall h;
	int trips = 0;

	(void)state;
	start(&h, 4, any);
	for (int i = 0; i < 24; i++)
		add(&h, towns[i % 4], 0);
	share_out(&h.s);
	for (int t = 0; t < 4; t++) {
		assert_int_equal(of(&h, t), 6);
		trips += share_sum(&h.s, t).trips;
	}
	assert_int_equal(trips, 4);
	/* two that share no day are two trips */
	start(&h, 1, any);
	add(&h, "A", 0)->last = 105;
	add(&h, "A", 0)->first = 106;
	share_out(&h.s);
	assert_int_equal(share_sum(&h.s, 0).trips, 2);
}

static void
test_far_ones_are_shared(void **state)
{
	static const char *const towns[] = { "W", "X", "Y", "Z" };
	struct hall h;

	(void)state;
	start(&h, 4, any);
	for (int i = 0; i < 20; i++)
		add(&h, "A", 0)->now = i % 4;
	/* the habit is that the first has them all */
	for (int i = 0; i < 4; i++)
		add(&h, towns[i], 1)->now = 0;
	share_out(&h.s);
	for (int t = 0; t < 4; t++)
		assert_int_equal(share_sum(&h.s, t).far_trips, 1);
}

static void
test_limits_hold(void **state)
{
	static const int most[TEACHERS] = { 3, -1, -1, 0 };
	struct hall h;
	int nobody = 0;

	(void)state;
	start(&h, 4, most);
	for (int i = 0; i < 40; i++)
		add(&h, i % 2 ? "A" : "B", 0);
	share_out(&h.s);
	assert_int_equal(of(&h, 0), 3);
	/* sixteen at one time, and no more: five are left */
	assert_int_equal(of(&h, 1), 16);
	assert_int_equal(of(&h, 2), 16);
	assert_int_equal(of(&h, 3), 0);
	for (size_t i = 0; i < h.s.n; i++)
		nobody += h.visits[i].teacher < 0;
	assert_int_equal(nobody, 5);
	/* those that share no day do not count together */
	start(&h, 1, any);
	for (int i = 0; i < 32; i++)
		if (i % 2)
			*add(&h, "A", 0) = (struct share_visit){ .town = "A",
				.area = "719",
				.first = 10,
				.last = 20,
				.may = all,
				.now = -1 };
		else
			add(&h, "A", 0);
	share_out(&h.s);
	assert_int_equal(of(&h, 0), 32);
}

static void
test_locked_and_barred(void **state)
{
	static const unsigned char second_only[TEACHERS] = { 0, 1, 0, 0 };
	struct hall h;

	(void)state;
	start(&h, 2, any);
	for (int i = 0; i < 6; i++) {
		struct share_visit *v = add(&h, "A", 0);

		v->now = 0;
		v->fixed = i < 4;
	}
	for (int i = 0; i < 2; i++)
		add(&h, "B", 0)->may = second_only;
	share_out(&h.s);
	for (int i = 0; i < 4; i++)
		assert_int_equal(h.visits[i].teacher, 0);
	assert_int_equal(h.visits[6].teacher, 1);
	assert_int_equal(h.visits[7].teacher, 1);
	assert_int_equal(of(&h, 0), 4);
	/* locked beyond the limit: it stays, and nothing is added */
	static const int most[TEACHERS] = { 3, -1, -1, -1 };

	h.s.most = most;
	share_out(&h.s);
	assert_int_equal(of(&h, 0), 4);
}

static void
test_habits_decide_between_equals(void **state)
{
	struct hall h;

	(void)state;
	start(&h, 3, any);
	for (int i = 0; i < 30; i++)
		add(&h, "A", 0)->now = (i * 7) % 3;
	share_out(&h.s);
	for (int i = 0; i < 30; i++)
		assert_int_equal(h.visits[i].teacher, (i * 7) % 3);
}

/* What was adopted stays, and a visit that comes later finds its place. */
static void
test_adopted_is_settled(void **state)
{
	static const char *const towns[] = { "A", "B", "C", "D", "E" };
	struct hall h;

	(void)state;
	start(&h, 4, any);
	for (int i = 0; i < 37; i++)
		add(&h, towns[i * i % 5], i * i % 5 == 4)->now = i % 4;
	share_out(&h.s);
	for (int i = 0; i < 37; i++)
		h.visits[i].now = h.visits[i].teacher;
	share_out(&h.s);
	for (int i = 0; i < 37; i++)
		assert_int_equal(h.visits[i].teacher, h.visits[i].now);
	add(&h, "B", 0);
	share_out(&h.s);
	assert_true(h.visits[37].teacher >= 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_numbers),
		cmocka_unit_test(test_one_trip_serves_a_town),
		cmocka_unit_test(test_far_ones_are_shared),
		cmocka_unit_test(test_limits_hold),
		cmocka_unit_test(test_locked_and_barred),
		cmocka_unit_test(test_habits_decide_between_equals),
		cmocka_unit_test(test_adopted_is_settled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
