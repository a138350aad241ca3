/* Pictures in the text: crops on a slip, a logo. */
#include <string.h>

#include "base/err.h"
#include "pdf/flow_imp.h"

static int
big16(const unsigned char *p)
{
	return p[0] << 8 | p[1];
}

static int
png_size(const unsigned char *p, size_t n, struct picture *out)
{
	static const unsigned char magic[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };

	if (n < 26 || memcmp(p, magic, sizeof magic) != 0 || p[24] == 16)
		return -1;
	out->width = big16(p + 16) << 16 | big16(p + 18);
	out->height = big16(p + 20) << 16 | big16(p + 22);
	return 0;
}

static int
is_frame(unsigned char marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
	       marker != 0xCC;
}

static int
jpeg_size(const unsigned char *p, size_t n, struct picture *out)
{
	size_t i = 2;

	if (n < 4 || p[0] != 0xFF || p[1] != 0xD8)
		return -1;
	while (i + 9 < n && p[i] == 0xFF) {
		if (is_frame(p[i + 1])) {
			out->height = big16(p + i + 5);
			out->width = big16(p + i + 7);
			return 0;
		}
		i += 2 + (size_t)big16(p + i + 2);
	}
	return -1;
}

/* libharu prints half of a 16-bit PNG: refused with what is not a picture at all. */
static int
picture_size(const unsigned char *p, size_t n, struct picture *out)
{
	if (png_size(p, n, out) < 0 && jpeg_size(p, n, out) < 0)
		return -1;
	return out->width > 0 && out->height > 0 ? 0 : -1;
}

int
flow_picture_add(struct flow *f, const unsigned char *bytes, size_t size, const char *name)
{
	struct picture p = { .size = size };

	if (bytes == NULL || picture_size(bytes, size, &p) < 0)
		return err_set(f->e, ERR_INPUT,
		    "image illisible « %s » : un PNG ou un JPEG était attendu", name);
	p.bytes = mem_alloc(size);
	memcpy(p.bytes, bytes, size);
	f->pictures = mem_grow(f->pictures, f->pictures_n, &f->pictures_cap, sizeof p);
	f->pictures[f->pictures_n++] = p;
	return 0;
}

void
picture_fit(const struct picture *p, double *w, double *h)
{
	double scale = *w / p->width < *h / p->height ? *w / p->width : *h / p->height;

	*w = p->width * scale;
	*h = p->height * scale;
}

int
flow_picture(struct flow *f, const struct block *b)
{
	static const double own_dpi = 150, tallest = PT(180);
	struct slab *s;
	struct mark *m;
	double w, h = tallest;

	if (flow_picture_add(f, b->picture, b->picture_size, b->id != NULL ? b->id : "") < 0)
		return -1;
	const struct picture *p = &f->pictures[f->pictures_n - 1];

	w = b->width_mm > 0 ? PT(b->width_mm) : p->width * 72 / own_dpi;
	w = w > f->w ? f->w : w;
	picture_fit(p, &w, &h);
	s = slab_add(f, 4, h);
	m = mark_add(f, s, MARK_PICTURE, f->x, 0);
	m->w = w;
	m->h = h;
	m->picture = f->pictures_n - 1;
	s->keep = b->runs != NULL;
	f->space = 2;
	if (flow_text(f, b->runs, &style_small, 0) < 0)
		return -1;
	f->space = 5;
	return 0;
}
