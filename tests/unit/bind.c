/* Archived pages bound into one PDF: each is still the same picture, upright. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"
#include "made_scans.h"
#include "scan/source/bind.h"
#include "scan/source/source_imp.h"

static void
forget(void *ctx)
{
	(void)ctx;
}

static int
bind_pages(const struct bind_page *pages, size_t n, struct buf *out, struct err *e)
{
	const struct bind b = { "essai", pages, n, forget, NULL };

	return scan_bind(&b, out, e);
}

/* Page n of the PDF shows the picture, and is to be turned by so much. */
static void
check_page(struct source *s, int n, int turn)
{
	struct source_page p;

	assert_int_equal(source_page_open(s, n, &p), 0);
	assert_int_equal(p.px.viewer_rotation, turn);
	assert_int_equal(p.px.im.w, MADE_W);
	assert_int_equal(p.px.im.h, MADE_H);
	assert_int_equal(p.px.more(&p.px, MADE_H), 0);
	for (int y = 0; y < MADE_H; y++)
		for (int x = 0; x < MADE_W; x++) {
			int is = p.px.im.px[(size_t)y * p.px.im.stride + (size_t)x];

			if (abs(is - made_pixel(x, y)) > 90)
				fail_msg("page %d: pixel %d,%d is %d", n, x, y, is);
		}
	source_page_close(&p);
}

static void
test_every_kind_keeps_its_picture(void **state)
{
	struct buf jpeg = BUF_INIT, turned = BUF_INIT, png = BUF_INIT, g4 = BUF_INIT,
		   out = BUF_INIT, again = BUF_INIT;
	const struct made_tiff fax = { .compression = COMPRESSION_CCITTFAX4,
		.photometric = PHOTOMETRIC_MINISWHITE,
		.bits = 1,
		.samples = 1 };
	struct err e = ERR_INIT;
	struct source s;

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	made_jpeg(&turned, 0, 6);
	made_png(&png, PNG_COLOR_TYPE_GRAY, 8, 0);
	made_tiff(&g4, &fax, 1, "w");
	const struct bind_page pages[] = { { jpeg.data, jpeg.len, "jpg", 0 },
		{ turned.data, turned.len, "jpg", 0 }, { png.data, png.len, "png", 180 },
		{ g4.data, g4.len, "tif", 270 } };

	if (bind_pages(pages, 4, &out, &e) < 0)
		fail_msg("%s", e.text);
	memset(&s, 0, sizeof s);
	int fd = made_fd(&out);

	assert_int_equal(source_open(&s, fd, out.len), SOURCE_FINE);
	assert_int_equal(s.pages, 4);
	check_page(&s, 1, 0);
	check_page(&s, 2, 90);
	check_page(&s, 3, 180);
	check_page(&s, 4, 270);
	source_close(&s);
	close(fd);
	/* no larger than what came in and a little, and a PDF can be bound again */
	assert_true(out.len < jpeg.len + turned.len + png.len + g4.len + 8000);
	const struct bind_page whole = { out.data, out.len, "pdf", 90 };

	assert_int_equal(bind_pages(&whole, 1, &again, &e), 0);
	memset(&s, 0, sizeof s);
	fd = made_fd(&again);
	assert_int_equal(source_open(&s, fd, again.len), SOURCE_FINE);
	check_page(&s, 1, 90);
	source_close(&s);
	close(fd);
	buf_release(&jpeg);
	buf_release(&turned);
	buf_release(&png);
	buf_release(&g4);
	buf_release(&out);
	buf_release(&again);
}

static void
test_a_bad_page_is_named(void **state)
{
	struct buf jpeg = BUF_INIT, out = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	buf_str(&out, "before");
	made_jpeg(&jpeg, 0, 0);
	const struct bind_page pages[] = { { jpeg.data, jpeg.len, "jpg", 0 },
		{ "rien du tout", 12, "png", 0 } };

	assert_int_equal(bind_pages(pages, 2, &out, &e), -1);
	assert_non_null(strstr(e.text, "page 2"));
	assert_string_equal(out.data, "before");
	const struct bind_page no_pdf = { "%PDF-1.4\nrien", 13, "pdf", 0 };

	assert_int_equal(bind_pages(&no_pdf, 1, &out, &e), -1);
	assert_non_null(strstr(e.text, "page 1"));
	buf_release(&jpeg);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_keeps_its_picture),
		cmocka_unit_test(test_a_bad_page_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
