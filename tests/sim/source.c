#include "source.h"

#include <mupdf/fitz.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

#include "base/err.h"
#include "base/mem.h"

struct source {
	fz_context *ctx;
	fz_document **docs;
	int *pages; /* of each document */
	size_t n;
};

static int
document_open(struct source *src, const char *path, struct err *e)
{
	fz_context *ctx = src->ctx;
	fz_document *volatile doc = NULL;
	volatile int pages = -1;

	fz_try(ctx)
	{
		doc = fz_open_document(ctx, path);
		pages = fz_count_pages(ctx, doc);
	}
	fz_catch(ctx)
	{
		fz_drop_document(ctx, doc);
		return err_set(e, ERR_INPUT, "%s : %s", path, fz_caught_message(ctx));
	}
	src->docs[src->n] = doc;
	src->pages[src->n++] = pages;
	return 0;
}

struct source *
source_new(char *const *files, size_t n, struct err *e)
{
	struct source *src = mem_zero(1, sizeof *src);

	src->docs = mem_zero(n, sizeof *src->docs);
	src->pages = mem_zero(n, sizeof *src->pages);
	src->ctx = fz_new_context(NULL, NULL, 32 << 20);
	fz_register_document_handlers(src->ctx);
	for (size_t i = 0; i < n; i++)
		if (document_open(src, files[i], e) < 0) {
			source_free(src);
			return NULL;
		}
	return src;
}

void
source_free(struct source *src)
{
	if (src == NULL)
		return;
	for (size_t i = 0; i < src->n; i++)
		fz_drop_document(src->ctx, src->docs[i]);
	fz_drop_context(src->ctx);
	free(src->docs);
	free(src->pages);
	free(src);
}

int
source_pages(const struct source *src)
{
	int n = 0;

	for (size_t i = 0; i < src->n; i++)
		n += src->pages[i];
	return n;
}

/* The papers are black on white: grey is enough, colour planes are copies of it. */
static struct sheet
sheet_of(fz_context *ctx, fz_pixmap *pix, int planes, double dpi)
{
	struct sheet s =
	    sheet_new(fz_pixmap_width(ctx, pix), fz_pixmap_height(ctx, pix), planes, dpi, 255);
	const unsigned char *from = fz_pixmap_samples(ctx, pix);

	for (int p = 0; p < planes; p++)
		for (int y = 0; y < s.h; y++)
			memcpy(s.px[p] + (size_t)y * (size_t)s.w,
			    from + (size_t)y * (size_t)fz_pixmap_stride(ctx, pix), (size_t)s.w);
	return s;
}

/* NULL with e filled. */
static fz_pixmap *
render(fz_context *ctx, fz_document *doc, int page, float zoom, struct err *e)
{
	fz_pixmap *volatile pix = NULL;

	fz_try(ctx) pix = fz_new_pixmap_from_page_number(
	    ctx, doc, page, fz_scale(zoom, zoom), fz_device_gray(ctx), 0);
	fz_catch(ctx) err_set(e, ERR_INPUT, "%s", fz_caught_message(ctx));
	return pix;
}

int
source_render(
    struct source *src, int i, double dpi, int planes, struct sheet *out, struct err *e)
{
	fz_pixmap *pix = NULL;
	int page = i;
	size_t d = 0;

	for (; d < src->n && page >= src->pages[d]; d++)
		page -= src->pages[d];
	if (d == src->n)
		return err_set(e, ERR_INPUT, "page %d : il n'y en a pas tant", i + 1);
	pix = render(src->ctx, src->docs[d], page, (float)(dpi / 72), e);
	if (pix == NULL)
		return err_in(e, "page %d", i + 1);
	*out = sheet_of(src->ctx, pix, planes, dpi);
	fz_drop_pixmap(src->ctx, pix);
	return 0;
}

static int
decode(const uint8_t *px, int w, int h, char out[CODE_SIZE])
{
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	const zbar_symbol_t *symbol;
	int found = 0;

	zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, (unsigned)w, (unsigned)h);
	zbar_image_set_data(image, px, (unsigned long)w * (unsigned long)h, NULL);
	zbar_scan_image(scanner, image);
	symbol = zbar_image_first_symbol(image);
	if (symbol != NULL && strlen(zbar_symbol_get_data(symbol)) < CODE_SIZE) {
		snprintf(out, CODE_SIZE, "%s", zbar_symbol_get_data(symbol));
		found = 1;
	}
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	return found;
}

/* A window at a whole fraction of the resolution: zbar likes 3 to 5 pixels a module. */
static int
decode_window(const struct sheet *s, int x0, int h, char out[CODE_SIZE])
{
	int f = s->dpi > 200 ? 2 : 1, w = (s->w - x0) / f;
	uint8_t *px = mem_alloc((size_t)w * (size_t)(h / f));
	int found;

	for (int y = 0; y < h / f; y++)
		for (int x = 0; x < w; x++)
			px[(size_t)y * (size_t)w + (size_t)x] =
			    s->px[0][(size_t)(y * f) * (size_t)s->w + (size_t)(x0 + x * f)];
	found = decode(px, w, h / f, out);
	free(px);
	return found;
}

void
source_code(const struct sheet *s, char out[CODE_SIZE])
{
	int side = (int)sheet_px(s, 50);

	out[0] = '\0';
	if (s->w > side && s->h > side && decode_window(s, s->w - side, side, out))
		return;
	decode_window(s, 0, s->h, out);
}
