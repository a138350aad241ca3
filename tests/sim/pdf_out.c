#include "pdf_out.h"

#include <stdlib.h>

#include "base/mem.h"

/* Object 1 is the catalogue, 2 the page tree, 3 the font of the hidden text. */
enum { CATALOGUE = 1, TREE, FONT, FIRST };

struct pdf_out {
	FILE *f;
	long *offset; /* of object i + 1 */
	size_t n, cap;
	int *page; /* object numbers */
	size_t n_pages, pages_cap;
};

static int
number_new(struct pdf_out *p)
{
	p->offset = mem_grow(p->offset, p->n, &p->cap, sizeof *p->offset);
	p->offset[p->n++] = 0;
	return (int)p->n;
}

static void
object_start(struct pdf_out *p, int number)
{
	p->offset[number - 1] = ftell(p->f);
	fprintf(p->f, "%d 0 obj\n", number);
}

struct pdf_out *
pdf_out_new(FILE *f)
{
	struct pdf_out *p = mem_zero(1, sizeof *p);

	p->f = f;
	fputs("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", f);
	while (p->n < FIRST - 1)
		number_new(p);
	return p;
}

static void
picture(struct pdf_out *p, int number, const struct encoded *x, size_t strip)
{
	const struct buf *bytes = &x->strips[strip];
	int rows = strip + 1 < x->n ? x->rows : x->h - x->rows * (int)(x->n - 1);

	object_start(p, number);
	fprintf(p->f,
	    "<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d "
	    "/ColorSpace /Device%s /Length %zu ",
	    x->w, rows, x->bits, x->planes == 1 ? "Gray" : "RGB", bytes->len);
	if (x->packing == PACK_G4)
		fprintf(p->f,
		    "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %d /Rows %d >> ",
		    x->w, rows);
	else
		fprintf(p->f, "/Filter /%sDecode ", x->packing == PACK_JPEG ? "DCT" : "Flate");
	fputs(">>\nstream\n", p->f);
	fwrite(bytes->data, 1, bytes->len, p->f);
	fputs("\nendstream\nendobj\n", p->f);
}

/* Text in rendering mode 3: there for searching, not drawn. */
static void
hidden_words(struct buf *c, double height)
{
	buf_str(c, "BT 3 Tr /F 10 Tf 60 ");
	buf_printf(c, "%.1f Td 14 TL\n", height - 140);
	for (int i = 1; i <= 30; i++)
		buf_printf(c, "(Ligne %d reconnue par le scanner) Tj T*\n", i);
	buf_str(c, "ET\n");
}

static int
contents(struct pdf_out *p, const struct encoded *x, int words)
{
	struct buf c = BUF_INIT;
	double unit = 72 / x->dpi;
	int number = number_new(p);

	for (size_t i = 0; i < x->n; i++) {
		int top = x->rows * (int)i, rows = i + 1 < x->n ? x->rows : x->h - top;

		buf_printf(&c, "q %.4f 0 0 %.4f 0 %.4f cm /I%zu Do Q\n", x->w * unit,
		    rows * unit, (x->h - top - rows) * unit, i);
	}
	if (words)
		hidden_words(&c, x->h * unit);
	object_start(p, number);
	fprintf(p->f, "<< /Length %zu >>\nstream\n%s\nendstream\nendobj\n", c.len, c.data);
	buf_release(&c);
	return number;
}

void
pdf_out_page(struct pdf_out *p, const struct encoded *x, int rotate, int words)
{
	int first = (int)p->n + 1, content, page;

	for (size_t i = 0; i < x->n; i++)
		picture(p, number_new(p), x, i);
	content = contents(p, x, words);
	page = number_new(p);
	object_start(p, page);
	fprintf(p->f, "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.3f %.3f] /Rotate %d ",
	    TREE, x->w * 72 / x->dpi, x->h * 72 / x->dpi, rotate);
	fprintf(p->f, "/Contents %d 0 R /Resources << /Font << /F %d 0 R >> /XObject <<",
	    content, FONT);
	for (size_t i = 0; i < x->n; i++)
		fprintf(p->f, " /I%zu %d 0 R", i, first + (int)i);
	fputs(" >> >> >>\nendobj\n", p->f);
	p->page = mem_grow(p->page, p->n_pages, &p->pages_cap, sizeof *p->page);
	p->page[p->n_pages++] = page;
}

void
pdf_out_close(struct pdf_out *p)
{
	long start;

	object_start(p, CATALOGUE);
	fprintf(p->f, "<< /Type /Catalog /Pages %d 0 R >>\nendobj\n", TREE);
	object_start(p, TREE);
	fprintf(p->f, "<< /Type /Pages /Count %zu /Kids [", p->n_pages);
	for (size_t i = 0; i < p->n_pages; i++)
		fprintf(p->f, " %d 0 R", p->page[i]);
	fputs(" ] >>\nendobj\n", p->f);
	object_start(p, FONT);
	fputs("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n", p->f);
	start = ftell(p->f);
	fprintf(p->f, "xref\n0 %zu\n0000000000 65535 f \n", p->n + 1);
	for (size_t i = 0; i < p->n; i++)
		fprintf(p->f, "%010ld 00000 n \n", p->offset[i]);
	fprintf(p->f, "trailer\n<< /Size %zu /Root %d 0 R >>\nstartxref\n%ld\n%%%%EOF\n",
	    p->n + 1, CATALOGUE, start);
	free(p->offset);
	free(p->page);
	free(p);
}
