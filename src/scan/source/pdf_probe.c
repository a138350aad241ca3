/* A MuPDF device that draws nothing: it notes pictures, and whether anything else is visible. */
#include <math.h>
#include <string.h>

#include "scan/source/pdf_imp.h"

/* Points by which a neighbour may be off. */
static const float slack = 1.0F;
/* Points by which a picture may reach past the page or its clip: scanners round to whole bytes. */
static const float overhang = 12.0F;

struct probe_device {
	fz_device base;
	struct pdf_probe *probe;
	int veiled; /* 1: a mask, a blend or an odd clip may lie over all that follows */
};

static struct pdf_probe *
probe_of(fz_device *dev)
{
	return ((struct probe_device *)(void *)dev)->probe;
}

static void
spoil(fz_device *dev)
{
	probe_of(dev)->plain = 0;
}

static void
veil(fz_device *dev)
{
	((struct probe_device *)(void *)dev)->veiled = 1;
	spoil(dev);
}

static int
is_inside(fz_rect a, fz_rect b, float by)
{
	return a.x0 >= b.x0 - by && a.y0 >= b.y0 - by && a.x1 <= b.x1 + by && a.y1 <= b.y1 + by;
}

int
pdf_probe_fits(fz_rect picture, fz_rect page)
{
	return is_inside(picture, page, overhang);
}

/* White on a page that bears nothing yet. */
static int
is_background(fz_context *ctx, fz_device *dev, fz_colorspace *cs, const float *color)
{
	float grey = 0;

	if (probe_of(dev)->n > 0 || cs == NULL)
		return 0;
	fz_convert_color(
	    ctx, cs, color, fz_device_gray(ctx), &grey, NULL, fz_default_color_params);
	return grey > 0.99F;
}

static void
on_fill_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm,
    fz_colorspace *cs, const float *color, float alpha, fz_color_params params)
{
	(void)path;
	(void)even_odd;
	(void)ctm;
	(void)alpha;
	(void)params;
	if (!is_background(ctx, dev, cs, color))
		spoil(dev);
}

static void
on_stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *s,
    fz_matrix ctm, fz_colorspace *cs, const float *color, float alpha, fz_color_params params)
{
	(void)ctx;
	(void)path;
	(void)s;
	(void)ctm;
	(void)cs;
	(void)color;
	(void)alpha;
	(void)params;
	spoil(dev);
}

static void
on_fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm,
    fz_colorspace *cs, const float *color, float alpha, fz_color_params params)
{
	(void)ctx;
	(void)text;
	(void)ctm;
	(void)cs;
	(void)color;
	(void)params;
	if (alpha > 0)
		spoil(dev);
}

static void
on_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *s,
    fz_matrix ctm, fz_colorspace *cs, const float *color, float alpha, fz_color_params params)
{
	(void)s;
	on_fill_text(ctx, dev, text, ctm, cs, color, alpha, params);
}

static void
on_fill_shade(fz_context *ctx, fz_device *dev, fz_shade *shade, fz_matrix ctm, float alpha,
    fz_color_params params)
{
	(void)ctx;
	(void)shade;
	(void)ctm;
	(void)alpha;
	(void)params;
	spoil(dev);
}

/* Corners of an upright rectangle, and nothing else. */
struct corners {
	fz_matrix ctm;
	fz_rect box;
	int straight;
};

static void
on_corner(fz_context *ctx, void *arg, float x, float y)
{
	struct corners *c = arg;
	fz_point p = fz_transform_point_xy(x, y, c->ctm);

	(void)ctx;
	if (fminf(fabsf(p.x - c->box.x0), fabsf(p.x - c->box.x1)) > slack ||
	    fminf(fabsf(p.y - c->box.y0), fabsf(p.y - c->box.y1)) > slack)
		c->straight = 0;
}

static void
on_curve(fz_context *ctx, void *arg, float x1, float y1, float x2, float y2, float x3, float y3)
{
	(void)ctx;
	(void)x1;
	(void)y1;
	(void)x2;
	(void)y2;
	(void)x3;
	(void)y3;
	((struct corners *)arg)->straight = 0;
}

static void
on_close(fz_context *ctx, void *arg)
{
	(void)ctx;
	(void)arg;
}

/* A rectangle is followed by MuPDF's own stack of scissors; any other shape is not plain. */
static void
on_clip_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm,
    fz_rect scissor)
{
	static const fz_path_walker walker = { on_corner, on_corner, on_curve, on_close, NULL,
		NULL, NULL, NULL };
	struct corners c = { ctm, fz_bound_path(ctx, path, NULL, ctm), 1 };

	(void)even_odd;
	(void)scissor;
	fz_walk_path(ctx, path, &walker, &c);
	if (!c.straight)
		veil(dev);
}

static void
on_clip_stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path,
    const fz_stroke_state *s, fz_matrix ctm, fz_rect scissor)
{
	(void)ctx;
	(void)path;
	(void)s;
	(void)ctm;
	(void)scissor;
	veil(dev);
}

static void
on_clip_text(
    fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_rect scissor)
{
	(void)ctx;
	(void)text;
	(void)ctm;
	(void)scissor;
	veil(dev);
}

static void
on_clip_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text,
    const fz_stroke_state *s, fz_matrix ctm, fz_rect scissor)
{
	(void)s;
	on_clip_text(ctx, dev, text, ctm, scissor);
}

static void
on_clip_image_mask(
    fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
	(void)ctx;
	(void)image;
	(void)ctm;
	(void)scissor;
	veil(dev);
}

static void
on_begin_mask(fz_context *ctx, fz_device *dev, fz_rect area, int luminosity, fz_colorspace *cs,
    const float *bc, fz_color_params params)
{
	(void)ctx;
	(void)area;
	(void)luminosity;
	(void)cs;
	(void)bc;
	(void)params;
	veil(dev);
}

static void
on_begin_group(fz_context *ctx, fz_device *dev, fz_rect area, fz_colorspace *cs, int isolated,
    int knockout, int blendmode, float alpha)
{
	(void)ctx;
	(void)area;
	(void)cs;
	(void)isolated;
	(void)knockout;
	if (alpha < 1 || blendmode != FZ_BLEND_NORMAL)
		veil(dev);
}

static int
on_begin_tile(fz_context *ctx, fz_device *dev, fz_rect area, fz_rect view, float xstep,
    float ystep, fz_matrix ctm, int id)
{
	(void)ctx;
	(void)area;
	(void)view;
	(void)xstep;
	(void)ystep;
	(void)ctm;
	(void)id;
	spoil(dev);
	return 0;
}

static void
forget_strips(fz_context *ctx, struct pdf_probe *p)
{
	for (int i = 0; i < p->n; i++)
		fz_drop_image(ctx, p->strip[i].image);
	p->n = 0;
}

static void
strip_add(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, int mask)
{
	struct pdf_probe *p = probe_of(dev);
	fz_rect box = fz_transform_rect(fz_unit_rect, ctm);
	struct pdf_strip *s;

	/* an opaque picture over the whole page hides all that was drawn before */
	if (!mask && !((struct probe_device *)(void *)dev)->veiled &&
	    is_inside(p->page, box, slack) && fz_is_rectilinear(ctm)) {
		forget_strips(ctx, p);
		p->plain = 1;
	}
	if (p->n == PDF_STRIPS_MAX || image->mask != NULL || image->use_colorkey ||
	    !is_inside(box, fz_device_current_scissor(ctx, dev), overhang) ||
	    !pdf_probe_fits(box, p->page))
		spoil(dev);
	if (!p->plain)
		return;
	s = &p->strip[p->n++];
	memset(s, 0, sizeof *s);
	s->image = fz_keep_image(ctx, image);
	s->w = image->w;
	s->h = image->h;
	s->ctm = ctm;
	s->mask = mask;
}

static void
on_fill_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, float alpha,
    fz_color_params params)
{
	(void)params;
	if (alpha < 1)
		spoil(dev);
	else
		strip_add(ctx, dev, image, ctm, 0);
}

static void
on_fill_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm,
    fz_colorspace *cs, const float *color, float alpha, fz_color_params params)
{
	float grey = 1;

	(void)params;
	if (cs != NULL)
		fz_convert_color(
		    ctx, cs, color, fz_device_gray(ctx), &grey, NULL, fz_default_color_params);
	if (alpha < 1 || grey > 0.1F)
		spoil(dev);
	else
		strip_add(ctx, dev, image, ctm, 1);
}

static fz_device *
device_new(fz_context *ctx, struct pdf_probe *probe)
{
	struct probe_device *d = fz_new_derived_device(ctx, struct probe_device);

	d->probe = probe;
	d->base.fill_path = on_fill_path;
	d->base.stroke_path = on_stroke_path;
	d->base.clip_path = on_clip_path;
	d->base.clip_stroke_path = on_clip_stroke_path;
	d->base.fill_text = on_fill_text;
	d->base.stroke_text = on_stroke_text;
	d->base.fill_shade = on_fill_shade;
	d->base.fill_image = on_fill_image;
	d->base.fill_image_mask = on_fill_image_mask;
	d->base.clip_text = on_clip_text;
	d->base.clip_stroke_text = on_clip_stroke_text;
	d->base.clip_image_mask = on_clip_image_mask;
	d->base.begin_mask = on_begin_mask;
	d->base.begin_group = on_begin_group;
	d->base.begin_tile = on_begin_tile;
	return &d->base;
}

/* How far strip b lies below strip a as stored, in pixels; NAN when it is not its neighbour. */
static float
rows_below(const struct pdf_strip *a, const struct pdf_strip *b)
{
	float h = hypotf(a->ctm.c, a->ctm.d), w = hypotf(a->ctm.a, a->ctm.b);
	float dx = b->ctm.e - a->ctm.e, dy = b->ctm.f - a->ctm.f;
	float down = (dx * a->ctm.c + dy * a->ctm.d) / h,
	      across = (dx * a->ctm.a + dy * a->ctm.b) / w;
	float per_row = h / (float)a->h;

	if (b->w != a->w || b->mask != a->mask || fabsf(across) > slack ||
	    fabsf(b->ctm.a - a->ctm.a) + fabsf(b->ctm.b - a->ctm.b) > slack ||
	    fabsf(hypotf(b->ctm.c, b->ctm.d) / (float)b->h / per_row - 1) > 0.05F)
		return NAN;
	return down / per_row;
}

static void
strip_swap(struct pdf_strip *a, struct pdf_strip *b)
{
	struct pdf_strip t = *a;

	*a = *b;
	*b = t;
}

/* In order from the top as stored, each right under the one before. */
static int
strips_join(struct pdf_probe *p)
{
	for (int i = 1; i < p->n; i++)
		for (int k = i; k > 0; k--) {
			float below = rows_below(&p->strip[k - 1], &p->strip[k]);

			if (isnan(below))
				return 0;
			if (below >= 0)
				break;
			strip_swap(&p->strip[k - 1], &p->strip[k]);
		}
	for (int i = 1; i < p->n; i++)
		if (fabsf(rows_below(&p->strip[i - 1], &p->strip[i]) -
			  (float)p->strip[i - 1].h) > 2)
			return 0;
	return 1;
}

void
pdf_probe_page(fz_context *ctx, pdf_page *page, struct pdf_probe *probe)
{
	fz_device *dev = NULL;

	memset(probe, 0, sizeof *probe);
	probe->page = pdf_bound_page(ctx, page);
	probe->plain = 1;
	fz_var(dev);
	fz_try(ctx)
	{
		dev = device_new(ctx, probe);
		pdf_run_page(ctx, page, dev, fz_identity, NULL);
		fz_close_device(ctx, dev);
	}
	fz_always(ctx) fz_drop_device(ctx, dev);
	fz_catch(ctx) fz_rethrow(ctx);
	if (probe->n == 0 || !strips_join(probe))
		probe->plain = 0;
}

void
pdf_probe_release(fz_context *ctx, struct pdf_probe *probe)
{
	forget_strips(ctx, probe);
}
