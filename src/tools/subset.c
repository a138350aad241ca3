/*
 * Build tool: cuts a TrueType face down to the letters that schools print, so that each PDF
 * embeds 50 kB instead of 400.   subset IN.ttf OUT.ttf
 *
 * Kept: Latin with Extended-A/B, IPA (small letters of some African names) and Additional (Vietnamese), spacing marks, the
 * punctuation of French, the euro, comparisons, fractions, the empty square.  Layout tables go: libharu can't use them.
 *
 * subset --plain IN.ttf OUT.z: only the letters of nearly every French paper (pdf/plain_imp.h), and only the
 * tables that a PDF needs, deflated: what most PDFs embed as it is.  --few: fewer letters still.
 */
#include <hb-ot.h>
#include <hb-subset.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "pdf/plain_imp.h"

static void
keep_letters(hb_set_t *set)
{
	static const hb_codepoint_t ranges[][2] = { { 0x20, 0x2DD }, { 0x300, 0x328 },
		{ 0x1E00, 0x1EFF }, { 0x2010, 0x2044 }, { 0x2070, 0x209F }, { 0x20AC, 0x20AC },
		{ 0x2116, 0x2122 }, { 0x2150, 0x215F }, { 0x2190, 0x2193 }, { 0x2212, 0x2212 },
		{ 0x2248, 0x2248 }, { 0x2260, 0x2265 }, { 0x25A0, 0x25CF } };

	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		hb_set_add_range(set, ranges[i][0], ranges[i][1]);
}

static void
drop_tables(hb_set_t *set)
{
	hb_set_add(set, HB_TAG('G', 'S', 'U', 'B'));
	hb_set_add(set, HB_TAG('G', 'P', 'O', 'S'));
	hb_set_add(set, HB_TAG('G', 'D', 'E', 'F'));
	hb_set_add(set, HB_TAG('k', 'e', 'r', 'n'));
}

struct letters {
	const char *option;
	const uint16_t *at;
	size_t n;
};

static const struct letters lists[] = {
	{ "--plain", plain_letters, sizeof plain_letters / sizeof plain_letters[0] },
	{ "--few", few_letters, sizeof few_letters / sizeof few_letters[0] },
};

/* The list that an option means; NULL: none. */
static const struct letters *
list_lookup(const char *option)
{
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		if (strcmp(lists[i].option, option) == 0)
			return &lists[i];
	return NULL;
}

static void
keep_list(hb_set_t *set, const struct letters *l)
{
	for (size_t i = 0; i < l->n; i++)
		hb_set_add(set, l->at[i]);
}

/* What nothing needs once a face is inside a PDF. */
static void
drop_names(hb_set_t *set)
{
	hb_set_add(set, HB_TAG('n', 'a', 'm', 'e'));
	hb_set_add(set, HB_TAG('p', 'o', 's', 't'));
	hb_set_add(set, HB_TAG('O', 'S', '/', '2'));
	hb_set_add(set, HB_TAG('g', 'a', 's', 'p'));
}

static hb_blob_t *
cut(const char *path, const struct letters *list)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_face_t *face, *less;
	hb_blob_t *out;

	if (blob == NULL || input == NULL)
		return NULL;
	drop_tables(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
	if (list != NULL) {
		keep_list(hb_subset_input_unicode_set(input), list);
		drop_names(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
	} else {
		keep_letters(hb_subset_input_unicode_set(input));
	}
	hb_subset_input_set_flags(
	    input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	face = hb_face_create(blob, 0);
	less = hb_subset_or_fail(face, input);
	out = less != NULL ? hb_face_reference_blob(less) : NULL;
	hb_face_destroy(less);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	hb_subset_input_destroy(input);
	return out;
}

static int16_t
metric(hb_font_t *font, hb_ot_metrics_tag_t tag)
{
	hb_position_t value = 0;

	hb_ot_metrics_get_position_with_fallback(font, tag, &value);
	return (int16_t)value;
}

/* What the PDF says of the face. */
static void
describe(const char *path, struct plain_face *d)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(face);
	hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned int n;
	const unsigned char *h = (const void *)hb_blob_get_data(head, &n);
	int upem = (int)hb_face_get_upem(face);

	hb_font_set_scale(font, 1000, 1000);
	d->ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
	d->descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
	d->cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT);
	d->x_height = metric(font, HB_OT_METRICS_TAG_X_HEIGHT);
	d->italic_angle = (int16_t)hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE);
	for (int i = 0; i < 4 && n >= 44; i++)
		d->box[i] =
		    (int16_t)((int16_t)(h[36 + 2 * i] << 8 | h[37 + 2 * i]) * 1000 / upem);
	hb_blob_destroy(head);
	hb_font_destroy(font);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
}

static int
write_packed(FILE *f, const char *in, const char *bytes, unsigned int size)
{
	uLong n = compressBound(size);
	unsigned char *packed = malloc(n);
	struct plain_face d = { .size = size };
	int rc = -1;

	describe(in, &d);
	if (packed != NULL && compress2(packed, &n, (const Bytef *)bytes, size, 9) == Z_OK &&
	    fwrite(&d, offsetof(struct plain_face, packed), 1, f) == 1 &&
	    fwrite(packed, 1, n, f) == n)
		rc = 0;
	free(packed);
	return rc;
}

int
main(int argc, char **argv)
{
	const struct letters *list = argc == 4 ? list_lookup(argv[1]) : NULL;
	int shift = list != NULL;
	const char *in = argc >= 3 ? argv[shift + 1] : NULL;
	hb_blob_t *out = argc == 3 + shift ? cut(in, list) : NULL;
	unsigned int size;
	int rc;

	if (out == NULL) {
		fprintf(stderr, "usage: subset [--plain|--few] IN.ttf OUT\n");
		return 2;
	}
	const char *bytes = hb_blob_get_data(out, &size);
	FILE *f = fopen(argv[shift + 2], "wb");

	rc = f == NULL      ? -1
	     : list != NULL ? write_packed(f, in, bytes, size)
			    : -(fwrite(bytes, 1, size, f) != size);
	if (rc < 0 || fclose(f) != 0) {
		fprintf(stderr, "subset: %s can't be written\n", argv[shift + 2]);
		return 1;
	}
	hb_blob_destroy(out);
	return 0;
}
