/* Pages of a PDF: the scanner's own picture where there is one, rendered where there is more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>
#include <zlib.h>

#include "made_scans.h"
#include "scan/source/source_imp.h"

static const char whole_page[] = "q 595 0 0 842 0 0 cm /I Do Q";

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

/* The rows are the embedded picture's own, as stored (or mirrored). */
static void
check_picture(struct opened *o, int mirrored)
{
	struct page_pixels *px = &o->p.px;

	assert_int_equal(px->im.w, MADE_W);
	assert_int_equal(px->im.h, MADE_H);
	assert_int_equal(px->more(px, px->im.h), 0);
	for (int y = 0; y < MADE_H; y++)
		for (int x = 0; x < MADE_W; x++) {
			int want = made_pixel(mirrored ? MADE_W - 1 - x : x, y);

			if (abs(shown(o, x, y) - want) > 90)
				fail_msg(
				    "pixel %d,%d is %d, not %d", x, y, shown(o, x, y), want);
		}
}

static int
add_image(struct made_pdf *pdf, const char *filter, const struct buf *data)
{
	char *dict = made_image_dict(filter);
	int n = made_pdf_object(pdf, dict, data->data, data->len);

	free(dict);
	return n;
}

/* A page of one picture; the PDF's bytes are pdf->out. */
static void
one_picture(struct made_pdf *pdf, const char *filter, const struct buf *data,
    const char *content, const char *extra)
{
	char xobject[32];

	made_pdf_start(pdf);
	snprintf(xobject, sizeof xobject, "/I %d 0 R", add_image(pdf, filter, data));
	made_pdf_page(pdf, content, xobject, extra);
	made_pdf_end(pdf);
}

static const char jpeg_filter[] =
    "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode";

static void
test_jpeg_is_taken_as_it_is(void **state)
{
	struct buf jpeg = BUF_INIT, object = BUF_INIT;
	struct made_pdf pdf;
	struct opened o;
	char ext[8] = "";

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	one_picture(&pdf, jpeg_filter, &jpeg, whole_page, "");
	open_bytes(&o, &pdf.out, 1);
	assert_int_equal(o.p.damaged, 0);
	assert_int_equal(o.p.px.more(&o.p.px, 70), 0);
	assert_int_equal(o.p.px.ready, 70);
	check_picture(&o, 0);
	o.p.object(&o.p, &object, ext);
	assert_string_equal(ext, "jpg");
	assert_int_equal(object.len, jpeg.len);
	assert_memory_equal(object.data, jpeg.data, jpeg.len);
	close_bytes(&o);
	buf_release(&jpeg);
	buf_release(&object);
	buf_release(&pdf.out);
}

/* Every way to say black in fax data, and the archive's TIFF of it. */
static void
test_g4_polarity(void **state)
{
	static const struct {
		const char *dict;
		int white_ink; /* 1: what the code calls black is shown white */
	} cases[] = {
		{ "/ColorSpace /DeviceGray /DecodeParms << /K -1 /Columns 328 >>", 0 },
		{ "/ColorSpace /DeviceGray /DecodeParms [ << /K -1 /Columns 328 /BlackIs1 true >> ]",
		    1 },
		{ "/ColorSpace /DeviceGray /Decode [1 0] /DecodeParms << /K -1 /Columns 328 >>",
		    1 },
		{ "/ColorSpace /DeviceGray /Decode [1 0] /DecodeParms << /K -1 /Columns 328 /BlackIs1 true >>",
		    0 },
		{ "/ImageMask true /DecodeParms << /K -1 /Columns 328 /Rows 468 >>", 0 },
		{ "/ImageMask true /Decode [1 0] /DecodeParms << /K -1 /Columns 328 /BlackIs1 true >>",
		    0 },
		{ "/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF000000>] /DecodeParms << /K -1 /Columns 328 /BlackIs1 true >>",
		    0 },
	};
	struct buf g4 = BUF_INIT;

	(void)state;
	made_g4(&g4);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf object = BUF_INIT;
		struct made_pdf pdf;
		struct opened o;
		char *filter = mem_printf("/BitsPerComponent 1 /Filter %s %s",
		    i == 1 ? "[/CCITTFaxDecode]" : "/CCITTFaxDecode", cases[i].dict);
		char ext[8] = "";

		one_picture(&pdf, filter, &g4, whole_page, "");
		open_bytes(&o, &pdf.out, 1);
		if (!cases[i].white_ink)
			check_picture(&o, 0);
		else
			assert_int_equal(o.p.px.more(&o.p.px, MADE_H), 0);
		assert_int_equal(shown(&o, 30, 100), cases[i].white_ink ? 255 : 0);
		assert_int_equal(shown(&o, 100, 400), cases[i].white_ink ? 0 : 255);
		o.p.object(&o.p, &object, ext);
		close_bytes(&o);
		if (strcmp(ext, "tif") == 0) {
			open_bytes(&o, &object, 1);
			assert_int_equal(o.p.px.more(&o.p.px, MADE_H), 0);
			assert_int_equal(shown(&o, 30, 100), cases[i].white_ink ? 255 : 0);
			assert_true(o.p.px.im.dpi > 39 && o.p.px.im.dpi < 41);
			close_bytes(&o);
		} else {
			assert_int_equal(i, 6); /* only the palette has no TIFF of its own */
		}
		free(filter);
		buf_release(&object);
		buf_release(&pdf.out);
	}
	buf_release(&g4);
}

static void
deflate_rows(struct buf *out, const void *rows, size_t n)
{
	uLongf size = compressBound(n);

	buf_reserve(out, size);
	compress((Bytef *)out->data, &size, rows, n);
	out->len = size;
}

static void
test_flate_rows(void **state)
{
	static const char *const spaces[] = { "/DeviceGray", "/DeviceRGB",
		"[/Indexed /DeviceGray 1 <00FF>]",
		"[/CalGray << /WhitePoint [0.95 1 1.09] >>]" };

	(void)state;
	for (int i = 0; i < 4; i++) {
		int samples = i == 1 ? 3 : 1;
		size_t n = (size_t)MADE_W * MADE_H * (size_t)samples;
		uint8_t *rows = mem_alloc(n);
		struct buf flate = BUF_INIT;
		struct made_pdf pdf;
		struct opened o;
		char *filter = mem_printf(
		    "/ColorSpace %s /BitsPerComponent 8 /Filter /FlateDecode", spaces[i]);

		for (size_t k = 0; k < n; k++) {
			size_t at = k / (size_t)samples;
			int v = made_pixel((int)(at % MADE_W), (int)(at / MADE_W));

			rows[k] = (uint8_t)(i == 2 ? v != 0 : v);
		}
		deflate_rows(&flate, rows, n);
		one_picture(&pdf, filter, &flate, whole_page, "");
		open_bytes(&o, &pdf.out, 1);
		check_picture(&o, 0);
		close_bytes(&o);
		free(filter);
		free(rows);
		buf_release(&flate);
		buf_release(&pdf.out);
	}
}

static void
add_u32(struct buf *b, uint32_t v)
{
	for (int i = 24; i >= 0; i -= 8)
		buf_char(b, (char)(v >> i));
}

/* One segment of ITU-T T.88, on page 1: its number, type and length, then data follow. */
static void
add_segment(struct buf *b, uint32_t number, char type, size_t n)
{
	add_u32(b, number);
	buf_char(b, type);
	buf_char(b, 0);
	buf_char(b, 1);
	add_u32(b, (uint32_t)n);
}

/* Copiers like JBIG2: here a page of one region, which may hold fax data. */
static void
test_jbig2(void **state)
{
	struct buf g4 = BUF_INIT, jb = BUF_INIT;
	struct made_pdf pdf;
	struct opened o;

	(void)state;
	made_g4(&g4);
	add_segment(&jb, 0, 48, 19);
	add_u32(&jb, MADE_W);
	add_u32(&jb, MADE_H);
	buf_add(&jb, "\0\0\0\0\0\0\0\0\0\0\0", 11);
	add_segment(&jb, 1, 38, 18 + g4.len);
	add_u32(&jb, MADE_W);
	add_u32(&jb, MADE_H);
	buf_add(&jb, "\0\0\0\0\0\0\0\0\0\1", 10);
	buf_add(&jb, g4.data, g4.len);
	one_picture(&pdf, "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode",
	    &jb, whole_page, "");
	open_bytes(&o, &pdf.out, 1);
	check_picture(&o, 0);
	close_bytes(&o);
	buf_release(&g4);
	buf_release(&jb);
	buf_release(&pdf.out);
}

/* How a viewer shows it, whatever way that was said. */
static void
test_placement(void **state)
{
	static const struct {
		const char *content, *extra;
		int turn, mirror;
	} cases[] = {
		{ "q 595 0 0 842 0 0 cm /I Do Q", "/Rotate 90", 90, 0 },
		{ "q 595 0 0 842 0 0 cm /I Do Q", "/Rotate 180", 180, 0 },
		{ "q 595 0 0 842 0 0 cm /I Do Q", "/Rotate -90", 270, 0 },
		{ "q -595 0 0 -842 595 842 cm /I Do Q", "", 180, 0 },
		{ "q 0 -842 595 0 0 842 cm /I Do Q", "", 90, 0 },
		{ "q 595 0 0 -842 0 842 cm /I Do Q", "", 180, 1 },
		{ "q -595 0 0 842 595 0 cm /I Do Q", "", 0, 1 },
		{ "q 594 10 -10 841 5 0 cm /I Do Q", "", 0, 0 },
	};
	struct buf jpeg = BUF_INIT;

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	for (size_t k = 0; k < 2 * sizeof cases / sizeof cases[0]; k++) {
		size_t i = k / 2;
		/* alone, and with something that asks for a closer look */
		char *content = mem_printf("%s%s", cases[i].content, k % 2 ? " BT ET" : "");
		struct made_pdf pdf;
		struct opened o;

		one_picture(&pdf, jpeg_filter, &jpeg, content, cases[i].extra);
		open_bytes(&o, &pdf.out, 1);
		assert_int_equal(o.p.px.viewer_rotation, cases[i].turn);
		check_picture(&o, cases[i].mirror);
		close_bytes(&o);
		buf_release(&pdf.out);
		free(content);
	}
	buf_release(&jpeg);
}

/* What a scanner adds to its picture without being seen. */
static void
test_what_leaves_the_picture_alone(void **state)
{
	static const char *const contents[] = {
		/* hidden text above, as OCR does */
		"q 595 0 0 842 0 0 cm /I Do Q BT /F 12 Tf 3 Tr 100 700 Td (Convention) Tj ET",
		/* text below the picture, as older OCR did */
		"BT /F 12 Tf 100 700 Td (Convention) Tj ET q 595 0 0 842 0 0 cm /I Do Q",
		/* a white ground, a clip that cuts nothing */
		"1 g 0 0 595 842 re f q 0 0 595 842 re W n 595 0 0 842 0 0 cm /I Do Q",
	};
	struct buf jpeg = BUF_INIT;

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++) {
		struct made_pdf pdf;
		struct opened o;

		one_picture(&pdf, jpeg_filter, &jpeg, contents[i], "");
		open_bytes(&o, &pdf.out, 1);
		check_picture(&o, 0);
		close_bytes(&o);
		buf_release(&pdf.out);
	}
	buf_release(&jpeg);
}

/* What would be lost if only the picture were taken. */
static void
test_what_must_be_rendered(void **state)
{
	static const struct {
		const char *content, *extra;
		int x, y, grey; /* of a pixel at 200 dpi */
	} cases[] = {
		{ "q 595 0 0 842 0 0 cm /I Do Q 0 g 290 20 20 20 re f", "", 833, 2250, 0 },
		{ "q 595 0 0 842 0 0 cm /I Do Q 5 w 0 0 m 595 842 l S", "", 826, 1169, 0 },
		/* half of the picture is cut away: its bar is not seen */
		{ "q 300 0 295 842 re W n 595 0 0 842 0 0 cm /I Do Q", "", 180, 500, 255 },
		{ "q 595 0 0 842 0 0 cm /I Do Q",
		    "/Annots [ << /Type /Annot /Subtype /Square /Rect [280 10 320 50] /IC [0 0 0] /C [0 0 0] "
		    "/F 4 >> ]",
		    833, 2250, 0 },
		{ "", "", 833, 1000, 255 },
	};
	struct buf jpeg = BUF_INIT;

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct made_pdf pdf;
		struct opened o;

		one_picture(&pdf, jpeg_filter, &jpeg, cases[i].content, cases[i].extra);
		open_bytes(&o, &pdf.out, 1);
		assert_int_equal(o.p.px.im.w, 1653);
		assert_int_equal(o.p.px.im.h, 2339);
		assert_int_equal(o.p.px.more(&o.p.px, 2339), 0);
		assert_true(abs(shown(&o, cases[i].x, cases[i].y) - cases[i].grey) < 40);
		close_bytes(&o);
		buf_release(&pdf.out);
	}
	buf_release(&jpeg);
}

/* Three strips of one picture, drawn in no order, on a turned page. */
static void
test_strips_make_one_picture(void **state)
{
	struct made_pdf pdf;
	struct opened o;
	char images[80] = "";

	(void)state;
	made_pdf_start(&pdf);
	for (int i = 0; i < 3; i++) {
		uint8_t rows[MADE_W * 156];
		struct buf flate = BUF_INIT;
		char *dict = mem_printf(
		    "/Type /XObject /Subtype /Image /Width %d /Height 156 /ColorSpace "
		    "/DeviceGray /BitsPerComponent 8 /Filter /FlateDecode",
		    MADE_W);
		size_t at = strlen(images);

		for (int y = 0; y < 156; y++)
			made_row(i * 156 + y, rows + y * MADE_W);
		deflate_rows(&flate, rows, sizeof rows);
		snprintf(images + at, sizeof images - at, "/S%d %d 0 R ", i,
		    made_pdf_object(&pdf, dict, flate.data, flate.len));
		free(dict);
		buf_release(&flate);
	}
	made_pdf_page(&pdf,
	    "q 595 0 0 280.667 0 280.667 cm /S1 Do Q q 595 0 0 280.667 0 0 cm /S2 Do Q "
	    "q 595 0 0 280.667 0 561.333 cm /S0 Do Q",
	    images, "/Rotate 90");
	made_pdf_end(&pdf);
	open_bytes(&o, &pdf.out, 1);
	assert_int_equal(o.p.px.viewer_rotation, 90);
	check_picture(&o, 0);
	close_bytes(&o);
	buf_release(&pdf.out);
}

/* A page that is more than a picture, out of a file of several: a PDF of its own. */
static void
test_page_objects(void **state)
{
	struct buf jpeg = BUF_INIT, one = BUF_INIT, two = BUF_INIT;
	struct made_pdf pdf;
	struct opened o;
	char images[32], ext[8] = "";

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	made_pdf_start(&pdf);
	snprintf(images, sizeof images, "/I %d 0 R", add_image(&pdf, jpeg_filter, &jpeg));
	made_pdf_page(&pdf, whole_page, images, "");
	made_pdf_page(&pdf, whole_page, images,
	    "/Annots [ << /Type /Annot /Subtype /Square /Rect [280 10 320 50] /IC [0 0 0] /C [0 0 0] /F 4 "
	    ">> ]");
	made_pdf_end(&pdf);
	for (int i = 0; i < 2; i++) {
		open_bytes(&o, &pdf.out, 2);
		o.p.object(&o.p, i == 0 ? &one : &two, ext);
		close_bytes(&o);
	}
	assert_string_equal(ext, "pdf");
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.data, two.data, one.len);
	open_bytes(&o, &one, 1);
	assert_int_equal(o.s.pages, 1);
	assert_int_equal(o.p.px.more(&o.p.px, 2339), 0);
	assert_true(shown(&o, 833, 2250) < 40); /* the annotation came along */
	assert_true(shown(&o, 150, 500) < 40);
	close_bytes(&o);
	buf_release(&jpeg);
	buf_release(&one);
	buf_release(&two);
	buf_release(&pdf.out);
}

/* The same bytes under a password. */
static void
encrypt(const struct buf *plain, const char *user, struct buf *out)
{
	fz_context *ctx = fz_new_context(NULL, NULL, FZ_STORE_DEFAULT);
	fz_stream *stm = fz_open_memory(ctx, (const unsigned char *)plain->data, plain->len);
	pdf_document *doc = pdf_open_document_with_stream(ctx, stm);
	pdf_write_options w = pdf_default_write_options;
	fz_buffer *bytes = fz_new_buffer(ctx, 1024);
	fz_output *o = fz_new_output_with_buffer(ctx, bytes);
	unsigned char *data;
	size_t n;

	w.do_encrypt = PDF_ENCRYPT_AES_256;
	snprintf(w.upwd_utf8, sizeof w.upwd_utf8, "%s", user);
	snprintf(w.opwd_utf8, sizeof w.opwd_utf8, "owner");
	pdf_write_document(ctx, doc, o, &w);
	fz_close_output(ctx, o);
	n = fz_buffer_storage(ctx, bytes, &data);
	buf_add(out, data, n);
	fz_drop_output(ctx, o);
	fz_drop_buffer(ctx, bytes);
	pdf_drop_document(ctx, doc);
	fz_drop_stream(ctx, stm);
	fz_drop_context(ctx);
}

static void
test_passwords(void **state)
{
	struct buf jpeg = BUF_INIT, locked = BUF_INIT;
	struct made_pdf pdf;
	struct source s;
	struct opened o;
	int fd;

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	one_picture(&pdf, jpeg_filter, &jpeg, whole_page, "");
	encrypt(&pdf.out, "secret", &locked);
	fd = made_fd(&locked);
	assert_int_equal(source_open(&s, fd, locked.len), SOURCE_PASSWORD);
	close(fd);
	/* protected against changes only: anybody may read it */
	buf_cut(&locked, 0);
	encrypt(&pdf.out, "", &locked);
	open_bytes(&o, &locked, 1);
	check_picture(&o, 0);
	close_bytes(&o);
	buf_release(&jpeg);
	buf_release(&locked);
	buf_release(&pdf.out);
}

/* The end of the file, with its table, is lost. */
static void
test_cut_pdf(void **state)
{
	struct buf jpeg = BUF_INIT;
	struct made_pdf pdf;
	struct source s;
	struct source_page p;
	int fd;

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	one_picture(&pdf, jpeg_filter, &jpeg, whole_page, "");
	buf_cut(&pdf.out, pdf.out.len - 100);
	fd = made_fd(&pdf.out);
	assert_int_equal(source_open(&s, fd, pdf.out.len), SOURCE_FINE);
	assert_int_equal(source_page_open(&s, 1, &p), 0);
	assert_int_equal(p.damaged, 0); /* the picture is whole */
	assert_non_null(strstr(p.note, "réparé"));
	source_page_close(&p);
	source_close(&s);
	close(fd);
	buf_release(&jpeg);
	buf_release(&pdf.out);
}

static void
test_cut_stream_is_noticed(void **state)
{
	struct buf jpeg = BUF_INIT;
	struct made_pdf pdf;
	struct opened o;

	(void)state;
	made_jpeg(&jpeg, 0, 0);
	buf_cut(&jpeg, jpeg.len / 2);
	one_picture(&pdf, jpeg_filter, &jpeg, whole_page, "");
	open_bytes(&o, &pdf.out, 1);
	assert_int_equal(o.p.damaged, 1);
	assert_int_equal(o.p.px.more(&o.p.px, 50), 0);
	assert_int_equal(o.p.px.more(&o.p.px, MADE_H), -1);
	close_bytes(&o);
	buf_release(&jpeg);
	buf_release(&pdf.out);
}

static void
test_damage_ends_well(void **state)
{
	struct buf g4 = BUF_INIT, b = BUF_INIT;
	struct made_pdf pdf;
	uint32_t seed = 11;

	(void)state;
	made_g4(&g4);
	one_picture(&pdf,
	    "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 "
	    "/Columns 328 >>",
	    &g4, whole_page, "");
	for (int i = 0; i < 60; i++) {
		struct source s;
		struct source_page p;
		int fd;

		buf_cut(&b, 0);
		buf_add(&b, pdf.out.data, pdf.out.len);
		for (int k = 0; k < 5; k++) {
			seed = seed * 1664525 + 1013904223;
			b.data[(seed >> 8) % b.len] = (char)seed;
		}
		if (i % 3 == 0)
			buf_cut(&b, (seed >> 4) % b.len + 1);
		fd = made_fd(&b);
		if (source_open(&s, fd, b.len) == SOURCE_FINE) {
			if (source_page_open(&s, 1, &p) == 0)
				p.px.more(&p.px, p.px.im.h);
			source_page_close(&p);
			source_close(&s);
		}
		close(fd);
	}
	buf_release(&b);
	buf_release(&g4);
	buf_release(&pdf.out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_jpeg_is_taken_as_it_is),
		cmocka_unit_test(test_g4_polarity),
		cmocka_unit_test(test_flate_rows),
		cmocka_unit_test(test_jbig2),
		cmocka_unit_test(test_placement),
		cmocka_unit_test(test_what_leaves_the_picture_alone),
		cmocka_unit_test(test_what_must_be_rendered),
		cmocka_unit_test(test_strips_make_one_picture),
		cmocka_unit_test(test_page_objects),
		cmocka_unit_test(test_passwords),
		cmocka_unit_test(test_cut_pdf),
		cmocka_unit_test(test_cut_stream_is_noticed),
		cmocka_unit_test(test_damage_ends_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
