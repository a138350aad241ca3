/*
 * The files that scanners make of encoded pages: a PDF of pictures, a multi-page TIFF, a file
 * a page.
 */
#ifndef SIM_OUTPUT_H
#define SIM_OUTPUT_H

#include "encode.h"
#include "plan.h"

struct err;
struct output; /* opaque */

/* NULL with e filled.  A file a page: the page number is put before the path's extension. */
struct output *output_new(enum format f, const char *path, int pages, struct err *e);

int output_page(struct output *o, const struct encoded *x, const struct job *j, struct err *e);

/* The file that the last page went to, and its page there from 1. */
const char *output_path(const struct output *o, int *page);

/* Finishes the file and frees o. */
int output_close(struct output *o, struct err *e);

#endif
