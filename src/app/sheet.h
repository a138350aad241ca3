/*
 * Sheets for the school's own use (a slip, the board): blocks on untagged pages, as a PDF.
 */
#ifndef APP_SHEET_H
#define APP_SHEET_H

#include <stdint.h>

struct block;
struct buf;
struct err;
struct home;

/* The PDF's bytes, appended to out.  at: the instant that the file bears (UTC seconds). */
int sheet_print(struct home *h, const struct block *doc, const char *title, int64_t at,
    struct buf *out, struct err *e);

#endif
