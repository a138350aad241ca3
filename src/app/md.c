#include "app/md.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"

void
md_text(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '\n' || *s == '\r') {
			buf_char(out, ' ');
			continue;
		}
		if (strchr("\\`*_{}[]<>()#+-.!|~&:@\"'", *s) != NULL)
			buf_char(out, '\\');
		buf_char(out, *s);
	}
}

void
md_row(struct buf *out, const char *cell, ...)
{
	va_list ap;

	va_start(ap, cell);
	for (; cell != NULL; cell = va_arg(ap, const char *)) {
		buf_str(out, "| ");
		md_text(out, cell);
		buf_char(out, ' ');
	}
	va_end(ap);
	buf_str(out, "|\n");
}
