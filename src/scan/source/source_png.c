/* A PNG file: one page.  libpng's errors stay inside. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "base/mem.h"
#include "scan/source/source_imp.h"

/* An interlaced picture is decoded whole before its first row is known. */
enum { INTERLACED_PIXELS_MAX = 40 * 1000 * 1000 };

struct png_page {
	png_structp png;
	png_infop info;
	struct input in;
	uint64_t at;
	int warned;
	uint8_t *whole; /* of an interlaced picture */
	int next; /* row of `whole` */
};

static void
on_read(png_structp png, png_bytep out, size_t n)
{
	struct png_page *s = png_get_io_ptr(png);

	if (input_read(&s->in, s->at, out, n) != n)
		png_error(png, "cut");
	s->at += n;
}

static void
on_error(png_structp png, png_const_charp words)
{
	(void)words;
	png_longjmp(png, 1);
}

static void
on_warning(png_structp png, png_const_charp words)
{
	struct png_page *s = png_get_error_ptr(png);

	(void)words;
	s->warned = 1;
}

static void
png_page_free(struct png_page *s)
{
	png_destroy_read_struct(&s->png, &s->info, NULL);
	free(s->whole);
	free(s);
}

/* Whatever it is becomes one grey byte a pixel, over white where it is transparent. */
static void
ask_for_grey(png_structp png, png_infop info)
{
	png_color_16 white = { .red = 255, .green = 255, .blue = 255, .gray = 255 };

	png_set_expand(png);
	png_set_scale_16(png);
	if (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA ||
	    png_get_valid(png, info, PNG_INFO_tRNS))
		png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1);
	if (png_get_color_type(png, info) & PNG_COLOR_MASK_COLOR)
		png_set_rgb_to_gray(png, PNG_ERROR_ACTION_NONE, 0.299, 0.587);
}

/* NULL: not a PNG. */
static struct png_page *
png_page_new(const struct input *in)
{
	struct png_page *s = mem_zero(1, sizeof *s);

	s->in = *in;
	s->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, s, on_error, on_warning);
	s->info = s->png != NULL ? png_create_info_struct(s->png) : NULL;
	if (s->info == NULL || setjmp(png_jmpbuf(s->png)) != 0) {
		png_page_free(s);
		return NULL;
	}
	png_set_read_fn(s->png, s, on_read);
	png_set_user_limits(s->png, SOURCE_SIDE_MAX, SOURCE_SIDE_MAX);
	png_set_chunk_malloc_max(s->png, 8 * 1024 * 1024);
	png_set_crc_action(s->png, PNG_CRC_WARN_USE, PNG_CRC_WARN_DISCARD);
	png_read_info(s->png, s->info);
	return s;
}

static enum source_fault
open_png(struct source *s)
{
	struct png_page *one = png_page_new(&s->in);

	if (one == NULL)
		return SOURCE_BROKEN;
	png_page_free(one);
	s->pages = 1;
	return SOURCE_FINE;
}

static void
close_page(struct source_page *p)
{
	png_page_free(p->state);
}

static int
read_row(struct source_page *p, uint8_t *out)
{
	struct png_page *s = p->state;

	if (setjmp(png_jmpbuf(s->png)) != 0)
		return -1;
	png_read_row(s->png, out, NULL);
	if (s->warned)
		source_page_damage(p, "image PNG abîmée");
	return 0;
}

static int
read_whole(struct source_page *p, int passes)
{
	struct png_page *s = p->state;

	s->whole = mem_alloc((size_t)p->w * (size_t)p->h);
	memset(s->whole, 255, (size_t)p->w * (size_t)p->h);
	if (setjmp(png_jmpbuf(s->png)) != 0) {
		source_page_damage(p, "image tronquée ou abîmée");
		return -1;
	}
	for (int i = 0; i < passes; i++)
		for (int y = 0; y < p->h; y++)
			png_read_row(s->png, s->whole + (size_t)y * (size_t)p->w, NULL);
	return 0;
}

static int
interlaced_row(struct source_page *p, uint8_t *out)
{
	struct png_page *s = p->state;

	if (s->next >= p->h)
		return -1;
	memcpy(out, s->whole + (size_t)s->next++ * (size_t)p->w, (size_t)p->w);
	return 0;
}

/* 0: rows of w bytes will come, in *passes passes. */
static int
start_rows(struct source_page *p, int *passes)
{
	struct png_page *s = p->state;

	if (setjmp(png_jmpbuf(s->png)) != 0)
		return -1;
	ask_for_grey(s->png, s->info);
	*passes = png_set_interlace_handling(s->png);
	png_read_update_info(s->png, s->info);
	return png_get_rowbytes(s->png, s->info) == (size_t)p->w ? 0 : -1;
}

/* The last chunk is there. */
static int
is_complete(const struct input *in)
{
	unsigned char tail[64];
	uint64_t from = in->size > sizeof tail ? in->size - sizeof tail : 0;
	size_t n = input_read(in, from, tail, sizeof tail);

	return memmem(tail, n, "IEND", 4) != NULL;
}

static int
open_page(struct source *src, struct source_page *p)
{
	struct png_page *s = png_page_new(&src->in);
	int passes = 1;

	p->state = s;
	if (s == NULL)
		return -1;
	p->close = close_page;
	if (!is_complete(&src->in))
		source_page_damage(p, "image tronquée");
	p->w = (int)png_get_image_width(s->png, s->info);
	p->h = (int)png_get_image_height(s->png, s->info);
	p->xdpi = png_get_x_pixels_per_meter(s->png, s->info) * 0.0254;
	p->ydpi = png_get_y_pixels_per_meter(s->png, s->info) * 0.0254;
	if (source_page_start(p) < 0 || start_rows(p, &passes) < 0)
		return -1;
	p->row = passes > 1 ? interlaced_row : read_row;
	if (passes == 1)
		return 0;
	if ((uint64_t)p->w * (uint64_t)p->h > INTERLACED_PIXELS_MAX) {
		source_page_damage(p, "image entrelacée démesurée");
		return -1;
	}
	return read_whole(p, passes);
}

const struct source_kind source_png = { "png", "png", open_png, NULL, open_page };
