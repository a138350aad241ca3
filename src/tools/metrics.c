/*
 * Build tool: the advances of the subset face and the kerning of the full one, as
 * src/pdf/metrics_imp.h.   metrics FULL.ttf SUBSET.ttf OUT.metrics
 */
#include <hb-ot.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>

#include "pdf/metrics_imp.h"

struct pairs {
	struct kern_pair *at;
	size_t n, cap;
};

static hb_font_t *
font_open(const char *path)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);

	if (blob == NULL)
		return NULL;
	hb_face_t *face = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(face);

	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return font;
}

static void
advances(hb_font_t *font, int upem, struct metrics *m)
{
	for (uint32_t c = 0; c < METRIC_CHARS; c++) {
		hb_codepoint_t glyph;

		m->advance[c] = METRIC_NONE;
		if (hb_font_get_nominal_glyph(font, c, &glyph))
			m->advance[c] =
			    (uint16_t)(hb_font_get_glyph_h_advance(font, glyph) * 1000 / upem);
	}
}

/* A letter that is worth kerning: no space, no control. */
static int
kerns(uint32_t c)
{
	return (c > 0x20 && c < 0x7F) || (c > 0xA0 && c < 0x180) ||
	       (c >= 0x2013 && c <= 0x201D) || (c >= 0x1EA0 && c <= 0x1EF9);
}

/* How much closer (negative) the face sets a and b than their advances say. */
static int
kern_value(hb_font_t *font, hb_buffer_t *buffer, uint32_t a, uint32_t b)
{
	static const hb_feature_t features[] = {
		{ HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned int)-1 },
		{ HB_TAG('c', 'c', 'm', 'p'), 0, 0, (unsigned int)-1 },
	};
	uint32_t text[2] = { a, b };
	hb_codepoint_t glyph;
	unsigned int n;

	hb_buffer_clear_contents(buffer);
	hb_buffer_add_utf32(buffer, text, 2, 0, 2);
	hb_buffer_guess_segment_properties(buffer);
	hb_shape(font, buffer, features, 2);
	hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);

	if (n != 2 || !hb_font_get_nominal_glyph(font, a, &glyph))
		return 0;
	return at[0].x_advance - hb_font_get_glyph_h_advance(font, glyph);
}

/* The letter under the accents of c; `mark` gets the accent nearest to it, 0 for none. */
static uint32_t
bare(uint32_t c, uint32_t *mark)
{
	hb_codepoint_t a, b;

	*mark = 0;
	while (hb_unicode_decompose(hb_unicode_funcs_get_default(), c, &a, &b)) {
		c = a;
		*mark = b;
	}
	return c;
}

/* The accents that stay narrow over a small letter, and so pass under the arm of a T or a V. */
static int
is_narrow(uint32_t letter, uint32_t mark)
{
	if (letter >= 'A' && letter <= 'Z')
		return 1;
	return mark == 0 || mark == 0x323 || mark == 0x327 || mark == 0x328 ||
	       ((mark == 0x300 || mark == 0x301 || mark == 0x302) && letter != 'i');
}

/* The face kerns bare letters only: an accented one behaves as its letter does. */
static int
kern_either(hb_font_t *font, hb_buffer_t *buffer, uint32_t a, uint32_t b)
{
	int value = kern_value(font, buffer, a, b);
	uint32_t left_mark, right_mark;
	uint32_t left = bare(a, &left_mark), right = bare(b, &right_mark);

	if (value != 0 || (left == a && right == b) || !is_narrow(right, right_mark))
		return value;
	return kern_value(font, buffer, left, right);
}

static void
pair_add(struct pairs *p, uint32_t right, int value)
{
	if (p->n == p->cap) {
		p->cap = p->cap > 0 ? 2 * p->cap : 4096;
		p->at = realloc(p->at, p->cap * sizeof *p->at);
		if (p->at == NULL)
			abort();
	}
	p->at[p->n++] = (struct kern_pair){ (uint16_t)right, (int16_t)value };
}

static void
kerning(hb_font_t *font, int upem, struct metrics *m, struct pairs *p)
{
	hb_buffer_t *buffer = hb_buffer_create();

	for (uint32_t i = 0; i < METRIC_LEFT; i++) {
		uint32_t left = i == METRIC_LEFT - 1 ? 0x2019 : i;

		m->first[i] = (uint32_t)p->n;
		for (uint32_t right = 0; kerns(left) && right < METRIC_CHARS; right++) {
			int value = kerns(right) ? kern_either(font, buffer, left, right) : 0;

			if (value * 1000 / upem != 0)
				pair_add(p, right, value * 1000 / upem);
		}
	}
	m->first[METRIC_LEFT] = (uint32_t)p->n;
	hb_buffer_destroy(buffer);
}

int
main(int argc, char **argv)
{
	static struct metrics m;
	struct pairs pairs = { NULL, 0, 0 };
	hb_font_t *full = argc == 4 ? font_open(argv[1]) : NULL;
	hb_font_t *subset = argc == 4 ? font_open(argv[2]) : NULL;

	if (full == NULL || subset == NULL) {
		fprintf(stderr, "usage: metrics FULL.ttf SUBSET.ttf OUT.metrics\n");
		return 2;
	}
	advances(subset, (int)hb_face_get_upem(hb_font_get_face(subset)), &m);
	kerning(full, (int)hb_face_get_upem(hb_font_get_face(full)), &m, &pairs);

	FILE *f = fopen(argv[3], "wb");

	if (f == NULL || fwrite(&m, sizeof m, 1, f) != 1 ||
	    fwrite(pairs.at, sizeof *pairs.at, pairs.n, f) != pairs.n || fclose(f) != 0) {
		fprintf(stderr, "metrics: %s can't be written\n", argv[3]);
		return 1;
	}
	free(pairs.at);
	hb_font_destroy(full);
	hb_font_destroy(subset);
	return 0;
}
