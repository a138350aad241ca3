#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "pdf_out.h"

struct output {
	enum format format;
	const char *path; /* as asked for */
	char *last; /* the file that the last page went to */
	int pages, done;
	FILE *f; /* PDF */
	struct pdf_out *pdf;
	TIFF *tiff;
};

struct output *
output_new(enum format f, const char *path, int pages, struct err *e)
{
	struct output *o = mem_zero(1, sizeof *o);

	o->format = f;
	o->path = path;
	o->pages = pages;
	o->last = mem_str(path);
	if (f == FORMAT_PDF && (o->f = fopen(path, "wb")) != NULL)
		o->pdf = pdf_out_new(o->f);
	else if (f == FORMAT_TIFF)
		o->tiff = TIFFOpen(path, "w");
	if (o->pdf == NULL && o->tiff == NULL && f <= FORMAT_TIFF) {
		err_system(e, path, errno);
		free(o->last);
		free(o);
		return NULL;
	}
	return o;
}

static void
tiff_fields(TIFF *t, const struct encoded *x)
{
	static const int compressions[] = { [PACK_JPEG] = COMPRESSION_JPEG,
		[PACK_G4] = COMPRESSION_CCITTFAX4,
		[PACK_LZW] = COMPRESSION_LZW };
	int photometric = x->bits == 1              ? PHOTOMETRIC_MINISWHITE
			  : x->planes == 1          ? PHOTOMETRIC_MINISBLACK
			  : x->packing == PACK_JPEG ? PHOTOMETRIC_YCBCR
						    : PHOTOMETRIC_RGB;

	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, x->w);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, x->h);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, x->bits);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, x->planes);
	TIFFSetField(t, TIFFTAG_COMPRESSION, compressions[x->packing]);
	TIFFSetField(t, TIFFTAG_PHOTOMETRIC, photometric);
	TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, x->rows);
	TIFFSetField(t, TIFFTAG_XRESOLUTION, x->dpi);
	TIFFSetField(t, TIFFTAG_YRESOLUTION, x->dpi);
	TIFFSetField(t, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
	if (photometric == PHOTOMETRIC_YCBCR) /* as libjpeg packs it by default */
		TIFFSetField(t, TIFFTAG_YCBCRSUBSAMPLING, 2, 2);
}

static int
tiff_page(TIFF *t, const struct encoded *x)
{
	tiff_fields(t, x);
	for (size_t i = 0; i < x->n; i++)
		if (TIFFWriteRawStrip(
			t, (uint32_t)i, x->strips[i].data, (tmsize_t)x->strips[i].len) < 0)
			return -1;
	return TIFFWriteDirectory(t) ? 0 : -1;
}

/* "scan.png" and page 7: "scan-007.png"; a single page keeps the name. */
static char *
page_path(const struct output *o)
{
	const char *dot = strrchr(o->path, '.');

	if (o->pages == 1)
		return mem_str(o->path);
	if (dot == NULL || strchr(dot, '/') != NULL)
		dot = o->path + strlen(o->path);
	return mem_printf("%.*s-%03d%s", (int)(dot - o->path), o->path, o->done + 1, dot);
}

int
output_page(struct output *o, const struct encoded *x, const struct job *j, struct err *e)
{
	int rc = 0;

	switch (o->format) {
	case FORMAT_PDF:
		pdf_out_page(o->pdf, x, j->viewer, j->ocr);
		break;
	case FORMAT_TIFF:
		rc = tiff_page(o->tiff, x);
		break;
	case FORMAT_PNG:
	case FORMAT_JPEG:
		free(o->last);
		o->last = page_path(o);
		rc = file_replace(o->last, x->strips[0].data, x->strips[0].len, e);
		break;
	}
	o->done++;
	return rc;
}

const char *
output_path(const struct output *o, int *page)
{
	*page = o->format <= FORMAT_TIFF ? o->done : 1;
	return o->last;
}

int
output_close(struct output *o, struct err *e)
{
	int rc = 0;

	if (o->pdf != NULL)
		pdf_out_close(o->pdf);
	if (o->f != NULL && (ferror(o->f) | fclose(o->f)) != 0)
		rc = err_system(e, o->path, errno);
	if (o->tiff != NULL)
		TIFFClose(o->tiff);
	free(o->last);
	free(o);
	return rc;
}
