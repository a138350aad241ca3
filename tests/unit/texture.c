/* What looks like a QR code before it is read, and what does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "scan/tag/texture_imp.h"

enum { SIDE = 45 }; /* mm */

/* A square of white paper. */
static void
paper(struct image *im, double dpi)
{
	image_init(im, (int)(SIDE * dpi / 25.4), (int)(SIDE * dpi / 25.4));
	im->dpi = dpi;
	memset(im->px, 250, im->stride * (size_t)im->h);
}

static void
ink(struct image *im, double x, double y, double w, double h, uint8_t grey)
{
	double d = im->dpi / 25.4;

	for (int i = (int)(y * d); i < (int)((y + h) * d); i++)
		for (int k = (int)(x * d); k < (int)((x + w) * d); k++)
			im->px[(size_t)i * im->stride + (size_t)k] = grey;
}

/* Modules of 0.96 mm, one in two dark, at random, 10 mm from the corner. */
static void
code(struct image *im, uint8_t grey)
{
	uint32_t seed = 7;

	for (int i = 0; i < 25 * 25; i++) {
		seed = seed * 1664525 + 1013904223;
		if (seed >> 31)
			ink(im, 10 + i % 25 * 0.96, 10 + i / 25 * 0.96, 0.96, 0.96, grey);
	}
}

/* Lines of small letters: upright strokes of 0.35 mm, 1.1 mm apart, and the bars that join them. */
static void
text(struct image *im)
{
	for (double y = 2; y < SIDE - 4; y += 4.2)
		for (double x = 2; x < SIDE - 3; x += 1.1) {
			ink(im, x, y, 0.35, 2, 20);
			if ((int)(x * 10) % 3)
				ink(im, x, y + (int)(x * 7) % 2, 0.9, 0.3, 20);
		}
}

static int
told(void (*draw)(struct image *im), double dpi)
{
	struct image im;
	int told;

	paper(&im, dpi);
	draw(&im);
	told = texture_like_code(&im, NULL);
	image_release(&im);
	return told;
}

static void
nothing(struct image *im)
{
	(void)im;
}

static void
black_code(struct image *im)
{
	code(im, 20);
}

static void
faint_code(struct image *im)
{
	code(im, 190);
}

static void
crossed_code(struct image *im)
{
	code(im, 20);
	ink(im, 8, 16, 30, 1.5, 20);
	ink(im, 20, 8, 1.5, 30, 20);
}

static void
table(struct image *im)
{
	ink(im, 0, 0, SIDE, 6, 30); /* the edge of the glass */
	ink(im, 0, 0, 6, SIDE, 30);
	for (int i = 0; i < 5; i++)
		ink(im, 8, 10 + 7 * i, 35, 0.5, 30);
	ink(im, 12, 20, 20, 9, 30); /* a filled cell */
}

static void
test_codes_are_seen(void **state)
{
	static const double dpi[] = { 75, 100, 150, 200, 300 };

	(void)state;
	for (size_t i = 0; i < sizeof dpi / sizeof *dpi; i++) {
		assert_true(told(black_code, dpi[i]));
		assert_true(told(faint_code, dpi[i]));
		assert_true(told(crossed_code, dpi[i]));
	}
}

static void
test_other_things_are_not(void **state)
{
	static const double dpi[] = { 150, 200, 300 };

	(void)state;
	for (size_t i = 0; i < sizeof dpi / sizeof *dpi; i++) {
		assert_false(told(nothing, dpi[i]));
		assert_false(told(text, dpi[i]));
		assert_false(told(table, dpi[i]));
	}
}

/* A code that was read already is none to look for; one that stands beside it is. */
static void
test_known_codes_are_left_out(void **state)
{
	struct codes known = { .n = 1 };
	struct image im;
	double d = 200 / 25.4;

	(void)state;
	paper(&im, 200);
	code(&im, 20);
	for (int i = 0; i < 4; i++)
		known.at[0].corner[i] =
		    (struct pt){ (i == 1 || i == 2 ? 34 : 10) * d, (i / 2 ? 34 : 10) * d };
	assert_true(texture_like_code(&im, NULL));
	assert_false(texture_like_code(&im, &known));
	for (int i = 0; i < 4; i++)
		known.at[0].corner[i].x -= 12 * d;
	assert_true(texture_like_code(&im, &known));
	image_release(&im);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codes_are_seen),
		cmocka_unit_test(test_other_things_are_not),
		cmocka_unit_test(test_known_codes_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
