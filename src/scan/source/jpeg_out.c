/* Writing a grey JPEG.  Its rows are right by construction: libjpeg finds no fault that could be handled. */
#include <stdlib.h>

#include <stdio.h>

#include <jpeglib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/source/jpeg_imp.h"

enum { QUALITY = 90 };

struct jpeg_out {
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr err;
	unsigned char *bytes; /* of libjpeg's malloc */
	unsigned long n;
};

struct jpeg_out *
jpeg_out_new(int w, int h)
{
	struct jpeg_out *j = mem_zero(1, sizeof *j);

	j->c.err = jpeg_std_error(&j->err);
	jpeg_create_compress(&j->c);
	jpeg_mem_dest(&j->c, &j->bytes, &j->n);
	j->c.image_width = (JDIMENSION)w;
	j->c.image_height = (JDIMENSION)h;
	j->c.input_components = 1;
	j->c.in_color_space = JCS_GRAYSCALE;
	jpeg_set_defaults(&j->c);
	jpeg_set_quality(&j->c, QUALITY, TRUE);
	jpeg_start_compress(&j->c, TRUE);
	return j;
}

void
jpeg_out_row(struct jpeg_out *j, const uint8_t *row)
{
	JSAMPROW rows = (JSAMPROW)(uintptr_t)row;

	jpeg_write_scanlines(&j->c, &rows, 1);
}

void
jpeg_out_end(struct jpeg_out *j, struct buf *out)
{
	jpeg_finish_compress(&j->c);
	buf_add(out, j->bytes, j->n);
	jpeg_destroy_compress(&j->c);
	free(j->bytes);
	free(j);
}
