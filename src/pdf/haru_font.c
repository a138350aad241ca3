/* Fonts in the PDF: loaded from memory, told each letter that they show, mended before saving. */
#include <hpdf_conf.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

static int
narrow_shows(const uint32_t *used, int byte)
{
	return used[byte / 32] >> byte % 32 & 1;
}

/* libharu writes the width of a byte, and embeds its glyph, only when asked about it. */
static void
narrow_tell(HPDF_Font font, const uint32_t *used)
{
	unsigned char bytes[256];
	HPDF_UINT n = 0;

	for (int c = 1; c < 256; c++)
		if (narrow_shows(used, c))
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

/* Starts a stream of libharu's anew. */
static HPDF_Stream
stream_again(HPDF_Dict dict)
{
	HPDF_MemStream_FreeData(dict->stream);
	dict->stream->size = 0;
	return dict->stream;
}

static int
wide_shows(const unsigned char *used, int c)
{
	return c < METRIC_CHARS && used[c / 8] >> c % 8 & 1;
}

/* Whether a letter among the 256 of a row is shown. */
static int
row_shows(const unsigned char *used, int row)
{
	for (int i = 0; i < 256 / 8; i++)
		if (used[row * (256 / 8) + i] != 0)
			return 1;
	return 0;
}

/*
 * Codes are code points.  libharu writes this table with the wrong kind of range: text could not be copied
 * or found.
 */
static void
tounicode_repair(HPDF_Dict table, const unsigned char *used)
{
	HPDF_Stream out = stream_again(table);
	char line[64];
	int rows = 0;

	for (int row = 0; row < METRIC_CHARS / 256; row++)
		rows += row_shows(used, row);
	HPDF_Stream_WriteStr(out,
	    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
	    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	snprintf(line, sizeof line, "%d beginbfrange\n", rows); /* at most 100 in a block */
	HPDF_Stream_WriteStr(out, line);
	for (int row = 0; row < METRIC_CHARS / 256; row++)
		if (row_shows(used, row)) {
			snprintf(
			    line, sizeof line, "<%02X00> <%02XFF> <%02X00>\n", row, row, row);
			HPDF_Stream_WriteStr(out, line);
		}
	HPDF_Stream_WriteStr(out,
	    "endbfrange\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* libharu writes the width of every letter of the face: 5 kB. */
static void
widths_less(struct haru *h, enum face f, HPDF_Font letters)
{
	const unsigned char *used = h->used.wide[f];
	HPDF_Array all = HPDF_Array_New(h->doc->mmgr), run = NULL;

	for (int c = 0; all != NULL && c < METRIC_CHARS; c++) {
		if (!wide_shows(used, c))
			continue;
		if (c == 0 || !wide_shows(used, c - 1)) {
			run = HPDF_Array_New(h->doc->mmgr);
			HPDF_Array_AddNumber(all, c);
			HPDF_Array_Add(all, run);
		}
		HPDF_Array_AddNumber(run, metric_advance(h->c->metrics[f], (uint32_t)c));
	}
	HPDF_Dict_Add(letters, "W", all);
}

/* The glyph of each code: two bytes a code, 0 for those that are not shown. */
static void
glyphs_less(HPDF_Dict map, const unsigned char *used, HPDF_FontDef def)
{
	HPDF_Stream out = stream_again(map);
	int last = METRIC_CHARS - 1;

	while (last > 0 && !wide_shows(used, last))
		last--;
	for (int c = 0; c <= last; c++) {
		HPDF_UINT16 glyph =
		    wide_shows(used, c) ? HPDF_TTFontDef_GetGlyphid(def, (HPDF_UINT16)c) : 0;
		const HPDF_BYTE bytes[2] = { (HPDF_BYTE)(glyph >> 8), (HPDF_BYTE)glyph };

		HPDF_Stream_Write(out, bytes, sizeof bytes);
	}
}

/* What libharu says of the letters outside WinAnsi: mended, and no more than the document shows. */
static void
wide_mend(struct haru *h, enum face f, HPDF_Font font)
{
	HPDF_FontAttr attr = font->attr;

	tounicode_repair(attr->cmap_stream, h->used.wide[f]);
	widths_less(h, f, attr->descendant_font);
	glyphs_less(attr->map_stream, h->used.wide[f], attr->fontdef);
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
		wide_mend(h, f, wide);
}

/* All that is shown are letters of the list, and the narrow space. */
static int
shows_only(const uint32_t *used, const uint16_t *letters, size_t n)
{
	uint32_t others[NARROW_WORDS];

	memcpy(others, used, sizeof others);
	others[0xA0 / 32] &= ~(1U << 0xA0 % 32);
	for (size_t i = 0; i < n; i++) {
		int byte = ops_winansi(letters[i]);

		others[byte / 32] &= ~(1U << byte % 32);
	}
	for (int i = 0; i < NARROW_WORDS; i++)
		if (others[i] != 0)
			return 0;
	return 1;
}

/* The face with the fewest of its letters that will do, as the build cut it; NULL: none will. */
static const struct builtin *
plain_lookup(const struct haru *h, enum face f)
{
	const uint32_t *used = h->used.narrow[f];
	const char *cut =
	    h->used.faces & 1U << (FACE_COUNT + f)                                    ? NULL
	    : shows_only(used, few_letters, sizeof few_letters / sizeof *few_letters) ? "few"
	    : shows_only(used, plain_letters, sizeof plain_letters / sizeof *plain_letters)
		? "plain"
		: NULL;
	char name[80];

	if (cut == NULL)
		return NULL;
	snprintf(name, sizeof name, "fonts/%s.%s", face_name(f), cut);
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

	for (size_t i = 0; i < sizeof plain_letters / sizeof plain_letters[0]; i++) {
		int byte = ops_winansi(plain_letters[i]);

		if (narrow_shows(h->used.narrow[f], byte))
			widths[byte - FIRST] = (int16_t)m->advance[plain_letters[i]];
	}
	widths[0xA0 - FIRST] = (int16_t)m->advance[' '];
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
