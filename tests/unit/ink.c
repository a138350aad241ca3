#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "scan/ink/ink_imp.h"
#include "drawn_page.h"

static const struct box boxes[] = {
	{ "b1", BOX_SIGNATURE, ROLE_STUDENT, 1, 17, 200, 56, 30 },
	{ "b2", BOX_SIGNATURE, ROLE_COMPANY, 1, 77, 200, 56, 30 },
	{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, 1, 137, 200, 56, 30 },
	{ "b4", BOX_CHECK, ROLE_STUDENT, 1, 20, 245, 4, 4 },
	{ "b5", BOX_CHECK, ROLE_STUDENT, 1, 60, 245, 4, 4 },
	{ "b6", BOX_INITIALS, ROLE_STUDENT, 1, 120, 262, 15, 10 },
	{ "b7", BOX_INITIALS, ROLE_COMPANY, 1, 145, 262, 15, 10 },
};
enum { BOXES = sizeof boxes / sizeof *boxes };

/* Every test draws on a page of its own. */
static int
make_page(void **state)
{
	struct image *page = malloc(sizeof *page);

	drawn_page(page, NULL, boxes, BOXES);
	*state = page;
	return 0;
}

static int
drop_page(void **state)
{
	struct image *page = *state;

	image_release(page);
	free(page);
	return 0;
}

/* Judges the boxes on a scan whose map is known. */
static void
judge(const struct image *page, const struct drawn_scan *s, struct scan_box out[BOXES])
{
	struct registration r = { .marks = 3 };
	struct tie t[4];
	struct image im;

	drawn_scan_make(page, s, &im);
	for (int i = 0; i < 4; i++) {
		double x = i % 2 ? 200 : 10, y = i / 2 ? 290 : 10;

		t[i] = (struct tie){ { x, y }, { 0, 0 }, 1 };
		drawn_where(s, x, y, &t[i].px.x, &t[i].px.y);
	}
	assert_int_equal(map_fit_affine(t, 4, &r.map), 0);
	register_boxes(&im, boxes, BOXES, &r);
	memset(out, 0, BOXES * sizeof *out);
	ink_judge(&im, &r, boxes, BOXES, out);
	image_release(&im);
}

static const struct drawn_scan office = { 150, 1.2, 0.98, 5, 1, 1, 9u };

static void
test_bare_boxes_are_empty(void **state)
{
	struct scan_box out[BOXES];

	judge(*state, &office, out);
	for (int i = 0; i < BOXES; i++) {
		assert_int_equal(out[i].verdict, VERDICT_EMPTY);
		assert_true(out[i].score < 0.1 && out[i].hint == NULL);
	}
}

static void
test_signatures_by_any_pen_are_signed(void **state)
{
	struct scan_box out[BOXES];

	drawn_signature(*state, 22, 205, 40, 16, 0.5, 40);
	drawn_signature(*state, 90, 208, 25, 12, 0.9, 30);
	drawn_signature(*state, 142, 206, 30, 18, 0.5, 175); /* pencil */
	judge(*state, &office, out);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(out[i].verdict, VERDICT_SIGNED);
		assert_true(out[i].score > 0.9 && out[i].ink_mm2 > 10);
		assert_true(out[i].extent_mm > 20 && out[i].extent_mm < 50);
	}
}

static void
test_signature_over_the_border_signs_its_own_box_only(void **state)
{
	struct scan_box out[BOXES];

	drawn_signature(*state, 94, 205, 48, 16, 0.5, 40); /* 5 mm into the third */
	judge(*state, &office, out);
	assert_int_equal(out[0].verdict, VERDICT_EMPTY);
	assert_int_equal(out[1].verdict, VERDICT_SIGNED);
	assert_int_equal(out[2].verdict, VERDICT_EMPTY);
}

/* Each may be the one that was meant. */
static void
test_writing_half_in_each_of_two_boxes_is_doubtful_in_both(void **state)
{
	struct scan_box out[BOXES];

	drawn_signature(*state, 118, 205, 32, 16, 0.5, 40);
	judge(*state, &office, out);
	assert_int_equal(out[0].verdict, VERDICT_EMPTY);
	for (int i = 1; i < 3; i++) {
		assert_int_equal(out[i].verdict, VERDICT_DOUBTFUL);
		assert_non_null(strstr(out[i].hint, "case voisine"));
	}
}

/* The first name stands in the box before, without a stroke over the border. */
static void
test_a_word_of_the_next_box_does_not_sign(void **state)
{
	struct scan_box out[BOXES];

	drawn_signature(*state, 120, 206, 10, 14, 0.5, 40);
	drawn_signature(*state, 139, 205, 40, 16, 0.5, 40);
	judge(*state, &office, out);
	assert_int_equal(out[1].verdict, VERDICT_DOUBTFUL);
	assert_non_null(strstr(out[1].hint, "case voisine"));
	assert_int_equal(out[2].verdict, VERDICT_SIGNED);
}

/* The first letter stands in the box before, and all of the rest in its own never turns. */
static void
test_a_tail_in_its_box_is_not_nothing(void **state)
{
	struct scan_box out[BOXES];

	drawn_signature(*state, 122, 208, 10, 14, 0.5, 40);
	drawn_line(*state, 131, 215, 160, 219, 0.5, 40);
	drawn_line(*state, 160, 219, 192, 214, 0.5, 40);
	judge(*state, &office, out);
	assert_int_equal(out[1].verdict, VERDICT_DOUBTFUL);
	assert_int_equal(out[2].verdict, VERDICT_DOUBTFUL);
}

static void
test_two_signatures_that_touch_both_sign(void **state)
{
	struct scan_box out[BOXES];

	drawn_signature(*state, 88, 206, 50, 16, 0.5, 40);
	drawn_signature(*state, 136, 207, 48, 16, 0.5, 40);
	judge(*state, &office, out);
	assert_int_equal(out[1].verdict, VERDICT_SIGNED);
	assert_int_equal(out[2].verdict, VERDICT_SIGNED);
}

/* Over the label: wholly so, and with a stroke that reaches into the box. */
static void
test_a_signature_beside_its_box_is_doubtful(void **state)
{
	struct scan_box out[BOXES];

	drawn_signature(*state, 22, 184, 40, 12, 0.5, 40);
	drawn_signature(*state, 145, 186, 40, 16, 0.5, 40);
	judge(*state, &office, out);
	assert_int_equal(out[1].verdict, VERDICT_EMPTY);
	for (int i = 0; i < 3; i += 2) {
		assert_int_equal(out[i].verdict, VERDICT_DOUBTFUL);
		assert_string_equal(out[i].hint, "une signature à côté de la case ?");
	}
}

static void
test_cross_dot_and_line_are_no_signature(void **state)
{
	struct scan_box out[BOXES];

	drawn_line(*state, 35, 208, 43, 218, 0.5, 30);
	drawn_line(*state, 43, 208, 35, 218, 0.5, 30);
	drawn_line(*state, 100, 215, 100.1, 215, 0.7, 30);
	drawn_line(*state, 125, 212, 205, 219, 0.5, 30);
	judge(*state, &office, out);
	assert_int_equal(out[0].verdict, VERDICT_DOUBTFUL);
	assert_non_null(out[0].hint);
	assert_int_equal(out[1].verdict, VERDICT_EMPTY);
	assert_int_equal(out[2].verdict, VERDICT_EMPTY);
}

static void
test_a_cross_over_the_whole_box_is_doubtful(void **state)
{
	struct scan_box out[BOXES];

	drawn_line(*state, 20, 203, 70, 227, 0.5, 30);
	drawn_line(*state, 69, 203, 21, 227, 0.5, 30);
	judge(*state, &office, out);
	assert_int_equal(out[0].verdict, VERDICT_DOUBTFUL);
	assert_non_null(strstr(out[0].hint, "croix"));
}

static void
test_date_alone_is_doubtful(void **state)
{
	struct scan_box out[BOXES];

	for (int i = 0; i < 8; i++) {
		double x = 85 + 4.2 * i;

		drawn_line(*state, x, 212, x + 2, 212, 0.4, 30);
		drawn_line(*state, x + 2, 212, x, 216, 0.4, 30);
		drawn_line(*state, x, 216, x + 2, 216, 0.4, 30);
	}
	judge(*state, &office, out);
	assert_int_equal(out[1].verdict, VERDICT_DOUBTFUL);
}

/* Print, as a stamp has it: n small letters from (x, y). */
static void
draw_letters(struct image *page, double x, double y, int n, int grey)
{
	for (int i = 0; i < n; i++) {
		double at = x + 2.1 * i;

		drawn_line(page, at, y, at, y + 2, 0.3, grey);
		drawn_line(page, at, y, at + 1.2, y + (i % 3), 0.3, grey);
		drawn_line(page, at, y + 2, at + 1.2, y + 2 - i % 2, 0.3, grey);
	}
}

/* As high as `flat` of its width. */
static void
draw_ring(struct image *page, double x, double y, double radius, double flat, int grey)
{
	for (int i = 0; i < 80; i++) {
		double a = 2 * M_PI * i / 80, b = 2 * M_PI * (i + 1) / 80;

		drawn_line(page, x + radius * cos(a), y + radius * flat * sin(a),
		    x + radius * cos(b), y + radius * flat * sin(b), 0.4, grey);
	}
}

/* A ring of 12 mm about (x, y) and two lines in it. */
static void
draw_round_stamp(struct image *page, double x, double y, double flat, int grey)
{
	draw_ring(page, x, y, 12, flat, grey);
	draw_letters(page, x - 7, y - 3, 7, grey);
	draw_letters(page, x - 6, y + 1, 6, grey);
}

static void
draw_company_stamp(struct image *page, double x, double y, int grey)
{
	for (int line = 0; line < 4; line++)
		draw_letters(page, x, y + 4 * line, 18, grey);
}

static void
test_stamps_alone_are_doubtful(void **state)
{
	struct scan_box out[BOXES];

	draw_round_stamp(*state, 45, 215, 1, 110);
	draw_company_stamp(*state, 84, 206, 60);
	draw_round_stamp(*state, 165, 215, 0.7, 60);
	judge(*state, &office, out);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(out[i].verdict, VERDICT_DOUBTFUL);
		assert_string_equal(out[i].hint, "un cachet sans signature ?");
	}
}

/* A worn oval is in pieces, and a ring within another may be small. */
static void
test_worn_and_double_rings_are_stamps(void **state)
{
	struct scan_box out[BOXES];

	draw_round_stamp(*state, 45, 215, 0.65, 60);
	for (int i = 0; i < 3; i++)
		drawn_wipe(*state, 38 + 6 * i, 205 + 16 * (i % 2), 1.5, 5);
	draw_ring(*state, 105, 215, 13, 0.6, 60);
	drawn_wipe(*state, 92, 214, 3, 3);
	drawn_wipe(*state, 116, 213, 3, 3);
	drawn_wipe(*state, 103, 206, 2, 3);
	draw_letters(*state, 99, 212, 6, 60);
	draw_letters(*state, 100, 216, 5, 60);
	draw_ring(*state, 165, 215, 11, 1, 40);
	draw_ring(*state, 165, 215, 7, 1, 40);
	draw_letters(*state, 160, 212, 5, 40);
	draw_letters(*state, 161, 216, 4, 40);
	judge(*state, &office, out);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(out[i].verdict, VERDICT_DOUBTFUL);
		assert_string_equal(out[i].hint, "un cachet sans signature ?");
	}
}

static void
test_a_signature_over_a_stamp_is_signed(void **state)
{
	struct scan_box out[BOXES];

	draw_round_stamp(*state, 45, 215, 1, 110);
	draw_company_stamp(*state, 84, 206, 110);
	draw_round_stamp(*state, 165, 215, 0.7, 60);
	drawn_signature(*state, 24, 206, 44, 18, 0.5, 40);
	drawn_signature(*state, 86, 206, 38, 18, 0.5, 40);
	drawn_signature(*state, 145, 206, 42, 18, 0.5, 40);
	judge(*state, &office, out);
	for (int i = 0; i < 3; i++)
		assert_int_equal(out[i].verdict, VERDICT_SIGNED);
}

/* A blot of coffee: its rim is darker than its middle, and no stroke. */
static void
test_the_rim_of_a_stain_is_no_stroke(void **state)
{
	struct scan_box out[BOXES];

	drawn_line(*state, 45, 215, 45, 215.1, 14, 165);
	drawn_line(*state, 45, 215, 45, 215.1, 13, 165);
	for (int i = 0; i < 80; i++) {
		double a = 2 * M_PI * i / 80, b = 2 * M_PI * (i + 1) / 80;

		drawn_line(*state, 45 + 7 * cos(a), 215 + 6.5 * sin(a), 45 + 7 * cos(b),
		    215 + 6.5 * sin(b), 0.7, 135);
	}
	judge(*state, &office, out);
	assert_int_not_equal(out[0].verdict, VERDICT_SIGNED);
}

/* In black and white the rim is all that is left of it. */
static void
test_the_rim_alone_does_not_sign(void **state)
{
	struct scan_box out[BOXES];

	for (int b = 0; b < 2; b++) {
		double x = b ? 105 : 45, size = b ? 1.2 : 5;

		for (int i = 0; i < 80; i++) {
			double a = 2 * M_PI * i / 80, c = 2 * M_PI * (i + 1) / 80;
			double r = size * (1 + 0.2 * sin(3 * a));
			double s = size * (1 + 0.2 * sin(3 * c));

			drawn_line(*state, x + r * cos(a), 215 + r * sin(a), x + s * cos(c),
			    215 + s * sin(c), 0.4, 30);
		}
	}
	judge(*state, &office, out);
	for (int b = 0; b < 2; b++) {
		assert_int_equal(out[b].verdict, VERDICT_DOUBTFUL);
		assert_string_equal(out[b].hint, "une tache ou une trace très pâle ?");
	}
}

static void
test_stains_shadows_and_dirty_glass_are_no_ink(void **state)
{
	struct scan_box out[BOXES];
	struct image *page = *state;

	drawn_line(page, 40, 215, 40, 215.1, 6, 20); /* a punch hole */
	drawn_line(page, 100, 0, 100, 297, 0.2, 90); /* the glass */
	for (int i = 0; i < 60; i++) /* a fold's shadow */
		drawn_dot(page, 137, 205 + i * 0.1, 56, 0.1, 250 - i / 2);
	judge(page, &(struct drawn_scan){ 150, 0, 1, 3, 0, 0, 2u }, out);
	for (int i = 0; i < 3; i++)
		assert_int_equal(out[i].verdict, VERDICT_EMPTY);
}

/* They stand as much in one box as in the other. */
static void
test_initials_between_two_boxes_are_doubtful_in_both(void **state)
{
	struct scan_box out[BOXES];

	drawn_signature(*state, 128, 263, 24, 8, 0.5, 40);
	judge(*state, &office, out);
	for (int i = 5; i < 7; i++) {
		assert_int_equal(out[i].verdict, VERDICT_DOUBTFUL);
		assert_string_equal(out[i].hint, "des traits viennent d'une case voisine");
	}
}

static void
test_check_boxes_and_initials(void **state)
{
	struct scan_box out[BOXES];

	drawn_line(*state, 19.5, 247, 21.5, 249.5, 0.5, 30);
	drawn_line(*state, 21.5, 249.5, 25, 244, 0.5, 30);
	drawn_signature(*state, 122, 264, 9, 6, 0.4, 40);
	judge(*state, &office, out);
	assert_int_equal(out[3].verdict, VERDICT_SIGNED);
	assert_int_equal(out[4].verdict, VERDICT_EMPTY);
	assert_int_equal(out[5].verdict, VERDICT_SIGNED);
	assert_int_equal(out[6].verdict, VERDICT_EMPTY);
}

/* What a scan in black and white leaves of pencil; three grains are dust. */
static void
test_many_specks_are_not_nothing(void **state)
{
	struct scan_box out[BOXES];

	for (int i = 0; i < 40; i++)
		drawn_line(*state, 30 + 0.9 * i, 215 + 4 * sin(i), 30.1 + 0.9 * i,
		    215 + 4 * sin(i), 0.3, 30);
	for (int i = 0; i < 3; i++)
		drawn_line(*state, 85 + 9 * i, 215, 85.1 + 9 * i, 215, 0.3, 30);
	judge(*state, &office, out);
	assert_int_equal(out[0].verdict, VERDICT_DOUBTFUL);
	assert_int_equal(out[1].verdict, VERDICT_EMPTY);
}

static void
test_specks_of_a_thin_tick_are_not_nothing(void **state)
{
	struct scan_box out[BOXES];

	for (int i = 0; i < 3; i++)
		drawn_line(*state, 21.3 + 0.6 * i, 247.4 - 0.9 * i, 21.5 + 0.6 * i,
		    247.1 - 0.9 * i, 0.2, 30);
	judge(*state, &office, out);
	assert_int_equal(out[3].verdict, VERDICT_DOUBTFUL);
	assert_int_equal(out[4].verdict, VERDICT_EMPTY);
}

#define ON_A_PAGE(f) cmocka_unit_test_setup_teardown(f, make_page, drop_page)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_PAGE(test_bare_boxes_are_empty),
		ON_A_PAGE(test_signatures_by_any_pen_are_signed),
		ON_A_PAGE(test_signature_over_the_border_signs_its_own_box_only),
		ON_A_PAGE(test_writing_half_in_each_of_two_boxes_is_doubtful_in_both),
		ON_A_PAGE(test_a_word_of_the_next_box_does_not_sign),
		ON_A_PAGE(test_a_tail_in_its_box_is_not_nothing),
		ON_A_PAGE(test_two_signatures_that_touch_both_sign),
		ON_A_PAGE(test_a_signature_beside_its_box_is_doubtful),
		ON_A_PAGE(test_cross_dot_and_line_are_no_signature),
		ON_A_PAGE(test_a_cross_over_the_whole_box_is_doubtful),
		ON_A_PAGE(test_date_alone_is_doubtful),
		ON_A_PAGE(test_stamps_alone_are_doubtful),
		ON_A_PAGE(test_worn_and_double_rings_are_stamps),
		ON_A_PAGE(test_a_signature_over_a_stamp_is_signed),
		ON_A_PAGE(test_the_rim_of_a_stain_is_no_stroke),
		ON_A_PAGE(test_the_rim_alone_does_not_sign),
		ON_A_PAGE(test_stains_shadows_and_dirty_glass_are_no_ink),
		ON_A_PAGE(test_initials_between_two_boxes_are_doubtful_in_both),
		ON_A_PAGE(test_check_boxes_and_initials),
		ON_A_PAGE(test_many_specks_are_not_nothing),
		ON_A_PAGE(test_specks_of_a_thin_tick_are_not_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
