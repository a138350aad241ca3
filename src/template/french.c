#include "template/french_imp.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"

#define NBSP "\u00A0"
#define NARROW "\u202F"
#define APOSTROPHE "\u2019"
#define ELLIPSIS "\u2026"
#define OPEN "\u00AB" /* « */
#define CLOSE "\u00BB" /* » */
#define DASH "\u2013" /* – */

struct scan {
	const char *start, *s, *end;
	char before; /* what stands before start */
	struct buf *out;
};

static char
previous(const struct scan *c)
{
	return c->s == c->start ? c->before : c->s[-1];
}

static int
at(const struct scan *c, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(c->end - c->s) >= n && memcmp(c->s, word, n) == 0;
}

/* A letter or digit: ASCII, or any byte of a longer character. */
static int
is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* What ends right before p is `word`, with no letter before it. */
static int
ends_with(const struct scan *c, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(c->s - c->start) < n || memcmp(c->s - n, word, n) != 0)
		return 0;
	return c->s - n == c->start || !is_word(c->s[-(ptrdiff_t)n - 1]);
}

static int
unit_follows(const char *s, const char *end)
{
	static const char *const units[] = { "€", "%", "h", "min", "heure", "heures", "jour",
		"jours", "semaine", "semaines", "mois", "an", "ans", "mm", "cm", "m", "km",
		"kg", "g", "Mo", "Go", "janvier", "février", "mars", "avril", "mai", "juin",
		"juillet", "août", "septembre", "octobre", "novembre", "décembre" };

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		size_t n = strlen(units[i]);

		if ((size_t)(end - s) >= n && memcmp(s, units[i], n) == 0 &&
		    (s + n == end || !is_word(s[n]) || (unsigned char)s[n] == 0xC2))
			return 1;
	}
	return 0;
}

static int
follows_number(const struct scan *c)
{
	return isdigit((unsigned char)previous(c)) != 0;
}

/* « 13 h 30 » */
static int
is_minutes(const struct scan *c, const char *next)
{
	const char *h = c->s - 1;

	if (c->s - c->start < 2 || *h != 'h' || c->end - next < 2 ||
	    !isdigit((unsigned char)next[0]) || !isdigit((unsigned char)next[1]))
		return 0;
	while (h > c->start &&
	       (h[-1] == ' ' || (unsigned char)h[-1] == 0xA0 || (unsigned char)h[-1] == 0xC2))
		h--;
	return h > c->start && isdigit((unsigned char)h[-1]);
}

static int
follows_short_word(const struct scan *c)
{
	static const char *const words[] = { "M.", "MM.", "Mme", "Mlle", "Me", "Dr", "n°", "N°",
		"art.", "L.", "D.", "R.", "p.", "articles", "article" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (ends_with(c, words[i]))
			return 1;
	return 0;
}

/* The high punctuation that stands at p ends a word: not « :-- » of a table, not « ![ ». */
static int
is_high(const char *p, const char *end)
{
	if (p == end || strchr(";:!?", *p) == NULL)
		return 0;
	return p + 1 == end || strchr(" \t\n*_).,|\"<`!?", p[1]) != NULL || (p[1] & 0x80);
}

/* A run of spaces, plain or already no-break, is at c->s: how many bytes, 0 when there is none. */
static size_t
spaces(const struct scan *c)
{
	const char *p = c->s;

	while (p < c->end) {
		if (*p == ' ')
			p++;
		else if (c->end - p >= 2 && memcmp(p, NBSP, 2) == 0)
			p += 2;
		else if (c->end - p >= 3 && memcmp(p, NARROW, 3) == 0)
			p += 3;
		else
			break;
	}
	return (size_t)(p - c->s);
}

/* The run of n bytes of spaces at c->s becomes the space that French wants there. */
static void
space(struct scan *c, size_t n)
{
	const char *next = c->s + n;
	int close = c->end - next >= 2 && memcmp(next, CLOSE, 2) == 0;

	if (previous(c) == '\n')
		buf_add(c->out, c->s, n);
	else if (is_high(next, c->end) || close)
		buf_str(c->out, NARROW);
	else if (n == 1 && *c->s == ' ' &&
		 ((follows_number(c) && unit_follows(next, c->end)) || follows_short_word(c) ||
		     is_minutes(c, next)))
		buf_str(c->out, NBSP);
	else if (n == 1 && c->end - next >= 4 && memcmp(next, DASH " ", 4) == 0)
		buf_str(c->out, NBSP); /* a line may end, not start, with a dash */
	else
		buf_add(c->out, c->s, n);
	c->s = next;
	if (close) {
		buf_str(c->out, CLOSE);
		c->s += 2;
	}
}

static void
open_quote(struct scan *c)
{
	buf_str(c->out, OPEN);
	c->s += 2;
	c->s += spaces(c);
	buf_str(c->out, NARROW);
}

/* Copies up to and with the first `stop`; all of it when there is none. */
static void
copy_through(struct scan *c, const char *stop)
{
	const char *p = memmem(c->s + 1, (size_t)(c->end - c->s - 1), stop, strlen(stop));
	const char *to = p != NULL ? p + strlen(stop) : c->end;

	buf_add(c->out, c->s, (size_t)(to - c->s));
	c->s = to;
}

/* Markdown that is not running text: code, the target of a link, the opening line of a fence. */
static int
skip_markup(struct scan *c)
{
	if (at(c, "```")) {
		copy_through(c, "\n");
		return 1;
	}
	if (at(c, "](") || at(c, "<http")) {
		copy_through(c, *c->s == ']' ? ")" : ">");
		return 1;
	}
	if (*c->s == '`' && memchr(c->s + 1, '`', (size_t)(c->end - c->s - 1)) != NULL) {
		copy_through(c, "`");
		return 1;
	}
	return 0;
}

/* Letters that change: only in what the template says itself. */
static int
letter(struct scan *c)
{
	if (*c->s == '\'' && is_word(previous(c))) {
		buf_str(c->out, APOSTROPHE);
		c->s++;
		return 1;
	}
	if (at(c, "...")) {
		buf_str(c->out, ELLIPSIS);
		c->s += 3;
		return 1;
	}
	if (at(c, CLOSE) && is_word(previous(c))) {
		buf_str(c->out, NARROW CLOSE);
		c->s += 2;
		return 1;
	}
	return 0;
}

static void
french(struct scan *c, int letters)
{
	while (c->s < c->end) {
		size_t n;

		if (letters && (skip_markup(c) || letter(c)))
			continue;
		if ((n = spaces(c)) > 0) {
			space(c, n);
		} else if (at(c, OPEN)) {
			open_quote(c);
		} else {
			buf_char(c->out, *c->s++);
		}
	}
}

void
french_template(const char *s, size_t n, char before, struct buf *out)
{
	struct scan c = { s, s, s + n, before, out };

	french(&c, 1);
}

void
french_value(const char *s, size_t n, struct buf *out)
{
	struct scan c = { s, s, s + n, '\n', out };

	french(&c, 0);
}
