/* Grey pictures: windows, shrinking, turning, blurring, against sums made the slow way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scan/image.h"

static uint8_t
at(const struct image *im, int x, int y)
{
	return im->px[(size_t)y * im->stride + (size_t)x];
}

static void
noise(struct image *im, int w, int h)
{
	uint32_t seed = 12345;

	image_init(im, w, h);
	im->dpi = 300;
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			seed = seed * 1664525 + 1013904223;
			im->px[(size_t)y * im->stride + (size_t)x] = (uint8_t)(seed >> 24);
		}
}

static int
slow_mean(const struct image *im, int x0, int y0, int n)
{
	int sum = 0;

	for (int y = y0; y < y0 + n; y++)
		for (int x = x0; x < x0 + n; x++)
			sum += at(im,
			    x < 0        ? 0
			    : x >= im->w ? im->w - 1
					 : x,
			    y < 0        ? 0
			    : y >= im->h ? im->h - 1
					 : y);
	return (sum + n * n / 2) / (n * n);
}

static void
test_window_is_clipped(void **state)
{
	struct image im, win;

	(void)state;
	noise(&im, 40, 30);
	win = image_window(&im, 35, -5, 20, 10);
	assert_int_equal(win.w, 5);
	assert_int_equal(win.h, 5);
	assert_int_equal(at(&win, 1, 2), at(&im, 36, 2));
	win = image_window(&im, 100, 100, 5, 5);
	assert_int_equal(win.w, 0);
	assert_int_equal(win.h, 0);
	win = image_window(&im, 10, 10, -5, INT32_MAX);
	assert_int_equal(win.w, 0);
	image_release(&im);
}

static void
test_shrink_is_the_rounded_mean(void **state)
{
	struct image im, out;

	(void)state;
	noise(&im, 67, 45);
	for (int f = 1; f <= 9; f++) {
		image_shrink(&im, f, &out);
		assert_int_equal(out.w, 67 / f);
		assert_int_equal(out.h, 45 / f);
		assert_true(out.dpi > 299.9 / f && out.dpi < 300.1 / f);
		for (int y = 0; y < out.h; y++)
			for (int x = 0; x < out.w; x++)
				assert_int_equal(
				    at(&out, x, y), slow_mean(&im, x * f, y * f, f));
		image_release(&out);
	}
	image_release(&im);
}

static void
test_shrink_of_white_stays_white(void **state)
{
	struct image im, out;

	(void)state;
	image_init(&im, 128, 128);
	for (size_t i = 0; i < im.stride * 128; i++)
		im.px[i] = 255;
	for (int f = 1; f <= 64; f++) {
		image_shrink(&im, f, &out);
		assert_int_equal(at(&out, 0, 0), 255);
		image_release(&out);
	}
	image_release(&im);
}

/* Where nothing is white or bent, the pixels between lie on the line through those that are there. */
static void
test_double_keeps_slopes(void **state)
{
	enum { W = 20, H = 12, MARGIN = 3 };
	struct image im, out;

	(void)state;
	image_init(&im, W, H);
	im.dpi = 100;
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			im.px[(size_t)y * im.stride + (size_t)x] = (uint8_t)(8 * x + 4 * y);
	image_double(&im, MARGIN, &out);
	assert_int_equal(out.w, 2 * (W + 2 * MARGIN));
	assert_int_equal(out.h, 2 * (H + 2 * MARGIN));
	assert_true(out.dpi > 199.9 && out.dpi < 200.1);
	assert_int_equal(at(&out, 0, 0), 255);
	assert_int_equal(at(&out, 2 * MARGIN - 3, H), 255);
	assert_int_equal(at(&out, out.w - 1, out.h - 1), 255);
	for (int y = 4; y < 2 * H - 4; y++)
		for (int x = 4; x < 2 * W - 4; x++)
			assert_int_equal(
			    at(&out, x + 2 * MARGIN, y + 2 * MARGIN), 4 * x - 2 + 2 * y - 1);
	image_release(&out);
	image_release(&im);
}

static void
test_turns_clockwise(void **state)
{
	struct image im, out;

	(void)state;
	noise(&im, 71, 37);
	image_turn(&im, 90, &out);
	assert_int_equal(out.w, 37);
	for (int y = 0; y < 37; y++)
		for (int x = 0; x < 71; x++)
			assert_int_equal(at(&out, 36 - y, x), at(&im, x, y));
	image_release(&out);
	image_turn(&im, -90, &out);
	for (int y = 0; y < 37; y++)
		for (int x = 0; x < 71; x++)
			assert_int_equal(at(&out, y, 70 - x), at(&im, x, y));
	image_release(&out);
	image_turn(&im, 180, &out);
	for (int y = 0; y < 37; y++)
		for (int x = 0; x < 71; x++)
			assert_int_equal(at(&out, 70 - x, 36 - y), at(&im, x, y));
	image_release(&out);
	image_release(&im);
}

static void
test_blur_is_the_box_mean(void **state)
{
	struct image im, out;

	(void)state;
	noise(&im, 33, 21);
	for (int r = 0; r <= 12; r += 3) {
		image_blur(&im, r, &out);
		for (int y = 0; y < im.h; y++)
			for (int x = 0; x < im.w; x++)
				assert_int_equal(
				    at(&out, x, y), slow_mean(&im, x - r, y - r, 2 * r + 1));
		image_release(&out);
	}
	image_release(&im);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_window_is_clipped),
		cmocka_unit_test(test_shrink_is_the_rounded_mean),
		cmocka_unit_test(test_shrink_of_white_stays_white),
		cmocka_unit_test(test_double_keeps_slopes),
		cmocka_unit_test(test_turns_clockwise),
		cmocka_unit_test(test_blur_is_the_box_mean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
