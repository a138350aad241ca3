/*
 * The printed papers: PDF files laid one after the other, rendered page by page, and the
 * code that each page bears (MuPDF and zbar behind).  A source belongs to one thread.
 */
#ifndef SIM_SOURCE_H
#define SIM_SOURCE_H

#include <stddef.h>

#include "sheet.h"

struct err;
struct source; /* opaque */

/* NULL with e filled when a file can't be opened as PDF. */
struct source *source_new(char *const *files, size_t n, struct err *e);
void source_free(struct source *src);

/* Of all the files together. */
int source_pages(const struct source *src);

/* Page i (from 0), clean, black on white, in a sheet to be released.  -1 with e filled. */
int source_render(
    struct source *src, int i, double dpi, int planes, struct sheet *out, struct err *e);

/*
 * The text of the page's code, looked for where design.md puts it (top right corner), then on
 * the whole sheet; "" when there is none.
 */
enum { CODE_SIZE = 64 };
void source_code(const struct sheet *s, char out[CODE_SIZE]);

#endif
