/*
 * Archived pages bound into one PDF: how a paper that came back is handed out again.
 *
 * Their bytes come from outside, so a child process of its own binds them, in the sandbox of the
 * workers.  A JPEG and a page of a PDF go in as they are; a picture of black and white is packed
 * as a fax, other pictures without loss.
 */
#ifndef SCAN_BIND_H
#define SCAN_BIND_H

#include <stddef.h>

struct buf;
struct err;

/* One page object of the archive.  Borrowed. */
struct bind_page {
	const void *bytes;
	size_t n;
	const char *ext; /* "jpg", "tif", "png", "pdf" */
	int rotation; /* degrees clockwise that turn it upright: 0 90 180 270 */
};

struct bind {
	const char *title; /* what the PDF is called */
	const struct bind_page *pages;
	size_t n; /* at least 1 */
	void (*forget)(void *ctx); /* in the child, before a byte is read: scan_options */
	void *ctx;
};

/* Appends the PDF to out.  -1 with e filled: it names the page (from 1) that can't be bound. */
int scan_bind(const struct bind *b, struct buf *out, struct err *e);

#endif
