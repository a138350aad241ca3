#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "scan/ink/glyphs_imp.h"

enum { W = 200, H = 80, PER_MM = 5, PARTS = 16 };

/* A box of its own for each test, on which pixels are drawn. */
struct bench {
	uint8_t ink[W * H], dark[W * H];
	struct area area;
	struct part part[PARTS];
	struct glyphs glyphs;
};

static void
fill(struct bench *b, int x0, int y0, int x1, int y1)
{
	for (int y = y0; y < y1; y++)
		memset(b->ink + y * W + x0, 1, (size_t)(x1 - x0));
}

static void
ring(struct bench *b, int x, int y, int w, int h)
{
	fill(b, x, y, x + w, y + 2);
	fill(b, x, y + h - 2, x + w, y + h);
	fill(b, x, y, x + 2, y + h);
	fill(b, x + w - 2, y, x + w, y + h);
}

/* Every blob is a stroke of the box. */
static const struct glyphs *
find(struct bench *b)
{
	struct area *a = &b->area;
	struct parts parts = { b->part, PARTS, 0 };

	*a = (struct area){
		.patch.density = PER_MM, .w = W, .h = H, .dark = b->dark, .ink = b->ink
	};
	for (int i = 0; i < W * H; i++)
		b->dark[i] = b->ink[i] ? 200 : 0;
	blobs_init(&a->blobs, b->ink, W, H);
	for (; parts.n < a->blobs.n; parts.n++)
		b->part[parts.n] =
		    (struct part){ .kind = PART_STROKE, .blob = parts.n, .owner = 0 };
	glyphs_find(a, &parts, 0, 0, &b->glyphs);
	blobs_release(&a->blobs);
	return &b->glyphs;
}

static int
clean(void **state)
{
	*state = calloc(1, sizeof(struct bench));
	return *state == NULL;
}

static int
drop(void **state)
{
	free(*state);
	return 0;
}

static void
test_a_broken_stroke_is_one_glyph(void **state)
{
	struct bench *b = *state;
	const struct glyphs *g;

	fill(b, 20, 20, 40, 23);
	fill(b, 42, 20, 60, 23); /* 0.4 mm on */
	fill(b, 100, 20, 120, 23);
	g = find(b);
	assert_int_equal(g->n, 2);
	assert_float_equal(g->m[0][GLYPH_WIDE], 8, 0.3);
	assert_float_equal(g->m[0][GLYPH_PART], 38.0 / 58, 0.03);
}

static void
test_holes_and_strokes_across_are_counted(void **state)
{
	struct bench *b = *state;
	const struct glyphs *g;

	ring(b, 20, 20, 15, 20);
	ring(b, 60, 20, 15, 20);
	fill(b, 60, 29, 75, 31); /* an 8 */
	fill(b, 100, 20, 102, 40); /* a 1 */
	g = find(b);
	assert_int_equal(g->n, 3);
	assert_float_equal(g->m[0][GLYPH_HOLES], 1, 0);
	assert_float_equal(g->m[1][GLYPH_HOLES], 2, 0);
	assert_float_equal(g->m[2][GLYPH_HOLES], 0, 0);
	assert_true(g->m[0][GLYPH_ACROSS] > 1.5F);
	assert_true(g->m[2][GLYPH_ACROSS] < 1.1F);
	assert_true(g->m[2][GLYPH_UPRIGHT] > 0.6F);
}

static void
test_a_glyph_is_compared_with_those_beside_it(void **state)
{
	struct bench *b = *state;
	const struct glyphs *g;

	for (int i = 0; i < 4; i++)
		ring(b, 20 + 25 * i, 30, 15, 20);
	ring(b, 130, 5, 30, 70); /* a tall one */
	g = find(b);
	assert_int_equal(g->n, 5);
	for (int i = 0; i < g->n; i++) {
		int tall = g->m[i][GLYPH_HIGH] > 10;

		assert_float_equal(g->m[i][GLYPH_TWINS], tall ? 0 : 0.6, 0.01);
		assert_float_equal(g->m[i][GLYPH_NEAR], tall ? 1 : 0.5, 0.1);
		assert_float_equal(g->m[i][GLYPH_SIZE], tall ? 3.5 : 1, 0.2);
	}
}

/* A stamp has more letters than are kept; what is written over it is kept. */
static void
test_the_largest_are_kept(void **state)
{
	struct bench *b = *state;
	struct part *all = NULL;
	struct area *a = &b->area;
	struct parts parts;

	for (int i = 0; i < 90; i++)
		fill(b, 5 + 6 * (i % 30), 5 + 8 * (i / 30), 8 + 6 * (i % 30), 9 + 8 * (i / 30));
	fill(b, 20, 60, 120, 64);
	*a = (struct area){
		.patch.density = PER_MM, .w = W, .h = H, .dark = b->dark, .ink = b->ink
	};
	blobs_init(&a->blobs, b->ink, W, H);
	assert_int_equal(a->blobs.n, 91);
	all = calloc((size_t)a->blobs.n, sizeof *all);
	for (int i = 0; i < a->blobs.n; i++)
		all[i] = (struct part){ .kind = PART_STROKE, .blob = i };
	parts = (struct parts){ all, (size_t)a->blobs.n, a->blobs.n };
	glyphs_find(a, &parts, 0, 0, &b->glyphs);
	assert_int_equal(b->glyphs.n, GLYPHS_MAX);
	for (int i = 0; i < GLYPHS_MAX; i++)
		if (b->glyphs.m[i][GLYPH_WIDE] > 15) {
			free(all);
			blobs_release(&a->blobs);
			return;
		}
	fail_msg("the long stroke is lost");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_broken_stroke_is_one_glyph, clean, drop),
		cmocka_unit_test_setup_teardown(
		    test_holes_and_strokes_across_are_counted, clean, drop),
		cmocka_unit_test_setup_teardown(
		    test_a_glyph_is_compared_with_those_beside_it, clean, drop),
		cmocka_unit_test_setup_teardown(test_the_largest_are_kept, clean, drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
