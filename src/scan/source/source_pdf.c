/*
 * A PDF.  Pages that are one picture give that picture's own rows; the others are rendered.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/source/pdf_imp.h"
#include "scan/source/source_imp.h"

enum { STORE_BYTES = 32 << 20, RENDER_DPI = 200 };

struct pdf_source {
	fz_context *ctx;
	fz_stream *stream;
	pdf_document *doc;
	struct input in;
	uint64_t at;
	int warned; /* MuPDF found fault with something */
	unsigned char chunk[65536];
};

struct pdf_page_state {
	fz_context *ctx;
	pdf_page *page;
	struct pdf_probe probe;
	struct pdf_rows *rows; /* of strip `strip` */
	int strip, strip_row, strip_h;
	fz_pixmap *rendered;
	int rendered_row;
};

static int
stream_next(fz_context *ctx, fz_stream *stm, size_t max)
{
	struct pdf_source *d = stm->state;
	size_t n = input_read(&d->in, d->at, d->chunk, sizeof d->chunk);

	(void)ctx;
	(void)max;
	if (n == 0)
		return EOF;
	d->at += n;
	stm->pos += (int64_t)n;
	stm->rp = d->chunk;
	stm->wp = d->chunk + n;
	return *stm->rp++;
}

static void
stream_seek(fz_context *ctx, fz_stream *stm, int64_t offset, int whence)
{
	struct pdf_source *d = stm->state;
	int64_t at = whence == SEEK_END   ? (int64_t)d->in.size + offset
		     : whence == SEEK_CUR ? stm->pos - (stm->wp - stm->rp) + offset
					  : offset;

	(void)ctx;
	d->at = at < 0 ? 0 : (uint64_t)at;
	stm->pos = (int64_t)d->at;
	stm->rp = stm->wp = d->chunk;
}

static void
on_warning(void *user, const char *words)
{
	(void)words;
	((struct pdf_source *)user)->warned = 1;
}

static void
close_pdf(struct source *s)
{
	struct pdf_source *d = s->state;

	if (d->ctx != NULL) {
		pdf_drop_document(d->ctx, d->doc);
		fz_drop_stream(d->ctx, d->stream);
		fz_drop_context(d->ctx);
	}
	free(d);
}

/* Throws. */
static enum source_fault
open_document(struct source *s, struct pdf_source *d)
{
	d->stream = fz_new_stream(d->ctx, d, stream_next, NULL);
	d->stream->seek = stream_seek;
	d->doc = pdf_open_document_with_stream(d->ctx, d->stream);
	if (pdf_needs_password(d->ctx, d->doc) &&
	    !pdf_authenticate_password(d->ctx, d->doc, ""))
		return SOURCE_PASSWORD;
	s->pages = pdf_count_pages(d->ctx, d->doc);
	if (s->pages < 1 &&
	    pdf_was_repaired(d->ctx, d->doc)) /* the list of pages was at its end */
		return SOURCE_BROKEN;
	pdf_signers(d->ctx, d->doc, s->signers, sizeof s->signers);
	return SOURCE_FINE;
}

static enum source_fault
open_pdf(struct source *s)
{
	struct pdf_source *d = mem_zero(1, sizeof *d);
	enum source_fault fault = SOURCE_BROKEN;

	s->state = d;
	d->in = s->in;
	d->ctx = fz_new_context(NULL, NULL, STORE_BYTES);
	if (d->ctx == NULL)
		return SOURCE_BROKEN;
	fz_set_warning_callback(d->ctx, on_warning, d);
	fz_set_error_callback(d->ctx, on_warning, d);
	fz_var(fault);
	fz_try(d->ctx) fault = open_document(s, d);
	fz_catch(d->ctx) fault = SOURCE_BROKEN;
	return fault;
}

/* 0, 90, 180 or 270: how a viewer turns the picture clockwise, after the mirror. */
static void
strip_placement(const struct pdf_strip *s, int *mirror, int *turn)
{
	fz_matrix m = s->ctm;

	*mirror = m.a * m.d - m.b * m.c < 0;
	if (*mirror) {
		m.a = -m.a;
		m.b = -m.b;
	}
	if (fabsf(m.a) >= fabsf(m.b))
		*turn = m.a > 0 ? 0 : 180;
	else
		*turn = m.b > 0 ? 90 : 270;
}

static int
next_strip(struct source_page *p, struct pdf_page_state *st)
{
	int w, h;

	pdf_rows_free(st->rows);
	st->rows = NULL;
	if (++st->strip >= st->probe.n)
		return -1;
	st->rows = pdf_rows_new(st->ctx, &st->probe.strip[st->strip], p->decoded);
	if (st->rows == NULL)
		return -1;
	pdf_rows_size(st->rows, &w, &h);
	st->strip_row = 0;
	st->strip_h = h;
	if (pdf_rows_cut(st->rows))
		source_page_damage(p, "image tronquée");
	return w == p->w ? 0 : -1;
}

static int
strip_row(struct source_page *p, uint8_t *out)
{
	struct pdf_page_state *st = p->state;
	int rc;

	while (st->strip_row >= st->strip_h)
		if (next_strip(p, st) < 0)
			return -1;
	rc = pdf_rows_next(st->rows, out);
	if (pdf_rows_warned(st->rows))
		source_page_damage(p, "image abîmée");
	if (pdf_rows_adrift(st->rows))
		p->trusted = 0;
	st->strip_row++;
	return rc;
}

static int
rendered_row(struct source_page *p, uint8_t *out)
{
	struct pdf_page_state *st = p->state;
	fz_pixmap *pix = st->rendered;

	if (st->rendered_row >= p->h)
		return -1;
	memcpy(out,
	    fz_pixmap_samples(st->ctx, pix) +
		(ptrdiff_t)st->rendered_row++ * fz_pixmap_stride(st->ctx, pix),
	    (size_t)p->w);
	return 0;
}

/* A page of 5 m by 5 m is made small rather than refused. */
static float
render_scale(fz_rect box)
{
	float side = fmaxf(box.x1 - box.x0, box.y1 - box.y0), scale = RENDER_DPI / 72.0F;

	return side * scale > SOURCE_SHOWN_SIDE ? SOURCE_SHOWN_SIDE / side : scale;
}

/* Throws. */
static void
render_page(struct pdf_page_state *st, fz_matrix ctm, fz_cookie *cookie)
{
	fz_irect box = fz_round_rect(fz_transform_rect(st->probe.page, ctm));
	fz_device *dev = NULL;

	st->rendered = fz_new_pixmap_with_bbox(st->ctx, fz_device_gray(st->ctx), box, NULL, 0);
	fz_clear_pixmap_with_value(st->ctx, st->rendered, 255);
	fz_var(dev);
	fz_try(st->ctx)
	{
		dev = fz_new_draw_device(st->ctx, ctm, st->rendered);
		pdf_run_page(st->ctx, st->page, dev, fz_identity, cookie);
		fz_close_device(st->ctx, dev);
	}
	fz_always(st->ctx) fz_drop_device(st->ctx, dev);
	fz_catch(st->ctx) fz_rethrow(st->ctx);
}

static int
start_rendered(struct source_page *p, struct pdf_page_state *st)
{
	const float scale = render_scale(st->probe.page);
	fz_cookie cookie = { 0 };

	fz_try(st->ctx) render_page(st, fz_scale(scale, scale), &cookie);
	fz_catch(st->ctx)
	{
		source_page_damage(p, "page du PDF illisible");
		return -1;
	}
	if (cookie.errors > 0)
		source_page_damage(p, "page du PDF abîmée");
	p->w = fz_pixmap_width(st->ctx, st->rendered);
	p->h = fz_pixmap_height(st->ctx, st->rendered);
	p->xdpi = p->ydpi = (double)scale * 72;
	p->row = rendered_row;
	return 0;
}

/* The largest reduction that libjpeg can do and that leaves at least the rows wanted. */
static int
reduction(const struct pdf_strip *s)
{
	int side = s->w > s->h ? s->w : s->h, d = 1;

	while (d < 8 && side / d > SOURCE_SHOWN_SIDE)
		d *= 2;
	return d;
}

static int
start_strips(struct source_page *p, struct pdf_page_state *st)
{
	const struct pdf_strip *s = &st->probe.strip[0];
	uint64_t rows = 0;
	int turn, w, h;

	for (int i = 0; i < st->probe.n; i++)
		rows += (uint64_t)st->probe.strip[i].h;
	if (s->w > SOURCE_SIDE_MAX || rows > SOURCE_SIDE_MAX ||
	    (uint64_t)s->w * rows > SOURCE_PIXELS_MAX)
		return -1;
	st->strip = -1;
	p->decoded = st->probe.n == 1 ? reduction(s) : 1;
	p->w = s->w;
	if (p->decoded > 1)
		p->w = (p->w + p->decoded - 1) / p->decoded;
	if (next_strip(p, st) < 0 && p->decoded > 1) {
		/* not a JPEG: rows come whole */
		st->strip = -1;
		p->decoded = 1;
		p->w = s->w;
		if (next_strip(p, st) < 0)
			return -1;
	}
	if (st->rows == NULL)
		return -1;
	pdf_rows_size(st->rows, &w, &h);
	p->h = p->decoded > 1 ? h : (int)rows;
	p->xdpi = w / (double)hypotf(s->ctm.a, s->ctm.b) * 72;
	p->ydpi = (p->decoded > 1 ? h : s->h) / (double)hypotf(s->ctm.c, s->ctm.d) * 72;
	strip_placement(s, &p->mirror, &turn);
	p->px.viewer_rotation = turn;
	p->row = strip_row;
	return 0;
}

/* TIFF and EXIF orientation of a picture that is mirrored, then turned clockwise. */
static int
orientation_of(int mirror, int turn)
{
	static const int table[2][4] = { { 1, 6, 3, 8 }, { 2, 7, 4, 5 } };

	return table[mirror != 0][turn / 90 % 4];
}

static void
page_object(struct source_page *p, struct buf *out, char ext[8])
{
	struct pdf_page_state *st = p->state;
	struct pdf_source *d = p->source->state;

	if (st->rendered == NULL && st->probe.n == 1 &&
	    pdf_strip_object(st->ctx, &st->probe.strip[0], p->xdpi * p->decoded,
		orientation_of(p->mirror, p->px.viewer_rotation), out, ext) == 0)
		return;
	buf_cut(out, 0);
	memcpy(ext, "pdf", 4);
	if (p->source->pages > 1)
		pdf_page_object(st->ctx, d->doc, p->page - 1, out);
}

static void
close_page(struct source_page *p)
{
	struct pdf_page_state *st = p->state;

	pdf_rows_free(st->rows);
	pdf_probe_release(st->ctx, &st->probe);
	fz_drop_pixmap(st->ctx, st->rendered);
	fz_try(st->ctx) fz_drop_page(st->ctx, (fz_page *)st->page);
	fz_catch(st->ctx) st->page = NULL;
	fz_empty_store(st->ctx);
	free(st);
}

static int
probe_page(struct source_page *p, struct pdf_page_state *st, pdf_document *doc)
{
	int rc = -1;

	fz_var(rc);
	fz_try(st->ctx)
	{
		st->page = pdf_load_page(st->ctx, doc, p->page - 1);
		pdf_probe_page(st->ctx, st->page, &st->probe);
		rc = 0;
	}
	fz_catch(st->ctx) source_page_damage(p, "page du PDF illisible");
	return rc;
}

/* 1: the page is a JPEG that is read where it lies. */
static int
start_simple(struct source_page *p, struct pdf_page_state *st, pdf_document *doc)
{
	int simple = 0;

	fz_var(simple);
	fz_try(st->ctx) simple =
	    pdf_probe_simple(st->ctx, doc, p->page - 1, &p->source->in, &st->probe);
	fz_catch(st->ctx) simple = 0;
	return simple && start_strips(p, st) == 0;
}

static int
start_page(struct source_page *p, struct pdf_page_state *st, pdf_document *doc)
{
	if (start_simple(p, st, doc))
		return 0;
	pdf_probe_release(st->ctx, &st->probe);
	if (probe_page(p, st, doc) < 0)
		return -1;
	if (st->probe.plain && start_strips(p, st) == 0)
		return 0;
	p->decoded = 1;
	p->mirror = p->px.viewer_rotation = 0;
	return start_rendered(p, st);
}

static int
open_page(struct source *s, struct source_page *p)
{
	struct pdf_source *d = s->state;
	struct pdf_page_state *st = mem_zero(1, sizeof *st);

	st->ctx = d->ctx;
	p->state = st;
	p->close = close_page;
	p->object = page_object;
	p->decoded = 1;
	if (start_page(p, st, d->doc) < 0)
		return -1;
	if (pdf_was_repaired(d->ctx, d->doc))
		source_page_note(p, "fichier PDF abîmé et réparé : comptez les pages");
	return source_page_start(p);
}

const struct source_kind source_pdf = { "pdf", "pdf", open_pdf, close_pdf, open_page };
