#include "pdf/haru_imp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/mem.h"
#include "pdf/flow_imp.h"
#include "pdf/haru_doc_imp.h"
#include "pdf/pack_imp.h"
#include "pdf/paper_imp.h"

void
haru_fault(HPDF_STATUS code, HPDF_STATUS detail, void *ctx)
{
	struct haru *h = ctx;

	(void)detail;
	if (h->fault == HPDF_OK)
		h->fault = code;
}

int
haru_check(const struct haru *h, struct err *e)
{
	if (h->fault == HPDF_OK)
		return 0;
	return err_set(e, ERR_INTERNAL, "le PDF ne peut pas être écrit (libharu, faute 0x%04X)",
	    (unsigned)h->fault);
}

HPDF_Dict
haru_dict_shared(struct haru *h)
{
	HPDF_Dict d = HPDF_Dict_New(h->doc->mmgr);

	if (d != NULL)
		HPDF_Xref_Add(h->doc->xref, d);
	return d;
}

static HPDF_Dict
resources_new(struct haru *h)
{
	HPDF_Dict r = haru_dict_shared(h);

	HPDF_Dict_Add(r, "Font", h->fonts);
	return r;
}

static void
info_text(struct haru *h, HPDF_InfoType type, const char *text)
{
	if (text != NULL)
		HPDF_SetInfoAttr(h->doc, type, text);
}

static void
info_date(struct haru *h, int64_t created)
{
	time_t t = (time_t)created;
	struct tm tm;
	HPDF_Date d;

	if (gmtime_r(&t, &tm) == NULL)
		return;
	d = (HPDF_Date){ .year = tm.tm_year + 1900,
		.month = tm.tm_mon + 1,
		.day = tm.tm_mday,
		.hour = tm.tm_hour,
		.minutes = tm.tm_min,
		.seconds = tm.tm_sec,
		.ind = 'Z' };
	HPDF_SetInfoDateAttr(h->doc, HPDF_INFO_CREATION_DATE, d);
}

/* The page is measured on its scan: a viewer that shrinks it to fit would spoil it. */
static void
catalog_fill(struct haru *h)
{
	const HPDF_Box a4 = { 0, 0, (HPDF_REAL)PT(PAGE_W), (HPDF_REAL)PT(PAGE_H) };
	HPDF_Dict view = HPDF_Dict_New(h->doc->mmgr);

	HPDF_Dict_Add(h->doc->root_pages, "MediaBox", HPDF_Box_Array_New(h->doc->mmgr, a4));

	h->doc->pdf_version = HPDF_VER_16; /* the first that knows PrintScaling */
	HPDF_Dict_AddName(view, "PrintScaling", "None");
	HPDF_Dict_AddBoolean(view, "DisplayDocTitle", HPDF_TRUE);
	HPDF_Dict_Add(h->doc->catalog, "ViewerPreferences", view);
}

void
haru_lang(struct haru *h, const char *lang)
{
	HPDF_Dict_Add(h->doc->catalog, "Lang", HPDF_String_New(h->doc->mmgr, lang, NULL));
}

struct haru *
haru_new(struct composer *c, const struct press_info *info, struct err *e)
{
	struct haru *h = mem_zero(1, sizeof *h);

	h->c = c;
	h->bodies = (struct shelf)SHELF_INIT;
	h->doc = HPDF_New(haru_fault, h);
	if (h->doc == NULL) {
		free(h);
		err_set(e, ERR_INTERNAL, "le PDF ne peut pas être commencé");
		return NULL;
	}
	HPDF_SetCompressionMode(h->doc, HPDF_COMP_ALL);
	HPDF_UseUTFEncodings(h->doc);
	HPDF_SetCurrentEncoder(h->doc, "UTF-8"); /* before any text of the information */
	info_text(h, HPDF_INFO_TITLE, info->title);
	info_text(h, HPDF_INFO_AUTHOR, info->author);
	info_text(h, HPDF_INFO_SUBJECT, info->subject);
	info_text(h, HPDF_INFO_CREATOR, "paraphe");
	info_date(h, info->created);
	catalog_fill(h);
	h->fonts = haru_dict_shared(h);
	h->plain = resources_new(h);
	if (haru_check(h, e) < 0) {
		haru_free(h);
		return NULL;
	}
	return h;
}

void
haru_free(struct haru *h)
{
	if (h == NULL)
		return;
	HPDF_Free(h->doc);
	shelf_release(&h->bodies);
	free(h->drawn);
	free(h);
}

/* libharu takes away a /Filter that it did not add itself: written last, behind its back. */
static HPDF_STATUS
filter_write(HPDF_Dict dict, HPDF_Stream out)
{
	(void)dict;
	return HPDF_Stream_WriteStr(out, "/Filter /FlateDecode\012");
}

/* Gives the dictionary a stream with these bytes, no larger than they need, written as they are. */
static void
stream_fill(struct haru *h, HPDF_Dict dict, const void *bytes, size_t n)
{
	HPDF_Stream stream = HPDF_MemStream_New(h->doc->mmgr, (HPDF_UINT)n);

	if (stream == NULL)
		return;
	HPDF_Stream_Write(stream, bytes, (HPDF_UINT)n);
	HPDF_Stream_Free(dict->stream);
	dict->stream = stream;
	dict->filter = HPDF_STREAM_FILTER_NONE;
}

void
haru_stream_packed(struct haru *h, HPDF_Dict dict, const void *packed, size_t n)
{
	stream_fill(h, dict, packed, n);
	dict->write_fn = filter_write;
}

/* Packs at once: libharu would keep 4 kB a page at least, and pack them at the end. */
struct haru_body *
haru_body_add(struct haru *h, const struct buf *ops)
{
	const struct packed *p = packer_run(h->c->packer, ops->data, ops->len);
	HPDF_Dict body = shelf_lookup(&h->bodies, p->hash, sizeof p->hash);

	if (body != NULL)
		return (struct haru_body *)body;
	body = HPDF_DictStream_New(h->doc->mmgr, h->doc->xref);
	if (body != NULL) {
		haru_stream_packed(h, body, p->bytes, p->n);
		shelf_add(&h->bodies, p->hash, sizeof p->hash, body);
	}
	return (struct haru_body *)body;
}

static HPDF_Image
picture_load(struct haru *h, const struct picture *p)
{
	struct drawn d;

	hash_blake2b(p->bytes, p->size, NULL, d.hash);
	for (size_t i = 0; i < h->drawn_n; i++)
		if (memcmp(h->drawn[i].hash, d.hash, sizeof d.hash) == 0)
			return h->drawn[i].image;
	if (p->bytes[0] == 0xFF)
		d.image = HPDF_LoadJpegImageFromMem(h->doc, p->bytes, (HPDF_UINT)p->size);
	else
		d.image = haru_png(h, p);
	h->drawn = mem_grow(h->drawn, h->drawn_n, &h->drawn_cap, sizeof d);
	h->drawn[h->drawn_n++] = d;
	return d.image;
}

struct haru_resources *
haru_resources_add(struct haru *h, const struct picture *pictures, size_t n)
{
	HPDF_Dict r, objects;

	if (n == 0)
		return (struct haru_resources *)h->plain;
	r = resources_new(h);
	objects = HPDF_Dict_New(h->doc->mmgr);
	HPDF_Dict_Add(r, "XObject", objects);
	for (size_t i = 0; i < n; i++) {
		HPDF_Image image = picture_load(h, &pictures[i]);
		char key[24];

		snprintf(key, sizeof key, "I%zu", i);
		if (image != NULL)
			HPDF_Dict_Add(objects, key, image);
	}
	return (struct haru_resources *)r;
}

static void
contents_set(struct haru *h, HPDF_Page page, const struct haru_page *p, HPDF_Dict own)
{
	struct haru_body *const shared[] = { p->who, p->label, p->body };
	HPDF_Array all = HPDF_Array_New(h->doc->mmgr);

	for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
		if (shared[i] != NULL)
			HPDF_Array_Add(all, shared[i]);
	HPDF_Array_Add(all, own);
	HPDF_Dict_Add(page, "Contents", all);
}

void
haru_page_add(struct haru *h, const struct haru_page *p)
{
	HPDF_Page page = HPDF_AddPage(h->doc);
	HPDF_PageAttr attr = page != NULL ? page->attr : NULL;

	h->last = page;
	if (page == NULL)
		return;
	h->pages++;
	HPDF_Dict_RemoveElement(page, "MediaBox"); /* all pages have that of their root */
	HPDF_Dict_Add(page, "Resources",
	    (void *)(uintptr_t)(p->resources != NULL ? (const void *)p->resources : h->plain));
	/* a stamp: packing it would cost more than it saves */
	stream_fill(h, attr->contents, p->own->data, p->own->len);
	attr->stream = attr->contents->stream;
	contents_set(h, page, p, attr->contents);
}

/* By hand: libharu would make an object of each, and a border around it. */
static HPDF_Dict
link_dict(struct haru *h, const struct link *l)
{
	HPDF_MMgr mmgr = h->doc->mmgr;
	HPDF_Box box = { (HPDF_REAL)l->x, (HPDF_REAL)l->y, (HPDF_REAL)(l->x + l->w),
		(HPDF_REAL)(l->y + l->h) };
	HPDF_Dict d = HPDF_Dict_New(mmgr), action = HPDF_Dict_New(mmgr);
	HPDF_Array border = HPDF_Array_New(mmgr);

	for (int i = 0; i < 3; i++)
		HPDF_Array_AddNumber(border, 0);
	HPDF_Dict_AddName(action, "S", "URI");
	HPDF_Dict_Add(action, "URI", HPDF_String_New(mmgr, l->url, NULL));
	HPDF_Dict_AddName(d, "Subtype", "Link");
	HPDF_Dict_Add(d, "Rect", HPDF_Box_Array_New(mmgr, box));
	HPDF_Dict_Add(d, "Border", border);
	HPDF_Dict_Add(d, "A", action);
	return d;
}

void
haru_links_add(struct haru *h, const struct link_list *links)
{
	HPDF_Array annots = links->n > 0 ? HPDF_Array_New(h->doc->mmgr) : NULL;

	for (size_t i = 0; i < links->n && annots != NULL; i++)
		HPDF_Array_Add(annots, link_dict(h, &links->at[i]));
	if (annots != NULL)
		HPDF_Dict_Add(h->last, "Annots", annots);
}

void
haru_outline_add(struct haru *h, const char *title)
{
	HPDF_Outline o =
	    HPDF_CreateOutline(h->doc, NULL, title, HPDF_GetEncoder(h->doc, "UTF-8"));
	HPDF_Destination to = h->last != NULL ? HPDF_Page_CreateDestination(h->last) : NULL;

	if (o != NULL && to != NULL)
		HPDF_Outline_SetDestination(o, to);
}

void
haru_label(struct haru *h, const char *prefix, int first)
{
	HPDF_AddPageLabel(
	    h->doc, h->pages - 1, HPDF_PAGE_NUM_STYLE_DECIMAL, (HPDF_UINT)first, prefix);
}

int
haru_save(struct haru *h, struct buf *out, struct err *e)
{
	HPDF_UINT32 size;

	haru_fonts_end(h);
	HPDF_SaveToStream(h->doc);
	if (haru_check(h, e) < 0)
		return -1;
	size = HPDF_GetStreamSize(h->doc);
	buf_reserve(out, size);
	HPDF_ReadFromStream(h->doc, (HPDF_BYTE *)out->data + out->len, &size);
	out->len += size;
	out->data[out->len] = '\0';
	return haru_check(h, e);
}
