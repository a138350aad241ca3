#include "scan/source/tiff_imp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tiffio.h>

#include "base/mem.h"
#include "scan/source/jpeg_imp.h"
#include "scan/source/source_imp.h"

enum {
	ALLOCATION_MAX = 256 * 1024 * 1024,
	BAND_BYTES_MAX = 128 * 1024 * 1024 /* tiles or strips decoded at a time */
};

struct tiff {
	TIFF *tif;
	struct input in;
	uint64_t at;
	int warned;
	int adrift; /* 1: a JPEG code was misread somewhere above where fault was found */
	int first; /* 1: the first directory was not given yet */

	/* the page */
	uint32_t w, h, next;
	uint16_t bits, samples;
	int (*row)(struct tiff *t, uint8_t *out);
	uint8_t grey[256]; /* of a sample of 8 bits or less */
	uint64_t octet[256]; /* of 8 samples of one bit: their greys in memory order */
	uint8_t *line; /* one stored row */
	uint8_t *band; /* a row of tiles, or a strip as RGBA */
	uint32_t band_from, band_rows;
};

static tmsize_t
on_read(thandle_t h, void *out, tmsize_t n)
{
	struct tiff *t = h;
	size_t got = input_read(&t->in, t->at, out, n > 0 ? (size_t)n : 0);

	t->at += got;
	return (tmsize_t)got;
}

static tmsize_t
on_write(thandle_t h, void *p, tmsize_t n)
{
	(void)h;
	(void)p;
	(void)n;
	return -1;
}

static toff_t
on_seek(thandle_t h, toff_t at, int whence)
{
	struct tiff *t = h;

	t->at = whence == SEEK_CUR ? t->at + at : whence == SEEK_END ? t->in.size + at : at;
	return t->at;
}

static int
on_close(thandle_t h)
{
	(void)h;
	return 0;
}

static toff_t
on_size(thandle_t h)
{
	struct tiff *t = h;

	return t->in.size;
}

static int
on_fault(TIFF *tif, void *user, const char *module, const char *fmt, va_list ap)
{
	struct tiff *t = user;

	(void)tif;
	(void)module;
	(void)fmt;
	(void)ap;
	t->warned = 1;
	return 1;
}

/* Of libjpeg's words, those that tell damage; a few stray bytes before the end are some scanners' way. */
static int
tells_damage(const char *words)
{
	unsigned stray;

	if (sscanf(words, "Corrupt JPEG data: %u extraneous", &stray) == 1)
		return stray >= JPEG_PADDING_MAX;
	return strncmp(words, "Corrupt", 7) == 0 || strncmp(words, "Premature", 9) == 0;
}

/* Unknown tags and the like: every second scanner has them. */
static int
on_remark(TIFF *tif, void *user, const char *module, const char *fmt, va_list ap)
{
	struct tiff *t = user;
	char words[160];

	(void)tif;
	vsnprintf(words, sizeof words, fmt, ap);
	/* the decoders of fax data and of JPEG say damage in warnings */
	if (module != NULL && strncmp(module, "Fax", 3) == 0)
		t->warned = 1;
	if (module != NULL && strcmp(module, "JPEGLib") == 0 && tells_damage(words))
		t->warned = t->adrift = 1;
	return 1;
}

struct tiff *
tiff_new(const struct input *in)
{
	struct tiff *t = mem_zero(1, sizeof *t);
	TIFFOpenOptions *o = TIFFOpenOptionsAlloc();

	t->in = *in;
	t->first = 1;
	TIFFOpenOptionsSetMaxSingleMemAlloc(o, ALLOCATION_MAX);
	TIFFOpenOptionsSetErrorHandlerExtR(o, on_fault, t);
	TIFFOpenOptionsSetWarningHandlerExtR(o, on_remark, t);
	t->tif = TIFFClientOpenExt(
	    "", "rmO", t, on_read, on_write, on_seek, on_close, on_size, NULL, NULL, o);
	TIFFOpenOptionsFree(o);
	if (t->tif != NULL)
		return t;
	free(t);
	return NULL;
}

void
tiff_free(struct tiff *t)
{
	if (t == NULL)
		return;
	TIFFClose(t->tif);
	free(t->line);
	free(t->band);
	free(t);
}

int
tiff_next(struct tiff *t, uint64_t *offset)
{
	uint32_t kind;

	do {
		t->warned = 0;
		if (!t->first && TIFFReadDirectory(t->tif) == 0)
			return t->warned ? -1 : 0;
		t->first = 0;
		kind = 0;
		TIFFGetField(t->tif, TIFFTAG_SUBFILETYPE, &kind);
	} while (kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK));
	*offset = TIFFCurrentDirOffset(t->tif);
	return 1;
}

/* The strips of a page in JPEG, all of which lie inside the file. */
static int
is_holed(const struct tiff *t, uint32_t strips)
{
	uint16_t compression = 0;
	uint32_t n = 0;
	void *tables = NULL;

	TIFFGetFieldDefaulted(t->tif, TIFFTAG_COMPRESSION, &compression);
	if (compression != COMPRESSION_JPEG)
		return 0;
	TIFFGetField(t->tif, TIFFTAG_JPEGTABLES, &n, &tables);
	for (uint32_t i = 0; i < strips; i++) {
		uint64_t at = TIFFGetStrileOffset(t->tif, i);
		struct input part = { .fd = t->in.fd,
			.start = t->in.start + at,
			.mem = t->in.mem != NULL ? t->in.mem + at : NULL,
			.size = TIFFGetStrileByteCount(t->tif, i) };

		if (jpeg_part_hole(tables, n, &part))
			return 1;
	}
	return 0;
}

static void
fill_facts(struct tiff *t, struct tiff_facts *f)
{
	float x = 0, y = 0;
	uint16_t unit = RESUNIT_INCH, orientation = 1;
	uint32_t n =
	    TIFFIsTiled(t->tif) ? TIFFNumberOfTiles(t->tif) : TIFFNumberOfStrips(t->tif);

	TIFFGetField(t->tif, TIFFTAG_XRESOLUTION, &x);
	TIFFGetField(t->tif, TIFFTAG_YRESOLUTION, &y);
	TIFFGetFieldDefaulted(t->tif, TIFFTAG_RESOLUTIONUNIT, &unit);
	TIFFGetFieldDefaulted(t->tif, TIFFTAG_ORIENTATION, &orientation);
	memset(f, 0, sizeof *f);
	f->w = (int)t->w;
	f->h = (int)t->h;
	f->orientation = orientation;
	f->xdpi = x > 0 && x < 1e5F ? (double)x * (unit == RESUNIT_CENTIMETER ? 2.54 : 1) : 0;
	f->ydpi = y > 0 && y < 1e5F ? (double)y * (unit == RESUNIT_CENTIMETER ? 2.54 : 1) : 0;
	f->complete = 1;
	for (uint32_t i = 0; i < n && f->complete; i++) {
		uint64_t at = TIFFGetStrileOffset(t->tif, i),
			 len = TIFFGetStrileByteCount(t->tif, i);

		f->complete = at > 0 && len > 0 && at < t->in.size && len <= t->in.size - at;
	}
	if (f->complete && is_holed(t, n))
		t->warned = t->adrift = 1;
}

static void
grey_table(struct tiff *t, uint16_t photometric)
{
	unsigned max = (1U << (t->bits < 8 ? t->bits : 8)) - 1;
	uint16_t *r, *g, *b;

	if (photometric == PHOTOMETRIC_PALETTE &&
	    TIFFGetField(t->tif, TIFFTAG_COLORMAP, &r, &g, &b)) {
		for (unsigned v = 0; v <= max; v++)
			t->grey[v] = source_grey(r[v] >> 8, g[v] >> 8, b[v] >> 8);
	} else {
		for (unsigned v = 0; v <= max; v++)
			t->grey[v] =
			    (uint8_t)((photometric == PHOTOMETRIC_MINISWHITE ? max - v : v) *
				      255 / max);
	}
	for (unsigned v = 0; v < 256; v++)
		for (unsigned i = 0; i < 8; i++)
			((uint8_t *)&t->octet[v])[i] = t->grey[v >> (7 - i) & 1];
}

static int
band_of_tiles(struct tiff *t)
{
	uint32_t tw, th;
	tsize_t row = TIFFTileRowSize(t->tif), line = TIFFScanlineSize(t->tif),
		tile = TIFFTileSize(t->tif);
	uint8_t *one;
	int rc = 0;

	if (!TIFFGetField(t->tif, TIFFTAG_TILEWIDTH, &tw) ||
	    !TIFFGetField(t->tif, TIFFTAG_TILELENGTH, &th))
		return -1;
	one = mem_zero((size_t)tile, 1);
	for (uint32_t x = 0; x < t->w && rc == 0; x += tw) {
		tsize_t from = (tsize_t)(x / tw) * row,
			n = row < line - from ? row : line - from;

		if (TIFFReadTile(t->tif, one, x, t->next, 0, 0) < 0)
			rc = -1;
		for (uint32_t y = 0; y < th && n > 0 && rc == 0; y++)
			memcpy(t->band + (tsize_t)y * line + from, one + (tsize_t)y * row,
			    (size_t)n);
	}
	free(one);
	t->band_from = t->next;
	t->band_rows = th;
	return rc;
}

/* The next stored row, as libtiff gives it. */
static const uint8_t *
stored_row(struct tiff *t)
{
	if (t->band == NULL)
		return TIFFReadScanline(t->tif, t->line, t->next, 0) == 1 ? t->line : NULL;
	if (t->next >= t->band_from + t->band_rows && band_of_tiles(t) < 0)
		return NULL;
	return t->band + (size_t)(t->next - t->band_from) * (size_t)TIFFScanlineSize(t->tif);
}

static int
row_1(struct tiff *t, uint8_t *out)
{
	const uint8_t *p = stored_row(t);
	uint32_t whole = t->w / 8;

	if (p == NULL)
		return -1;
	for (uint32_t i = 0; i < whole; i++)
		memcpy(out + 8 * (size_t)i, &t->octet[p[i]], 8);
	if (t->w % 8 != 0)
		memcpy(out + 8 * (size_t)whole, &t->octet[p[whole]], t->w % 8);
	return 0;
}

/* 2, 4 and 8 bits; only the first sample of a pixel counts. */
static int
row_few(struct tiff *t, uint8_t *out)
{
	const uint8_t *p = stored_row(t);
	unsigned mask = (1U << t->bits) - 1;

	if (p == NULL)
		return -1;
	for (uint32_t x = 0; x < t->w; x++) {
		size_t bit = (size_t)x * t->samples * t->bits;

		out[x] = t->grey[p[bit / 8] >> (8 - t->bits - bit % 8) & mask];
	}
	return 0;
}

static int
row_16(struct tiff *t, uint8_t *out)
{
	const uint16_t *p = (const uint16_t *)(const void *)stored_row(t);

	if (p == NULL)
		return -1;
	for (uint32_t x = 0; x < t->w; x++)
		out[x] = t->grey[p[(size_t)x * t->samples] >> 8];
	return 0;
}

static int
row_rgb8(struct tiff *t, uint8_t *out)
{
	const uint8_t *p = stored_row(t);

	if (p == NULL)
		return -1;
	for (uint32_t x = 0; x < t->w; x++, p += t->samples)
		out[x] = source_grey(p[0], p[1], p[2]);
	return 0;
}

static int
row_rgb16(struct tiff *t, uint8_t *out)
{
	const uint16_t *p = (const uint16_t *)(const void *)stored_row(t);

	if (p == NULL)
		return -1;
	for (uint32_t x = 0; x < t->w; x++, p += t->samples)
		out[x] = source_grey(p[0] >> 8, p[1] >> 8, p[2] >> 8);
	return 0;
}

/* All that is rare goes through libtiff's own conversion, a strip at a time, bottom row first. */
static int
row_rgba(struct tiff *t, uint8_t *out)
{
	const uint32_t *p;

	if (t->next >= t->band_from + t->band_rows) {
		t->band_from += t->band_rows;
		if (!TIFFReadRGBAStripExt(t->tif, t->band_from, (uint32_t *)(void *)t->band, 1))
			return -1;
	}
	uint32_t rows = t->h - t->band_from < t->band_rows ? t->h - t->band_from : t->band_rows;

	p = (const uint32_t *)(const void *)t->band +
	    (size_t)(rows - 1 - (t->next - t->band_from)) * t->w;
	for (uint32_t x = 0; x < t->w; x++)
		out[x] = source_grey(TIFFGetR(p[x]), TIFFGetG(p[x]), TIFFGetB(p[x]));
	return 0;
}

static const char *
start_rgba(struct tiff *t)
{
	char why[1024];
	uint32_t rows = t->h;

	if (!TIFFRGBAImageOK(t->tif, why) || TIFFIsTiled(t->tif))
		return "image TIFF d'un genre inconnu : enregistrez-la en PDF ou en JPEG";
	TIFFGetFieldDefaulted(t->tif, TIFFTAG_ROWSPERSTRIP, &rows);
	t->band_rows = rows < t->h ? rows : t->h;
	if ((uint64_t)t->band_rows * t->w * 4 > BAND_BYTES_MAX)
		return "image TIFF démesurée : numérisez à 300 points par pouce";
	t->band = mem_alloc((size_t)t->band_rows * t->w * 4);
	t->band_from = 0;
	if (!TIFFReadRGBAStripExt(t->tif, 0, (uint32_t *)(void *)t->band, 1))
		return "image TIFF illisible";
	t->row = row_rgba;
	return NULL;
}

static const char *
start_rows(struct tiff *t)
{
	tsize_t line = TIFFScanlineSize(t->tif);
	uint32_t th = 0;

	if (line <= 0 || line > BAND_BYTES_MAX)
		return "image TIFF illisible";
	if (!TIFFIsTiled(t->tif)) {
		t->line = mem_alloc((size_t)line + 8);
		memset(t->line, 255, (size_t)line + 8);
		return NULL;
	}
	TIFFGetField(t->tif, TIFFTAG_TILELENGTH, &th);
	if (th == 0 || th > BAND_BYTES_MAX / (uint64_t)line || TIFFTileSize(t->tif) <= 0 ||
	    TIFFTileSize(t->tif) > BAND_BYTES_MAX)
		return "image TIFF démesurée : numérisez à 300 points par pouce";
	t->band = mem_alloc((size_t)line * th + 8);
	t->band_from = t->band_rows = 0;
	return NULL;
}

static int
is_grey(uint16_t photometric)
{
	return photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_MINISBLACK ||
	       photometric == PHOTOMETRIC_PALETTE;
}

/* The rows of every format that scanners write; NULL for the others. */
static int (*row_kind(const struct tiff *t, uint16_t photometric))(struct tiff *, uint8_t *)
{
	int rgb = photometric == PHOTOMETRIC_RGB && t->samples >= 3;

	if (is_grey(photometric) && t->bits == 1 && t->samples == 1)
		return row_1;
	if (is_grey(photometric) && (t->bits == 2 || t->bits == 4 || t->bits == 8))
		return row_few;
	if (is_grey(photometric) && t->bits == 16 && photometric != PHOTOMETRIC_PALETTE)
		return row_16;
	if (rgb && t->bits == 8)
		return row_rgb8;
	return rgb && t->bits == 16 ? row_rgb16 : NULL;
}

static const char *
choose_rows(struct tiff *t)
{
	uint16_t photometric = PHOTOMETRIC_MINISBLACK, planar = PLANARCONFIG_CONTIG,
		 compression = 0, format = SAMPLEFORMAT_UINT;

	TIFFGetFieldDefaulted(t->tif, TIFFTAG_BITSPERSAMPLE, &t->bits);
	TIFFGetFieldDefaulted(t->tif, TIFFTAG_SAMPLESPERPIXEL, &t->samples);
	TIFFGetFieldDefaulted(t->tif, TIFFTAG_PLANARCONFIG, &planar);
	TIFFGetFieldDefaulted(t->tif, TIFFTAG_COMPRESSION, &compression);
	TIFFGetFieldDefaulted(t->tif, TIFFTAG_SAMPLEFORMAT, &format);
	TIFFGetField(t->tif, TIFFTAG_PHOTOMETRIC, &photometric);
	if (compression == COMPRESSION_JPEG && photometric == PHOTOMETRIC_YCBCR &&
	    t->samples == 3) {
		TIFFSetField(t->tif, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
		photometric = PHOTOMETRIC_RGB;
	}
	t->row = row_kind(t, photometric);
	if (t->samples > 1 && planar != PLANARCONFIG_CONTIG)
		t->row = NULL;
	if (format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID)
		t->row = NULL;
	if (t->row == NULL)
		return start_rgba(t);
	grey_table(t, photometric);
	return start_rows(t);
}

static void
forget_page(struct tiff *t)
{
	free(t->line);
	free(t->band);
	t->line = t->band = NULL;
	t->next = t->band_from = t->band_rows = 0;
	t->row = NULL;
	t->warned = t->adrift = 0;
}

const char *
tiff_page(struct tiff *t, uint64_t offset, struct tiff_facts *f)
{
	forget_page(t);
	if (TIFFCurrentDirOffset(t->tif) != offset || !t->first)
		if (!TIFFSetSubDirectory(t->tif, offset))
			return "page illisible";
	t->first = 0;
	t->w = t->h = 0;
	TIFFGetField(t->tif, TIFFTAG_IMAGEWIDTH, &t->w);
	TIFFGetField(t->tif, TIFFTAG_IMAGELENGTH, &t->h);
	if (t->w == 0 || t->h == 0)
		return "image vide";
	if (t->w > SOURCE_SIDE_MAX || t->h > SOURCE_SIDE_MAX ||
	    (uint64_t)t->w * t->h > SOURCE_PIXELS_MAX)
		return "image démesurée : numérisez à 300 points par pouce";
	fill_facts(t, f);
	return choose_rows(t);
}

int
tiff_row(struct tiff *t, uint8_t *out)
{
	if (t->next >= t->h || t->row(t, out) < 0)
		return -1;
	t->next++;
	return 0;
}

int
tiff_warned(const struct tiff *t)
{
	return t->warned;
}

int
tiff_adrift(const struct tiff *t)
{
	return t->adrift;
}
