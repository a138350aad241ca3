#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scan/tag/gridplace_imp.h"
#include "scan/place/register_imp.h"
#include "drawn_page.h"

static const char text[] = "P17K3M9Q2X4ABC102ABCDEFGHJK";

/* The code as papers bear it: alphanumeric throughout. */
static void
draw_tag(struct image *im)
{
	QRinput *input = QRinput_new2(2, QR_ECLEVEL_Q);
	QRcode *q;

	QRinput_append(input, QR_MODE_AN, (int)strlen(text), (const unsigned char *)text);
	q = QRcode_encodeInput(input);
	for (int i = 0; i < 25; i++)
		for (int j = 0; j < 25; j++)
			if (q->data[i * 25 + j] & 1)
				drawn_dot(
				    im, TAG_X + j * 0.96, TAG_Y + i * 0.96, 0.96, 0.96, 20);
	QRcode_free(q);
	QRinput_free(input);
}

/* A page of text and marks with its tag; then what befalls it. */
static void
scan_page(void (*harm)(struct image *page), const struct drawn_scan *s, struct image *out)
{
	struct image page;

	drawn_page(&page, NULL, NULL, 0);
	draw_tag(&page);
	harm(&page);
	drawn_scan_make(&page, s, out);
	image_release(&page);
}

static int
read_first(const struct image *im, int (*places)(const struct image *, struct gridplace *))
{
	struct gridplace place[GRIDPLACES_MAX];
	int n = places(im, place);

	for (int i = 0; i < n; i++) {
		struct code code;

		if (grid_slide(im, &place[i].grid, place[i].reach) > 0.3 &&
		    grid_fit(im, &place[i].grid) > 0.5 &&
		    grid_read(im, &place[i].grid, &code) && strcmp(code.text, text) == 0)
			return 1;
	}
	return 0;
}

static void
pen_across(struct image *page)
{
	drawn_line(page, TAG_X - 3, TAG_Y + 9, TAG_X + 27, TAG_Y + 11, 1.0, 30);
	drawn_line(page, TAG_X - 2, TAG_Y + 1, TAG_X + 8, TAG_Y + 8, 0.9, 30);
}

static void
finder_torn_off(struct image *page)
{
	drawn_wipe(page, TAG_X + 17, TAG_Y - 1, 8, 8);
}

static void
two_finders_under_a_stamp(struct image *page)
{
	drawn_dot(page, TAG_X - 1, TAG_Y - 1, 7.5, 7.5, 60);
	drawn_dot(page, TAG_X - 1, TAG_Y + 17.5, 7.5, 7.5, 60);
}

static void
all_under_a_blot(struct image *page)
{
	drawn_dot(page, TAG_X - 1, TAG_Y + 3, 26, 18, 30);
}

static void
test_two_finders_tell_where_the_tag_is(void **state)
{
	(void)state;
	for (int turn = 0; turn < 360; turn += 90) {
		struct drawn_scan s = { 150, turn + 4, 0.98, 4, 1, -2, 7u };
		struct image im;

		scan_page(pen_across, &s, &im);
		assert_true(read_first(&im, gridplace_of_finders));
		image_release(&im);
		scan_page(finder_torn_off, &s, &im);
		assert_true(read_first(&im, gridplace_of_finders));
		image_release(&im);
	}
}

static void
test_corner_marks_tell_where_the_tag_is(void **state)
{
	struct drawn_scan s = { 200, 2, 1, 4, 0, 0, 7u };
	struct image im;

	(void)state;
	scan_page(two_finders_under_a_stamp, &s, &im);
	assert_false(read_first(&im, gridplace_of_finders));
	assert_true(read_first(&im, gridplace_of_marks));
	image_release(&im);
}

static void
test_what_is_gone_is_not_guessed(void **state)
{
	struct drawn_scan s = { 200, 0, 1, 4, 0, 0, 7u };
	struct image im;

	(void)state;
	scan_page(all_under_a_blot, &s, &im);
	assert_false(read_first(&im, gridplace_of_finders));
	assert_false(read_first(&im, gridplace_of_marks));
	image_release(&im);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_finders_tell_where_the_tag_is),
		cmocka_unit_test(test_corner_marks_tell_where_the_tag_is),
		cmocka_unit_test(test_what_is_gone_is_not_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
