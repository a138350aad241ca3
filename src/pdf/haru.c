#include "pdf/haru_imp.h"

#include <hpdf.h>
#include <hpdf_conf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/builtin.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "pdf/flow_imp.h"
#include "pdf/pack_imp.h"

struct drawn {
	unsigned char hash[HASH_SIZE];
	HPDF_Image image;
};

struct haru {
	HPDF_Doc doc;
	HPDF_Page last;
	HPDF_STATUS fault; /* the first that libharu told */
	const char *loaded[FACE_COUNT]; /* libharu's name of the face */
	HPDF_Font narrow[FACE_COUNT], wide[FACE_COUNT];
	HPDF_Dict fonts; /* one for all pages: /F0 ... /W7 */
	HPDF_Dict plain; /* resources without pictures */
	struct usage used; /* already told to libharu */
	HPDF_UINT pages;
	struct drawn *drawn; /* pictures loaded so far: a logo is in the file once */
	size_t drawn_n, drawn_cap;
	struct packer *packer;
	struct buf packed; /* scratch */
};

/* libharu may call this from anywhere: note the first fault, never jump. */
static void
on_fault(HPDF_STATUS code, HPDF_STATUS detail, void *ctx)
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

/* A dictionary that other objects point to. */
static HPDF_Dict
dict_shared(struct haru *h)
{
	HPDF_Dict d = HPDF_Dict_New(h->doc->mmgr);

	if (d != NULL)
		HPDF_Xref_Add(h->doc->xref, d);
	return d;
}

static HPDF_Dict
resources_new(struct haru *h)
{
	HPDF_Dict r = dict_shared(h);

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
catalog_fill(struct haru *h, const char *lang)
{
	HPDF_Dict view = HPDF_Dict_New(h->doc->mmgr);

	h->doc->pdf_version = HPDF_VER_16; /* the first that knows PrintScaling */
	HPDF_Dict_AddName(view, "PrintScaling", "None");
	HPDF_Dict_AddBoolean(view, "DisplayDocTitle", HPDF_TRUE);
	HPDF_Dict_Add(h->doc->catalog, "ViewerPreferences", view);
	if (lang != NULL)
		HPDF_Dict_Add(
		    h->doc->catalog, "Lang", HPDF_String_New(h->doc->mmgr, lang, NULL));
}

struct haru *
haru_new(const struct press_info *info, const char *lang, struct err *e)
{
	struct haru *h = mem_zero(1, sizeof *h);

	h->packed = (struct buf)BUF_INIT;
	h->packer = packer_new();
	h->doc = h->packer != NULL ? HPDF_New(on_fault, h) : NULL;
	if (h->doc == NULL) {
		packer_free(h->packer);
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
	catalog_fill(h, lang);
	h->fonts = dict_shared(h);
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
	packer_free(h->packer);
	buf_release(&h->packed);
	free(h->drawn);
	free(h);
}

/* libharu 2.3 loads fonts from files only: a file without a name will do. */
static const char *
face_load(struct haru *h, enum face f)
{
	char name[80], path[40];
	const struct builtin *b;
	const char *loaded = NULL;
	int fd;

	if (h->loaded[f] != NULL)
		return h->loaded[f];
	snprintf(name, sizeof name, "fonts/%s.ttf", face_name(f));
	b = builtin_lookup(name);
	fd = memfd_create(face_name(f), MFD_CLOEXEC);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (b != NULL && fd >= 0 && write(fd, b->data, b->size) == (ssize_t)b->size)
		loaded = HPDF_LoadTTFontFromFile(h->doc, path, HPDF_TRUE);
	if (fd >= 0)
		close(fd);
	if (loaded == NULL)
		on_fault(HPDF_INVALID_FONT_NAME, 0, h);
	return h->loaded[f] = loaded;
}

static HPDF_Font
font_open(struct haru *h, enum face f, int wide)
{
	HPDF_Font *font = wide ? &h->wide[f] : &h->narrow[f];
	const char *name = *font == NULL ? face_load(h, f) : NULL;
	char key[4] = { wide ? 'W' : 'F', (char)('0' + f), 0 };

	if (name == NULL)
		return *font;
	*font = HPDF_GetFont(h->doc, name, wide ? "UTF-8" : "WinAnsiEncoding");
	if (*font != NULL)
		HPDF_Dict_Add(h->fonts, key, *font);
	return *font;
}

/* libharu writes the width of a byte, and embeds its glyph, only when asked about it. */
static void
narrow_use(struct haru *h, enum face f, const unsigned char *used)
{
	unsigned char fresh[256];
	HPDF_UINT n = 0;

	for (int c = 1; c < 256; c++)
		if (used[c] && !h->used.narrow[f][c]) {
			h->used.narrow[f][c] = 1;
			fresh[n++] = (unsigned char)c;
		}
	if (n > 0)
		HPDF_Font_TextWidth(font_open(h, f, 0), fresh, n);
}

static void
wide_use(struct haru *h, enum face f, const unsigned char *used)
{
	for (int i = 0; i < METRIC_CHARS / 8; i++) {
		unsigned fresh = (unsigned)used[i] & ~(unsigned)h->used.wide[f][i];

		h->used.wide[f][i] |= (unsigned char)fresh;
		for (int bit = 0; fresh != 0; bit++, fresh >>= 1)
			if (fresh & 1)
				HPDF_Font_GetUnicodeWidth(
				    font_open(h, f, 1), (HPDF_UNICODE)(i * 8 + bit));
	}
}

void
haru_use(struct haru *h, const struct usage *u)
{
	for (int f = 0; f < FACE_COUNT; f++) {
		if (u->faces & 1U << f)
			narrow_use(h, (enum face)f, u->narrow[f]);
		if (u->faces & 1U << (FACE_COUNT + f))
			wide_use(h, (enum face)f, u->wide[f]);
	}
}

/* libharu takes away a /Filter that it did not add itself: written last, behind its back. */
static HPDF_STATUS
filter_write(HPDF_Dict dict, HPDF_Stream out)
{
	(void)dict;
	return HPDF_Stream_WriteStr(out, "/Filter /FlateDecode\012");
}

/*
 * Gives the dictionary a stream with these operators, packed at once and no larger than they need:
 * libharu would keep them as they are, 4 kB a page at least, and pack them at the end.
 */
static void
stream_fill(struct haru *h, HPDF_Dict dict, const struct buf *ops)
{
	HPDF_Stream stream;

	packer_run(h->packer, ops, &h->packed);
	stream = HPDF_MemStream_New(h->doc->mmgr, (HPDF_UINT)h->packed.len);
	if (stream == NULL)
		return;
	HPDF_Stream_Write(stream, (const HPDF_BYTE *)h->packed.data, (HPDF_UINT)h->packed.len);
	HPDF_Stream_Free(dict->stream);
	dict->stream = stream;
	dict->filter = HPDF_STREAM_FILTER_NONE;
	dict->write_fn = filter_write;
}

struct haru_body *
haru_body_add(struct haru *h, const struct buf *ops)
{
	HPDF_Dict body = HPDF_DictStream_New(h->doc->mmgr, h->doc->xref);

	if (body != NULL)
		stream_fill(h, body, ops);
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
		d.image = HPDF_LoadPngImageFromMem(h->doc, p->bytes, (HPDF_UINT)p->size);
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

void
haru_page_add(struct haru *h, const struct haru_body *body, const struct haru_resources *r,
    const struct buf *own)
{
	HPDF_Page page = HPDF_AddPage(h->doc);
	HPDF_PageAttr attr = page != NULL ? page->attr : NULL;

	h->last = page;
	if (page == NULL)
		return;
	h->pages++;
	HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
	HPDF_Dict_Add(
	    page, "Resources", (void *)(uintptr_t)(r != NULL ? (const void *)r : h->plain));
	stream_fill(h, attr->contents, own);
	attr->stream = attr->contents->stream;
	if (body != NULL) {
		HPDF_Array both = HPDF_Array_New(h->doc->mmgr);

		HPDF_Array_Add(both, (void *)(uintptr_t)body);
		HPDF_Array_Add(both, attr->contents);
		HPDF_Dict_Add(page, "Contents", both);
	}
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

/* libharu writes ToUnicode with the wrong kind of range: text could not be copied or found. */
static void
tounicode_repair(HPDF_Font font)
{
	HPDF_Stream out = ((HPDF_FontAttr)font->attr)->cmap_stream->stream;
	char line[64];

	HPDF_MemStream_FreeData(out);
	out->size = 0;
	HPDF_Stream_WriteStr(out,
	    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
	    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (int row = 0; row < 256; row++) { /* at most 100 ranges in a block */
		if (row % 64 == 0)
			HPDF_Stream_WriteStr(out, "64 beginbfrange\n");
		snprintf(line, sizeof line, "<%02X00> <%02XFF> <%02X00>\n", row, row, row);
		HPDF_Stream_WriteStr(out, line);
		if (row % 64 == 63)
			HPDF_Stream_WriteStr(out, "endbfrange\n");
	}
	HPDF_Stream_WriteStr(
	    out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* Whether libharu manages to cut the face down to the glyphs used so far. */
static int
face_fits(struct haru *h, HPDF_FontDef def)
{
	HPDF_Stream scratch = HPDF_MemStream_New(h->doc->mmgr, HPDF_STREAM_BUF_SIZ);
	HPDF_STATUS status =
	    scratch != NULL ? HPDF_TTFontDef_SaveFontData(def, scratch) : HPDF_OK;

	HPDF_Stream_Free(scratch);
	if (status != HPDF_OK)
		HPDF_ResetError(h->doc);
	return status == HPDF_OK;
}

/*
 * libharu can't seek to the end of a stream whose size is a multiple of 4096 bytes, and does so after
 * each table of a face: one PDF in some hundreds could not be saved.  One glyph more moves the ends.
 */
static void
faces_settle(struct haru *h)
{
	for (int f = 0; f < FACE_COUNT; f++) {
		HPDF_Font font = h->narrow[f] != NULL ? h->narrow[f] : h->wide[f];
		HPDF_FontDef def = font != NULL ? ((HPDF_FontAttr)font->attr)->fontdef : NULL;

		for (HPDF_UNICODE c = 'A'; def != NULL && c <= 'z' && !face_fits(h, def); c++)
			HPDF_TTFontDef_GetCharWidth(def, c);
	}
}

int
haru_save(struct haru *h, struct buf *out, struct err *e)
{
	HPDF_UINT32 size;

	faces_settle(h);
	for (int f = 0; f < FACE_COUNT; f++)
		if (h->wide[f] != NULL)
			tounicode_repair(h->wide[f]);
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
