/*
 * A libharu document inside: shared by haru.c (pages) and haru_font.c (letters), and by no other.
 */
#ifndef PDF_HARU_DOC_IMP_H
#define PDF_HARU_DOC_IMP_H

#include <hpdf.h>

#include "base/hash.h"
#include "pdf/haru_imp.h"

struct drawn {
	unsigned char hash[HASH_SIZE];
	HPDF_Image image;
};

struct haru {
	HPDF_Doc doc;
	HPDF_Page last;
	HPDF_STATUS fault; /* the first that libharu told */
	const char *loaded[FACE_COUNT]; /* libharu's name of the face */
	HPDF_Font narrow[FACE_COUNT], wide[FACE_COUNT];
	HPDF_Dict fonts; /* one for all pages: /F0 ... /W7 */
	HPDF_Dict plain; /* resources without pictures */
	struct usage used; /* already told to libharu */
	HPDF_UINT pages;
	struct drawn *drawn; /* pictures loaded so far: a logo is in the file once */
	size_t drawn_n, drawn_cap;
	struct packer *packer;
	struct buf packed; /* scratch */
};

/* libharu may call this from anywhere: it notes the first fault, and never jumps. */
void haru_fault(HPDF_STATUS code, HPDF_STATUS detail, void *ctx);

/* What fonts need before the document is saved. */
void haru_fonts_end(struct haru *h);

#endif
