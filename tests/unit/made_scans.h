/*
 * Scans made on the spot: one picture with marks that tell every turn and mirror apart, as
 * JPEG, PNG, TIFF and PDF bytes.
 */
#ifndef TESTS_MADE_SCANS_H
#define TESTS_MADE_SCANS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>

#include "base/buf.h"
#include "base/mem.h"

enum { MADE_W = 328, MADE_H = 468 }; /* A4 at 40 dpi, a little more than whole bytes */

/* White, with a black bar down the left of the top half, a black block at the top right. */
static inline uint8_t
made_pixel(int x, int y)
{
	return (x >= 24 && x < 48 && y >= 24 && y < 232) ||
		       (x >= 240 && x < 296 && y >= 40 && y < 72)
		   ? 0
		   : 255;
}

static inline void
made_row(int y, uint8_t *row)
{
	for (int x = 0; x < MADE_W; x++)
		row[x] = made_pixel(x, y);
}

/* An open file without a name that holds these bytes; close() it. */
static inline int
made_fd(const struct buf *b)
{
	int fd = memfd_create("made", MFD_CLOEXEC);

	if (fd < 0 || pwrite(fd, b->data, b->len, 0) != (ssize_t)b->len)
		abort();
	return fd;
}

/* orientation: of an EXIF block, 0 for none. */
static inline void
made_jpeg(struct buf *out, int progressive, int orientation)
{
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr err;
	unsigned char *mem = NULL;
	unsigned long size = 0;
	uint8_t row[MADE_W];
	JSAMPROW p = row;

	c.err = jpeg_std_error(&err);
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &mem, &size);
	c.image_width = MADE_W;
	c.image_height = MADE_H;
	c.input_components = 1;
	c.in_color_space = JCS_GRAYSCALE;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, 90, TRUE);
	c.density_unit = 1;
	c.X_density = c.Y_density = 40;
	if (progressive)
		jpeg_simple_progression(&c);
	jpeg_start_compress(&c, TRUE);
	if (orientation > 0) {
		unsigned char exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
			0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (unsigned char)orientation, 0, 0,
			0, 0, 0, 0 };

		jpeg_write_marker(&c, JPEG_APP0 + 1, exif, sizeof exif);
	}
	for (int y = 0; y < MADE_H; y++) {
		made_row(y, row);
		jpeg_write_scanlines(&c, &p, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	buf_add(out, mem, size);
	free(mem);
}

static inline void
made_png_write(png_structp png, png_bytep data, size_t n)
{
	buf_add(png_get_io_ptr(png), data, n);
}

/* type: PNG_COLOR_TYPE_GRAY, _RGB, _RGB_ALPHA (transparent where white) at 8 or 16 bits. */
static inline void
made_png(struct buf *out, int type, int bits, int interlace)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	int n = (type == PNG_COLOR_TYPE_GRAY     ? 1
		    : type == PNG_COLOR_TYPE_RGB ? 3
						 : 4) *
		bits / 8;
	uint8_t *row = mem_alloc((size_t)MADE_W * 8);
	int passes;

	png_set_write_fn(png, out, made_png_write, NULL);
	png_set_IHDR(png, info, MADE_W, MADE_H, bits, type,
	    interlace ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	    PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	passes = png_set_interlace_handling(png);
	for (int i = 0; i < passes; i++)
		for (int y = 0; y < MADE_H; y++) {
			for (int x = 0; x < MADE_W; x++)
				memset(row + x * n, made_pixel(x, y), (size_t)n);
			for (int x = 0; type == PNG_COLOR_TYPE_RGB_ALPHA && x < MADE_W; x++) {
				/* black everywhere: only its opacity draws */
				memset(row + x * n, 0, (size_t)n);
				row[x * n + n - 1] = (uint8_t)(255 - made_pixel(x, y));
			}
			png_write_row(png, row);
		}
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	free(row);
}

/* How one page of a TIFF is written. */
struct made_tiff {
	int compression;
	int photometric;
	int bits, samples;
	int rows_per_strip; /* 0: one strip */
	int tiled;
	int orientation; /* 0: no tag */
	double xdpi, ydpi;
	int skip_rows; /* 1: every second row only (a fax in its coarse mode) */
};

/* One stored row of a made page in that format. */
static inline void
made_tiff_row(const struct made_tiff *f, int y, uint8_t *row)
{
	memset(row, 0, (size_t)MADE_W * 8);
	for (int x = 0; x < MADE_W; x++) {
		int v = made_pixel(x, y), on;

		if (f->photometric == PHOTOMETRIC_MINISWHITE)
			v = 255 - v;
		on = v != 0;
		if (f->photometric == PHOTOMETRIC_PALETTE)
			v = on ? 7 : 3;
		for (int s = 0; s < f->samples; s++) {
			int i = x * f->samples + s;

			if (f->bits == 1)
				row[i / 8] |= (uint8_t)(on << (7 - i % 8));
			else if (f->bits == 4)
				row[i / 2] |= (uint8_t)((on ? 15 : 0) << (i % 2 ? 0 : 4));
			else if (f->bits == 8)
				row[i] = (uint8_t)v;
			else
				((uint16_t *)(void *)row)[i] = (uint16_t)(v * 257);
		}
	}
}

static inline void
made_tiff_rows(TIFF *t, const struct made_tiff *f)
{
	uint8_t *row = mem_alloc((size_t)MADE_W * 8), *tile;
	int step = f->skip_rows ? 2 : 1;

	if (!f->tiled) {
		for (int y = 0; y < MADE_H / step; y++) {
			made_tiff_row(f, y * step, row);
			TIFFWriteScanline(t, row, (uint32_t)y, 0);
		}
		free(row);
		return;
	}
	tile = mem_zero(64 * 64, 1);
	for (int y = 0; y < MADE_H; y += 64)
		for (int x = 0; x < MADE_W; x += 64) {
			for (int i = 0; i < 64 && y + i < MADE_H; i++) {
				made_tiff_row(f, y + i, row);
				memcpy(tile + i * 64, row + x,
				    (size_t)(MADE_W - x < 64 ? MADE_W - x : 64));
			}
			TIFFWriteTile(t, tile, (uint32_t)x, (uint32_t)y, 0, 0);
		}
	free(tile);
	free(row);
}

static inline void
made_tiff_page(TIFF *t, const struct made_tiff *f)
{
	int h = f->skip_rows ? MADE_H / 2 : MADE_H;

	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, MADE_W);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, h);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, f->bits);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, f->samples);
	TIFFSetField(t, TIFFTAG_PHOTOMETRIC, f->photometric);
	TIFFSetField(t, TIFFTAG_COMPRESSION, f->compression);
	TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	if (f->photometric == PHOTOMETRIC_YCBCR)
		TIFFSetField(t, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
	if (f->tiled) {
		TIFFSetField(t, TIFFTAG_TILEWIDTH, 64);
		TIFFSetField(t, TIFFTAG_TILELENGTH, 64);
	} else {
		TIFFSetField(
		    t, TIFFTAG_ROWSPERSTRIP, f->rows_per_strip > 0 ? f->rows_per_strip : h);
	}
	if (f->orientation > 0)
		TIFFSetField(t, TIFFTAG_ORIENTATION, f->orientation);
	if (f->xdpi > 0) {
		TIFFSetField(t, TIFFTAG_XRESOLUTION, f->xdpi);
		TIFFSetField(t, TIFFTAG_YRESOLUTION, f->ydpi);
		TIFFSetField(t, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
	}
	if (f->photometric == PHOTOMETRIC_PALETTE) {
		uint16_t map[256] = { 0 };

		map[7] = 65535;
		TIFFSetField(t, TIFFTAG_COLORMAP, map, map, map);
	}
	made_tiff_rows(t, f);
	TIFFWriteDirectory(t);
}

/* mode: "w", "wb" for most significant byte first, "w8" for BigTIFF. */
static inline void
made_tiff(struct buf *out, const struct made_tiff *pages, int n, const char *mode)
{
	int fd = memfd_create("tiff", 0);
	TIFF *t = TIFFFdOpen(dup(fd), "made", mode);
	off_t size;

	for (int i = 0; i < n; i++)
		made_tiff_page(t, &pages[i]);
	TIFFClose(t);
	size = lseek(fd, 0, SEEK_END);
	buf_reserve(out, (size_t)size);
	if (pread(fd, out->data + out->len, (size_t)size, 0) != size)
		abort();
	out->len += (size_t)size;
	out->data[out->len] = '\0';
	close(fd);
}

/* The picture as bare G4 data. */
static inline void
made_g4(struct buf *out)
{
	const struct made_tiff f = { .compression = COMPRESSION_CCITTFAX4,
		.photometric = PHOTOMETRIC_MINISWHITE,
		.bits = 1,
		.samples = 1 };
	struct buf tiff = BUF_INIT;
	TIFF *t;
	int fd;
	tmsize_t n;

	made_tiff(&tiff, &f, 1, "w");
	fd = made_fd(&tiff);
	t = TIFFFdOpen(fd, "made", "r");
	n = TIFFRawStripSize(t, 0);
	buf_reserve(out, (size_t)n);
	TIFFReadRawStrip(t, 0, out->data + out->len, n);
	out->len += (size_t)n;
	TIFFClose(t);
	buf_release(&tiff);
}

/* A PDF under construction: objects in order, 1 the catalogue, 2 the page tree. */
struct made_pdf {
	struct buf out;
	size_t at[64];
	int n; /* objects so far */
	int pages[16];
	int n_pages;
};

static inline void
made_pdf_start(struct made_pdf *p)
{
	memset(p, 0, sizeof *p);
	p->out = (struct buf)BUF_INIT;
	p->n = 2;
	buf_str(&p->out, "%PDF-1.5\n");
}

/* An object of its own; returns its number.  stream may be NULL. */
static inline int
made_pdf_object(struct made_pdf *p, const char *dict, const void *stream, size_t n)
{
	p->at[++p->n] = p->out.len;
	if (stream == NULL) {
		buf_printf(&p->out, "%d 0 obj\n<< %s >>\nendobj\n", p->n, dict);
		return p->n;
	}
	buf_printf(&p->out, "%d 0 obj\n<< %s /Length %zu >>\nstream\n", p->n, dict, n);
	buf_add(&p->out, stream, n);
	buf_str(&p->out, "\nendstream\nendobj\n");
	return p->n;
}

/* extra: entries of the page (« /Rotate 90 »); images: an XObject dictionary's content. */
static inline void
made_pdf_page(struct made_pdf *p, const char *content, const char *images, const char *extra)
{
	int c = made_pdf_object(p, "", content, strlen(content));
	char *dict =
	    mem_printf("/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
		       "/Resources << /XObject << %s >> /Font << /F << /Type /Font /Subtype "
		       "/Type1 /BaseFont /Helvetica >> >> >> %s",
		c, images, extra);

	p->pages[p->n_pages++] = made_pdf_object(p, dict, NULL, 0);
	free(dict);
}

static inline void
made_pdf_end(struct made_pdf *p)
{
	size_t xref;

	p->at[1] = p->out.len;
	buf_str(&p->out, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
	p->at[2] = p->out.len;
	buf_printf(&p->out, "2 0 obj\n<< /Type /Pages /Count %d /Kids [", p->n_pages);
	for (int i = 0; i < p->n_pages; i++)
		buf_printf(&p->out, " %d 0 R", p->pages[i]);
	buf_str(&p->out, " ] >>\nendobj\n");
	xref = p->out.len;
	buf_printf(&p->out, "xref\n0 %d\n0000000000 65535 f \n", p->n + 1);
	for (int i = 1; i <= p->n; i++)
		buf_printf(&p->out, "%010zu 00000 n \n", p->at[i]);
	buf_printf(&p->out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
	    p->n + 1, xref);
}

/* The picture's dictionary without its filter. */
static inline char *
made_image_dict(const char *more)
{
	return mem_printf(
	    "/Type /XObject /Subtype /Image /Width %d /Height %d %s", MADE_W, MADE_H, more);
}

#endif
