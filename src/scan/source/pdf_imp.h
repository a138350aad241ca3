/*
 * A PDF page as its scanner meant it: the embedded picture or its strips, taken as they are.
 * Only the files source_pdf.c and pdf_*.c know MuPDF; none of its exceptions leaves them.
 */
#ifndef SCAN_PDF_IMP_H
#define SCAN_PDF_IMP_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "scan/source/input_imp.h"

struct buf;

enum { PDF_STRIPS_MAX = 512 };

/* One picture that the page draws.  The matrix maps its unit square, y down, to points. */
struct pdf_strip {
	fz_image *image; /* owned; NULL: a JPEG that is read where it lies in the file */
	struct input jpeg; /* which is here */
	int components; /* and has so many */
	int w, h; /* pixels */
	fz_matrix ctm;
	int mask; /* a stencil painted in black */
};

/*
 * What a page draws.  plain: nothing but strips that make up one picture, in order from the
 * top as stored, all of one width and scale, none clipped.
 */
struct pdf_probe {
	struct pdf_strip strip[PDF_STRIPS_MAX];
	int n;
	int plain;
	fz_rect page; /* points, as a viewer shows it */
};

/* May throw. `probe` is filled; release it in every case. */
void pdf_probe_page(fz_context *ctx, pdf_page *page, struct pdf_probe *probe);
void pdf_probe_release(fz_context *ctx, struct pdf_probe *probe);

/*
 * The short way for what most scanners write: page n (from 0) draws one JPEG and nothing
 * else.  Then probe is filled, nothing was loaded, and 1 is returned; else 0.  May throw.
 */
int pdf_probe_simple(fz_context *ctx, pdf_document *doc, int n, const struct input *file,
    struct pdf_probe *probe);
/* For both ways: 1 when the picture lies within the page, but for what scanners round up. */
int pdf_probe_fits(fz_rect picture, fz_rect page);

/* Rows of one strip, in grey. */
struct pdf_rows;

/* NULL: this kind of picture must be rendered instead.  Does not throw. */
struct pdf_rows *pdf_rows_new(fz_context *ctx, const struct pdf_strip *strip, int denominator);
void pdf_rows_free(struct pdf_rows *r);
/* The size of the rows that come (a JPEG may be reduced by its decoder). */
void pdf_rows_size(const struct pdf_rows *r, int *w, int *h);
int pdf_rows_next(struct pdf_rows *r, uint8_t *out); /* -1: no more */
int pdf_rows_warned(const struct pdf_rows *r);
int pdf_rows_adrift(const struct pdf_rows *r); /* of a JPEG: jpeg_adrift */
int pdf_rows_cut(const struct pdf_rows *r); /* 1: its data does not end as it should */

/*
 * The picture's own bytes as a file: JPEG, or G4 in a TIFF of that dpi and orientation.
 * -1: there is no such file.  Does not throw.
 */
int pdf_strip_object(fz_context *ctx, const struct pdf_strip *strip, double dpi,
    int orientation, struct buf *out, char ext[8]);

/*
 * The names that electronic signatures of the file declare, « A ; B », cut to room; how many
 * signatures there are.  May throw.
 */
int pdf_signers(fz_context *ctx, pdf_document *doc, char *out, size_t room);

/* Page n (from 0) as a PDF of its own.  -1: MuPDF can't.  Does not throw. */
int pdf_page_object(fz_context *ctx, pdf_document *doc, int n, struct buf *out);

/* Puts page n of src, with its annotations, at place `at` of dst (both from 0).  Throws. */
void pdf_page_graft(fz_context *ctx, pdf_document *dst, int at, pdf_document *src, int n);

/* Appends the bytes of the document.  Throws. */
void pdf_document_write(fz_context *ctx, pdf_document *dst, struct buf *out);

#endif
