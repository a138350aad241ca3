#include "lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "base/mem.h"

int
lines_read(struct lines *l, const char *path, struct err *e)
{
	struct buf text = BUF_INIT;
	char *rest, *line;
	int rc = file_read(path, (size_t)64 << 20, &text, e);

	rest = rc == 0 ? mem_str(text.data) : NULL;
	for (char *at = rest; rc == 0 && (line = strsep(&at, "\n")) != NULL;) {
		if (*line == '\0')
			continue;
		l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
		l->at[l->n] = js_parse(line, strlen(line), e);
		if (l->at[l->n] == NULL)
			rc = err_in(e, "%s, ligne %zu", path, l->n + 1);
		else
			l->n++;
	}
	free(rest);
	buf_release(&text);
	return rc;
}

void
lines_release(struct lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		js_free(l->at[i]);
	free(l->at);
}

const struct js *
lines_member(const struct js *boxes, const char *id)
{
	for (size_t i = 0; i < js_len(boxes); i++)
		if (strcmp(js_get_str(js_at(boxes, i), "id", ""), id) == 0)
			return js_at(boxes, i);
	return NULL;
}

int
lines_same_page(const struct js *a, const struct js *b)
{
	return js_get_int(a, "page", 0) == js_get_int(b, "page", -1) &&
	       strcmp(path_base(js_get_str(a, "file", "")),
		   path_base(js_get_str(b, "file", "?"))) == 0;
}

const struct js *
lines_page(const struct lines *l, const struct js *page)
{
	for (size_t i = 0; i < l->n; i++)
		if (lines_same_page(page, l->at[i]))
			return l->at[i];
	return NULL;
}
