/* A TIFF file: one page a directory. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/source/source_imp.h"
#include "scan/source/tiff_imp.h"

struct tiff_source {
	struct tiff *tiff;
	uint64_t *offsets; /* of each page's directory; 0: the chain was cut before it */
	size_t n, cap;
};

static void
close_tiff(struct source *s)
{
	struct tiff_source *t = s->state;

	tiff_free(t->tiff);
	free(t->offsets);
	free(t);
}

static void
offset_add(struct tiff_source *t, uint64_t offset)
{
	t->offsets = mem_grow(t->offsets, t->n, &t->cap, sizeof *t->offsets);
	t->offsets[t->n++] = offset;
}

static enum source_fault
open_tiff(struct source *s)
{
	struct tiff *tiff = tiff_new(&s->in);
	struct tiff_source *t;
	uint64_t offset;
	int rc = 0;

	if (tiff == NULL)
		return SOURCE_BROKEN;
	t = s->state = mem_zero(1, sizeof *t);
	t->tiff = tiff;
	while (t->n <= SOURCE_PAGES_MAX && (rc = tiff_next(tiff, &offset)) == 1)
		offset_add(t, offset);
	/* pages were lost: one more that is damaged tells it */
	if (rc < 0 && t->n > 0)
		offset_add(t, 0);
	s->pages = (int)t->n;
	return SOURCE_FINE;
}

static int
next_row(struct source_page *p, uint8_t *out)
{
	struct tiff_source *t = p->state;
	int rc = tiff_row(t->tiff, out);

	if (tiff_warned(t->tiff))
		source_page_damage(p, "image TIFF abîmée");
	if (tiff_adrift(t->tiff))
		p->trusted = 0;
	return rc;
}

static void
page_object(struct source_page *p, struct buf *out, char ext[8])
{
	struct tiff_source *t = p->state;

	if (t->n == 1)
		return;
	if (tiff_extract(&p->source->in, t->offsets[p->page - 1], out) < 0)
		buf_cut(out, 0);
	memcpy(ext, "tif", 4);
}

static int
open_page(struct source *s, struct source_page *p)
{
	struct tiff_source *t = s->state;
	struct tiff_facts f;
	const char *why;

	p->state = t;
	p->row = next_row;
	p->object = page_object;
	if (t->offsets[p->page - 1] == 0) {
		source_page_damage(p, "la suite du fichier est illisible : des pages manquent");
		return -1;
	}
	why = tiff_page(t->tiff, t->offsets[p->page - 1], &f);
	if (why != NULL) {
		source_page_damage(p, why);
		return -1;
	}
	if (!f.complete)
		source_page_damage(p, "image tronquée");
	p->w = f.w;
	p->h = f.h;
	p->xdpi = f.xdpi;
	p->ydpi = f.ydpi;
	source_page_orient(p, f.orientation);
	return source_page_start(p);
}

const struct source_kind source_tiff = { "tiff", "tif", open_tiff, close_tiff, open_page };
