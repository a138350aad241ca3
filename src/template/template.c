#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "template/block.h"
#include "template/french_imp.h"
#include "template/markdown_imp.h"

/* Combining marks are U+0300 to U+036F: bytes CC 80 to CD AF.  Text without them is NFC as it stands. */
static int
needs_nfc(const struct buf *b)
{
	return memchr(b->data, 0xCC, b->len) != NULL || memchr(b->data, 0xCD, b->len) != NULL;
}

static void
compose(struct buf *b)
{
	char *nfc;

	if (!needs_nfc(b))
		return;
	nfc = utf8_nfc(b->data);
	buf_cut(b, 0);
	buf_str(b, nfc);
	free(nfc);
}

static struct block *
filled_parse(struct filled *f, struct arena *a, struct mistakes *m)
{
	struct reading r = { .a = a, .from = f, .m = m };

	compose(&f->text);
	return markdown_parse(&r, f->text.data, f->text.len, 1);
}

struct block *
template_render(const struct template_source *src, const char *name, const struct js *data,
    struct arena *a, struct err *e)
{
	struct filled f = { .text = BUF_INIT };
	struct mistakes m = { .e = e };
	struct block *b = NULL;

	if (mustache_fill(src, name, data, a, &f, &m) == 0)
		b = filled_parse(&f, a, &m);
	filled_release(&f);
	return b;
}

int
template_text(const struct template_source *src, const char *name, const struct js *data,
    struct buf *out, struct err *e)
{
	struct filled f = { .text = BUF_INIT, .plain = 1 };
	struct mistakes m = { .e = e };
	struct arena a = ARENA_INIT;
	int rc = mustache_fill(src, name, data, &a, &f, &m);

	compose(&f.text);
	if (rc == 0)
		buf_add(out, f.text.data, f.text.len);
	filled_release(&f);
	arena_release(&a);
	return rc;
}

struct block *
template_parse(const char *markdown, const char *name, struct arena *a, struct err *e)
{
	struct filled f = { .text = BUF_INIT };
	struct mistakes m = { .e = e };
	struct block *b;

	if (!utf8_valid(markdown, strlen(markdown))) {
		err_set(e, ERR_INPUT, "%s : ce texte n'est pas en UTF-8", name);
		return NULL;
	}
	french_template(markdown, strlen(markdown), '\n', &f.text);
	for (int line = 1; (size_t)line <= f.text.len + 1; line++) {
		f.origins = mem_grow(f.origins, f.n, &f.cap, sizeof *f.origins);
		f.origins[f.n++] = (struct origin){ name, line };
	}
	b = filled_parse(&f, a, &m);
	filled_release(&f);
	return b;
}
