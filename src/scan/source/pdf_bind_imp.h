/*
 * A PDF made of page objects, in the child of bind.c.  None of MuPDF's exceptions leaves it.
 */
#ifndef SCAN_PDF_BIND_IMP_H
#define SCAN_PDF_BIND_IMP_H

#include "scan/source/bind.h"

/* 0; else the page, from 1, that could not be bound; -1: the whole could not be written. */
int pdf_bind(const char *title, const struct bind_page *pages, size_t n, struct buf *out);

#endif
