#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/mem.h"

int
utf8_valid(const char *s, size_t n)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s;
	size_t at = 0;
	utf8proc_int32_t c;

	while (at < n) {
		utf8proc_ssize_t used =
		    utf8proc_iterate(p + at, (utf8proc_ssize_t)(n - at), &c);

		if (used <= 0 || c == 0)
			return 0;
		at += (size_t)used;
	}
	return 1;
}

uint32_t
utf8_next(const char **s)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t used;

	if (**s == '\0')
		return 0;
	used = utf8proc_iterate((const utf8proc_uint8_t *)*s, -1, &c);
	if (used <= 0) {
		*s += 1;
		return 0xFFFD;
	}
	*s += used;
	return (uint32_t)c;
}

size_t
utf8_put(uint32_t c, char out[4])
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

static char *
mapped(const char *s, utf8proc_option_t options)
{
	utf8proc_uint8_t *out = NULL;

	if (utf8proc_map((const utf8proc_uint8_t *)s, 0, &out, UTF8PROC_NULLTERM | options) < 0)
		return mem_str(s);
	return (char *)out;
}

char *
utf8_nfc(const char *s)
{
	return mapped(s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

char *
utf8_upper(const char *s)
{
	struct buf out = BUF_INIT;
	uint32_t c;
	char bytes[4];

	while ((c = utf8_next(&s)) != 0) {
		if (c == 0xDF) {
			buf_str(&out, "SS");
			continue;
		}
		buf_add(&out, bytes,
		    utf8_put((uint32_t)utf8proc_toupper((utf8proc_int32_t)c), bytes));
	}
	return buf_take(&out);
}

/* Letters that decomposition leaves whole but that people type without their stroke. */
static const char *
plain_letter(uint32_t c)
{
	switch (c) {
	case 0x153:
		return "oe";
	case 0xE6:
		return "ae";
	case 0xF8:
		return "o";
	case 0x142:
		return "l";
	case 0x111:
	case 0xF0:
		return "d";
	case 0x131:
		return "i";
	case 0x127:
		return "h";
	case 0xFE:
		return "th";
	default:
		return NULL;
	}
}

static int
is_word(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
	       (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

char *
utf8_key(const char *s)
{
	char *folded = mapped(s, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
				     UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
	const char *p = folded;
	struct buf out = BUF_INIT;
	int gap = 0;
	uint32_t c;
	char bytes[4];

	while ((c = utf8_next(&p)) != 0) {
		const char *plain = plain_letter(c);

		if (plain == NULL && !is_word(c)) {
			gap = 1;
			continue;
		}
		if (gap && out.len > 0)
			buf_char(&out, ' ');
		gap = 0;
		if (plain != NULL)
			buf_str(&out, plain);
		else
			buf_add(&out, bytes, utf8_put(c, bytes));
	}
	free(folded);
	return buf_take(&out);
}

size_t
utf8_width(const char *s)
{
	size_t width = 0;
	uint32_t c;

	while ((c = utf8_next(&s)) != 0)
		width += (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
	return width;
}

size_t
utf8_count(const char *s)
{
	size_t n = 0;

	while (utf8_next(&s) != 0)
		n++;
	return n;
}
