#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

/*
 * A growing run of bytes.
 *
 * Always true between calls:
 *   - data is never NULL and data[len] == 0, so it can be printed as a string;
 *   - len <= cap.
 * Starts from BUF_INIT, ends in buf_release(); may be used again.
 */
struct buf {
	char *data;
	size_t len;
	size_t cap; /* bytes allocated, less the final 0; 0: data is borrowed */
};

extern char buf_empty[1];
#define BUF_INIT                                                                               \
	{                                                                                      \
		buf_empty, 0, 0                                                                \
	}

/* Adds n bytes.  p may point inside b. */
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap);

/* Makes sure that n more bytes fit without a new allocation. */
void buf_reserve(struct buf *b, size_t n);

/* Keeps the first n bytes.  n <= len. */
void buf_cut(struct buf *b, size_t n);

/* Gives the bytes away, to be freed by free(); b is empty again. */
char *buf_take(struct buf *b);

void buf_release(struct buf *b);

#endif
