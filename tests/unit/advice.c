#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scan/advice_imp.h"
#include "drawn_page.h"

/* A drawn page as a camera may show it: 3:4, the page at k pixels a millimetre from (x, y) on. */
static void
take_photo(double k, double x, double y, struct image *out)
{
	struct image page;

	drawn_page(&page, drawn_tag, NULL, 0);
	image_init(out, 1500, 2000);
	for (int r = 0; r < out->h; r++)
		for (int c = 0; c < out->w; c++)
			out->px[(size_t)r * out->stride + (size_t)c] = (uint8_t)drawn_sample(
			    &page, (c - x) / k * DRAWN_DENSITY, (r - y) / k * DRAWN_DENSITY);
	image_release(&page);
}

static struct scan_map
placed(double k, double x, double y)
{
	return (struct scan_map){ { k, 0, x, 0, k, y, 0, 0 } };
}

static void
says(const struct image *im, const struct scan_map *map, const char *word)
{
	if (strstr(advice_words(im, map), word) == NULL)
		fail_msg("« %s » says nothing of « %s »", advice_words(im, map), word);
}

static void
test_advice_names_what_is_wrong(void **state)
{
	struct scan_map whole = placed(6.3, 80, 60), out = placed(6.3, 80, 300);
	struct image im, soft;

	(void)state;
	take_photo(6.3, 80, 60, &im);
	says(&im, &whole, "plus haut");
	says(&im, NULL, "plus haut");
	image_blur(&im, 12, &soft);
	says(&soft, &whole, "floue");
	image_release(&soft);
	for (size_t i = 0; i < im.stride * (size_t)im.h; i++)
		im.px[i] /= 4;
	says(&im, &whole, "sombre");
	image_release(&im);
	take_photo(6.3, 80, 300, &im);
	says(&im, &out, "coupée");
	image_release(&im);
}

static void
test_sheets_are_no_photos(void **state)
{
	static const struct {
		int w, h;
		double dpi;
		int photo;
	} cases[] = {
		{ 2480, 3508, 300, 0 },
		{ 3508, 2480, 300, 0 },
		{ 1700, 2200, 200, 0 },
		{ 1654, 2339, 0, 0 },
		{ 1654, 2339, 72, 0 },
		{ 3024, 4032, 72, 1 },
		{ 4000, 2250, 0, 1 },
		{ 3000, 4000, 300, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct image im = { NULL, cases[i].w, cases[i].h, 0, cases[i].dpi };

		assert_int_equal(advice_is_photo(&im), cases[i].photo);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_advice_names_what_is_wrong),
		cmocka_unit_test(test_sheets_are_no_photos),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
