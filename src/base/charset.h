/*
 * Texts in the encodings that French schools' programs write (iconv and uchardet behind).
 */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include <stddef.h>

struct buf;
struct err;

struct charset_guess {
	char name[32]; /* « UTF-8 », « UTF-16LE », « WINDOWS-1252 » */
	int bom; /* 1: the file says so itself */
};

/*
 * A byte order mark decides; else valid UTF-8 is UTF-8; else UTF-16 where every second byte is
 * nought; else what uchardet knows well, and Windows-1252, of which Latin 1 is a part.
 */
void charset_guess(const char *bytes, size_t n, struct charset_guess *g);

/*
 * Adds the text to out as UTF-8 in NFC, without its byte order mark.  encoding: a name that iconv
 * knows, NULL to guess; *g tells what was used.  A byte that does not fit, a 0 character
 * or a name unknown is an error.
 */
int charset_decode(const char *bytes, size_t n, const char *encoding, struct buf *out,
    struct charset_guess *g, struct err *e);

#endif
