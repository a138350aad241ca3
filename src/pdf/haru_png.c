/*
 * PNG pictures that a PDF can take as they are: its Flate filter knows PNG's predictors.  libharu would unpack and
 * pack them again, for each file.
 */
#include <string.h>

#include "base/buf.h"
#include "pdf/flow_imp.h"
#include "pdf/haru_doc_imp.h"

enum { HEADER = 8, CHUNK_EXTRA = 12, GREY = 0, RGB = 2 };

static uint32_t
big32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* What is known of the picture, from its first chunk. */
struct png {
	int width, height, bits, colors;
	struct buf packed; /* all IDAT chunks: one zlib stream */
};

/* Grey or RGB, each row after the other, nothing transparent. */
static int
is_simple(const unsigned char *ihdr, struct png *out)
{
	int type = ihdr[9];

	out->width = (int)big32(ihdr);
	out->height = (int)big32(ihdr + 4);
	out->bits = ihdr[8];
	out->colors = type == GREY ? 1 : 3;
	return (type == GREY || type == RGB) && out->bits <= 8 && ihdr[12] == 0;
}

/* 1: read; 0: another kind of PNG, or not whole. */
static int
png_read(const struct picture *p, struct png *out)
{
	size_t at = HEADER;

	while (at + CHUNK_EXTRA <= p->size) {
		const unsigned char *c = p->bytes + at;
		size_t n = big32(c);

		if (n > p->size - at - CHUNK_EXTRA || memcmp(c + 4, "tRNS", 4) == 0)
			return 0;
		if (at == HEADER &&
		    (memcmp(c + 4, "IHDR", 4) != 0 || n != 13 || !is_simple(c + 8, out)))
			return 0;
		if (memcmp(c + 4, "IDAT", 4) == 0)
			buf_add(&out->packed, c + 8, n);
		if (memcmp(c + 4, "IEND", 4) == 0)
			return out->packed.len > 0;
		at += CHUNK_EXTRA + n;
	}
	return 0;
}

static void
image_fill(struct haru *h, HPDF_Dict image, const struct png *png)
{
	HPDF_Dict how = HPDF_Dict_New(h->doc->mmgr);

	HPDF_Dict_AddName(image, "Type", "XObject");
	HPDF_Dict_AddName(image, "Subtype", "Image");
	HPDF_Dict_AddName(image, "ColorSpace", png->colors == 1 ? "DeviceGray" : "DeviceRGB");
	HPDF_Dict_AddNumber(image, "Width", png->width);
	HPDF_Dict_AddNumber(image, "Height", png->height);
	HPDF_Dict_AddNumber(image, "BitsPerComponent", png->bits);
	HPDF_Dict_AddNumber(how, "Predictor", 15);
	HPDF_Dict_AddNumber(how, "Colors", png->colors);
	HPDF_Dict_AddNumber(how, "BitsPerComponent", png->bits);
	HPDF_Dict_AddNumber(how, "Columns", png->width);
	HPDF_Dict_Add(image, "DecodeParms", how);
	haru_stream_packed(h, image, png->packed.data, png->packed.len);
}

HPDF_Image
haru_png(struct haru *h, const struct picture *p)
{
	struct png png = { .packed = BUF_INIT };
	HPDF_Image image = NULL;

	if (png_read(p, &png)) {
		image = HPDF_DictStream_New(h->doc->mmgr, h->doc->xref);
		if (image != NULL)
			image_fill(h, image, &png);
	} else {
		image = HPDF_LoadPngImageFromMem(h->doc, p->bytes, (HPDF_UINT)p->size);
	}
	buf_release(&png.packed);
	return image;
}
