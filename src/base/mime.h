/*
 * Writing a mail (RFC 5322, MIME): UTF-8 in the head and in the text, files attached.
 */
#ifndef BASE_MIME_H
#define BASE_MIME_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

struct mime_file {
	const char *name, *type; /* « relance.pdf », « application/pdf »: plain letters */
	const void *bytes;
	size_t n;
};

/* Texts are valid UTF-8, borrowed. */
struct mime {
	const char *from, *from_name; /* the address; who it is, "" not said */
	const char *to, *cc; /* one address each; cc NULL: none */
	const char *subject;
	const char *text; /* lines end in '\n' */
	int64_t at; /* UTC seconds */
	const struct mime_file *files;
	size_t n_files;
};

/* 1 when s is one address and nothing else. */
int mime_is_address(const char *s);

/*
 * Adds the mail to out, its lines ended by '\n' alone, as the sendmail interface takes them.  No text
 * of the caller can start a line of the head: an address with anything but an address in it is
 * refused (ERR_INPUT), the rest is encoded.
 */
int mime_write(const struct mime *m, struct buf *out, struct err *e);

#endif
