/* One page of a PDF as a PDF of its own, with its annotations; the same bytes every time. */
#include "base/buf.h"
#include "scan/source/pdf_imp.h"

/* An annotation without its ways back into the document: those would bring all pages along. */
static pdf_obj *
annotation_copy(fz_context *ctx, pdf_document *dst, pdf_graft_map *map, pdf_obj *annot)
{
	static const char *const kept[] = { "Type", "Subtype", "Rect", "AP", "AS", "F", "C",
		"CA", "Contents", "InkList", "QuadPoints", "BS", "Border", "IC", "DA", "MK",
		"FT", "V", "Ff" };
	pdf_obj *copy = pdf_new_dict(ctx, dst, 8);

	fz_try(ctx) for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
	{
		pdf_obj *v = pdf_dict_gets(ctx, annot, kept[i]);

		if (v != NULL)
			pdf_dict_puts_drop(
			    ctx, copy, kept[i], pdf_graft_mapped_object(ctx, map, v));
	}
	fz_catch(ctx)
	{
		pdf_drop_obj(ctx, copy);
		fz_rethrow(ctx);
	}
	return copy;
}

static void
annotations_copy(
    fz_context *ctx, pdf_document *dst, pdf_graft_map *map, pdf_obj *page, pdf_obj *from)
{
	pdf_obj *annots = pdf_dict_get(ctx, from, PDF_NAME(Annots));
	int n = pdf_array_len(ctx, annots);
	pdf_obj *list;

	if (n == 0)
		return;
	list = pdf_dict_put_array(ctx, page, PDF_NAME(Annots), n);
	for (int i = 0; i < n; i++) {
		pdf_obj *annot = pdf_array_get(ctx, annots, i);

		if (pdf_dict_get(ctx, annot, PDF_NAME(Subtype)) != PDF_NAME(Link))
			pdf_array_push_drop(ctx, list, annotation_copy(ctx, dst, map, annot));
	}
}

void
pdf_page_graft(fz_context *ctx, pdf_document *dst, int at, pdf_document *src, int n)
{
	pdf_graft_map *map = pdf_new_graft_map(ctx, dst);

	fz_try(ctx)
	{
		pdf_graft_mapped_page(ctx, map, at, src, n);
		annotations_copy(ctx, dst, map, pdf_lookup_page_obj(ctx, dst, at),
		    pdf_lookup_page_obj(ctx, src, n));
	}
	fz_always(ctx) pdf_drop_graft_map(ctx, map);
	fz_catch(ctx) fz_rethrow(ctx);
}

void
pdf_document_write(fz_context *ctx, pdf_document *dst, struct buf *out)
{
	pdf_write_options options = pdf_default_write_options;
	fz_buffer *bytes = fz_new_buffer(ctx, 65536);
	fz_output *o = NULL;
	unsigned char *data;
	size_t n;

	options.do_garbage = 1;
	fz_var(o);
	fz_try(ctx)
	{
		o = fz_new_output_with_buffer(ctx, bytes);
		pdf_write_document(ctx, dst, o, &options);
		fz_close_output(ctx, o);
		n = fz_buffer_storage(ctx, bytes, &data);
		buf_add(out, data, n);
	}
	fz_always(ctx)
	{
		fz_drop_output(ctx, o);
		fz_drop_buffer(ctx, bytes);
	}
	fz_catch(ctx) fz_rethrow(ctx);
}

int
pdf_page_object(fz_context *ctx, pdf_document *doc, int n, struct buf *out)
{
	pdf_document *dst = NULL;
	int rc = -1;

	fz_var(dst);
	fz_var(rc);
	fz_try(ctx)
	{
		dst = pdf_create_document(ctx);
		pdf_page_graft(ctx, dst, 0, doc, n);
		pdf_document_write(ctx, dst, out);
		rc = 0;
	}
	fz_always(ctx) pdf_drop_document(ctx, dst);
	fz_catch(ctx)
	{
		buf_cut(out, 0);
		rc = -1;
	}
	return rc;
}
