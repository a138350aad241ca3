#include "app/md.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"

/* No line starts with what stands at s. */
static int
is_tied(const char *s)
{
	return strchr(":;!?", *s) != NULL || strncmp(s, "»", 2) == 0 || strncmp(s, "·", 2) == 0;
}

static void
add_text(struct buf *out, const char *s, const char *space)
{
	for (; *s != '\0'; s++) {
		if (*s == ' ' || *s == '\n' || *s == '\r') {
			buf_str(out, s[1] != '\0' && is_tied(s + 1) ? "\u00a0" : space);
			continue;
		}
		if (strchr("\\`*_{}[]<>()#+-.!|~&:@\"'", *s) != NULL)
			buf_char(out, '\\');
		buf_char(out, *s);
	}
}

void
md_text(struct buf *out, const char *s)
{
	add_text(out, s, " ");
}

void
md_solid(struct buf *out, const char *s)
{
	add_text(out, s, "\u00a0");
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
