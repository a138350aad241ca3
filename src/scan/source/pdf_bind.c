#include "scan/source/pdf_bind_imp.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/source/pdf_imp.h"

enum { STORE_BYTES = 64 << 20, DPI_MIN = 60, DPI_MAX = 1300 };

static const float a4_w = 595.28f, a4_h = 841.89f; /* points */

/* ---- pictures of black and white alone ---- */

static int
is_bilevel(fz_context *ctx, fz_pixmap *p)
{
	if (fz_pixmap_components(ctx, p) != 1)
		return 0;
	for (int y = 0; y < fz_pixmap_height(ctx, p); y++) {
		const unsigned char *row =
		    fz_pixmap_samples(ctx, p) + (ptrdiff_t)y * fz_pixmap_stride(ctx, p);

		for (int x = 0; x < fz_pixmap_width(ctx, p); x++)
			if (row[x] != 0 && row[x] != 255)
				return 0;
	}
	return 1;
}

/* One bit a pixel, white is 1.  Owned. */
static unsigned char *
pack(fz_context *ctx, fz_pixmap *p)
{
	int w = fz_pixmap_width(ctx, p), h = fz_pixmap_height(ctx, p);
	size_t stride = ((size_t)w + 7) / 8;
	unsigned char *bits = mem_zero((size_t)h, stride);

	for (int y = 0; y < h; y++) {
		const unsigned char *row =
		    fz_pixmap_samples(ctx, p) + (ptrdiff_t)y * fz_pixmap_stride(ctx, p);

		for (int x = 0; x < w; x++)
			if (row[x] != 0)
				bits[(size_t)y * stride + (size_t)x / 8] |=
				    (unsigned char)(0x80 >> x % 8);
	}
	return bits;
}

/* Throws. */
static fz_image *
fax_image(fz_context *ctx, fz_pixmap *p, const fz_image *like)
{
	int w = fz_pixmap_width(ctx, p), h = fz_pixmap_height(ctx, p);
	unsigned char *bits = pack(ctx, p);
	fz_compressed_buffer *packed = NULL;

	fz_var(packed);
	fz_try(ctx)
	{
		packed = fz_malloc_struct(ctx, fz_compressed_buffer);
		packed->params.type = FZ_IMAGE_FAX;
		packed->params.u.fax.columns = w;
		packed->params.u.fax.rows = h;
		packed->params.u.fax.k = -1;
		packed->params.u.fax.end_of_block = 1;
		packed->buffer = fz_compress_ccitt_fax_g4(ctx, bits, w, h);
	}
	fz_always(ctx) free(bits);
	fz_catch(ctx)
	{
		fz_drop_compressed_buffer(ctx, packed);
		fz_rethrow(ctx);
	}
	return fz_new_image_from_compressed_buffer(ctx, w, h, 1, fz_device_gray(ctx),
	    like->xres, like->yres, 0, 0, NULL, NULL, packed, NULL);
}

/* The picture as a fax when it is one; else itself.  Throws. */
static fz_image *
smaller(fz_context *ctx, fz_image *image)
{
	fz_pixmap *p = fz_get_pixmap_from_image(ctx, image, NULL, NULL, NULL, NULL);
	fz_image *fax = NULL;

	fz_var(fax);
	fz_try(ctx)
	{
		if (is_bilevel(ctx, p))
			fax = fax_image(ctx, p, image);
	}
	fz_always(ctx) fz_drop_pixmap(ctx, p);
	fz_catch(ctx) fz_rethrow(ctx);
	return fax != NULL ? fax : fz_keep_image(ctx, image);
}

/* ---- pages ---- */

/* Its size by the dots an inch that it states, else as large as A4 lets it. */
static void
page_size(const fz_image *image, int turned, float *w, float *h)
{
	int x = turned ? image->h : image->w, y = turned ? image->w : image->h;
	int stated = image->xres >= DPI_MIN && image->xres <= DPI_MAX &&
		     image->yres >= DPI_MIN && image->yres <= DPI_MAX;
	float scale;

	*w = (float)x * 72 / (float)(turned ? image->yres : image->xres);
	*h = (float)y * 72 / (float)(turned ? image->xres : image->yres);
	/* 96 is also what a decoder says when it does not know */
	if (stated && *w < 1.5f * a4_h && *h < 1.5f * a4_h)
		return;
	scale = a4_w / (float)(x < y ? x : y);
	if ((float)(x < y ? y : x) * scale > a4_h)
		scale = a4_h / (float)(x < y ? y : x);
	*w = (float)x * scale;
	*h = (float)y * scale;
}

/* Throws. */
static void
add_image_page(fz_context *ctx, pdf_document *dst, fz_image *image, int orientation, int turn)
{
	/* MuPDF's own pages grow downwards, those of a PDF upwards */
	const fz_matrix flip = { 1, 0, 0, -1, 0, 1 };
	fz_matrix m = fz_concat(flip, fz_image_orientation_matrix(ctx, image));
	pdf_obj *resources = NULL, *page = NULL, *xobject;
	fz_buffer *content = NULL;
	float w, h;

	page_size(image, orientation == 2 || orientation == 4 || orientation > 5, &w, &h);
	m = fz_concat(fz_concat(m, flip), fz_scale(w, h));
	fz_var(resources);
	fz_var(page);
	fz_var(content);
	fz_try(ctx)
	{
		resources = pdf_new_dict(ctx, dst, 1);
		xobject = pdf_dict_put_dict(ctx, resources, PDF_NAME(XObject), 1);
		pdf_dict_puts_drop(ctx, xobject, "Page", pdf_add_image(ctx, dst, image));
		content = fz_new_buffer(ctx, 128);
		fz_append_printf(ctx, content, "q %g %g %g %g %g %g cm /Page Do Q\n", m.a, m.b,
		    m.c, m.d, m.e, m.f);
		page =
		    pdf_add_page(ctx, dst, fz_make_rect(0, 0, w, h), turn, resources, content);
		pdf_insert_page(ctx, dst, -1, page);
	}
	fz_always(ctx)
	{
		pdf_drop_obj(ctx, resources);
		pdf_drop_obj(ctx, page);
		fz_drop_buffer(ctx, content);
	}
	fz_catch(ctx) fz_rethrow(ctx);
}

/* Throws. */
static void
bind_picture(fz_context *ctx, pdf_document *dst, const struct bind_page *p)
{
	fz_buffer *bytes = fz_new_buffer_from_shared_data(ctx, p->bytes, p->n);
	fz_image *image = NULL, *used = NULL;

	fz_var(image);
	fz_var(used);
	fz_try(ctx)
	{
		image = fz_new_image_from_buffer(ctx, bytes);
		used = strcmp(p->ext, "jpg") == 0 ? fz_keep_image(ctx, image)
						  : smaller(ctx, image);
		add_image_page(ctx, dst, used, fz_image_orientation(ctx, image), p->rotation);
	}
	fz_always(ctx)
	{
		fz_drop_image(ctx, used);
		fz_drop_image(ctx, image);
		fz_drop_buffer(ctx, bytes);
	}
	fz_catch(ctx) fz_rethrow(ctx);
}

/* Throws. */
static void
bind_pdf(fz_context *ctx, pdf_document *dst, const struct bind_page *p)
{
	fz_buffer *bytes = fz_new_buffer_from_shared_data(ctx, p->bytes, p->n);
	fz_stream *stream = NULL;
	pdf_document *src = NULL;

	fz_var(stream);
	fz_var(src);
	fz_try(ctx)
	{
		pdf_obj *page;
		int at = pdf_count_pages(ctx, dst), turn;

		stream = fz_open_buffer(ctx, bytes);
		src = pdf_open_document_with_stream(ctx, stream);
		pdf_page_graft(ctx, dst, at, src, 0);
		page = pdf_lookup_page_obj(ctx, dst, at);
		turn = pdf_to_int(ctx, pdf_dict_get_inheritable(ctx, page, PDF_NAME(Rotate)));
		pdf_dict_put_int(ctx, page, PDF_NAME(Rotate), (turn + p->rotation) % 360);
	}
	fz_always(ctx)
	{
		pdf_drop_document(ctx, src);
		fz_drop_stream(ctx, stream);
		fz_drop_buffer(ctx, bytes);
	}
	fz_catch(ctx) fz_rethrow(ctx);
}

/* 0, or -1 when the page can't be had. */
static int
bind_page(fz_context *ctx, pdf_document *dst, const struct bind_page *p)
{
	int rc = 0;

	fz_var(rc);
	fz_try(ctx)
	{
		if (strcmp(p->ext, "pdf") == 0)
			bind_pdf(ctx, dst, p);
		else
			bind_picture(ctx, dst, p);
	}
	fz_catch(ctx) rc = -1;
	return rc;
}

/* Throws. */
static void
name_document(fz_context *ctx, pdf_document *dst, const char *title)
{
	pdf_obj *info = pdf_new_dict(ctx, dst, 1), *ref = NULL;

	fz_var(ref);
	fz_try(ctx)
	{
		pdf_dict_put_text_string(ctx, info, PDF_NAME(Title), title);
		ref = pdf_add_object(ctx, dst, info);
		pdf_dict_put(ctx, pdf_trailer(ctx, dst), PDF_NAME(Info), ref);
		pdf_dict_putl_drop(ctx, pdf_trailer(ctx, dst),
		    pdf_new_text_string(ctx, "fr-FR"), PDF_NAME(Root), PDF_NAME(Lang), NULL);
	}
	fz_always(ctx)
	{
		pdf_drop_obj(ctx, ref);
		pdf_drop_obj(ctx, info);
	}
	fz_catch(ctx) fz_rethrow(ctx);
}

static int
bind_all(fz_context *ctx, const char *title, const struct bind_page *pages, size_t n,
    struct buf *out)
{
	pdf_document *dst = NULL;
	int fault = 0;

	fz_var(dst);
	fz_var(fault);
	fz_try(ctx)
	{
		dst = pdf_create_document(ctx);
		name_document(ctx, dst, title);
		for (size_t i = 0; i < n && fault == 0; i++)
			if (bind_page(ctx, dst, &pages[i]) < 0)
				fault = (int)i + 1;
		if (fault == 0)
			pdf_document_write(ctx, dst, out);
	}
	fz_always(ctx) pdf_drop_document(ctx, dst);
	fz_catch(ctx)
	{
		buf_cut(out, 0);
		fault = -1;
	}
	return fault;
}

static void
say_nothing(void *user, const char *words)
{
	(void)user;
	(void)words;
}

int
pdf_bind(const char *title, const struct bind_page *pages, size_t n, struct buf *out)
{
	fz_context *ctx = fz_new_context(NULL, NULL, STORE_BYTES);
	int fault;

	if (ctx == NULL)
		return -1;
	fz_set_warning_callback(ctx, say_nothing, NULL);
	fz_set_error_callback(ctx, say_nothing, NULL);
	fault = bind_all(ctx, title, pages, n, out);
	fz_drop_context(ctx);
	return fault;
}
