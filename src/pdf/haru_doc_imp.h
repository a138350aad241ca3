/*
 * A libharu document inside: shared by haru.c (pages) and haru_font.c (letters), and by no other.
 */
#ifndef PDF_HARU_DOC_IMP_H
#define PDF_HARU_DOC_IMP_H

#include <hpdf.h>

#include "base/hash.h"
#include "base/shelf.h"
#include "pdf/haru_imp.h"

struct drawn {
	unsigned char hash[HASH_SIZE];
	HPDF_Image image;
};

struct haru {
	HPDF_Doc doc;
	HPDF_Page last;
	HPDF_STATUS fault; /* the first that libharu told */
	struct composer *c; /* borrowed */
	HPDF_Dict fonts; /* one for all pages: /F0 ... /W7 */
	HPDF_Dict plain; /* resources without pictures */
	struct usage used; /* by the pages so far: fonts are made at the end */
	HPDF_UINT pages;
	struct drawn *drawn; /* pictures loaded so far: a logo is in the file once */
	size_t drawn_n, drawn_cap;
	struct shelf bodies; /* HPDF_Dict, by the hash of what was packed */
};

/* libharu may call this from anywhere: it notes the first fault, and never jumps. */
void haru_fault(HPDF_STATUS code, HPDF_STATUS detail, void *ctx);

/* A dictionary that other objects point to. */
HPDF_Dict haru_dict_shared(struct haru *h);

/* Gives the dictionary a stream that is packed already, written as it is. */
void haru_stream_packed(struct haru *h, HPDF_Dict dict, const void *packed, size_t n);

/* A PNG as an image, as it is where a PDF can take it so. */
HPDF_Image haru_png(struct haru *h, const struct picture *p);

/* What fonts need before the document is saved. */
void haru_fonts_end(struct haru *h);

#endif
