/*
 * Unicode text (utf8proc behind).  Strings inside paraphe are valid UTF-8 in NFC: what
 * comes from outside goes through utf8_valid() and utf8_nfc() first.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* 1 when the n bytes are valid UTF-8 without U+0000, 0 else. */
int utf8_valid(const char *s, size_t n);

/* The next code point of valid UTF-8, moving *s past it; 0 at the end. */
uint32_t utf8_next(const char **s);

/* Writes a code point; returns its bytes (1 to 4). */
size_t utf8_put(uint32_t c, char out[4]);

/* These return a string that the caller frees.  s is valid UTF-8. */
char *utf8_nfc(const char *s);
char *utf8_upper(const char *s); /* « Œuvrard » gives « ŒUVRARD » */

/*
 * For comparing what people type: no accents, no case, œ as oe, ß as ss, every run of what is
 * neither a letter nor a digit as one space, none at the ends.
 */
char *utf8_key(const char *s);

/* Columns that s takes on a terminal. */
size_t utf8_width(const char *s);

/* Code points in s. */
size_t utf8_count(const char *s);

#endif
