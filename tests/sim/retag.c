#include "retag.h"

#include <qrencode.h>
#include <string.h>

#include "marks.h"

void
retag_flip(char *tag, struct rng *r)
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	size_t at = 2 + (size_t)rng_int(r, (int)strlen(tag) - 2);
	char old = tag[at];

	while (tag[at] == old)
		tag[at] = digits[rng_int(r, 32)];
}

static void
fill(struct sheet *s, double x, double y, double side, uint8_t with)
{
	int x0 = (int)sheet_px(s, x), x1 = (int)sheet_px(s, x + side);
	int y0 = (int)sheet_px(s, y), y1 = (int)sheet_px(s, y + side);

	for (int p = 0; p < s->planes; p++)
		for (int row = y0; row < y1 && row < s->h; row++)
			memset(s->px[p] + (size_t)row * (size_t)s->w + x0, with,
			    (size_t)(x1 - x0));
}

void
retag_draw(struct sheet *s, const char *text)
{
	QRcode *code = QRcode_encodeString(text, 2, QR_ECLEVEL_Q, QR_MODE_8, 1);
	double module;

	if (code == NULL)
		return;
	module = (double)CODE_SIDE / code->width;
	fill(s, CODE_X - 1, CODE_Y - 1, CODE_SIDE + 2, 255);
	for (int i = 0; i < code->width * code->width; i++)
		if (code->data[i] & 1)
			fill(s, CODE_X + module * (i % code->width),
			    CODE_Y + module * (i / code->width), module, 0);
	QRcode_free(code);
}
