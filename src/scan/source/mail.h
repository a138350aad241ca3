/*
 * A mail with scans attached (RFC 5322, MIME): companies send back a signed paper so.
 *
 * The mail is taken apart in a child process of its own, in the sandbox of the workers: what
 * comes out of it is bytes and a name, and those go through scan_file like any other file.
 */
#ifndef SCAN_MAIL_H
#define SCAN_MAIL_H

#include <stddef.h>
#include <stdint.h>

struct err;

enum { MAIL_NAME_SIZE = 128, MAIL_PARTS_MAX = 64 };

/* 1 when the file at fd starts like a mail (a header line), 0 when not.  The offset does not move. */
int mail_is(int fd);

/*
 * Calls part() for each attachment that is a PDF, TIFF, JPEG or PNG by its first bytes; `name` is that of
 * the attachment, made safe, "" when it has none.  Small pictures shown within the text (logos) are
 * left out.  Other than 0 from part() stops and is returned; -1 with e filled: unreadable.
 */
typedef int mail_part(void *ctx, const char *name, const unsigned char *bytes, size_t n);
int mail_split(int fd, mail_part *part, void *ctx, struct err *e);

/* The parser alone, on bytes in memory: for the child, and for tests. */
int mail_parse(const char *text, size_t n, mail_part *part, void *ctx);

#endif
