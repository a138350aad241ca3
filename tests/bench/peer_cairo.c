/*
 * peer_cairo LINES OUT.pdf: the same pages with cairo, for the bench.  LINES: « P » starts a page, then « T x y
 * size bold text » a line; a QR code of 27 characters on each page.
 */
#include <cairo-pdf.h>
#include <cairo.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>

static void
code_draw(cairo_t *cr, int page)
{
	char text[28];
	QRinput *input = QRinput_new2(2, QR_ECLEVEL_Q);

	snprintf(text, sizeof text, "P17K3M9Q2X4ABC1%012d", page);
	QRinput_append(input, QR_MODE_AN, 27, (const unsigned char *)text);
	QRcode *code = QRcode_encodeInput(input);

	for (int i = 0; code != NULL && i < 625; i++)
		if (code->data[i] & 1)
			cairo_rectangle(
			    cr, 493 + i % 25 * 2.72, 34 + i / 25 * 2.72, 2.72, 2.72);
	cairo_fill(cr);
	QRcode_free(code);
	QRinput_free(input);
}

int
main(int argc, char **argv)
{
	FILE *f = argc == 3 ? fopen(argv[1], "r") : NULL;
	char line[4096], text[4000];
	double x, y, size;
	int bold, pages = 0;

	if (f == NULL)
		return 2;
	cairo_surface_t *s = cairo_pdf_surface_create(argv[2], 595.276, 841.89);
	cairo_t *cr = cairo_create(s);

	while (fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == 'P') {
			if (pages++ > 0)
				cairo_show_page(cr);
			code_draw(cr, pages);
		} else if (sscanf(line, "T %lf %lf %lf %d %[^\n]", &x, &y, &size, &bold,
			       text) == 5) {
			cairo_select_font_face(cr, "Liberation Serif", CAIRO_FONT_SLANT_NORMAL,
			    bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
			cairo_set_font_size(cr, size);
			cairo_move_to(cr, x, y);
			cairo_show_text(cr, text);
		}
	}
	cairo_show_page(cr);
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	fclose(f);
	return 0;
}
