/* JPEG, PNG and TIFF as pages of grey rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "made_scans.h"
#include "scan/source/source_imp.h"

struct opened {
	struct source s;
	struct source_page p;
	int fd;
};

static void
open_bytes(struct opened *o, const struct buf *b, int page)
{
	memset(o, 0, sizeof *o);
	o->fd = made_fd(b);
	assert_int_equal(source_open(&o->s, o->fd, b->len), SOURCE_FINE);
	assert_int_equal(source_page_open(&o->s, page, &o->p), 0);
}

static void
close_bytes(struct opened *o)
{
	source_page_close(&o->p);
	source_close(&o->s);
	close(o->fd);
}

static int
shown(const struct opened *o, int x, int y)
{
	return o->p.px.im.px[(size_t)y * o->p.px.im.stride + (size_t)x];
}

/* Every pixel away from edges is what was drawn; mirrored when asked. */
static void
check_picture(struct opened *o, int mirrored)
{
	struct page_pixels *px = &o->p.px;

	assert_int_equal(px->im.w, MADE_W);
	assert_int_equal(px->im.h, MADE_H);
	assert_int_equal(px->more(px, px->im.h), 0);
	assert_int_equal(px->ready, MADE_H);
	for (int y = 0; y < MADE_H; y++)
		for (int x = 0; x < MADE_W; x++) {
			int want = made_pixel(mirrored ? MADE_W - 1 - x : x, y);

			if (abs(shown(o, x, y) - want) > 90)
				fail_msg(
				    "pixel %d,%d is %d, not %d", x, y, shown(o, x, y), want);
		}
}

static void
check_bytes(const struct buf *b)
{
	struct opened o;

	open_bytes(&o, b, 1);
	check_picture(&o, 0);
	assert_int_equal(o.p.damaged, 0);
	assert_string_equal(o.p.note, "");
	close_bytes(&o);
}

static void
test_jpeg(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	for (int progressive = 0; progressive < 2; progressive++) {
		made_jpeg(&b, progressive, 0);
		check_bytes(&b);
		buf_cut(&b, 0);
	}
	buf_release(&b);
}

static void
test_rows_come_as_asked(void **state)
{
	struct buf b = BUF_INIT;
	struct opened o;

	(void)state;
	made_jpeg(&b, 0, 0);
	open_bytes(&o, &b, 1);
	assert_int_equal(o.p.px.more(&o.p.px, 100), 0);
	assert_int_equal(o.p.px.ready, 100);
	assert_int_equal(o.p.px.more(&o.p.px, 50), 0);
	assert_int_equal(o.p.px.ready, 100);
	check_picture(&o, 0);
	assert_true(o.p.px.im.dpi > 39 && o.p.px.im.dpi < 41);
	close_bytes(&o);
	buf_release(&b);
}

static void
test_exif_orientation(void **state)
{
	static const int turn[9] = { 0, 0, 0, 180, 180, 270, 90, 90, 270 };
	static const int mirror[9] = { 0, 0, 1, 0, 1, 1, 0, 1, 0 };
	struct buf b = BUF_INIT;
	struct opened o;

	(void)state;
	for (int i = 1; i <= 8; i++) {
		made_jpeg(&b, 0, i);
		open_bytes(&o, &b, 1);
		assert_int_equal(o.p.px.viewer_rotation, turn[i]);
		check_picture(&o, mirror[i]);
		close_bytes(&o);
		buf_cut(&b, 0);
	}
	buf_release(&b);
}

static void
test_cut_jpeg_is_noticed(void **state)
{
	struct buf b = BUF_INIT;
	struct opened o;

	(void)state;
	made_jpeg(&b, 0, 0);
	buf_cut(&b, b.len * 2 / 3);
	open_bytes(&o, &b, 1);
	assert_int_equal(o.p.damaged, 1); /* at once, without decoding it all */
	assert_int_equal(o.p.px.more(&o.p.px, MADE_H), -1);
	assert_true(o.p.px.ready > 0 && o.p.px.ready < MADE_H);
	assert_int_equal(o.p.px.more(&o.p.px, MADE_H), -1);
	for (int y = 0; y < o.p.px.ready - 16; y++)
		assert_true(abs(shown(&o, 30, y) - made_pixel(30, y)) < 90);
	assert_int_equal(shown(&o, 10, MADE_H - 1), 255);
	close_bytes(&o);
	buf_release(&b);
}

/*
 * Bytes that changed in the middle of the data: the decoder finds fault at the end at the latest, and what
 * stands above may be displaced too.
 */
static void
try_changed_jpeg(int n)
{
	struct buf b = BUF_INIT;
	struct opened o;

	made_jpeg(&b, 0, 0);
	for (int i = 0; i < n; i++)
		b.data[b.len / 2 + (size_t)i] = (char)(37 * i + 11);
	if (n == 0)
		memcpy(b.data + b.len / 2, "\xFF\xD9", 2);
	open_bytes(&o, &b, 1);
	assert_int_equal(o.p.damaged, 0);
	assert_int_equal(o.p.trusted, MADE_H);
	assert_int_equal(o.p.px.more(&o.p.px, MADE_H), 0);
	assert_int_equal(o.p.damaged, 1);
	assert_int_equal(o.p.trusted, 0);
	close_bytes(&o);
	buf_release(&b);
}

static void
test_no_row_of_a_changed_jpeg_is_trusted(void **state)
{
	(void)state;
	try_changed_jpeg(0); /* an end in the middle */
	for (int n = 1; n < 40; n += 3)
		try_changed_jpeg(n);
}

static void
test_png(void **state)
{
	static const int types[] = { PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_RGB,
		PNG_COLOR_TYPE_RGB_ALPHA };
	struct buf b = BUF_INIT;

	(void)state;
	for (int t = 0; t < 3; t++)
		for (int bits = 8; bits <= 16; bits += 8)
			for (int interlace = 0; interlace < 2; interlace++) {
				if (t == 2 && bits == 16)
					continue;
				made_png(&b, types[t], bits, interlace);
				check_bytes(&b);
				buf_cut(&b, 0);
			}
	buf_release(&b);
}

/* compression, photometric, bits, samples */
#define MADE(c, p, b, s) .compression = c, .photometric = p, .bits = b, .samples = s

static const struct made_tiff tiffs[] = {
	{ MADE(COMPRESSION_CCITTFAX4, PHOTOMETRIC_MINISWHITE, 1, 1), .xdpi = 40, .ydpi = 40 },
	{ MADE(COMPRESSION_CCITTFAX4, PHOTOMETRIC_MINISBLACK, 1, 1), .rows_per_strip = 32 },
	{ MADE(COMPRESSION_CCITTFAX3, PHOTOMETRIC_MINISWHITE, 1, 1) },
	{ MADE(COMPRESSION_NONE, PHOTOMETRIC_MINISWHITE, 1, 1), .rows_per_strip = 8 },
	{ MADE(COMPRESSION_NONE, PHOTOMETRIC_MINISBLACK, 8, 1) },
	{ MADE(COMPRESSION_LZW, PHOTOMETRIC_MINISWHITE, 8, 1) },
	{ MADE(COMPRESSION_LZW, PHOTOMETRIC_MINISBLACK, 4, 1) },
	{ MADE(COMPRESSION_LZW, PHOTOMETRIC_RGB, 8, 3), .rows_per_strip = 10 },
	{ MADE(COMPRESSION_ADOBE_DEFLATE, PHOTOMETRIC_MINISBLACK, 16, 1) },
	{ MADE(COMPRESSION_ADOBE_DEFLATE, PHOTOMETRIC_RGB, 16, 3) },
	{ MADE(COMPRESSION_ADOBE_DEFLATE, PHOTOMETRIC_PALETTE, 8, 1) },
	{ MADE(COMPRESSION_PACKBITS, PHOTOMETRIC_RGB, 8, 4) },
	{ MADE(COMPRESSION_JPEG, PHOTOMETRIC_MINISBLACK, 8, 1), .rows_per_strip = 64 },
	{ MADE(COMPRESSION_JPEG, PHOTOMETRIC_YCBCR, 8, 3), .rows_per_strip = 64 },
	{ MADE(COMPRESSION_LZW, PHOTOMETRIC_MINISBLACK, 8, 1), .tiled = 1 },
};
enum { TIFFS = sizeof tiffs / sizeof tiffs[0] };

static void
test_tiff(void **state)
{
	static const char *const modes[] = { "w", "wb", "w8" };
	struct buf b = BUF_INIT;

	(void)state;
	for (int i = 0; i < TIFFS; i++)
		for (int m = 0; m < 3; m++) {
			made_tiff(&b, &tiffs[i], 1, modes[m]);
			check_bytes(&b);
			buf_cut(&b, 0);
		}
	buf_release(&b);
}

static void
test_tiff_orientation(void **state)
{
	struct made_tiff f = tiffs[0];
	struct buf b = BUF_INIT;
	struct opened o;

	(void)state;
	f.orientation = 8;
	made_tiff(&b, &f, 1, "w");
	open_bytes(&o, &b, 1);
	assert_int_equal(o.p.px.viewer_rotation, 270);
	check_picture(&o, 0);
	close_bytes(&o);
	buf_release(&b);
}

static void
test_flat_fax_pixels_are_made_square(void **state)
{
	struct made_tiff f = tiffs[2];
	struct scan_map map = { { 1, 0, 0, 0, 1, 0, 0, 0 } };
	struct buf b = BUF_INIT;
	struct opened o;

	(void)state;
	f.xdpi = 40;
	f.ydpi = 20;
	f.skip_rows = 1;
	made_tiff(&b, &f, 1, "w");
	open_bytes(&o, &b, 1);
	check_picture(&o, 0);
	source_stored(&o.p, &map);
	assert_true(map.m[0] == 1 && map.m[4] == 0.5);
	close_bytes(&o);
	buf_release(&b);
}

/* Each page of a file as an object of its own: the same pixels, the same bytes each time. */
static void
test_tiff_objects(void **state)
{
	struct buf b = BUF_INIT, one = BUF_INIT, two = BUF_INIT;
	struct opened o;
	char ext[8] = "";

	(void)state;
	for (int big = 0; big < 2; big++) {
		made_tiff(&b, tiffs, TIFFS, big ? "wb" : "w");
		for (int i = 1; i <= TIFFS; i++) {
			open_bytes(&o, &b, i);
			assert_int_equal(o.s.pages, TIFFS);
			o.p.object(&o.p, &one, ext);
			o.p.object(&o.p, &two, ext);
			check_picture(&o, 0);
			close_bytes(&o);
			assert_string_equal(ext, "tif");
			assert_true(one.len > 0 && one.len < b.len);
			assert_int_equal(one.len, two.len);
			assert_memory_equal(one.data, two.data, one.len);
			check_bytes(&one);
			buf_cut(&one, 0);
			buf_cut(&two, 0);
		}
		buf_cut(&b, 0);
	}
	buf_release(&b);
	buf_release(&one);
	buf_release(&two);
}

static void
test_single_files_are_their_own_object(void **state)
{
	struct buf b = BUF_INIT, object = BUF_INIT;
	struct opened o;
	char ext[8] = "";

	(void)state;
	made_tiff(&b, tiffs, 1, "w");
	open_bytes(&o, &b, 1);
	o.p.object(&o.p, &object, ext);
	assert_int_equal(object.len, 0); /* nothing added: the whole file */
	close_bytes(&o);
	buf_release(&b);
}

/* libtiff puts directories behind the pixels: what is cut off takes pages along. */
static void
test_lost_tiff_pages_are_told(void **state)
{
	struct buf b = BUF_INIT;
	struct source s;
	struct source_page p;
	int fd;

	(void)state;
	made_tiff(&b, tiffs, 4, "w");
	buf_cut(&b, b.len - 700);
	fd = made_fd(&b);
	assert_int_equal(source_open(&s, fd, b.len), SOURCE_FINE);
	assert_int_equal(s.pages, 4);
	assert_int_equal(source_page_open(&s, 4, &p), -1);
	assert_non_null(strstr(p.note, "des pages manquent"));
	source_page_close(&p);
	source_close(&s);
	close(fd);
	buf_release(&b);
}

static void
test_map_to_stored_and_back(void **state)
{
	struct source_page p = { .mean = 2, .decoded = 2, .repeat = 1, .mirror = 1 };
	const struct scan_map start = { { 5, .1, 20, -.1, 5, 30, .001, .002 } };
	struct scan_map map = start;

	(void)state;
	p.px.im.w = 500;
	source_stored(&p, &map);
	/* the point (10, 10) mm: shown at x, stored at 4 * (500 - x) */
	double x = (50 + 1 + 20) / 1.03, y = (-1 + 50 + 30) / 1.03;
	double sx = (map.m[0] * 10 + map.m[1] * 10 + map.m[2]) / 1.03;
	double sy = (map.m[3] * 10 + map.m[4] * 10 + map.m[5]) / 1.03;

	assert_true(abs((int)(1000 * (sx - 4 * (500 - x)))) < 1);
	assert_true(abs((int)(1000 * (sy - 4 * y))) < 1);
	source_shown(&p, &map);
	for (int i = 0; i < 8; i++)
		assert_true(abs((int)(1e6 * (map.m[i] - start.m[i]))) < 1);
}

static void
check_fault(const void *bytes, size_t n, enum source_fault want)
{
	struct buf b = BUF_INIT;
	struct source s;
	int fd;

	buf_add(&b, bytes, n);
	fd = made_fd(&b);
	assert_int_equal(source_open(&s, fd, n), want);
	assert_true(strlen(source_fault_words(want)) > 20);
	close(fd);
	buf_release(&b);
}

#define FAULT(bytes, want) check_fault(bytes, sizeof(bytes) - 1, want)

static void
test_what_is_no_scan(void **state)
{
	(void)state;
	FAULT("Bonjour,\nveuillez trouver...\n", SOURCE_TEXT);
	FAULT("\0\0\0\x18"
	      "ftypheic\0\0\0\0mif1heic",
	    SOURCE_HEIC);
	FAULT(
	    "PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml",
	    SOURCE_OFFICE);
	FAULT("PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", SOURCE_ARCHIVE);
	FAULT("GIF89a\1\0\1\0", SOURCE_OTHER_PICTURE);
	FAULT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", SOURCE_OFFICE);
	FAULT("\1\2\3\4\5\6\7", SOURCE_NOT_PICTURE);
	FAULT("%PDF-1.4\nrien", SOURCE_BROKEN);
	FAULT("II*\0\x08\0\0\0", SOURCE_BROKEN);
	FAULT("\x89PNG\r\n\x1A\n\0\0\0\0", SOURCE_BROKEN);
	FAULT("\xFF\xD8\xFF\xE0", SOURCE_BROKEN);
}

/* Headers that promise far more than any sheet of paper has. */
static void
test_bombs_are_refused(void **state)
{
	struct buf b = BUF_INIT;
	struct source s;
	struct source_page p;
	int fd;

	(void)state;
	made_jpeg(&b, 0, 0);
	for (size_t i = 2; i + 9 < b.len; i++)
		if ((unsigned char)b.data[i] == 0xFF && (unsigned char)b.data[i + 1] == 0xC0) {
			memset(b.data + i + 5, 0xFA, 4);
			break;
		}
	fd = made_fd(&b);
	assert_int_equal(source_open(&s, fd, b.len), SOURCE_FINE);
	assert_int_equal(source_page_open(&s, 1, &p), -1);
	assert_non_null(strstr(p.note, "démesurée"));
	assert_null(p.px.im.px);
	source_page_close(&p);
	source_close(&s);
	close(fd);
	buf_release(&b);
}

/* Whatever is cut off or overwritten, the rows that come are rows, and nothing is touched beyond. */
static void
try_damaged(struct buf *b)
{
	int fd = made_fd(b);
	struct source s;
	struct source_page p;

	if (source_open(&s, fd, b->len) == SOURCE_FINE) {
		for (int i = 1; i <= s.pages && i <= 3; i++) {
			if (source_page_open(&s, i, &p) == 0)
				p.px.more(&p.px, p.px.im.h);
			source_page_close(&p);
		}
		source_close(&s);
	}
	close(fd);
}

static void
damage(const struct buf *good, int rounds)
{
	struct buf b = BUF_INIT;
	uint32_t seed = 7;

	for (int i = 0; i < rounds; i++) {
		buf_cut(&b, 0);
		buf_add(&b, good->data, good->len);
		for (int k = 0; k < 6; k++) {
			seed = seed * 1664525 + 1013904223;
			b.data[(seed >> 8) % (k < 3 ? 300 : b.len)] = (char)seed;
		}
		if (i % 3 == 0)
			buf_cut(&b, (seed >> 4) % b.len);
		if (b.len > 0)
			try_damaged(&b);
	}
	buf_release(&b);
}

static void
test_damage_ends_well(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	made_jpeg(&b, 0, 6);
	damage(&b, 60);
	buf_cut(&b, 0);
	made_jpeg(&b, 1, 0);
	damage(&b, 40);
	buf_cut(&b, 0);
	made_png(&b, PNG_COLOR_TYPE_RGB, 8, 1);
	damage(&b, 40);
	buf_cut(&b, 0);
	made_tiff(&b, tiffs, TIFFS, "w");
	damage(&b, 60);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_jpeg),
		cmocka_unit_test(test_rows_come_as_asked),
		cmocka_unit_test(test_exif_orientation),
		cmocka_unit_test(test_cut_jpeg_is_noticed),
		cmocka_unit_test(test_no_row_of_a_changed_jpeg_is_trusted),
		cmocka_unit_test(test_png),
		cmocka_unit_test(test_tiff),
		cmocka_unit_test(test_tiff_orientation),
		cmocka_unit_test(test_flat_fax_pixels_are_made_square),
		cmocka_unit_test(test_tiff_objects),
		cmocka_unit_test(test_single_files_are_their_own_object),
		cmocka_unit_test(test_lost_tiff_pages_are_told),
		cmocka_unit_test(test_map_to_stored_and_back),
		cmocka_unit_test(test_what_is_no_scan),
		cmocka_unit_test(test_bombs_are_refused),
		cmocka_unit_test(test_damage_ends_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
