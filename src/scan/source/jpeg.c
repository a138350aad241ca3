#include "scan/source/jpeg_imp.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "base/mem.h"
#include "scan/source/source_imp.h"

enum {
	CHUNK = 65536,
	SCANS_MAX = 100, /* a progressive picture has about ten; more is an attack */
	MARKER_MAX = 4096, /* of the EXIF block only the first entries are wanted */
	COEFFICIENT_BYTES_MAX = 256 * 1024 * 1024
};

struct jpeg {
	struct jpeg_decompress_struct c;
	struct jpeg_error_mgr err;
	struct jpeg_source_mgr src;
	struct jpeg_progress_mgr progress;
	jmp_buf out;
	struct input in;
	uint64_t at; /* of the next chunk */
	int ran_out; /* 1: asked for bytes past the end */
	int complete; /* 1: ends as it must */
	int holed; /* 1: zeros stand for bytes that were lost */
	int dead; /* 1: after an error nothing more is asked of libjpeg */
	uint8_t *cmyk; /* a row of four components; NULL when not needed */
	JOCTET chunk[CHUNK];
};

static void
on_error(j_common_ptr c)
{
	struct jpeg *j = c->client_data;

	longjmp(j->out, 1);
}

static void
on_message(j_common_ptr c, int level)
{
	if (level < 0 && !(c->err->msg_code == JWRN_EXTRANEOUS_DATA &&
			     c->err->msg_parm.i[0] < JPEG_PADDING_MAX))
		c->err->num_warnings++;
}

static void
on_output(j_common_ptr c)
{
	(void)c;
}

static void
on_progress(j_common_ptr c)
{
	struct jpeg *j = c->client_data;

	if (j->c.input_scan_number > SCANS_MAX)
		longjmp(j->out, 1);
}

static void
src_nothing(j_decompress_ptr c)
{
	(void)c;
}

/* Past the end libjpeg is fed end markers, so that it finishes what it has. */
static boolean
src_fill(j_decompress_ptr c)
{
	struct jpeg *j = c->client_data;
	size_t n = input_read(&j->in, j->at, j->chunk, CHUNK);

	if (n == 0) {
		j->ran_out = 1;
		j->chunk[0] = 0xFF;
		j->chunk[1] = JPEG_EOI;
		n = 2;
	}
	j->at += n;
	j->src.next_input_byte = j->chunk;
	j->src.bytes_in_buffer = n;
	return TRUE;
}

static void
src_skip(j_decompress_ptr c, long n)
{
	struct jpeg *j = c->client_data;

	if (n <= 0)
		return;
	if ((size_t)n <= j->src.bytes_in_buffer) {
		j->src.next_input_byte += n;
		j->src.bytes_in_buffer -= (size_t)n;
		return;
	}
	j->at += (uint64_t)n - j->src.bytes_in_buffer;
	j->src.bytes_in_buffer = 0;
}

/* The last bytes are FF D9; some scanners pad with zeros. */
static int
is_complete(const struct input *in)
{
	unsigned char tail[512];
	uint64_t from = in->size > sizeof tail ? in->size - sizeof tail : 0;
	size_t n = input_read(in, from, tail, sizeof tail);

	for (size_t i = n; i >= 2; i--)
		if (tail[i - 2] == 0xFF && tail[i - 1] == JPEG_EOI)
			return 1;
	return 0;
}

static unsigned
exif_u16(const JOCTET *p, int little)
{
	return little ? p[0] | (unsigned)p[1] << 8 : (unsigned)p[0] << 8 | p[1];
}

static uint32_t
exif_u32(const JOCTET *p, int little)
{
	return little ? exif_u16(p, 1) | (uint32_t)exif_u16(p + 2, 1) << 16
		      : (uint32_t)exif_u16(p, 0) << 16 | exif_u16(p + 2, 0);
}

/* Tag 0x0112 of the first directory of an EXIF block, 1 when there is none. */
static int
exif_orientation(const JOCTET *p, size_t n)
{
	int little;
	uint32_t dir, entries;

	if (n < 14 || memcmp(p, "Exif\0\0", 6) != 0)
		return 1;
	p += 6;
	n -= 6;
	little = p[0] == 'I';
	dir = exif_u32(p + 4, little);
	if (dir > n - 2)
		return 1;
	entries = exif_u16(p + dir, little);
	for (uint32_t i = 0; i < entries; i++) {
		uint64_t at = (uint64_t)dir + 2 + 12 * (uint64_t)i;

		if (at + 12 > n)
			break;
		if (exif_u16(p + at, little) == 0x0112)
			return (int)exif_u16(p + at + 8, little);
	}
	return 1;
}

static void
fill_facts(struct jpeg *j, struct jpeg_facts *f)
{
	double unit = j->c.density_unit == 1 ? 1 : j->c.density_unit == 2 ? 2.54 : 0;

	memset(f, 0, sizeof *f);
	f->w = (int)j->c.image_width;
	f->h = (int)j->c.image_height;
	f->components = j->c.num_components;
	if (j->c.saw_JFIF_marker) {
		f->xdpi = unit * j->c.X_density;
		f->ydpi = unit * j->c.Y_density;
	}
	f->orientation = 1;
	for (jpeg_saved_marker_ptr m = j->c.marker_list; m != NULL; m = m->next)
		if (m->marker == JPEG_APP0 + 1 && f->orientation == 1)
			f->orientation = exif_orientation(m->data, m->data_length);
	f->progressive = jpeg_has_multiple_scans(&j->c);
	f->complete = j->complete = is_complete(&j->in);
}

/* Does the shortest code, of zeros, say something else than the end of a block? */
static int
zeros_are_rare(const struct jpeg *j)
{
	int table = j->c.cur_comp_info[0]->ac_tbl_no; /* any number that the file says */
	const JHUFF_TBL *t =
	    table >= 0 && table < NUM_HUFF_TBLS ? j->c.ac_huff_tbl_ptrs[table] : NULL;

	return !jpeg_has_multiple_scans((j_decompress_ptr)&j->c) && t != NULL &&
	       t->huffval[0] != 0;
}

static void
prepare(struct jpeg *j)
{
	j->c.err = jpeg_std_error(&j->err);
	j->err.error_exit = on_error;
	j->err.emit_message = on_message;
	j->err.output_message = on_output;
	j->src.init_source = src_nothing;
	j->src.fill_input_buffer = src_fill;
	j->src.skip_input_data = src_skip;
	j->src.resync_to_restart = jpeg_resync_to_restart;
	j->src.term_source = src_nothing;
	j->progress.progress_monitor = on_progress;
}

struct jpeg *
jpeg_new(const struct input *in, struct jpeg_facts *facts)
{
	struct jpeg *j = mem_zero(1, sizeof *j);

	j->in = *in;
	j->c.client_data = j;
	prepare(j);
	if (setjmp(j->out) != 0) {
		jpeg_free(j);
		return NULL;
	}
	jpeg_create_decompress(&j->c);
	j->c.src = &j->src;
	j->c.progress = &j->progress;
	j->c.mem->max_memory_to_use = COEFFICIENT_BYTES_MAX;
	jpeg_save_markers(&j->c, JPEG_APP0 + 1, MARKER_MAX);
	jpeg_read_header(&j->c, TRUE);
	/* stray bytes between the tables of a header harm no pixel */
	j->err.num_warnings = 0;
	fill_facts(j, facts);
	facts->holed = j->holed =
	    zeros_are_rare(j) && jpeg_hole(&j->in, j->at - j->src.bytes_in_buffer);
	return j;
}

void
jpeg_free(struct jpeg *j)
{
	if (j == NULL)
		return;
	jpeg_destroy_decompress(&j->c);
	free(j->cmyk);
	free(j);
}

/* A picture in several scans is kept as coefficients, all of it: that must fit. */
static int
coefficients_fit(const struct jpeg *j)
{
	uint64_t n =
	    (uint64_t)j->c.image_width * j->c.image_height * (uint64_t)j->c.num_components;

	return !jpeg_has_multiple_scans((j_decompress_ptr)&j->c) ||
	       n * sizeof(JCOEF) <= COEFFICIENT_BYTES_MAX;
}

int
jpeg_start(struct jpeg *j, int denominator, int *w, int *h)
{
	if (!coefficients_fit(j))
		return -1;
	if (setjmp(j->out) != 0)
		return -1;
	j->c.scale_num = 1;
	j->c.scale_denom = (unsigned)denominator;
	j->c.out_color_space = j->c.num_components == 4 ? JCS_CMYK : JCS_GRAYSCALE;
	if (j->c.jpeg_color_space == JCS_RGB)
		j->c.out_color_space = JCS_RGB;
	jpeg_start_decompress(&j->c);
	*w = (int)j->c.output_width;
	*h = (int)j->c.output_height;
	if (j->c.out_color_space != JCS_GRAYSCALE)
		j->cmyk = mem_alloc((size_t)j->c.output_width * 4);
	return 0;
}

/* Adobe writes ink the other way round: 255 is none. */
static void
grey_row(const struct jpeg *j, uint8_t *out)
{
	const uint8_t *p = j->cmyk;
	unsigned flip = j->c.saw_Adobe_marker ? 0 : 255;
	int n = j->c.out_color_components;

	for (unsigned x = 0; x < j->c.output_width; x++, p += n)
		if (n == 3)
			out[x] = source_grey(p[0], p[1], p[2]);
		else
			out[x] = (uint8_t)(source_grey(p[0] ^ flip, p[1] ^ flip, p[2] ^ flip) *
					   (p[3] ^ flip) / 255);
}

int
jpeg_row(struct jpeg *j, uint8_t *out)
{
	JSAMPROW row = j->cmyk != NULL ? j->cmyk : out;

	if (j->dead || j->ran_out || j->c.output_scanline >= j->c.output_height)
		return -1;
	if (setjmp(j->out) != 0) {
		j->dead = 1;
		return -1;
	}
	jpeg_read_scanlines(&j->c, &row, 1);
	if (j->ran_out)
		return -1;
	/* bytes left over are a sign of damage too */
	if (j->c.output_scanline == j->c.output_height)
		jpeg_finish_decompress(&j->c);
	if (j->cmyk != NULL)
		grey_row(j, out);
	return 0;
}

int
jpeg_warned(const struct jpeg *j)
{
	return j->holed || j->err.num_warnings > 0;
}

int
jpeg_adrift(const struct jpeg *j)
{
	return jpeg_warned(j) && j->complete;
}
