/* A JPEG file: one page. */
#include <stdlib.h>

#include "scan/source/jpeg_imp.h"
#include "scan/source/source_imp.h"

static enum source_fault
open_jpeg(struct source *s)
{
	struct jpeg_facts f;
	struct jpeg *j = jpeg_new(&s->in, &f);

	if (j == NULL)
		return SOURCE_BROKEN;
	jpeg_free(j);
	s->pages = 1;
	return SOURCE_FINE;
}

static int
next_row(struct source_page *p, uint8_t *out)
{
	struct jpeg *j = p->state;
	int rc = jpeg_row(j, out);

	if (jpeg_warned(j))
		source_page_damage(p, "image JPEG abîmée");
	if (jpeg_adrift(j))
		p->trusted = 0;
	return rc;
}

static void
close_page(struct source_page *p)
{
	jpeg_free(p->state);
}

/* The largest reduction that libjpeg can do and that leaves at least the rows wanted. */
static int
reduction(const struct jpeg_facts *f)
{
	int side = f->w > f->h ? f->w : f->h, d = 1;

	while (d < 8 && side / d > SOURCE_SHOWN_SIDE)
		d *= 2;
	return d;
}

static int
open_page(struct source *s, struct source_page *p)
{
	struct jpeg_facts f;

	p->state = jpeg_new(&s->in, &f);
	if (p->state == NULL)
		return -1;
	p->close = close_page;
	p->row = next_row;
	if (!f.complete)
		source_page_damage(p, "image tronquée");
	p->decoded = reduction(&f);
	if (f.w > SOURCE_SIDE_MAX || f.h > SOURCE_SIDE_MAX ||
	    (uint64_t)f.w * (uint64_t)f.h > SOURCE_PIXELS_MAX ||
	    jpeg_start(p->state, p->decoded, &p->w, &p->h) < 0) {
		source_page_damage(p, "image démesurée ou indéchiffrable");
		return -1;
	}
	source_page_orient(p, f.orientation);
	p->xdpi = f.xdpi / p->decoded;
	p->ydpi = f.ydpi / p->decoded;
	return source_page_start(p);
}

const struct source_kind source_jpeg = { "jpeg", "jpg", open_jpeg, NULL, open_page };
