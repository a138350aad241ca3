#include "scan/look_imp.h"

#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/place/patch_imp.h"

static const double around_mm = 6; /* what a person wants to see around a box */
static const double crop_dpi = 150, thumb_dpi = 60;

static void
png_bytes(png_structp png, png_bytep bytes, png_size_t n)
{
	buf_add(png_get_io_ptr(png), bytes, n);
}

static void
png_nothing(png_structp png)
{
	(void)png;
}

/* A grey PNG; NULL where libpng refuses the picture. */
static unsigned char *
encode(const struct image *im, size_t *size)
{
	struct buf out = BUF_INIT;
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);

	*size = 0;
	if (im->w < 1 || im->h < 1 || setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		buf_release(&out);
		return NULL;
	}
	png_set_write_fn(png, &out, png_bytes, png_nothing);
	png_set_compression_level(png, 6);
	png_set_IHDR(png, info, (png_uint_32)im->w, (png_uint_32)im->h, 8, PNG_COLOR_TYPE_GRAY,
	    PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	for (int y = 0; y < im->h; y++)
		png_write_row(png, im->px + (size_t)y * im->stride);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	*size = out.len;
	return (unsigned char *)buf_take(&out);
}

/* Every row that can be had. */
static struct image
seen(struct page_pixels *px)
{
	if (px->ready < px->im.h)
		(void)px->more(px, px->im.h); /* damaged: what there is */
	return image_window(&px->im, 0, 0, px->im.w, px->ready);
}

unsigned char *
look_crop(struct page_pixels *px, const struct scan_map *map, const struct box *b, int rotation,
    size_t *size)
{
	struct image im = seen(px);
	struct patch p = { .density = fmin(map_density(map, b->x, b->y), crop_dpi / 25.4) };
	unsigned char *png;

	(void)rotation; /* the map knows which way is up */
	*size = 0;
	if (!(p.density > 0.1) || !(b->w > 0 && b->w < 1000 && b->h > 0 && b->h < 1000))
		return NULL;
	patch_cut(&im, map, b->x - around_mm, b->y - around_mm, b->w + 2 * around_mm,
	    b->h + 2 * around_mm, &p);
	png = encode(&p.im, size);
	image_release(&p.im);
	return png;
}

unsigned char *
look_thumb(struct page_pixels *px, int rotation, size_t *size)
{
	struct image im = seen(px), small, turned;
	double dpi = im.dpi > 0 ? im.dpi : fmax(px->im.w, px->im.h) / 297.0 * 25.4;
	int factor = (int)lround(dpi / thumb_dpi);
	unsigned char *png;

	image_shrink(&im, factor < 1 ? 1 : factor, &small);
	image_turn(&small, ((rotation + px->viewer_rotation) % 360 + 360) % 360, &turned);
	png = encode(&turned, size);
	image_release(&turned);
	image_release(&small);
	return png;
}
