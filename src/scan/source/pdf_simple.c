/*
 * The short way to a page's picture.  Most scanners write « q a b c d e f cm /Im0 Do Q » and one
 * JPEG: the page is recognized without loading that stream, of which often only the first rows
 * are wanted.  Whatever looks different in the least goes the long way (pdf_probe.c).
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "scan/source/pdf_imp.h"

enum { CONTENT_MAX = 1024, STACK_MAX = 8, NUMBERS_MAX = 6 };

/* A content stream of q, Q, cm and one Do. */
struct content {
	fz_matrix stack[STACK_MAX];
	int depth;
	float number[NUMBERS_MAX];
	int n_numbers;
	int drawn; /* how many Do */
	fz_matrix at;
	char name[32]; /* of what is drawn */
};

/* -1: more than the short way knows. */
static int
operator_run(struct content *c, const char *word)
{
	const float *v = c->number;

	if (strcmp(word, "q") == 0 && c->depth + 1 < STACK_MAX) {
		c->stack[c->depth + 1] = c->stack[c->depth];
		c->depth++;
	} else if (strcmp(word, "Q") == 0 && c->depth > 0) {
		c->depth--;
	} else if (strcmp(word, "cm") == 0 && c->n_numbers == 6) {
		c->stack[c->depth] = fz_concat(
		    fz_make_matrix(v[0], v[1], v[2], v[3], v[4], v[5]), c->stack[c->depth]);
	} else if (strcmp(word, "Do") == 0 && c->name[0] != '\0') {
		c->at = c->stack[c->depth];
		c->drawn++;
	} else {
		return -1;
	}
	c->n_numbers = 0;
	return 0;
}

static int
word_run(struct content *c, const char *word)
{
	char *end;
	float v;

	if (word[0] == '/') {
		if (strlen(word + 1) >= sizeof c->name ||
		    strpbrk(word + 1, "/#[](){}<>%") != NULL)
			return -1;
		memcpy(c->name, word + 1, strlen(word + 1) + 1);
		return 0;
	}
	if (isalpha((unsigned char)word[0]))
		return operator_run(c, word);
	v = strtof(word, &end);
	if (end == word || *end != '\0' || c->n_numbers == NUMBERS_MAX)
		return -1;
	c->number[c->n_numbers++] = v;
	return 0;
}

/* text is cut into its words.  0: one Do and nothing else. */
static int
content_run(struct content *c, char *text)
{
	char *save = NULL;

	memset(c, 0, sizeof *c);
	c->stack[0] = fz_identity;
	for (char *w = strtok_r(text, " \t\r\n\f", &save); w != NULL;
	     w = strtok_r(NULL, " \t\r\n\f", &save))
		if (word_run(c, w) < 0)
			return -1;
	return c->drawn == 1 ? 0 : -1;
}

/* The page's content as text.  -1: too long to be simple.  Throws. */
static int
content_read(fz_context *ctx, pdf_document *doc, pdf_obj *page, char text[CONTENT_MAX])
{
	fz_stream *stm =
	    pdf_open_contents_stream(ctx, doc, pdf_dict_get(ctx, page, PDF_NAME(Contents)));
	size_t n = 0;

	fz_var(n);
	fz_try(ctx) n = fz_read(ctx, stm, (unsigned char *)text, CONTENT_MAX);
	fz_always(ctx) fz_drop_stream(ctx, stm);
	fz_catch(ctx) fz_rethrow(ctx);
	if (n >= CONTENT_MAX || memchr(text, '\0', n) != NULL)
		return -1;
	text[n] = '\0';
	return 0;
}

/* Components of a space in which they mean grey or RGB; 0: some other space.  May throw. */
static int
space_components(fz_context *ctx, pdf_obj *cs)
{
	pdf_obj *kind = pdf_array_get(ctx, cs, 0);
	int n = pdf_dict_get_int(ctx, pdf_array_get(ctx, cs, 1), PDF_NAME(N));

	if (cs == PDF_NAME(DeviceGray))
		return 1;
	if (cs == PDF_NAME(DeviceRGB))
		return 3;
	return kind == PDF_NAME(ICCBased) && (n == 1 || n == 3) ? n : 0;
}

static int
is_plain_jpeg(fz_context *ctx, pdf_obj *image)
{
	static const char *const odd[] = { "SMask", "Mask", "Decode", "DecodeParms",
		"ImageMask", "OC", "F", "Alternates" };
	pdf_obj *filter = pdf_dict_get(ctx, image, PDF_NAME(Filter));

	if (pdf_is_array(ctx, filter))
		filter = pdf_array_len(ctx, filter) == 1 ? pdf_array_get(ctx, filter, 0) : NULL;
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
		if (pdf_dict_gets(ctx, image, odd[i]) != NULL)
			return 0;
	return filter == PDF_NAME(DCTDecode) &&
	       pdf_dict_get(ctx, image, PDF_NAME(Subtype)) == PDF_NAME(Image) &&
	       pdf_dict_get_int(ctx, image, PDF_NAME(BitsPerComponent)) == 8;
}

/* Where the stream lies in the file, when /Length is true: « endstream » follows. */
static int
stream_find(fz_context *ctx, pdf_document *doc, pdf_obj *image, const struct input *file,
    struct input *out)
{
	int64_t n = pdf_to_int64(ctx, pdf_dict_get(ctx, image, PDF_NAME(Length)));
	const pdf_xref_entry *x = pdf_get_xref_entry(ctx, doc, pdf_to_num(ctx, image));
	char tail[16] = "";
	size_t skip;

	if (x == NULL || x->type != 'n' || x->stm_buf != NULL || x->stm_ofs <= 0 || n <= 0)
		return -1;
	input_read(file, (uint64_t)x->stm_ofs + (uint64_t)n, tail, sizeof tail - 1);
	skip = strspn(tail, "\r\n");
	if (strncmp(tail + skip, "endstream", 9) != 0)
		return -1;
	*out = *file;
	out->start = (uint64_t)x->stm_ofs;
	out->size = (uint64_t)n;
	return 0;
}

static int
image_fill(fz_context *ctx, pdf_document *doc, pdf_obj *image, const struct input *file,
    struct pdf_strip *s)
{
	if (!pdf_is_indirect(ctx, image) || !is_plain_jpeg(ctx, image))
		return -1;
	s->components = space_components(ctx, pdf_dict_get(ctx, image, PDF_NAME(ColorSpace)));
	s->w = pdf_dict_get_int(ctx, image, PDF_NAME(Width));
	s->h = pdf_dict_get_int(ctx, image, PDF_NAME(Height));
	if (s->components == 0 || s->w < 1 || s->h < 1)
		return -1;
	return stream_find(ctx, doc, image, file, &s->jpeg);
}

int
pdf_probe_simple(fz_context *ctx, pdf_document *doc, int n, const struct input *file,
    struct pdf_probe *probe)
{
	pdf_obj *page = pdf_lookup_page_obj(ctx, doc, n);
	pdf_obj *resources = pdf_dict_get_inheritable(ctx, page, PDF_NAME(Resources));
	struct pdf_strip *s = &probe->strip[0];
	struct content c;
	char text[CONTENT_MAX];
	fz_matrix ctm;
	fz_rect box;

	memset(probe, 0, sizeof *probe);
	if (doc->crypt != NULL || doc->repair_attempted ||
	    pdf_array_len(ctx, pdf_dict_get(ctx, page, PDF_NAME(Annots))) > 0 ||
	    content_read(ctx, doc, page, text) < 0 || content_run(&c, text) < 0 ||
	    image_fill(ctx, doc,
		pdf_dict_gets(ctx, pdf_dict_get(ctx, resources, PDF_NAME(XObject)), c.name),
		file, s) < 0)
		return 0;
	pdf_page_obj_transform(ctx, page, &box, &ctm);
	probe->page = fz_transform_rect(box, ctm);
	/* pictures stand on their head in PDF: row 0 is at the top of the unit square */
	s->ctm = fz_concat(fz_make_matrix(1, 0, 0, -1, 0, 1), fz_concat(c.at, ctm));
	if (!pdf_probe_fits(fz_transform_rect(fz_unit_rect, s->ctm), probe->page))
		return 0;
	probe->n = probe->plain = 1;
	return 1;
}
