/* A HEIC photo: one page.  It is archived as a grey JPEG, which every program reads. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/source/heif_imp.h"
#include "scan/source/jpeg_imp.h"
#include "scan/source/source_imp.h"

struct heif_page {
	struct heif *heif;
	int row;
};

/* Without the library the words say how to make a JPEG of it. */
static enum source_fault
open_heif(struct source *s)
{
	struct heif *h = heif_new(&s->in);

	if (h == NULL)
		return heif_is_loaded() ? SOURCE_BROKEN : SOURCE_HEIC;
	heif_free(h);
	s->pages = 1;
	return SOURCE_FINE;
}

static int
next_row(struct source_page *p, uint8_t *out)
{
	struct heif_page *st = p->state;

	if (st->row >= p->h)
		return -1;
	memcpy(out, heif_row(st->heif, st->row++), (size_t)p->w);
	return 0;
}

static void
page_object(struct source_page *p, struct buf *out, char ext[8])
{
	struct heif_page *st = p->state;
	struct jpeg_out *j = jpeg_out_new(p->w, p->h);

	for (int y = 0; y < p->h; y++)
		jpeg_out_row(j, heif_row(st->heif, y));
	jpeg_out_end(j, out);
	memcpy(ext, "jpg", 4);
}

static void
close_page(struct source_page *p)
{
	struct heif_page *st = p->state;

	heif_free(st->heif);
	free(st);
}

static int
open_page(struct source *s, struct source_page *p)
{
	struct heif_page *st = mem_zero(1, sizeof *st);

	p->state = st;
	p->close = close_page;
	p->row = next_row;
	st->heif = heif_new(&s->in);
	if (st->heif == NULL || heif_start(st->heif, &p->w, &p->h) < 0) {
		source_page_damage(p, "photo HEIC abîmée ou tronquée");
		return -1;
	}
	p->object = page_object;
	return source_page_start(p);
}

const struct source_kind source_heif = { "heic", "heic", open_heif, NULL, open_page };
