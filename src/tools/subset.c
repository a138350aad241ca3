/*
 * Build tool: cuts a TrueType face down to the letters that schools print, so that each PDF
 * embeds 50 kB instead of 400.   subset IN.ttf OUT.ttf
 *
 * Kept: Latin with Extended-A/B and Additional (Vietnamese), spacing marks, the
 * punctuation of French, the euro, comparisons, fractions, the empty square.  Layout tables go: libharu can't use them.
 */
#include <hb-subset.h>
#include <stdio.h>

static void
keep_letters(hb_set_t *set)
{
	static const hb_codepoint_t ranges[][2] = { { 0x20, 0x24F }, { 0x2B0, 0x2DD },
		{ 0x300, 0x328 }, { 0x1E00, 0x1EFF }, { 0x2010, 0x2044 }, { 0x2070, 0x209F },
		{ 0x20AC, 0x20AC }, { 0x2116, 0x2122 }, { 0x2150, 0x215F }, { 0x2190, 0x2193 },
		{ 0x2212, 0x2212 }, { 0x2248, 0x2248 }, { 0x2260, 0x2265 },
		{ 0x25A0, 0x25CF } };

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

int
main(int argc, char **argv)
{
	hb_blob_t *blob = argc == 3 ? hb_blob_create_from_file_or_fail(argv[1]) : NULL;
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	unsigned int size;

	if (blob == NULL || input == NULL) {
		fprintf(stderr, "usage: subset IN.ttf OUT.ttf\n");
		return 2;
	}
	keep_letters(hb_subset_input_unicode_set(input));
	drop_tables(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
	hb_subset_input_set_flags(
	    input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);

	hb_face_t *face = hb_face_create(blob, 0);
	hb_face_t *cut = hb_subset_or_fail(face, input);

	if (cut == NULL) {
		fprintf(stderr, "subset: %s can't be cut\n", argv[1]);
		return 1;
	}
	hb_blob_t *out = hb_face_reference_blob(cut);
	const char *bytes = hb_blob_get_data(out, &size);
	FILE *f = fopen(argv[2], "wb");

	if (f == NULL || fwrite(bytes, 1, size, f) != size || fclose(f) != 0) {
		fprintf(stderr, "subset: %s can't be written\n", argv[2]);
		return 1;
	}
	hb_blob_destroy(out);
	hb_face_destroy(cut);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	hb_subset_input_destroy(input);
	return 0;
}
