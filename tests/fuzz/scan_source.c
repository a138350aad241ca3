/* Files of scans: PDF, TIFF, JPEG, PNG as pages, their rows, and their objects for the archive. */
#include "scan/source/source_imp.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/made_scans.h"

const int fuzz_mutations = 300;

enum { PAGES = 2, ROWS_MAX = 4 * 1000 * 1000 };

static void
one_page(struct source *s, int n)
{
	struct source_page p;
	struct buf object = BUF_INIT;
	char ext[8] = "";

	if (source_page_open(s, n, &p) == 0) {
		int rows = ROWS_MAX / p.px.im.w;

		p.px.more(&p.px, rows < p.px.im.h ? rows : p.px.im.h);
	}
	if (p.object != NULL)
		p.object(&p, &object, ext);
	source_page_close(&p);
	buf_release(&object);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b = BUF_INIT;
	struct source s;
	int fd;

	buf_add(&b, data, size);
	fd = made_fd(&b);
	if (source_open(&s, fd, size) == SOURCE_FINE) {
		for (int i = 1; i <= s.pages && i <= PAGES; i++)
			one_page(&s, i);
		source_close(&s);
	}
	close(fd);
	buf_release(&b);
	return 0;
}

/* A page that is a picture, or (small, for speed) one with a line on it, that must be rendered. */
static void
seed_pdf(struct buf *out, const char *filter, const struct buf *picture, int line)
{
	struct made_pdf pdf;
	char images[32], *dict = made_image_dict(filter);

	made_pdf_start(&pdf);
	snprintf(images, sizeof images, "/I %d 0 R",
	    made_pdf_object(&pdf, dict, picture->data, picture->len));
	free(dict);
	made_pdf_page(
	    &pdf, "q 595 0 0 842 0 0 cm /I Do Q BT /F 9 Tf 3 Tr (x) Tj ET", images, "");
	if (line)
		made_pdf_page(&pdf, "q 60 0 0 84 0 0 cm /I Do Q 0 0 m 9 9 l S", images,
		    "/Rotate 90 /CropBox [0 0 60 84]");
	else
		made_pdf_page(
		    &pdf, "q 595 0 0 842 0 0 cm /I Do Q BT /F 9 Tf 3 Tr (x) Tj ET", images, "");
	made_pdf_end(&pdf);
	buf_add(out, pdf.out.data, pdf.out.len);
	buf_release(&pdf.out);
}

static const struct made_tiff tiffs[] = {
	{ .compression = COMPRESSION_CCITTFAX4,
	    .photometric = PHOTOMETRIC_MINISWHITE,
	    .bits = 1,
	    .samples = 1 },
	{ .compression = COMPRESSION_LZW,
	    .photometric = PHOTOMETRIC_RGB,
	    .bits = 8,
	    .samples = 3,
	    .rows_per_strip = 99 },
};

uint8_t *
fuzz_seed(int i, size_t *size)
{
	struct buf b = BUF_INIT, picture = BUF_INIT;

	switch (i) {
	case 0:
		made_jpeg(&b, 0, 6);
		break;
	case 1:
		made_png(&b, PNG_COLOR_TYPE_RGB_ALPHA, 8, 0);
		break;
	case 2:
		made_tiff(&b, tiffs, 2, "w");
		break;
	case 3:
		made_g4(&picture);
		seed_pdf(&b,
		    "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
		    "/DecodeParms << /K -1 /Columns 328 >>",
		    &picture, 1);
		break;
	case 4:
		made_jpeg(&picture, 1, 0);
		seed_pdf(&b, "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
		    &picture, 0);
		break;
	default:
		return NULL;
	}
	buf_release(&picture);
	*size = b.len;
	return (uint8_t *)buf_take(&b);
}
