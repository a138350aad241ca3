/* Single-page TIFFs around strips that are copied as they are.  The same bytes every time. */
#include "scan/source/tiff_imp.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/*
 * TIFF 6.0, section 2: a header, one directory of 12-byte entries sorted by tag, what does not
 * fit in four bytes behind it, then the strips.
 */
enum { SHORT = 3, LONG = 4, RATIONAL = 5, ENTRIES_MAX = 64, VALUES_MAX = 1 << 20 };
enum {
	TAG_WIDTH = 256,
	TAG_LENGTH = 257,
	TAG_BITS = 258,
	TAG_COMPRESSION = 259,
	TAG_PHOTOMETRIC = 262,
	TAG_FILL_ORDER = 266,
	TAG_STRIP_OFFSETS = 273,
	TAG_ORIENTATION = 274,
	TAG_SAMPLES = 277,
	TAG_ROWS_PER_STRIP = 278,
	TAG_STRIP_COUNTS = 279,
	TAG_XRES = 282,
	TAG_YRES = 283,
	TAG_PLANAR = 284,
	TAG_T4 = 292,
	TAG_T6 = 293,
	TAG_RES_UNIT = 296,
	TAG_PREDICTOR = 317,
	TAG_COLORMAP = 320,
	TAG_TILE_WIDTH = 322,
	TAG_TILE_LENGTH = 323,
	TAG_TILE_OFFSETS = 324,
	TAG_TILE_COUNTS = 325,
	TAG_INKSET = 332,
	TAG_EXTRA = 338,
	TAG_FORMAT = 339,
	TAG_JPEG_TABLES = 347,
	TAG_YCC_COEFFICIENTS = 529,
	TAG_YCC_SUBSAMPLING = 530,
	TAG_YCC_POSITION = 531,
	TAG_REFERENCE = 532
};

/* What a page needs to be shown as it was; private, descriptive and pointing tags stay behind. */
static const uint16_t kept_tags[] = { TAG_WIDTH, TAG_LENGTH, TAG_BITS, TAG_COMPRESSION,
	TAG_PHOTOMETRIC, TAG_FILL_ORDER, TAG_STRIP_OFFSETS, TAG_ORIENTATION, TAG_SAMPLES,
	TAG_ROWS_PER_STRIP, TAG_STRIP_COUNTS, TAG_XRES, TAG_YRES, TAG_PLANAR, TAG_T4, TAG_T6,
	TAG_RES_UNIT, TAG_PREDICTOR, TAG_COLORMAP, TAG_TILE_WIDTH, TAG_TILE_LENGTH,
	TAG_TILE_OFFSETS, TAG_TILE_COUNTS, TAG_INKSET, TAG_EXTRA, TAG_FORMAT, TAG_JPEG_TABLES,
	TAG_YCC_COEFFICIENTS, TAG_YCC_SUBSAMPLING, TAG_YCC_POSITION, TAG_REFERENCE };

struct entry {
	uint16_t tag, type;
	uint32_t count;
	unsigned char *value; /* owned; in the byte order of the file */
	size_t size;
};

struct directory {
	int big; /* 1: most significant byte first */
	struct entry at[ENTRIES_MAX];
	size_t n;
	struct input in; /* of an existing file */
};

static size_t
type_size(uint16_t type)
{
	static const unsigned char size[13] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8 };

	return type < 13 ? size[type] : 0;
}

static void
put(const struct directory *d, unsigned char *p, uint32_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[d->big ? n - 1 - i : i] = (unsigned char)(v >> (8 * i));
}

static uint32_t
take(const struct directory *d, const unsigned char *p, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n; i++)
		v |= (uint32_t)p[d->big ? n - 1 - i : i] << (8 * i);
	return v;
}

static void
put_buf(const struct directory *d, struct buf *out, uint32_t v, size_t n)
{
	unsigned char b[4];

	put(d, b, v, n);
	buf_add(out, b, n);
}

static struct entry *
entry_add(struct directory *d, uint16_t tag, uint16_t type, uint32_t count)
{
	struct entry *e = &d->at[d->n++];

	e->tag = tag;
	e->type = type;
	e->count = count;
	e->size = type_size(type) * count;
	e->value = mem_zero(e->size + 4, 1);
	return e;
}

static void
entry_number(struct directory *d, uint16_t tag, uint16_t type, uint32_t v)
{
	struct entry *e = entry_add(d, tag, type, 1);

	put(d, e->value, v, type_size(type));
}

static struct entry *
entry_lookup(struct directory *d, uint16_t tag)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].tag == tag)
			return &d->at[i];
	return NULL;
}

static uint32_t
entry_value(const struct directory *d, const struct entry *e, size_t i)
{
	size_t n = type_size(e->type);

	return n == 2 || n == 4 ? take(d, e->value + i * n, n) : 0;
}

static void
directory_release(struct directory *d)
{
	for (size_t i = 0; i < d->n; i++)
		free(d->at[i].value);
}

/* Where strips begin once everything is written. */
static uint32_t
directory_end(const struct directory *d)
{
	size_t at = 8 + 2 + 12 * d->n + 4;

	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].size > 4)
			at += (d->at[i].size + 1) & ~(size_t)1;
	return (uint32_t)at;
}

/* The header and the directory; the caller adds the strips at directory_end. */
static void
directory_write(const struct directory *d, struct buf *out)
{
	uint32_t far = (uint32_t)(8 + 2 + 12 * d->n + 4);

	buf_add(out, d->big ? "MM" : "II", 2);
	put_buf(d, out, 42, 2);
	put_buf(d, out, 8, 4);
	put_buf(d, out, (uint32_t)d->n, 2);
	for (size_t i = 0; i < d->n; i++) {
		const struct entry *e = &d->at[i];

		put_buf(d, out, e->tag, 2);
		put_buf(d, out, e->type, 2);
		put_buf(d, out, e->count, 4);
		if (e->size <= 4) {
			buf_add(out, e->value, 4);
			continue;
		}
		put_buf(d, out, far, 4);
		far += (uint32_t)((e->size + 1) & ~(size_t)1);
	}
	put_buf(d, out, 0, 4);
	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].size > 4)
			buf_add(out, d->at[i].value, (d->at[i].size + 1) & ~(size_t)1);
}

void
tiff_wrap_g4(const struct tiff_fax *f, const void *data, size_t n, struct buf *out)
{
	struct directory d = { .big = 0 };
	uint32_t per_mille = (uint32_t)(f->dpi > 0 ? f->dpi * 1000 + 0.5 : 300000);
	struct entry *e, *at;

	entry_number(&d, TAG_WIDTH, LONG, (uint32_t)f->w);
	entry_number(&d, TAG_LENGTH, LONG, (uint32_t)f->h);
	entry_number(&d, TAG_BITS, SHORT, 1);
	entry_number(&d, TAG_COMPRESSION, SHORT, 4);
	entry_number(&d, TAG_PHOTOMETRIC, SHORT, f->white_is_one ? 1 : 0);
	entry_number(&d, TAG_FILL_ORDER, SHORT, 1);
	at = entry_add(&d, TAG_STRIP_OFFSETS, LONG, 1);
	entry_number(&d, TAG_ORIENTATION, SHORT, (uint32_t)f->orientation);
	entry_number(&d, TAG_SAMPLES, SHORT, 1);
	entry_number(&d, TAG_ROWS_PER_STRIP, LONG, (uint32_t)f->h);
	entry_number(&d, TAG_STRIP_COUNTS, LONG, (uint32_t)n);
	for (int i = 0; i < 2; i++) {
		e = entry_add(&d, (uint16_t)(TAG_XRES + i), RATIONAL, 1);
		put(&d, e->value, per_mille, 4);
		put(&d, e->value + 4, 1000, 4);
	}
	entry_number(&d, TAG_T6, LONG, 0);
	entry_number(&d, TAG_RES_UNIT, SHORT, 2);
	put(&d, at->value, directory_end(&d), 4);
	directory_write(&d, out);
	buf_add(out, data, n);
	directory_release(&d);
}

static int
is_kept(uint16_t tag)
{
	for (size_t i = 0; i < sizeof kept_tags / sizeof kept_tags[0]; i++)
		if (kept_tags[i] == tag)
			return 1;
	return 0;
}

/* Entry i of the directory at `offset`.  -1: it can't be read. */
static int
entry_read(struct directory *d, uint64_t offset, size_t i)
{
	unsigned char raw[12];
	uint16_t tag, type;
	uint32_t count;
	struct entry *e;

	if (input_read(&d->in, offset + 2 + 12 * i, raw, 12) != 12)
		return -1;
	tag = (uint16_t)take(d, raw, 2);
	type = (uint16_t)take(d, raw + 2, 2);
	count = take(d, raw + 4, 4);
	if (!is_kept(tag) || d->n == ENTRIES_MAX)
		return 0;
	if (type_size(type) == 0 || count == 0 || count > VALUES_MAX)
		return -1;
	e = entry_add(d, tag, type, count);
	if (e->size <= 4) {
		memcpy(e->value, raw + 8, 4);
		return 0;
	}
	return input_read(&d->in, take(d, raw + 8, 4), e->value, e->size) == e->size ? 0 : -1;
}

static int
directory_read(struct directory *d, uint64_t offset)
{
	unsigned char head[4], raw[2];
	size_t n;

	if (input_read(&d->in, 0, head, 4) != 4)
		return -1;
	d->big = head[0] == 'M';
	if (take(d, head + 2, 2) != 42 || input_read(&d->in, offset, raw, 2) != 2)
		return -1;
	n = take(d, raw, 2);
	for (size_t i = 0; i < n; i++)
		if (entry_read(d, offset, i) < 0)
			return -1;
	return 0;
}

/* Adds strip i of the old file; its new place goes into `at`. */
static int
strip_copy(const struct directory *d, const uint32_t where[2], struct buf *out)
{
	size_t start = out->len;

	if (where[0] > d->in.size || where[1] > d->in.size - where[0])
		return -1;
	buf_reserve(out, where[1]);
	if (input_read(&d->in, where[0], out->data + start, where[1]) != where[1])
		return -1;
	out->len += where[1];
	out->data[out->len] = '\0';
	return 0;
}

/* Copies the strips behind the directory and says in it where they now are. */
static int
strips_copy(struct directory *d, struct buf *out)
{
	struct entry *at = entry_lookup(d, TAG_STRIP_OFFSETS),
		     *len = entry_lookup(d, TAG_STRIP_COUNTS);
	struct buf strips = BUF_INIT;
	uint32_t from = directory_end(d);
	int rc = -1;

	if (at == NULL) {
		at = entry_lookup(d, TAG_TILE_OFFSETS);
		len = entry_lookup(d, TAG_TILE_COUNTS);
	}
	/* offsets of two bytes have no room for the new place: such files are tiny and rare */
	if (at == NULL || len == NULL || at->count != len->count || at->type != LONG)
		return -1;
	for (uint32_t i = 0; i < at->count; i++) {
		uint32_t where[2] = { entry_value(d, at, i), entry_value(d, len, i) };

		put(d, at->value + 4 * (size_t)i, from + (uint32_t)strips.len, 4);
		if (strips.len > UINT32_MAX / 2 || strip_copy(d, where, &strips) < 0)
			goto done;
	}
	directory_write(d, out);
	buf_add(out, strips.data, strips.len);
	rc = 0;
done:
	buf_release(&strips);
	return rc;
}

int
tiff_extract(const struct input *in, uint64_t offset, struct buf *out)
{
	struct directory d = { .in = *in };
	struct entry *compression;
	int rc = directory_read(&d, offset);

	compression = entry_lookup(&d, TAG_COMPRESSION);
	/* old-style JPEG (6) keeps more pointers into its file */
	if (rc == 0 && compression != NULL && entry_value(&d, compression, 0) == 6)
		rc = -1;
	if (rc == 0)
		rc = strips_copy(&d, out);
	directory_release(&d);
	return rc;
}
