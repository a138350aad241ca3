#include "type.h"

#include <math.h>
#include <mupdf/fitz.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct type {
	fz_context *ctx;
	fz_font *font;
};

static const double capital = 0.72; /* height of a capital, of these faces, in their size */

struct type *
type_new(enum face face)
{
	static const char *const names[FACE_COUNT] = { "Helvetica", "Helvetica-Bold",
		"Times-Roman", "Times-Bold", "Courier-Bold" };
	struct type *t = mem_zero(1, sizeof *t);

	t->ctx = fz_new_context(NULL, NULL, 1 << 20);
	t->font = fz_new_base14_font(t->ctx, names[face]);
	return t;
}

void
type_free(struct type *t)
{
	fz_drop_font(t->ctx, t->font);
	fz_drop_context(t->ctx);
	free(t);
}

struct mask
type_set(struct type *t, const char *words)
{
	fz_context *ctx = t->ctx;
	float size = (float)(TYPE_CAPITAL / capital), black = 0;
	fz_text *text = fz_new_text(ctx);
	struct mask out = { .h = TYPE_CAPITAL + TYPE_FOOT };
	fz_pixmap *pix;
	fz_device *dev;
	fz_rect b;

	fz_show_string(
	    ctx, text, t->font, fz_scale(size, -size), words, 0, 0, FZ_BIDI_LTR, FZ_LANG_UNSET);
	b = fz_bound_text(ctx, text, NULL, fz_identity);
	out.w = (int)ceil(b.x1 - b.x0) + 1;
	pix = fz_new_pixmap_with_bbox(ctx, fz_device_gray(ctx),
	    fz_make_irect((int)floor(b.x0), -TYPE_CAPITAL, (int)floor(b.x0) + out.w, TYPE_FOOT),
	    NULL, 0);
	fz_clear_pixmap_with_value(ctx, pix, 255);
	dev = fz_new_draw_device(ctx, fz_identity, pix);
	fz_fill_text(ctx, dev, text, fz_identity, fz_device_gray(ctx), &black, 1,
	    fz_default_color_params);
	fz_close_device(ctx, dev);
	fz_drop_device(ctx, dev);
	out.px = mem_alloc((size_t)out.w * (size_t)out.h);
	for (int y = 0; y < out.h; y++)
		for (int x = 0; x < out.w; x++)
			out.px[y * out.w + x] =
			    (uint8_t)(255 - pix->samples[y * pix->stride + x]);
	fz_drop_pixmap(ctx, pix);
	fz_drop_text(ctx, text);
	return out;
}
