/*
 * Build tool: the pictures that codes of tags are made of, as src/pdf/qr_imp.h.   qr OUT.table
 *
 * All come from codes that libqrencode draws; at the end as many other texts are drawn both ways.
 */
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/qr_imp.h"

static const char chars[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

static void
module_set(struct qr *q, int x, int y, unsigned dark)
{
	q->row[y] |= (dark & 1) << x;
	q->column[x] |= (dark & 1) << y;
}

static void
encode(const char *text, struct qr *q)
{
	QRinput *input = QRinput_new2(QR_VERSION, QR_ECLEVEL_Q);
	QRcode *code = NULL;

	if (input != NULL && QRinput_append(input, QR_MODE_AN, (int)strlen(text),
				 (const unsigned char *)text) == 0)
		code = QRcode_encodeInput(input);
	if (code == NULL || code->width != QR_SIDE) {
		fprintf(stderr, "qr: « %s » can't be drawn\n", text);
		exit(1);
	}
	memset(q, 0, sizeof *q);
	for (int i = 0; i < QR_SIDE * QR_SIDE; i++)
		module_set(q, i % QR_SIDE, i / QR_SIDE, code->data[i]);
	QRcode_free(code);
	QRinput_free(input);
}

/* Finders with the format beside them, timing, alignment: ISO 18004, version 2. */
static int
is_function(int x, int y)
{
	const int far = QR_SIDE - 8;

	return (x < 9 && y < 9) || (x >= far && y < 9) || (x < 9 && y >= far) || x == 6 ||
	       y == 6 || (x >= 16 && x <= 20 && y >= 16 && y <= 20);
}

/* The three bits of the format, under the pattern that all formats are under. */
static int
mask_of(const struct qr *q)
{
	unsigned bits = q->row[8] >> 2 ^ 5;

	return (int)((bits & 1) << 2 | (bits & 2) | (bits & 4) >> 2);
}

/* A code whose mask is q's gives that mask: its function modules, and the pattern elsewhere. */
static void
mask_take(struct qr_table *t, const struct qr *q)
{
	struct qr *mask = &t->mask[mask_of(q)];

	memset(mask, 0, sizeof *mask);
	for (int y = 0; y < QR_SIDE; y++)
		for (int x = 0; x < QR_SIDE; x++)
			module_set(mask, x, y,
			    is_function(x, y) ? q->row[y] >> x
					      : (unsigned)qr_masked(mask_of(q), x, y));
}

static void
random_text(char text[QR_CHARS + 1])
{
	for (int i = 0; i < QR_CHARS; i++)
		text[i] = chars[rand() % 45];
	text[QR_CHARS] = '\0';
}

static void
masks_fill(struct qr_table *t)
{
	char text[QR_CHARS + 1];
	struct qr q;

	for (int i = 0; i < 1000; i++) { /* one of the eight is rare: 2 % */
		random_text(text);
		encode(text, &q);
		mask_take(t, &q);
	}
}

/* The code of a text without its mask and function modules. */
static void
data_of(const struct qr_table *t, const char *text, struct qr *q)
{
	encode(text, q);
	qr_xor(q, &t->mask[mask_of(q)]);
}

static void
bits_fill(struct qr_table *t)
{
	char zeros[QR_CHARS + 1], text[QR_CHARS + 1];

	memset(zeros, '0', QR_CHARS);
	zeros[QR_CHARS] = '\0';
	data_of(t, zeros, &t->zero);
	for (int i = 0; i < QR_BITS; i++) {
		int place = i % 11, last = i / 11 == QR_CHARS / 2;
		int value = 1 << ((last ? 5 : 10) - place); /* the first bit is the highest */

		memcpy(text, zeros, sizeof text);
		if (last) {
			text[QR_CHARS - 1] = chars[value];
		} else {
			text[i / 11 * 2] = chars[value / 45];
			text[i / 11 * 2 + 1] = chars[value % 45];
		}
		data_of(t, text, &t->bit[i]);
		qr_xor(&t->bit[i], &t->zero);
	}
}

/* As many texts again: the sum must be what libqrencode draws, whichever mask each takes. */
static int
check(const struct qr_table *t)
{
	char text[QR_CHARS + 1];

	for (int i = 0; i < 500; i++) {
		struct qr ours, theirs;

		random_text(text);
		encode(text, &theirs);
		if (qr_draw(t, text, &ours) < 0)
			return -1;
		qr_xor(&ours, &t->mask[mask_of(&ours)]);
		qr_xor(&theirs, &t->mask[mask_of(&theirs)]);
		if (memcmp(&ours, &theirs, sizeof ours) != 0)
			return -1;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	static struct qr_table t;
	FILE *f = argc == 2 ? fopen(argv[1], "wb") : NULL;

	if (f == NULL) {
		fprintf(stderr, "usage: qr OUT.table\n");
		return 2;
	}
	srand(1);
	masks_fill(&t);
	bits_fill(&t);
	if (check(&t) < 0 || fwrite(&t, sizeof t, 1, f) != 1 || fclose(f) != 0) {
		fprintf(
		    stderr, "qr: the codes don't add up, or %s can't be written\n", argv[1]);
		return 1;
	}
	return 0;
}
