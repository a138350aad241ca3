#include "base/mime.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"

enum {
	WORD_BYTES = 39, /* of UTF-8 in one encoded word: with « Subject: » in a line of 76 */
	LINE = 76, /* the longest line of an encoded body */
	GROUPS = LINE / 4 /* of base64 in a line */
};

/* n bytes as base64, in lines of LINE when `lines`. */
static void
add_base64(struct buf *out, const unsigned char *p, size_t n, int lines)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t groups = 0;

	for (size_t i = 0; i < n; i += 3) {
		unsigned v = (unsigned)p[i] << 16 | (i + 1 < n ? (unsigned)p[i + 1] << 8 : 0) |
			     (i + 2 < n ? p[i + 2] : 0);
		char four[4] = { letters[v >> 18], letters[v >> 12 & 63],
			i + 1 < n ? letters[v >> 6 & 63] : '=',
			i + 2 < n ? letters[v & 63] : '=' };

		if (lines && groups > 0 && groups % GROUPS == 0)
			buf_char(out, '\n');
		buf_add(out, four, sizeof four);
		groups++;
	}
	if (lines)
		buf_char(out, '\n');
}

static int
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && strchr(" -'.,!", *s) == NULL)
			return 0;
	return 1;
}

/* Bytes of s that fit one encoded word, cut between two letters. */
static size_t
word_length(const char *s)
{
	size_t n = strlen(s);

	if (n <= WORD_BYTES)
		return n;
	for (n = WORD_BYTES; n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80;)
		n--;
	return n;
}

/* Text of a head (RFC 2047): whatever is not plain is encoded, so also a line end. */
static void
add_words(struct buf *out, const char *s)
{
	if (is_plain(s) && strlen(s) < WORD_BYTES) {
		buf_str(out, s);
		return;
	}
	for (int first = 1; *s != '\0'; first = 0) {
		size_t n = word_length(s);

		buf_str(out, first ? "=?UTF-8?B?" : "\n =?UTF-8?B?");
		add_base64(out, (const unsigned char *)s, n, 0);
		buf_str(out, "?=");
		s += n;
	}
}

/* Letters, digits and what a mailbox may have beside; one @ with something on both sides. */
int
mime_is_address(const char *s)
{
	const char *at = strchr(s, '@');

	if (at == NULL || at == s || at[1] == '\0' || strchr(at + 1, '@') != NULL)
		return 0;
	for (; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && strchr("@._+-'", *s) == NULL)
			return 0;
	return 1;
}

static void
add_date(struct buf *out, int64_t at)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec" };
	date d = (date)(at / 86400);
	int second = (int)(at % 86400), year, month, day;

	date_split(d, &year, &month, &day);
	buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\n", days[date_weekday(d)], day,
	    months[month - 1], year, second / 3600, second / 60 % 60, second % 60);
}

static void
add_head(const struct mime *m, struct buf *out)
{
	buf_str(out, "From: ");
	if (*m->from_name != '\0') {
		int plain = is_plain(m->from_name) && strlen(m->from_name) < WORD_BYTES;

		buf_str(out, plain ? "\"" : "");
		add_words(out, m->from_name);
		buf_str(out, plain ? "\"\n " : "\n ");
	}
	buf_printf(out, "<%s>\nTo: <%s>\n", m->from, m->to);
	if (m->cc != NULL)
		buf_printf(out, "Cc: <%s>\n", m->cc);
	buf_str(out, "Subject: ");
	add_words(out, m->subject);
	buf_char(out, '\n');
	add_date(out, m->at);
	buf_printf(out, "Message-ID: <%016llx%016llx%s>\n", (unsigned long long)random_u64(),
	    (unsigned long long)random_u64(), strchr(m->from, '@'));
	/* an answering machine should not answer a reminder (RFC 3834) */
	buf_str(out, "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n");
}

/* One byte as quoted-printable wants it; `last` of its line. */
static size_t
quoted(unsigned char c, int last, char out[4])
{
	static const char hex[] = "0123456789ABCDEF";

	if ((c > ' ' && c < 0x7F && c != '=') || (c == ' ' && !last)) {
		out[0] = (char)c;
		return 1;
	}
	out[0] = '=';
	out[1] = hex[c >> 4];
	out[2] = hex[c & 15];
	return 3;
}

static void
add_quoted_line(struct buf *out, const char *s, size_t n)
{
	size_t column = 0;

	for (size_t i = 0; i < n; i++) {
		char three[4];
		/* « From » and a dot at the start of a line have a meaning of their own on the way */
		int guard = column == 0 && (s[i] == 'F' || s[i] == '.');
		size_t k = quoted((unsigned char)s[i], i + 1 == n, three);

		if (column + (guard ? 3 : k) >= LINE) {
			buf_str(out, "=\n");
			column = 0;
			guard = s[i] == 'F' || s[i] == '.';
		}
		if (guard)
			buf_printf(out, "=%02X", (unsigned char)s[i]);
		else
			buf_add(out, three, k);
		column += guard ? 3 : k;
	}
	buf_char(out, '\n');
}

static void
add_text(struct buf *out, const char *text)
{
	buf_str(out, "Content-Type: text/plain; charset=utf-8\n"
		     "Content-Transfer-Encoding: quoted-printable\n\n");
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		add_quoted_line(out, text, n);
		text += n + (text[n] == '\n');
	}
}

static void
add_file(struct buf *out, const struct mime_file *f)
{
	buf_printf(out,
	    "Content-Type: %s\nContent-Transfer-Encoding: base64\n"
	    "Content-Disposition: attachment; filename=\"%s\"\n\n",
	    f->type, f->name);
	add_base64(out, f->bytes, f->n, 1);
}

int
mime_write(const struct mime *m, struct buf *out, struct err *e)
{
	const char *const addresses[] = { m->from, m->to, m->cc };
	char boundary[40];

	for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++)
		if (addresses[i] != NULL && !mime_is_address(addresses[i]))
			return err_set(e, ERR_INPUT,
			    "« %s » n'est pas une adresse électronique", addresses[i]);
	add_head(m, out);
	if (m->n_files == 0) {
		add_text(out, m->text);
		return 0;
	}
	/* « =_ » stands in no quoted-printable and no base64 line */
	snprintf(boundary, sizeof boundary, "=_%016llx", (unsigned long long)random_u64());
	buf_printf(out, "Content-Type: multipart/mixed; boundary=\"%s\"\n\n--%s\n", boundary,
	    boundary);
	add_text(out, m->text);
	for (size_t i = 0; i < m->n_files; i++) {
		buf_printf(out, "\n--%s\n", boundary);
		add_file(out, &m->files[i]);
	}
	buf_printf(out, "\n--%s--\n", boundary);
	return 0;
}
