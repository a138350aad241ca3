#include "app/label.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

static void
add_point(struct buf *out, uint32_t c)
{
	char bytes[4];

	buf_add(out, bytes, utf8_put(c, bytes));
}

static int
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

char *
label_of(const char *name)
{
	int valid = utf8_valid(name, strlen(name));
	struct buf out = BUF_INIT;
	uint32_t c;
	char *nfc;

	while (*name != '\0') {
		c = valid ? utf8_next(&name) : (unsigned char)*name++;
		add_point(&out, is_control(c) ? '_' : c);
	}
	nfc = utf8_nfc(out.data);
	buf_release(&out);
	return nfc;
}

/* Latin with all its accents, Greek, Cyrillic, and ordinary punctuation. */
static int
is_printable(uint32_t c)
{
	return c < 0x530 || (c >= 0x1e00 && c < 0x2000) || (c >= 0x2010 && c <= 0x2027) ||
	       c == 0x20ac;
}

char *
label_printable(const char *name)
{
	char *label = label_of(name);
	const char *p = label;
	struct buf out = BUF_INIT;
	uint32_t c;

	while ((c = utf8_next(&p)) != 0)
		add_point(&out, is_printable(c) ? c : '?');
	free(label);
	return buf_take(&out);
}
