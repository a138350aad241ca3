/*
 * Blank pages: backs of sheets, with their bleed-through, specks, holes and scanner edges.
 */
#ifndef SCAN_BLANK_IMP_H
#define SCAN_BLANK_IMP_H

#include "scan/image.h"

/* 1: nobody wrote or printed anything on this page, not even faintly.  im->dpi must be known. */
int blank_page(const struct image *im);

/* 1: a window has too little contrast to hold a code. */
int blank_window(const struct image *im);

#endif
