/* whole FILE.jpg...: decodes every row of each in grey, as fast as libjpeg-turbo can, and drops them. */
#include <stdio.h>

#include <jpeglib.h>

enum { ROW_MAX = 65500 };

static void
decode(FILE *f)
{
	static JSAMPLE row[ROW_MAX];
	JSAMPROW rows = row;
	struct jpeg_error_mgr err;
	struct jpeg_decompress_struct c;

	c.err = jpeg_std_error(&err);
	jpeg_create_decompress(&c);
	jpeg_stdio_src(&c, f);
	jpeg_read_header(&c, TRUE);
	c.out_color_space = JCS_GRAYSCALE;
	jpeg_start_decompress(&c);
	while (c.output_scanline < c.output_height)
		jpeg_read_scanlines(&c, &rows, 1);
	jpeg_finish_decompress(&c);
	jpeg_destroy_decompress(&c);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");

		if (f == NULL) {
			perror(argv[i]);
			return 1;
		}
		decode(f);
		fclose(f);
	}
	return 0;
}
