/* Rows of one picture of a PDF: JPEG by libjpeg, G4 by libtiff, the rest by MuPDF's filters. */
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/source/jpeg_imp.h"
#include "scan/source/pdf_imp.h"
#include "scan/source/source_imp.h"
#include "scan/source/tiff_imp.h"

struct pdf_rows {
	int w, h;
	int warned, cut;
	int (*next)(struct pdf_rows *r, uint8_t *out);

	struct jpeg *jpeg;
	int invert;

	struct tiff *tiff;
	struct buf wrapped;

	fz_context *ctx;
	fz_stream *stream;
	int bits, samples, row_at;
	uint8_t *line;
	size_t line_size;
	uint8_t grey[256]; /* of a sample, when there is one a pixel */
};

static int
is_indexed(fz_context *ctx, const fz_image *im)
{
	return im->colorspace != NULL && fz_colorspace_is_indexed(ctx, im->colorspace);
}

/* 1: /Decode turns every sample round; 0: it changes nothing; -1: something else. */
static int
decode_turn(fz_context *ctx, const fz_image *im)
{
	int turned = 0;

	/* of a palette the range is that of its indexes, and nobody turns it round */
	if (is_indexed(ctx, im))
		return im->decode[0] == 0 && im->decode[1] == (float)((1 << im->bpc) - 1) ? 0
											  : -1;
	for (int i = 0; i < im->n; i++) {
		float a = im->decode[2 * i], b = im->decode[2 * i + 1];

		if (a > 0.99F && b < 0.01F)
			turned++;
		else if (!(a < 0.01F && b > 0.99F))
			return -1;
	}
	return turned == 0 ? 0 : turned == im->n ? 1 : -1;
}

/* A space in which equal or single samples mean a grey. */
static int
is_plain_space(fz_context *ctx, const fz_image *im)
{
	fz_colorspace *cs = im->colorspace;

	if (im->imagemask || cs == NULL)
		return im->n <= 1;
	return fz_colorspace_is_gray(ctx, cs) || fz_colorspace_is_rgb(ctx, cs);
}

static int
jpeg_next(struct pdf_rows *r, uint8_t *out)
{
	int rc = jpeg_row(r->jpeg, out);

	if (jpeg_warned(r->jpeg))
		r->warned = 1;
	if (rc == 0 && r->invert)
		for (int x = 0; x < r->w; x++)
			out[x] = (uint8_t)(255 - out[x]);
	return rc;
}

static int
start_jpeg(struct pdf_rows *r, const struct pdf_strip *s, const struct input *in,
    int components, int denominator)
{
	struct jpeg_facts f;

	r->jpeg = jpeg_new(in, &f);
	if (r->jpeg == NULL || f.components != components || f.w != s->w || f.h != s->h)
		return -1;
	r->cut = !f.complete;
	r->next = jpeg_next;
	return jpeg_start(r->jpeg, denominator, &r->w, &r->h);
}

/* The bytes of a picture that MuPDF has loaded. */
static struct input
loaded_bytes(fz_context *ctx, fz_buffer *data)
{
	struct input in = { .fd = -1 };
	unsigned char *p;

	in.size = fz_buffer_storage(ctx, data, &p);
	in.mem = p;
	return in;
}

static int
tiff_next_row(struct pdf_rows *r, uint8_t *out)
{
	int rc = tiff_row(r->tiff, out);

	if (tiff_warned(r->tiff))
		r->warned = 1;
	return rc;
}

static int
is_plain_g4(fz_context *ctx, const fz_image *im, const fz_compressed_buffer *cb)
{
	return is_plain_space(ctx, im) && cb->params.type == FZ_IMAGE_FAX &&
	       cb->params.u.fax.k < 0 && !cb->params.u.fax.encoded_byte_align && im->bpc == 1 &&
	       im->n == 1 && cb->params.u.fax.columns == im->w;
}

/* In a stencil sample 0 is painted, as 0 is black elsewhere. */
static void
wrap_g4(fz_context *ctx, const fz_image *im, fz_compressed_buffer *cb, struct tiff_fax *fax,
    struct buf *out)
{
	unsigned char *data;
	size_t n = fz_buffer_storage(ctx, cb->buffer, &data);

	fax->w = im->w;
	fax->h = im->h;
	fax->white_is_one = (cb->params.u.fax.black_is_1 != 0) ^ (decode_turn(ctx, im) == 1);
	tiff_wrap_g4(fax, data, n, out);
}

static int
start_g4(struct pdf_rows *r, const fz_image *im, fz_compressed_buffer *cb)
{
	struct tiff_fax fax = { .dpi = 300, .orientation = 1 };
	struct tiff_facts f;
	struct input in = { .fd = -1 };
	uint64_t offset;

	wrap_g4(r->ctx, im, cb, &fax, &r->wrapped);
	in.mem = (const unsigned char *)r->wrapped.data;
	in.size = r->wrapped.len;
	r->tiff = tiff_new(&in);
	if (r->tiff == NULL || tiff_next(r->tiff, &offset) != 1 ||
	    tiff_page(r->tiff, offset, &f) != NULL)
		return -1;
	r->next = tiff_next_row;
	return 0;
}

static unsigned
sample_at(const struct pdf_rows *r, int i)
{
	size_t bit = (size_t)i * (size_t)r->bits;

	if (r->bits == 16)
		return r->line[2 * (size_t)i];
	return r->line[bit / 8] >> (8 - (size_t)r->bits - bit % 8) & ((1U << r->bits) - 1);
}

static void
line_grey(const struct pdf_rows *r, uint8_t *out)
{
	if (r->samples == 1) {
		for (int x = 0; x < r->w; x++)
			out[x] = r->grey[sample_at(r, x)];
		return;
	}
	for (int x = 0; x < r->w; x++)
		out[x] = source_grey(r->grey[sample_at(r, 3 * x)],
		    r->grey[sample_at(r, 3 * x + 1)], r->grey[sample_at(r, 3 * x + 2)]);
}

static int
stream_next(struct pdf_rows *r, uint8_t *out)
{
	volatile size_t n = 0;

	if (r->row_at >= r->h)
		return -1;
	fz_try(r->ctx) n = fz_read(r->ctx, r->stream, r->line, r->line_size);
	fz_catch(r->ctx) r->warned = 1;
	if (n != r->line_size)
		return -1;
	r->row_at++;
	line_grey(r, out);
	return 0;
}

/* The grey of every value of a sample (of its high byte when there are 16 bits). */
static void
fill_grey(struct pdf_rows *r, const fz_image *im)
{
	unsigned max = r->bits >= 8 ? 255 : (1U << r->bits) - 1;

	for (unsigned v = 0; v <= max; v++) {
		float sample = (float)v, g = (float)v / (float)max;

		if (is_indexed(r->ctx, im))
			fz_convert_color(r->ctx, im->colorspace, &sample,
			    fz_device_gray(r->ctx), &g, NULL, fz_default_color_params);
		r->grey[v] = (uint8_t)((r->invert ? 1 - g : g) * 255 + 0.5F);
	}
}

/* Throws. */
static int
start_stream(struct pdf_rows *r, const fz_image *im, fz_compressed_buffer *cb)
{
	int indexed = is_indexed(r->ctx, im);
	int bpc = im->bpc;

	if (cb->params.type == FZ_IMAGE_JPX || cb->params.type == FZ_IMAGE_JPEG)
		return -1;
	if ((bpc != 1 && bpc != 2 && bpc != 4 && bpc != 8 && bpc != 16) ||
	    (im->n != 1 && im->n != 3) || (indexed && bpc == 16))
		return -1;
	r->bits = bpc;
	r->samples = im->n;
	r->line_size = ((size_t)im->w * im->n * (size_t)bpc + 7) / 8;
	r->line = mem_alloc(r->line_size);
	fill_grey(r, im);
	r->stream = fz_open_image_decomp_stream_from_buffer(r->ctx, cb, NULL);
	r->next = stream_next;
	return 0;
}

/* Throws. */
static int
start_loaded(struct pdf_rows *r, const struct pdf_strip *strip, int denominator)
{
	fz_image *im = strip->image;
	fz_compressed_buffer *cb = fz_compressed_image_buffer(r->ctx, im);
	int turn = decode_turn(r->ctx, im), indexed = is_indexed(r->ctx, im);
	struct input in;

	if (cb == NULL || turn < 0 || (!indexed && !is_plain_space(r->ctx, im)))
		return -1;
	r->invert = turn;
	if (cb->params.type == FZ_IMAGE_JPEG && !indexed && im->bpc == 8) {
		in = loaded_bytes(r->ctx, cb->buffer);
		return start_jpeg(r, strip, &in, im->n, denominator);
	}
	if (is_plain_g4(r->ctx, im, cb))
		return start_g4(r, im, cb);
	return start_stream(r, im, cb);
}

/* Throws. */
static int
start_rows(struct pdf_rows *r, const struct pdf_strip *strip, int denominator)
{
	r->w = strip->w;
	r->h = strip->h;
	if (strip->image == NULL)
		return start_jpeg(r, strip, &strip->jpeg, strip->components, denominator);
	return start_loaded(r, strip, denominator);
}

struct pdf_rows *
pdf_rows_new(fz_context *ctx, const struct pdf_strip *strip, int denominator)
{
	struct pdf_rows *r = mem_zero(1, sizeof *r);
	int rc = -1;

	r->ctx = ctx;
	r->wrapped = (struct buf)BUF_INIT;
	fz_var(rc);
	fz_try(ctx) rc = start_rows(r, strip, denominator);
	fz_catch(ctx) rc = -1;
	if (rc == 0)
		return r;
	pdf_rows_free(r);
	return NULL;
}

void
pdf_rows_free(struct pdf_rows *r)
{
	if (r == NULL)
		return;
	jpeg_free(r->jpeg);
	tiff_free(r->tiff);
	buf_release(&r->wrapped);
	fz_drop_stream(r->ctx, r->stream);
	free(r->line);
	free(r);
}

void
pdf_rows_size(const struct pdf_rows *r, int *w, int *h)
{
	*w = r->w;
	*h = r->h;
}

int
pdf_rows_next(struct pdf_rows *r, uint8_t *out)
{
	return r->next(r, out);
}

int
pdf_rows_warned(const struct pdf_rows *r)
{
	return r->warned;
}

int
pdf_rows_adrift(const struct pdf_rows *r)
{
	return r->jpeg != NULL && jpeg_adrift(r->jpeg);
}

int
pdf_rows_cut(const struct pdf_rows *r)
{
	return r->cut;
}

/* A JPEG has no place for an orientation without changing its bytes. */
static int
is_bare_jpeg(fz_context *ctx, const struct pdf_strip *strip, int orientation)
{
	fz_compressed_buffer *cb;

	if (orientation != 1 || strip->image == NULL)
		return orientation == 1;
	cb = fz_compressed_image_buffer(ctx, strip->image);
	return cb != NULL && cb->params.type == FZ_IMAGE_JPEG &&
	       is_plain_space(ctx, strip->image) && decode_turn(ctx, strip->image) == 0;
}

static int
add_input(const struct input *in, struct buf *out)
{
	buf_reserve(out, (size_t)in->size);
	if (input_read(in, 0, out->data + out->len, (size_t)in->size) != in->size)
		return -1;
	out->len += (size_t)in->size;
	out->data[out->len] = '\0';
	return 0;
}

int
pdf_strip_object(fz_context *ctx, const struct pdf_strip *strip, double dpi, int orientation,
    struct buf *out, char ext[8])
{
	struct tiff_fax fax = { .dpi = dpi, .orientation = orientation };
	fz_compressed_buffer *cb = NULL;
	struct input in = strip->jpeg;

	if (strip->image != NULL)
		cb = fz_compressed_image_buffer(ctx, strip->image);
	if (is_bare_jpeg(ctx, strip, orientation)) {
		if (cb != NULL)
			in = loaded_bytes(ctx, cb->buffer);
		memcpy(ext, "jpg", 4);
		return add_input(&in, out);
	}
	if (cb == NULL || !is_plain_g4(ctx, strip->image, cb) ||
	    decode_turn(ctx, strip->image) < 0)
		return -1;
	wrap_g4(ctx, strip->image, cb, &fax, out);
	memcpy(ext, "tif", 4);
	return 0;
}
