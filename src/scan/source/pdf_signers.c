/*
 * Who a PDF says has signed it electronically: the signature fields that have a value, and the name
 * that each gives.  Declared, not verified: no certificate is looked at.
 */
#include <string.h>

#include "base/utf8.h"
#include "scan/source/pdf_imp.h"

enum {
	DEPTH_MAX = 12,
	FIELDS_MAX = 5000, /* looked at, in all */
	NAME_MAX = 60 /* bytes of one name */
};

static const char nameless[] = "sans nom";

struct signers {
	fz_context *ctx;
	char *out;
	size_t room;
	int fields, n;
};

/* On one line, no longer than it may be, without half a letter at its end. */
static void
clean(const char *name, char out[NAME_MAX + 1])
{
	size_t n = 0;

	for (; *name != '\0' && n < NAME_MAX; name++)
		if ((unsigned char)*name >= ' ' && *name != 0x7f)
			out[n++] = *name;
	while (n > 0 && !utf8_valid(out, n))
		n--;
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
}

/* « A ; B »; one that does not fit any more is left out. */
static void
add_name(struct signers *s, const char *name)
{
	char words[NAME_MAX + 1];
	size_t used = strlen(s->out), n;

	clean(name != NULL ? name : "", words);
	if (words[0] == '\0')
		memcpy(words, nameless, sizeof nameless);
	s->n++;
	n = strlen(words);
	if (strstr(s->out, words) != NULL || used + n + 4 > s->room)
		return;
	if (used > 0) {
		memcpy(s->out + used, " ; ", 3);
		used += 3;
	}
	memcpy(s->out + used, words, n + 1);
}

/* A time stamp is nobody's signature. */
static void
look_at_field(struct signers *s, pdf_obj *field, pdf_obj *type)
{
	pdf_obj *value = pdf_dict_get(s->ctx, field, PDF_NAME(V));
	pdf_obj *kind = pdf_dict_get(s->ctx, value, PDF_NAME(Type));

	if (!pdf_name_eq(s->ctx, type, PDF_NAME(Sig)) || !pdf_is_dict(s->ctx, value) ||
	    strcmp(pdf_to_name(s->ctx, kind), "DocTimeStamp") == 0)
		return;
	add_name(s, pdf_dict_get_text_string(s->ctx, value, PDF_NAME(Name)));
}

/* Kids are of the type of their parent. */
static void
walk(struct signers *s, pdf_obj *fields, pdf_obj *parent_type, int depth)
{
	int n = pdf_array_len(s->ctx, fields);

	for (int i = 0; i < n && s->fields < FIELDS_MAX && depth < DEPTH_MAX; i++) {
		pdf_obj *field = pdf_array_get(s->ctx, fields, i);

		pdf_obj *own = pdf_dict_get(s->ctx, field, PDF_NAME(FT));
		pdf_obj *type = own != NULL ? own : parent_type;

		s->fields++;
		look_at_field(s, field, type);
		walk(s, pdf_dict_get(s->ctx, field, PDF_NAME(Kids)), type, depth + 1);
	}
}

int
pdf_signers(fz_context *ctx, pdf_document *doc, char *out, size_t room)
{
	struct signers s = { .ctx = ctx, .out = out, .room = room };
	pdf_obj *root = pdf_dict_get(ctx, pdf_trailer(ctx, doc), PDF_NAME(Root));
	pdf_obj *form = pdf_dict_get(ctx, root, PDF_NAME(AcroForm));

	out[0] = '\0';
	walk(&s, pdf_dict_get(ctx, form, PDF_NAME(Fields)), NULL, 0);
	return s.n;
}
