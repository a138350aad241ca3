#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scan/place/register_imp.h"
#include "drawn_page.h"

static const struct box boxes[] = {
	{ "b1", BOX_SIGNATURE, ROLE_STUDENT, 1, 17, 200, 56, 30 },
	{ "b2", BOX_SIGNATURE, ROLE_COMPANY, 1, 77, 200, 56, 30 },
	{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, 1, 137, 200, 56, 30 },
};

enum { TOP_LEFT = 1, BOTTOM_LEFT = 2, BOTTOM_RIGHT = 4 };

/* A page without the marks in `lost`; registered from its code, its marks and n boxes. */
static void
place_page(const struct drawn_scan *s, int lost, size_t n, struct registration *r)
{
	struct tagreader *reader = tagreader_new();
	struct codes codes = { .n = 0 };
	struct image page, im;

	drawn_page(&page, drawn_tag, boxes, 3);
	if (lost & TOP_LEFT)
		drawn_wipe(&page, 9, 9, 7, 7);
	if (lost & BOTTOM_LEFT)
		drawn_wipe(&page, 9, 281, 7, 7);
	if (lost & BOTTOM_RIGHT)
		drawn_wipe(&page, 194, 281, 7, 7);
	drawn_scan_make(&page, s, &im);
	assert_int_equal(tagreader_scan(reader, &im, 1, (struct place){ 0, 0, 1 }, &codes), 1);
	assert_int_equal(register_tag(&im, &codes.at[0], r), 0);
	register_marks(&im, im.h, r);
	if (n > 0)
		register_boxes(&im, boxes, n, r);
	image_release(&im);
	image_release(&page);
	tagreader_free(reader);
}

/* The worst error over the corners of the boxes, mm. */
static double
worst(const struct drawn_scan *s, const struct registration *r)
{
	double most = 0;

	for (int i = 0; i < 12; i++) {
		const struct box *b = &boxes[i / 4];
		double x = b->x + (i % 2 ? b->w : 0), y = b->y + (i / 2 % 2 ? b->h : 0), px, py;
		struct pt p = map_apply(&r->map, x, y);

		drawn_where(s, x, y, &px, &py);
		most = fmax(most, hypot(p.x - px, p.y - py) / (s->dpi / 25.4));
	}
	return most;
}

static void
test_code_and_marks_place_every_box_within_a_tenth(void **state)
{
	static const double angles[] = { 0, 4, -3, 90.7, 181, 268 };

	(void)state;
	for (size_t i = 0; i < sizeof angles / sizeof *angles; i++) {
		struct drawn_scan s = { i % 2 ? 150 : 200, angles[i], 0.98, 5, 2, -2, 11u };
		struct registration r;

		place_page(&s, 0, 3, &r);
		assert_int_equal(r.marks, 3);
		assert_true(worst(&s, &r) < 0.12);
		assert_true(r.residual_mm >= 0 && r.residual_mm < 0.2);
		assert_true(fabs(register_scale(&r, s.dpi) - 0.98) < 0.003);
	}
}

static void
test_one_far_mark_is_enough(void **state)
{
	struct drawn_scan s = { 200, 2, 1, 3, 0, 0, 3u };
	struct registration r;

	(void)state;
	place_page(&s, TOP_LEFT | BOTTOM_LEFT, 3, &r);
	assert_int_equal(r.marks, 1);
	assert_true(worst(&s, &r) < 0.3);
}

static void
test_borders_stand_in_for_all_marks(void **state)
{
	struct drawn_scan s = { 200, -2, 0.97, 3, 1, 1, 3u };
	struct registration r;

	(void)state;
	place_page(&s, TOP_LEFT | BOTTOM_LEFT | BOTTOM_RIGHT, 3, &r);
	assert_int_equal(r.marks, 0);
	assert_true(r.sides >= 4);
	assert_true(worst(&s, &r) < 0.3);
}

static void
test_the_code_alone_proves_nothing_far_away(void **state)
{
	struct drawn_scan s = { 200, 1, 1, 3, 0, 0, 3u };
	struct registration r;

	(void)state;
	place_page(&s, TOP_LEFT | BOTTOM_LEFT | BOTTOM_RIGHT, 0, &r);
	assert_int_equal(r.marks, 0);
	assert_true(r.residual_mm < 0);
}

static void
test_homography_is_found_again_from_its_points(void **state)
{
	const struct scan_map m = { { 11, 0.4, 30, -0.3, 12, 55, 2e-4, 3e-4 } };
	static const double x[] = { 177, 195, 177, 12, 12, 197 },
			    y[] = { 15, 15, 33, 12, 285, 285 };
	struct tie t[6];
	struct scan_map got;
	struct pt p, back;

	(void)state;
	for (int i = 0; i < 6; i++)
		t[i] = (struct tie){ { x[i], y[i] }, map_apply(&m, x[i], y[i]), 1 };
	assert_int_equal(map_fit_homography(t, 6, &got), 0);
	p = map_apply(&m, 100, 200);
	back = map_back(&got, p.x, p.y);
	assert_true(hypot(back.x - 100, back.y - 200) < 1e-3);
}

/* A sheet that does not lie flat: half way down, all stands so much (mm) to the right. */
static double
bulge(double y, double most)
{
	return most * sin(M_PI * y / PAGE_H);
}

/* The drawn page as a camera sees it: m maps its millimetres to the pixels of w x h. */
static void
photograph(const struct image *page, const struct scan_map *m, double bent, int w, int h,
    struct image *out)
{
	image_init(out, w, h);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			struct pt mm = map_back(m, x + 0.5, y + 0.5);

			out->px[(size_t)y * out->stride + (size_t)x] = (uint8_t)drawn_sample(
			    page, (mm.x - bulge(mm.y, bent)) * DRAWN_DENSITY - 0.5,
			    mm.y * DRAWN_DENSITY - 0.5);
		}
}

/* Registers a photo of the page without the marks in `lost`; the worst corner of a box, mm. */
static double
place_photo(const struct scan_map *m, double bent, int lost, struct registration *r)
{
	struct tagreader *reader = tagreader_new();
	struct codes codes = { .n = 0 };
	struct image page, im;
	double most = 0;

	drawn_page(&page, drawn_tag, boxes, 3);
	if (lost & BOTTOM_RIGHT)
		drawn_wipe(&page, 194, 281, 7, 7);
	photograph(&page, m, bent, 1900, 2500, &im);
	assert_int_equal(tagreader_scan(reader, &im, 1, (struct place){ 0, 0, 1 }, &codes), 1);
	assert_int_equal(register_tag(&im, &codes.at[0], r), 0);
	register_marks(&im, im.h, r);
	register_boxes(&im, boxes, 3, r);
	for (int i = 0; i < 12; i++) {
		const struct box *b = &boxes[i / 4];
		const struct border *o = &r->border[i / 4];
		double x = b->x + (i % 2 ? b->w : 0), y = b->y + (i / 2 % 2 ? b->h : 0);
		struct pt p =
		    map_apply(&r->map, i % 2 ? o->x1 : o->x0, i / 2 % 2 ? o->y1 : o->y0);
		struct pt t = map_apply(m, x + bulge(y, bent), y);

		most = fmax(most, hypot(p.x - t.x, p.y - t.y) / map_density(m, x, y));
	}
	image_release(&im);
	image_release(&page);
	tagreader_free(reader);
	return most;
}

/* The head of the page is a third farther from the camera than its foot, and the other way round. */
static const struct scan_map from_below = { { 6.2, -0.35, 190, 0.25, 6.0, 60, 2e-4, -8e-4 } };
static const struct scan_map from_above = { { 9.8, 1.2, 60, -0.3, 9.9, 150, 3e-4, 1.1e-3 } };

static void
test_marks_far_from_where_the_code_has_them_are_found(void **state)
{
	struct registration r;

	(void)state;
	assert_true(place_photo(&from_below, 0, 0, &r) < 0.3);
	assert_int_equal(r.marks, 3);
	assert_true(place_photo(&from_above, 0, 0, &r) < 0.3);
	assert_int_equal(r.marks, 3);
}

static void
test_two_marks_and_the_code_place_a_photo(void **state)
{
	struct registration r;

	(void)state;
	assert_true(place_photo(&from_below, 0, BOTTOM_RIGHT, &r) < 1);
	assert_int_equal(r.marks, 2);
	assert_true(r.sides >= 4);
}

static void
test_boxes_of_a_bent_sheet_are_found_by_their_borders(void **state)
{
	struct registration r;

	(void)state;
	for (double bent = -3; bent < 4; bent += 1.5) {
		assert_true(place_photo(&from_above, bent, 0, &r) < 0.7);
		assert_true(r.sides >= 9);
		assert_true(r.residual_mm >= 0 && r.residual_mm < 0.6);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_code_and_marks_place_every_box_within_a_tenth),
		cmocka_unit_test(test_one_far_mark_is_enough),
		cmocka_unit_test(test_borders_stand_in_for_all_marks),
		cmocka_unit_test(test_the_code_alone_proves_nothing_far_away),
		cmocka_unit_test(test_marks_far_from_where_the_code_has_them_are_found),
		cmocka_unit_test(test_two_marks_and_the_code_place_a_photo),
		cmocka_unit_test(test_boxes_of_a_bent_sheet_are_found_by_their_borders),
		cmocka_unit_test(test_homography_is_found_again_from_its_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
