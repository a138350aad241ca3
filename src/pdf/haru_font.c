/* Fonts in the PDF: loaded from memory, told each letter that they show, mended before saving. */
#include <hpdf_conf.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/builtin.h"
#include "pdf/haru_doc_imp.h"

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
		haru_fault(HPDF_INVALID_FONT_NAME, 0, h);
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

void
haru_fonts_end(struct haru *h)
{
	faces_settle(h);
	for (int f = 0; f < FACE_COUNT; f++)
		if (h->wide[f] != NULL)
			tounicode_repair(h->wide[f]);
}
