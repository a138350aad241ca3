#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

char buf_empty[1];

void
buf_reserve(struct buf *b, size_t n)
{
	size_t cap = b->cap > 0 ? b->cap : 62;

	if (b->cap > 0 && b->cap - b->len >= n)
		return;
	while (cap - b->len < n)
		cap *= 2;
	b->data = mem_realloc(b->cap > 0 ? b->data : NULL, cap + 1, 1);
	b->cap = cap;
	b->data[b->len] = '\0';
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	const char *bytes = p;
	int inside = b->cap > 0 && bytes >= b->data && bytes <= b->data + b->len;
	size_t offset = inside ? (size_t)(bytes - b->data) : 0;

	if (n == 0)
		return;
	buf_reserve(b, n);
	memmove(b->data + b->len, inside ? b->data + offset : bytes, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n > 0) {
		buf_reserve(b, (size_t)n);
		vsnprintf(b->data + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
buf_cut(struct buf *b, size_t n)
{
	if (n >= b->len)
		return;
	b->len = n;
	b->data[n] = '\0';
}

char *
buf_take(struct buf *b)
{
	char *data = b->cap > 0 ? b->data : mem_str("");

	b->data = buf_empty;
	b->len = b->cap = 0;
	return data;
}

void
buf_release(struct buf *b)
{
	if (b->cap > 0)
		free(b->data);
	b->data = buf_empty;
	b->len = b->cap = 0;
}
