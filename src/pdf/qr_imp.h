/*
 * QR codes of tags, version 2 at level Q.  For one version, level and mask a code is an affine
 * function of the bits of its text: the code of any tag is the code of « 000... » with one
 * difference more or less for each bit.  libqrencode draws them all at build time
 * (src/tools/qr.c); there is one mask to choose, and nothing else to compute for each of the pages.
 */
#ifndef PDF_QR_IMP_H
#define PDF_QR_IMP_H

#include <stdint.h>

#include "domain/qr_mask.h"

enum {
	QR_VERSION = 2,
	QR_SIDE = 25, /* modules */
	QR_CHARS = 27, /* alphanumeric ones: two in 11 bits, the last one in 6 */
	QR_BITS = QR_CHARS / 2 * 11 + 6
};

/* Modules, 1 = dark: bit x of row[y], and the same as bit y of column[x]. */
struct qr {
	uint32_t row[QR_SIDE], column[QR_SIDE];
};

/* Built in as « qr.table ». */
struct qr_table {
	struct qr zero; /* the data modules of « 000... », no mask */
	struct qr bit[QR_BITS]; /* what differs when that bit of the text is set */
	struct qr mask[QR_MASKS]; /* the mask on the data modules, and all other modules */
};

/* The place of c among the 45 alphanumeric characters, -1: it is none. */
static inline int
qr_char(char c)
{
	static const char others[] = " $%*+-./:";

	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 10;
	for (int i = 0; others[i] != '\0'; i++)
		if (others[i] == c)
			return 36 + i;
	return -1;
}

/* Turns in `to` the modules that are dark in q. */
void qr_xor(struct qr *to, const struct qr *q);

/* Draws a text of QR_CHARS such characters.  -1: it is another text. */
int qr_draw(const struct qr_table *t, const char *text, struct qr *out);

#endif
