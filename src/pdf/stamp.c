#include "pdf/stamp_imp.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "domain/tag.h"
#include "pdf/page_imp.h"
#include "pdf/qr_imp.h"

enum { QR_ROW_BYTES = (QR_SIDE + 7) / 8 };

static const double qr_x = PAGE_W - TAG_EDGE - TAG_SIDE, label_y = 36.5, human_y = 42.4,
		    human_step = 2.9;

/* Four bytes as five letters, or one when they are all 0: a third less than hexadecimal. */
static void
base85_add(const unsigned char *four, struct buf *ops)
{
	uint32_t n = (uint32_t)four[0] << 24 | (uint32_t)four[1] << 16 |
		     (uint32_t)four[2] << 8 | four[3];
	char letters[5];

	if (n == 0) {
		buf_char(ops, 'z');
		return;
	}
	for (int i = 5; i > 0; i--, n /= 85)
		letters[i - 1] = (char)('!' + n % 85);
	for (int i = 0; i < 5; i++) {
		/* some readers look for « EI », the end of a picture, inside of it */
		if (letters[i] == 'I' && ops->data[ops->len - 1] == 'E')
			buf_char(ops, '\n');
		buf_char(ops, letters[i]);
	}
}

/* The code as an inline mask: viewers smooth pictures, not masks, and the code must stay sharp. */
static void
qr_show(const struct qr *q, struct buf *ops)
{
	unsigned char bits[QR_SIDE * QR_ROW_BYTES] = { 0 };

	for (int i = 0; i < QR_SIDE * QR_SIDE; i++)
		if (q->row[i / QR_SIDE] >> i % QR_SIDE & 1)
			bits[i / QR_SIDE * QR_ROW_BYTES + i % QR_SIDE / 8] |=
			    (unsigned char)(0x80 >> i % QR_SIDE % 8);
	buf_str(ops, "q ");
	ops_nums(ops,
	    (const double[]){
		PT(TAG_SIDE), 0, 0, PT(TAG_SIDE), PT(qr_x), PT(PAGE_H - TAG_EDGE - TAG_SIDE) },
	    6);
	buf_printf(ops, "cm BI /W %d /H %d /IM true /D [1 0] /F /A85 ID ", QR_SIDE, QR_SIDE);
	for (size_t i = 0; i < sizeof bits; i += 4)
		base85_add(bits + i, ops);
	buf_str(ops, "~>\nEI Q\n");
}

static int
qr_add(const struct composer *c, const char *text, struct buf *ops, struct err *e)
{
	struct qr q;

	if (qr_draw(c->codes, text, &q) < 0)
		return err_set(e, ERR_INTERNAL, "l'étiquette ne tient pas dans le code QR");
	qr_show(&q, ops);
	return 0;
}

/* A line whose middle (or, for the label, left end) is at x mm and base line at y mm. */
static int
words_add(const struct stamp *s, const char *text, const struct type_style *st,
    const double at[2], struct buf *ops, struct usage *used, struct err *e)
{
	const struct line *l = type_line_once(s->c, text, st, s->a, e);

	if (l == NULL)
		return -1;
	double x = PT(at[0]) - (st->adjust == ADJUST_CENTER ? l->width / 2 : 0);

	ops_line(ops, l, x, PT(PAGE_H - at[1]), used);
	return 0;
}

/* The same name as the code's, for people: « 7K3M-9Q2X-4ABC-F », « ex. 2/3 · p. 4/5 ». */
static int
human_add(const struct stamp *s, const struct tag *t, struct buf *ops, struct usage *used,
    struct err *e)
{
	static const struct type_style st = { FACE_SANS, 7, 8, ADJUST_CENTER };
	const double middle = qr_x + TAG_SIDE / 2;
	char name[TAG_HUMAN_SIZE], place[64];
	const char *copy = s->copy->human_copy;

	buf_str(ops, "BT\n");
	tag_human(t, name);
	snprintf(place, sizeof place, "%s%sp. %d/%d", copy != NULL ? copy : "",
	    copy != NULL ? " \u00B7 " : "", s->page, s->pages);
	if (words_add(s, name, &st, (const double[]){ middle, human_y }, ops, used, e) < 0)
		return -1;
	if (words_add(s, place, &st, (const double[]){ middle, human_y + human_step }, ops,
		used, e) < 0)
		return -1;
	buf_str(ops, "ET\n");
	return 0;
}

static int
tag_add(const struct stamp *s, struct buf *ops, struct usage *used, struct err *e)
{
	struct tag t = { .copy = s->copy->copy, .page = s->page };
	char text[TAG_SIZE];

	if (strlen(s->copy->number) != TAG_NUMBER_LEN || s->page > TAG_PAGE_MAX)
		return err_set(e, ERR_INTERNAL,
		    "l'étiquette « %s », page %d, n'est pas possible", s->copy->number,
		    s->page);
	memcpy(t.number, s->copy->number, sizeof t.number);
	tag_write(&t, s->copy->key, text);
	if (qr_add(s->c, text, ops, e) < 0)
		return -1;
	return human_add(s, &t, ops, used, e);
}

int
stamp_label(const struct stamp *s, struct buf *ops, struct usage *used, struct err *e)
{
	static const struct type_style st = { FACE_SANS_BOLD, 8.5, 10, ADJUST_LEFT };
	const double at[2] = { HEAD_X, label_y };

	buf_str(ops, "BT\n");
	if (words_add(s, s->copy->label, &st, at, ops, used, e) < 0)
		return -1;
	buf_str(ops, "ET\n");
	return 0;
}

int
stamp_draw(const struct stamp *s, struct buf *ops, struct usage *used, struct err *e)
{
	if (s->copy->key == NULL)
		buf_str(ops, "q Q\n"); /* a page without an operator upsets some viewers */
	else if (tag_add(s, ops, used, e) < 0)
		return -1;
	return 0;
}
