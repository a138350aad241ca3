/* A PDF as office scanners write it: one picture a page (or strips), and no more. */
#ifndef SIM_PDF_OUT_H
#define SIM_PDF_OUT_H

#include <stdio.h>

#include "encode.h"

struct pdf_out; /* opaque */

struct pdf_out *pdf_out_new(FILE *f); /* f stays the caller's */

/* rotate: what /Rotate says.  words: 1 lays hidden text over the picture, as OCR does. */
void pdf_out_page(struct pdf_out *p, const struct encoded *x, int rotate, int words);

/* Writes the end of the file and frees p. */
void pdf_out_close(struct pdf_out *p);

#endif
