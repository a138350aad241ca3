#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scan/tag/tagreader_imp.h"
#include "drawn_page.h"

static const struct place here = { 0, 0, 1 };

/* A code of 24 mm at (174, 12), scanned at 100 dpi. */
static void
scan_code(struct image *out, double angle)
{
	struct drawn_scan s = { 100, angle, 1, 3, 0, 0, 5u };
	struct image page;

	drawn_blank(&page);
	drawn_code(&page, drawn_tag, 174, 12, 24);
	drawn_scan_make(&page, &s, out);
	image_release(&page);
}

static void
test_corners_go_round_the_printed_code_from_its_top_left(void **state)
{
	static const double x[] = { 174, 198, 198, 174 }, y[] = { 12, 12, 36, 36 };

	(void)state;
	for (int turn = 0; turn < 360; turn += 90) {
		struct drawn_scan s = { 100, turn + 2, 1, 3, 0, 0, 5u };
		struct tagreader *r = tagreader_new();
		struct codes codes = { .n = 0 };
		struct image im;

		scan_code(&im, turn + 2);
		assert_int_equal(tagreader_scan(r, &im, 1, here, &codes), 1);
		assert_string_equal(codes.at[0].text, drawn_tag);
		for (int i = 0; i < 4; i++) {
			double px, py;

			drawn_where(&s, x[i], y[i], &px, &py);
			assert_true(hypot(px - codes.at[0].corner[i].x,
					py - codes.at[0].corner[i].y) < 4);
		}
		image_release(&im);
		tagreader_free(r);
	}
}

static void
test_place_brings_corners_back_to_the_page(void **state)
{
	struct tagreader *r = tagreader_new();
	struct codes whole = { .n = 0 }, part = { .n = 0 };
	struct image im, window, half;

	(void)state;
	scan_code(&im, 0);
	window = image_window(&im, 600, 0, 300, 300);
	image_half(&window, &half);
	assert_int_equal(tagreader_scan(r, &im, 1, here, &whole), 1);
	assert_int_equal(tagreader_scan(r, &half, 1, (struct place){ 600, 0, 2 }, &part), 1);
	for (int i = 0; i < 4; i++)
		assert_true(hypot(whole.at[0].corner[i].x - part.at[0].corner[i].x,
				whole.at[0].corner[i].y - part.at[0].corner[i].y) < 5);
	image_release(&half);
	image_release(&im);
	tagreader_free(r);
}

static void
test_a_text_is_added_once(void **state)
{
	struct tagreader *r = tagreader_new();
	struct codes codes = { .n = 0 };
	struct image im;

	(void)state;
	scan_code(&im, 0);
	assert_int_equal(tagreader_scan(r, &im, 1, here, &codes), 1);
	assert_int_equal(tagreader_scan(r, &im, 1, here, &codes), 0);
	assert_int_equal(codes.n, 1);
	image_release(&im);
	tagreader_free(r);
}

static void
test_a_code_seen_from_behind_is_none(void **state)
{
	struct tagreader *r = tagreader_new();
	struct codes codes = { .n = 0 };
	struct image im;

	(void)state;
	scan_code(&im, 0);
	for (int y = 0; y < im.h; y++)
		for (int x = 0; x < im.w / 2; x++) {
			uint8_t *row = im.px + (size_t)y * im.stride, t = row[x];

			row[x] = row[im.w - 1 - x];
			row[im.w - 1 - x] = t;
		}
	assert_int_equal(tagreader_scan(r, &im, 1, here, &codes), 0);
	image_release(&im);
	tagreader_free(r);
}

static void
test_a_card_with_lines_is_read_as_words(void **state)
{
	struct tagreader *r = tagreader_new();
	struct codes codes = { .n = 0 };
	struct drawn_scan s = { 100, 0, 1, 3, 0, 0, 5u };
	struct image page, im;

	(void)state;
	drawn_blank(&page);
	drawn_code(&page, "BEGIN:VCARD\nN:M", 174, 12, 24);
	drawn_scan_make(&page, &s, &im);
	assert_int_equal(tagreader_scan(r, &im, 1, here, &codes), 1);
	assert_string_equal(codes.at[0].text, "BEGIN:VCARD N:M");
	assert_int_equal(tagreader_scan(r, &im, 1, here, &codes), 0);
	image_release(&im);
	image_release(&page);
	tagreader_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_corners_go_round_the_printed_code_from_its_top_left),
		cmocka_unit_test(test_place_brings_corners_back_to_the_page),
		cmocka_unit_test(test_a_text_is_added_once),
		cmocka_unit_test(test_a_code_seen_from_behind_is_none),
		cmocka_unit_test(test_a_card_with_lines_is_read_as_words),
	};

	tagreader_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
