#include "scan/tag/tagreader_imp.h"

#include <stdlib.h>
#include <string.h>

#include <zbar.h>

#include "base/mem.h"
#include "base/utf8.h"

struct tagreader {
	zbar_image_scanner_t *scanner;
};

struct tagreader *
tagreader_new(void)
{
	struct tagreader *r = mem_zero(1, sizeof *r);

	r->scanner = zbar_image_scanner_create();
	/* All kinds of codes are on by default: slower, false reads, and a bigger surface. */
	zbar_image_scanner_set_config(r->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	zbar_image_scanner_set_config(r->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
	return r;
}

void
tagreader_free(struct tagreader *r)
{
	if (r == NULL)
		return;
	zbar_image_scanner_destroy(r->scanner);
	free(r);
}

/* zbar wants rows without gaps. */
static uint8_t *
packed(const struct image *im)
{
	uint8_t *p = mem_alloc((size_t)im->w * (size_t)im->h);

	for (int y = 0; y < im->h; y++)
		memcpy(p + (size_t)y * (size_t)im->w, im->px + (size_t)y * im->stride,
		    (size_t)im->w);
	return p;
}

static int
known(const struct codes *c, const char *text)
{
	for (int i = 0; i < c->n; i++)
		if (strcmp(c->at[i].text, text) == 0)
			return 1;
	return 0;
}

/* Seen from behind, through the paper: zbar reads such a code all the same. */
static int
is_mirrored(const zbar_symbol_t *s)
{
	long long area = 0;

	for (unsigned i = 0; i < 4; i++) {
		unsigned k = (i + 1) % 4;

		area += (long long)zbar_symbol_get_loc_x(s, i) * zbar_symbol_get_loc_y(s, k) -
			(long long)zbar_symbol_get_loc_x(s, k) * zbar_symbol_get_loc_y(s, i);
	}
	return area > 0;
}

/* A code of others may hold line ends, or any bytes: as words, so that it can be asked about. */
static void
make_words(char *text)
{
	int whole = utf8_valid(text, strlen(text));

	for (char *c = text; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			*c = ' ';
		else if (!whole && (unsigned char)*c > 127)
			*c = '?';
}

static int
add_symbol(const zbar_symbol_t *s, struct place where, struct codes *out)
{
	static const int order[4] = { 0, 3, 2, 1 }; /* zbar goes round the other way */
	size_t len = zbar_symbol_get_data_length(s);
	struct code *c;

	if (out->n == CODES_MAX || len == 0 || zbar_symbol_get_loc_size(s) != 4)
		return 0;
	if (len >= SCAN_TEXT_MAX)
		len = SCAN_TEXT_MAX - 1;
	c = &out->at[out->n];
	memcpy(c->text, zbar_symbol_get_data(s), len);
	c->text[len] = '\0';
	make_words(c->text);
	if (is_mirrored(s) || known(out, c->text))
		return 0;
	out->n++;
	for (unsigned i = 0; i < 4; i++) {
		unsigned k = (unsigned)order[i];

		c->corner[i].x = where.x + where.factor * (zbar_symbol_get_loc_x(s, k) + 0.5);
		c->corner[i].y = where.y + where.factor * (zbar_symbol_get_loc_y(s, k) + 0.5);
	}
	return 1;
}

int
tagreader_scan(struct tagreader *r, const struct image *im, int step, struct place where,
    struct codes *out)
{
	zbar_image_t *z;
	uint8_t *copy;
	int added = 0;

	if (im->w < 21 || im->h < 21)
		return 0;
	z = zbar_image_create();
	copy = im->stride == (size_t)im->w ? NULL : packed(im);
	zbar_image_set_format(z, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(z, (unsigned)im->w, (unsigned)im->h);
	zbar_image_set_data(
	    z, copy ? copy : im->px, (unsigned long)im->w * (unsigned long)im->h, NULL);
	zbar_image_scanner_set_config(r->scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, step);
	zbar_image_scanner_set_config(r->scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, step);
	if (zbar_scan_image(r->scanner, z) > 0)
		for (const zbar_symbol_t *s = zbar_image_first_symbol(z); s != NULL;
		     s = zbar_symbol_next(s))
			added += add_symbol(s, where, out);
	zbar_image_destroy(z);
	free(copy);
	return added;
}

/* A code that says « PARAPHE » (version 1, level M), a row a number, the left module first. */
static const uint32_t first_code[21] = { 0x1fd57f, 0x105441, 0x17475d, 0x175e5d, 0x17425d,
	0x104b41, 0x1fd57f, 0x001b00, 0x16e34b, 0x051bc3, 0x094a02, 0x17a277, 0x0c6d2e,
	0x001e49, 0x1fd72d, 0x105437, 0x1749f1, 0x175e5e, 0x17516c, 0x10409c, 0x1fd0a2 };

void
tagreader_start(void)
{
	enum { MODULES = 21, QUIET = 4, ZOOM = 4, SIDE = (MODULES + 2 * QUIET) * ZOOM };
	struct tagreader *r = tagreader_new();
	struct codes codes = { .n = 0 };
	struct image im;

	image_init(&im, SIDE, SIDE);
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++) {
			int i = y / ZOOM - QUIET, j = x / ZOOM - QUIET;
			int dark = i >= 0 && i < MODULES && j >= 0 && j < MODULES &&
				   (first_code[i] >> (MODULES - 1 - j) & 1);

			im.px[(size_t)y * im.stride + (size_t)x] = dark ? 0 : 255;
		}
	tagreader_scan(r, &im, 1, (struct place){ 0, 0, 1 }, &codes);
	image_release(&im);
	tagreader_free(r);
}
