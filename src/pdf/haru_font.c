/* Fonts in the PDF: loaded from memory, told each letter that they show, mended before saving. */
#include <hpdf_conf.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/builtin.h"
#include "base/mem.h"
#include "pdf/haru_doc_imp.h"
#include "pdf/plain_imp.h"

/* libharu 2.3 loads fonts from files only: a file without a name will do. */
static const char *
face_load(struct haru *h, enum face f)
{
	char name[80], path[40];
	const struct builtin *b;
	const char *loaded = NULL;
	int fd;

	snprintf(name, sizeof name, "fonts/%s.ttf", face_name(f));
	b = builtin_lookup(name);
	fd = memfd_create(face_name(f), MFD_CLOEXEC);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (b != NULL && fd >= 0 && write(fd, b->data, b->size) == (ssize_t)b->size)
		loaded = HPDF_LoadTTFontFromFile(h->doc, path, HPDF_TRUE);
	if (fd >= 0)
		close(fd);
	if (loaded == NULL)
		haru_fault(HPDF_INVALID_FONT_NAME, 0, h);
	return loaded;
}

/* Pages call it /F0 or /W0, and so on. */
static void
font_name(struct haru *h, enum face f, int wide, HPDF_Dict font)
{
	char key[4] = { wide ? 'W' : 'F', (char)('0' + f), 0 };

	HPDF_Dict_Add(h->fonts, key, font);
}

static HPDF_Font
font_open(struct haru *h, enum face f, int wide)
{
	const char *name = face_load(h, f);
	HPDF_Font font = name != NULL
			     ? HPDF_GetFont(h->doc, name, wide ? "UTF-8" : "WinAnsiEncoding")
			     : NULL;

	if (font != NULL)
		font_name(h, f, wide, font);
	return font;
}

/* libharu writes the width of a byte, and embeds its glyph, only when asked about it. */
static void
narrow_tell(HPDF_Font font, const uint32_t *used)
{
	unsigned char bytes[256];
	HPDF_UINT n = 0;

	for (int c = 1; c < 256; c++)
		if (used[c / 32] >> c % 32 & 1)
			bytes[n++] = (unsigned char)c;
	HPDF_Font_TextWidth(font, bytes, n);
}

static void
wide_tell(HPDF_Font font, const unsigned char *used)
{
	for (int i = 0; i < METRIC_CHARS / 8; i++)
		for (int bit = 0; used[i] >> bit != 0; bit++)
			if (used[i] >> bit & 1)
				HPDF_Font_GetUnicodeWidth(font, (HPDF_UNICODE)(i * 8 + bit));
}

void
haru_use(struct haru *h, const struct usage *u)
{
	usage_add(&h->used, u);
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
face_settle(struct haru *h, HPDF_FontDef def)
{
	for (HPDF_UNICODE c = 'A'; c <= 'z' && !face_fits(h, def); c++)
		HPDF_TTFontDef_GetCharWidth(def, c);
}

/* A face with letters of all kinds: libharu cuts it. */
static void
face_cut(struct haru *h, enum face f)
{
	HPDF_Font narrow = NULL, wide = NULL;

	if (h->used.faces & 1U << f && (narrow = font_open(h, f, 0)) != NULL)
		narrow_tell(narrow, h->used.narrow[f]);
	if (h->used.faces & 1U << (FACE_COUNT + f) && (wide = font_open(h, f, 1)) != NULL)
		wide_tell(wide, h->used.wide[f]);
	if (narrow != NULL || wide != NULL)
		face_settle(
		    h, ((HPDF_FontAttr)(narrow != NULL ? narrow : wide)->attr)->fontdef);
	if (wide != NULL)
		tounicode_repair(wide);
}

/* « fonts/LiberationSerif-Regular.plain », when all that is shown in the face are its letters; NULL. */
static const struct builtin *
plain_lookup(const struct haru *h, enum face f)
{
	unsigned char plain[256] = { 0 };
	char name[80];

	if (h->used.faces & 1U << (FACE_COUNT + f))
		return NULL;
	for (size_t i = 0; i < sizeof plain_letters / sizeof plain_letters[0]; i++)
		plain[ops_winansi(plain_letters[i])] = 1;
	plain[0xA0] = 1; /* where the narrow space is */
	for (int c = 0; c < 256; c++)
		if (h->used.narrow[f][c / 32] >> c % 32 & 1 && !plain[c])
			return NULL;
	snprintf(name, sizeof name, "fonts/%s.plain", face_name(f));
	return builtin_lookup(name);
}

static void
dict_numbers(HPDF_Dict d, const char *key, const int16_t *at, size_t n, HPDF_MMgr mmgr)
{
	HPDF_Array numbers = HPDF_Array_New(mmgr);

	for (size_t i = 0; i < n && numbers != NULL; i++)
		HPDF_Array_AddNumber(numbers, at[i]);
	HPDF_Dict_Add(d, key, numbers);
}

static HPDF_Dict
plain_descriptor(struct haru *h, enum face f, const char *name, const struct builtin *b)
{
	enum { SERIF = 2, NOT_SYMBOLIC = 32, ITALIC = 64 };
	const struct plain_face *p = (const void *)b->data;
	HPDF_Dict file = HPDF_DictStream_New(h->doc->mmgr, h->doc->xref);
	HPDF_Dict d = haru_dict_shared(h);

	if (file == NULL || d == NULL)
		return NULL;
	HPDF_Dict_AddNumber(file, "Length1", (HPDF_INT32)p->size);
	haru_stream_packed(h, file, p->packed, b->size - offsetof(struct plain_face, packed));
	HPDF_Dict_AddName(d, "Type", "FontDescriptor");
	HPDF_Dict_AddName(d, "FontName", name);
	HPDF_Dict_AddNumber(d, "Flags",
	    NOT_SYMBOLIC | (f < FACE_SANS ? SERIF : 0) | (f & FACE_ITALIC ? ITALIC : 0));
	dict_numbers(d, "FontBBox", p->box, 4, h->doc->mmgr);
	HPDF_Dict_AddNumber(d, "ItalicAngle", p->italic_angle);
	HPDF_Dict_AddNumber(d, "Ascent", p->ascent);
	HPDF_Dict_AddNumber(d, "Descent", p->descent);
	HPDF_Dict_AddNumber(d, "CapHeight", p->cap_height);
	HPDF_Dict_AddNumber(d, "XHeight", p->x_height);
	HPDF_Dict_AddNumber(d, "StemV", f & FACE_BOLD ? 140 : 80);
	HPDF_Dict_Add(d, "FontFile2", file);
	return d;
}

/*
 * A face of plain letters, as the build cut and packed it.  libharu would read the whole face, cut it glyph by
 * glyph and pack it: more than half of the time of a PDF of one paper.
 */
static void
face_plain(struct haru *h, enum face f, const struct builtin *b)
{
	enum { FIRST = 32, COUNT = 224 };
	const struct metrics *m = h->c->metrics[f];
	char *name = mem_printf("PARAPH+%s", face_name(f));
	HPDF_Dict font = haru_dict_shared(h), d = plain_descriptor(h, f, name, b);
	int16_t widths[COUNT] = { 0 };

	for (size_t i = 0; i < sizeof plain_letters / sizeof plain_letters[0]; i++)
		widths[ops_winansi(plain_letters[i]) - FIRST] =
		    (int16_t)m->advance[plain_letters[i]];
	widths[0xA0 - FIRST] = widths[0];
	HPDF_Dict_AddName(font, "Type", "Font");
	HPDF_Dict_AddName(font, "Subtype", "TrueType");
	HPDF_Dict_AddName(font, "BaseFont", name);
	HPDF_Dict_AddName(font, "Encoding", "WinAnsiEncoding");
	HPDF_Dict_AddNumber(font, "FirstChar", FIRST);
	HPDF_Dict_AddNumber(font, "LastChar", FIRST + COUNT - 1);
	dict_numbers(font, "Widths", widths, COUNT, h->doc->mmgr);
	HPDF_Dict_Add(font, "FontDescriptor", d);
	font_name(h, f, 0, font);
	free(name);
}

void
haru_fonts_end(struct haru *h)
{
	for (int f = 0; f < FACE_COUNT; f++) {
		const struct builtin *plain = plain_lookup(h, (enum face)f);

		if (!(h->used.faces & (1U << f | 1U << (FACE_COUNT + f))))
			continue;
		if (plain != NULL)
			face_plain(h, (enum face)f, plain);
		else
			face_cut(h, (enum face)f);
	}
}
