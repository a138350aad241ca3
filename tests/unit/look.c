#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "scan/look_imp.h"
#include "scan/place/map_imp.h"
#include "drawn_page.h"

static const struct box three[] = {
	{ "b1", BOX_SIGNATURE, ROLE_STUDENT, 1, 17, 200, 56, 30 },
	{ "b2", BOX_SIGNATURE, ROLE_COMPANY, 1, 77, 200, 56, 30 },
	{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, 1, 137, 200, 56, 30 },
};

/* A parent that knows one tag. */
struct parent {
	const char *ours;
	const struct box *boxes;
	size_t n;
	int rows; /* most that was asked of the picture */
	int turn; /* of the pages before */
};

static enum scan_claim
resolve(void *ctx, const char *text, struct scan_known *known)
{
	struct parent *p = ctx;

	if (strcmp(text, p->ours) != 0)
		return strncmp(text, "P1", 2) == 0 ? SCAN_CLAIM_UNKNOWN : SCAN_CLAIM_FOREIGN;
	if (p->n > 0)
		memcpy(known->boxes, p->boxes, p->n * sizeof *p->boxes);
	known->n_boxes = p->n;
	return SCAN_CLAIM_KNOWN;
}

static int
more(struct page_pixels *px, int rows)
{
	struct parent *p = px->source;

	rows = rows < px->im.h ? rows : px->im.h;
	px->ready = px->ready > rows ? px->ready : rows;
	p->rows = px->ready;
	return 0;
}

static void
look_at(struct image *page, const struct drawn_scan *s, struct parent *p, struct scan_page *out)
{
	struct look_ask ask = { resolve, p, NULL, p->turn };
	struct page_pixels px = { .more = more, .source = p };

	drawn_scan_make(page, s, &px.im);
	p->rows = 0;
	look_page(&px, &ask, 0, out);
	image_release(&px.im);
}

static void
test_reads_signed_and_empty_boxes_at_every_turn(void **state)
{
	static struct scan_page out;
	struct parent p = { drawn_tag, three, 3, 0, 0 };
	struct image page;

	(void)state;
	drawn_page(&page, drawn_tag, three, 3);
	drawn_signature(&page, 22, 206, 40, 16, 0.5, 60);
	drawn_signature(&page, 145, 205, 30, 18, 0.4, 30);
	for (int turn = 0; turn < 360; turn += 90) {
		struct drawn_scan s = { 150, turn + 1.3, 0.97, 4, 1, -1, 7u };

		look_at(&page, &s, &p, &out);
		assert_int_equal(out.outcome, OUTCOME_READ);
		assert_string_equal(out.text, drawn_tag);
		assert_int_equal(out.rotation, (360 - turn) % 360);
		assert_true(out.registered && out.residual_mm < 0.3);
		assert_true(fabs(out.scale - 0.97) < 0.01);
		assert_int_equal(out.n_boxes, 3);
		assert_int_equal(out.boxes[0].verdict, VERDICT_SIGNED);
		assert_int_equal(out.boxes[1].verdict, VERDICT_EMPTY);
		assert_int_equal(out.boxes[2].verdict, VERDICT_SIGNED);
	}
	image_release(&page);
}

static void
test_upright_page_without_boxes_is_not_decoded_whole(void **state)
{
	static struct scan_page out;
	struct parent p = { drawn_tag, NULL, 0, 0, 0 };
	struct drawn_scan s = { 200, -1, 1, 2, 0, 0, 3u };
	struct image page;

	(void)state;
	drawn_page(&page, drawn_tag, NULL, 0);
	look_at(&page, &s, &p, &out);
	assert_int_equal(out.outcome, OUTCOME_READ);
	assert_true(p.rows < 50 * 200 / 25.4);
	image_release(&page);
}

/* The back of a thin sheet: its front shows through, mirrored, code and all. */
static void
test_a_code_seen_through_the_paper_is_not_read(void **state)
{
	static struct scan_page out;
	struct parent p = { drawn_tag, three, 3, 0, 0 };
	struct drawn_scan s = { 200, 0.5, 1, 2, 0, 0, 3u };
	struct image page;

	(void)state;
	drawn_page(&page, drawn_tag, three, 3);
	for (int y = 0; y < page.h; y++) {
		uint8_t *row = page.px + (size_t)y * page.stride;

		for (int x = 0; x < page.w / 2; x++) {
			uint8_t left = row[x];

			row[x] = row[page.w - 1 - x];
			row[page.w - 1 - x] = left;
		}
	}
	look_at(&page, &s, &p, &out);
	assert_int_not_equal(out.outcome, OUTCOME_READ);
	image_release(&page);
}

static void
test_blank_back_is_blank_and_pencil_is_not(void **state)
{
	static struct scan_page out;
	struct parent p = { drawn_tag, NULL, 0, 0, 0 };
	struct drawn_scan s = { 150, 1, 1, 3, 0, 0, 3u };
	struct image page;

	(void)state;
	drawn_blank(&page);
	drawn_line(&page, 12, 148, 12, 148.1, 5.5, 60); /* a punch hole */
	drawn_line(&page, 90, 100, 90.1, 100, 0.4, 60); /* a speck */
	drawn_dot(&page, 0, 0, 2, 297, 20); /* the scanner's edge */
	look_at(&page, &s, &p, &out);
	assert_int_equal(out.outcome, OUTCOME_BLANK);
	drawn_signature(&page, 60, 80, 50, 15, 0.5, 180);
	look_at(&page, &s, &p, &out);
	assert_int_equal(out.outcome, OUTCOME_NO_CODE);
	image_release(&page);
}

static void
test_ours_wins_over_foreign_and_two_of_ours_are_a_question(void **state)
{
	static struct scan_page out;
	struct parent p = { drawn_tag, three, 3, 0, 0 };
	struct drawn_scan s = { 150, 0.5, 1, 3, 0, 0, 3u };
	struct image page;

	(void)state;
	drawn_page(&page, drawn_tag, three, 3);
	drawn_wipe(&page, 20, 250, 60, 30);
	drawn_code(&page, "HTTPS://EXEMPLE.FR/AFFICHE", 30, 252, 24);
	look_at(&page, &s, &p, &out);
	assert_int_equal(out.outcome, OUTCOME_READ);
	assert_string_equal(out.text, drawn_tag);
	drawn_wipe(&page, 20, 250, 60, 30);
	drawn_code(&page, "P17K3M9Q2X4ABC103ABCDEFGHJK", 30, 252, 24);
	look_at(&page, &s, &p, &out);
	assert_int_equal(out.outcome, OUTCOME_NO_CODE);
	assert_string_equal(out.note, "deux étiquettes de l'établissement sur la même page");
	image_release(&page);
}

static void
test_foreign_and_unknown_codes_say_so(void **state)
{
	static struct scan_page out;
	struct parent p = { "P17K3M9Q2X4ABC1099999999999", NULL, 0, 0, 0 };
	struct drawn_scan s = { 150, 0.5, 1, 3, 0, 0, 3u };
	struct image page;

	(void)state;
	drawn_page(&page, drawn_tag, NULL, 0);
	look_at(&page, &s, &p, &out);
	assert_int_equal(out.outcome, OUTCOME_UNKNOWN);
	assert_string_equal(out.text, drawn_tag);
	image_release(&page);
	drawn_page(&page, "ANOTHER SCHOOL", NULL, 0);
	look_at(&page, &s, &p, &out);
	assert_int_equal(out.outcome, OUTCOME_FOREIGN);
	assert_string_equal(out.text, "ANOTHER SCHOOL");
	image_release(&page);
}

/* However the pages before stood: the same tag, place, verdicts. */
static void
test_how_the_pages_before_stood_changes_nothing(void **state)
{
	static struct scan_page out[4];
	struct parent p = { drawn_tag, NULL, 0, 0, 0 };
	struct image page;

	(void)state;
	drawn_page(&page, drawn_tag, three, 3);
	for (int i = 0; i < 8; i++) {
		struct drawn_scan s = { 150, i % 4 * 90 + 0.7, 1, 3, 1, -1, 7u };

		p.boxes = i < 4 ? NULL : three;
		p.n = i < 4 ? 0 : 3;
		for (int k = 0; k < 4; k++) {
			p.turn = 90 * k;
			look_at(&page, &s, &p, &out[k]);
			assert_int_equal(out[k].outcome, OUTCOME_READ);
			assert_int_equal(out[k].rotation, (360 - i % 4 * 90) % 360);
			assert_memory_equal(&out[k].map, &out[0].map, sizeof out[0].map);
			assert_memory_equal(out[k].boxes, out[0].boxes, sizeof out[0].boxes);
			assert_true(out[k].residual_mm == out[0].residual_mm);
		}
	}
	image_release(&page);
}

static void
test_two_tags_are_the_same_question_however_the_pages_before_stood(void **state)
{
	static struct scan_page out;
	struct parent p = { drawn_tag, three, 3, 0, 0 };
	struct drawn_scan s = { 150, 0.5, 1, 3, 0, 0, 3u };
	struct image page;

	(void)state;
	drawn_page(&page, drawn_tag, three, 3);
	drawn_wipe(&page, 8, 250, 40, 45);
	drawn_code(&page, "P17K3M9Q2X4ABC103ABCDEFGHJK", 12, 260, 24);
	for (p.turn = 0; p.turn < 360; p.turn += 90) {
		look_at(&page, &s, &p, &out);
		assert_int_equal(out.outcome, OUTCOME_NO_CODE);
		assert_string_equal(out.text, drawn_tag);
	}
	image_release(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_how_the_pages_before_stood_changes_nothing),
		cmocka_unit_test(
		    test_two_tags_are_the_same_question_however_the_pages_before_stood),
		cmocka_unit_test(test_reads_signed_and_empty_boxes_at_every_turn),
		cmocka_unit_test(test_upright_page_without_boxes_is_not_decoded_whole),
		cmocka_unit_test(test_blank_back_is_blank_and_pencil_is_not),
		cmocka_unit_test(test_ours_wins_over_foreign_and_two_of_ours_are_a_question),
		cmocka_unit_test(test_foreign_and_unknown_codes_say_so),
		cmocka_unit_test(test_a_code_seen_through_the_paper_is_not_read),
	};

	look_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
