#include "encode.h"

#include <stdio.h>

#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include <zlib.h>

#include "base/err.h"
#include "base/mem.h"

/* Rows [from, to) as the packer wants them: planes interleaved, or 8 pixels a byte, 1 black. */
static uint8_t *
rows_of(const struct sheet *s, const struct encode_how *how, int from, int to)
{
	size_t w = (size_t)s->w, planes = (size_t)s->planes;
	size_t stride = how->bilevel ? (w + 7) / 8 : w * planes;
	uint8_t *out = mem_zero((size_t)(to - from), stride);

	for (int y = from; y < to; y++) {
		uint8_t *row = out + (size_t)(y - from) * stride;
		int cut = (int)(how->cut + how->drift * y / s->h);

		for (size_t p = 0; p < planes; p++) {
			const uint8_t *in = s->px[p] + (size_t)y * w;

			for (size_t x = 0; x < w; x++)
				if (!how->bilevel)
					row[x * planes + p] = in[x];
				else if (in[x] < cut)
					row[x / 8] |= (uint8_t)(0x80 >> (x & 7));
		}
	}
	return out;
}

static void
pack_jpeg(struct encoded *x, uint8_t *rows, int h, int quality, struct buf *out)
{
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr err;
	unsigned char *bytes = NULL;
	unsigned long size = 0;

	c.err = jpeg_std_error(&err); /* writing to memory has no error but memory's own */
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &bytes, &size);
	c.image_width = (unsigned)x->w;
	c.image_height = (unsigned)h;
	c.input_components = x->planes;
	c.in_color_space = x->planes == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, quality, TRUE);
	c.density_unit = 1;
	c.X_density = c.Y_density = (UINT16)(x->dpi + 0.5);
	jpeg_start_compress(&c, TRUE);
	while (c.next_scanline < c.image_height) {
		JSAMPROW row = rows + (size_t)c.next_scanline * (size_t)(x->w * x->planes);

		jpeg_write_scanlines(&c, &row, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	buf_add(out, bytes, size);
	free(bytes);
}

/* A TIFF in memory, only to pack one strip; nothing is ever read back from it. */
struct memory {
	struct buf bytes;
	size_t at;
};

static tmsize_t
memory_read(thandle_t h, void *to, tmsize_t n)
{
	struct memory *m = h;

	if (m->at >= m->bytes.len)
		return 0;
	if ((size_t)n > m->bytes.len - m->at)
		n = (tmsize_t)(m->bytes.len - m->at);
	memcpy(to, m->bytes.data + m->at, (size_t)n);
	m->at += (size_t)n;
	return n;
}

static tmsize_t
memory_write(thandle_t h, void *from, tmsize_t n)
{
	struct memory *m = h;

	while (m->bytes.len < m->at + (size_t)n)
		buf_char(&m->bytes, 0);
	memcpy(m->bytes.data + m->at, from, (size_t)n);
	m->at += (size_t)n;
	return n;
}

static toff_t
memory_seek(thandle_t h, toff_t to, int whence)
{
	struct memory *m = h;

	m->at = whence == SEEK_SET ? to : whence == SEEK_CUR ? m->at + to : m->bytes.len + to;
	return m->at;
}

static int
memory_close(thandle_t h)
{
	(void)h;
	return 0;
}

static toff_t
memory_size(thandle_t h)
{
	return ((struct memory *)h)->bytes.len;
}

/* libtiff packs the strip; its bytes are then taken raw. */
static int
pack_tiff(const struct encoded *x, uint8_t *rows, int h, struct buf *out)
{
	struct memory m = { BUF_INIT, 0 };
	TIFF *t = TIFFClientOpen("strip", "w", &m, memory_read, memory_write, memory_seek,
	    memory_close, memory_size, NULL, NULL);
	size_t stride = x->bits == 1 ? ((size_t)x->w + 7) / 8 : (size_t)(x->w * x->planes);
	uint64_t *sizes, *offsets;
	int rc = -1;

	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, x->w);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, h);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, x->bits);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, x->planes);
	TIFFSetField(t, TIFFTAG_PHOTOMETRIC,
	    x->bits == 1     ? PHOTOMETRIC_MINISWHITE
	    : x->planes == 1 ? PHOTOMETRIC_MINISBLACK
			     : PHOTOMETRIC_RGB);
	TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, h);
	TIFFSetField(t, TIFFTAG_COMPRESSION,
	    x->packing == PACK_G4 ? COMPRESSION_CCITTFAX4 : COMPRESSION_LZW);
	if (TIFFWriteEncodedStrip(t, 0, rows, (tmsize_t)(stride * (size_t)h)) >= 0 &&
	    TIFFGetField(t, TIFFTAG_STRIPBYTECOUNTS, &sizes) &&
	    TIFFGetField(t, TIFFTAG_STRIPOFFSETS, &offsets)) {
		buf_add(out, m.bytes.data + offsets[0], sizes[0]);
		rc = 0;
	}
	TIFFClose(t);
	buf_release(&m.bytes);
	return rc;
}

static void
png_to_buf(png_structp png, png_bytep bytes, png_size_t n)
{
	buf_add(png_get_io_ptr(png), bytes, n);
}

static void
png_flushed(png_structp png)
{
	(void)png;
}

static void
pack_png(const struct encoded *x, uint8_t *rows, int h, struct buf *out)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	size_t stride = x->bits == 1 ? ((size_t)x->w + 7) / 8 : (size_t)(x->w * x->planes);
	png_uint_32 per_metre = (png_uint_32)(x->dpi / 0.0254 + 0.5);

	png_set_write_fn(png, out, png_to_buf, png_flushed);
	png_set_compression_level(png, 2);
	png_set_filter(png, 0, x->bits == 1 ? PNG_FILTER_NONE : PNG_FILTER_UP);
	png_set_IHDR(png, info, (png_uint_32)x->w, (png_uint_32)h, x->bits,
	    x->planes == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
	    PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
	png_write_info(png, info);
	if (x->bits == 1)
		png_set_invert_mono(png);
	for (int y = 0; y < h; y++)
		png_write_row(png, rows + (size_t)y * stride);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
}

static void
pack_flate(const struct encoded *x, const uint8_t *rows, int h, struct buf *out)
{
	size_t stride = x->bits == 1 ? ((size_t)x->w + 7) / 8 : (size_t)(x->w * x->planes);
	uLong size = compressBound(stride * (size_t)h);

	buf_reserve(out, size);
	compress2((Bytef *)out->data, &size, rows, stride * (size_t)h, 1);
	out->len = size;
	out->data[size] = '\0';
}

static int
pack(struct encoded *x, uint8_t *rows, int h, int quality, struct buf *out)
{
	switch (x->packing) {
	case PACK_JPEG:
		pack_jpeg(x, rows, h, quality, out);
		return 0;
	case PACK_PNG:
		pack_png(x, rows, h, out);
		return 0;
	case PACK_FLATE:
		pack_flate(x, rows, h, out);
		return 0;
	case PACK_G4:
	case PACK_LZW:
		return pack_tiff(x, rows, h, out);
	}
	return -1;
}

int
encode_sheet(
    const struct sheet *s, const struct encode_how *how, struct encoded *out, struct err *e)
{
	int rows = how->rows == 0 || how->packing == PACK_PNG ? s->h : how->rows;
	int rc = 0;

	*out = (struct encoded){ how->packing, s->w, s->h, s->planes, how->bilevel ? 1 : 8,
		s->dpi, rows, NULL, 0 };
	out->strips = mem_zero((size_t)((s->h + rows - 1) / rows), sizeof *out->strips);
	for (int y = 0; rc == 0 && y < s->h; y += rows) {
		int to = y + rows < s->h ? y + rows : s->h;
		uint8_t *px = rows_of(s, how, y, to);

		out->strips[out->n] = (struct buf)BUF_INIT;
		rc = pack(out, px, to - y, how->quality, &out->strips[out->n++]);
		free(px);
	}
	if (rc < 0) {
		encode_release(out);
		return err_set(e, ERR_INTERNAL, "image non compressée");
	}
	return 0;
}

void
encode_release(struct encoded *x)
{
	for (size_t i = 0; i < x->n; i++)
		buf_release(&x->strips[i]);
	free(x->strips);
	x->strips = NULL;
	x->n = 0;
}
