#include "base/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uchardet.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"

enum { SAMPLE = 64 * 1024, CHUNK = 32 * 1024 };

static const struct bom {
	const char *bytes;
	size_t n;
	const char *name;
} boms[] = {
	{ "\xEF\xBB\xBF", 3, "UTF-8" },
	{ "\xFF\xFE", 2, "UTF-16LE" },
	{ "\xFE\xFF", 2, "UTF-16BE" },
};

static const struct bom *
bom_lookup(const char *bytes, size_t n)
{
	for (size_t i = 0; i < sizeof boms / sizeof boms[0]; i++)
		if (n >= boms[i].n && memcmp(bytes, boms[i].bytes, boms[i].n) == 0)
			return &boms[i];
	return NULL;
}

/* UTF-16 without a mark: French text has a nought in one byte out of two. */
static const char *
guess_wide(const char *bytes, size_t n)
{
	size_t zero[2] = { 0, 0 }, look = (n < 512 ? n : 512) & ~(size_t)1;

	for (size_t i = 0; i < look; i++)
		zero[i % 2] += bytes[i] == '\0';
	if (look < 4 || n % 2 != 0)
		return NULL;
	if (zero[1] * 5 > look * 2 && zero[0] == 0)
		return "UTF-16LE";
	return zero[0] * 5 > look * 2 && zero[1] == 0 ? "UTF-16BE" : NULL;
}

/*
 * uchardet takes short French texts for anything from Turkish to Thai: it is believed only
 * where it names the Mac's letters, which Windows-1252 would turn into rubbish.
 */
static const char *
guess_narrow(const char *bytes, size_t n)
{
	uchardet_t u = uchardet_new();
	const char *name = "WINDOWS-1252";

	if (u == NULL)
		return name;
	if (uchardet_handle_data(u, bytes, n < SAMPLE ? n : SAMPLE) == 0) {
		uchardet_data_end(u);
		if (strcmp(uchardet_get_charset(u), "MAC-CENTRALEUROPE") == 0 ||
		    strcmp(uchardet_get_charset(u), "MACINTOSH") == 0)
			name = "MACINTOSH";
	}
	uchardet_delete(u);
	return name;
}

void
charset_guess(const char *bytes, size_t n, struct charset_guess *g)
{
	const struct bom *bom = bom_lookup(bytes, n);
	const char *wide = guess_wide(bytes, n);
	const char *name = bom != NULL            ? bom->name
			   : wide != NULL         ? wide
			   : utf8_valid(bytes, n) ? "UTF-8"
			   : memchr(bytes, 0, n)  ? "UTF-8" /* refused later, for its 0 */
						  : guess_narrow(bytes, n);

	g->bom = bom != NULL;
	snprintf(g->name, sizeof g->name, "%s", name);
}

static size_t
line_at(const struct buf *text)
{
	size_t line = 1;

	for (size_t i = 0; i < text->len; i++)
		line += text->data[i] == '\n';
	return line;
}

static int
convert(
    iconv_t cd, const char *bytes, size_t n, const char *name, struct buf *out, struct err *e)
{
	char *in = (char *)bytes;

	while (n > 0) {
		buf_reserve(out, CHUNK);
		char *to = out->data + out->len;
		size_t room = CHUNK;
		size_t done = iconv(cd, &in, &n, &to, &room);
		int why = errno;

		out->len += CHUNK - room;
		out->data[out->len] = '\0';
		if (done == (size_t)-1 && why != E2BIG)
			return err_set(e, ERR_INPUT,
			    "ligne %zu : un caractère n'existe pas dans l'encodage %s ; essayez "
			    "--encoding",
			    line_at(out), name);
	}
	return 0;
}

static int
to_utf8(const char *bytes, size_t n, const char *name, struct buf *out, struct err *e)
{
	iconv_t cd = iconv_open("UTF-8", name);
	int rc;

	if (cd == (iconv_t)-1)
		return err_set(e, ERR_USAGE,
		    "encodage inconnu « %s » (par exemple UTF-8, CP1252, "
		    "UTF-16LE)",
		    name);
	rc = convert(cd, bytes, n, name, out, e);
	iconv_close(cd);
	return rc;
}

int
charset_decode(const char *bytes, size_t n, const char *encoding, struct buf *out,
    struct charset_guess *g, struct err *e)
{
	const struct bom *bom = bom_lookup(bytes, n);
	size_t skip = bom != NULL ? bom->n : 0;
	struct buf text = BUF_INIT;
	int rc = -1;

	charset_guess(bytes, n, g);
	if (encoding != NULL)
		snprintf(g->name, sizeof g->name, "%s", encoding);
	if (to_utf8(bytes + skip, n - skip, g->name, &text, e) < 0)
		goto done;
	if (memchr(text.data, 0, text.len) != NULL) {
		err_set(e, ERR_INPUT, "ce n'est pas un fichier de texte (octets nuls)");
		goto done;
	}
	char *nfc = utf8_nfc(text.data);

	buf_str(out, nfc);
	free(nfc);
	rc = 0;
done:
	buf_release(&text);
	return rc;
}
