#include "scan/source/source_imp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A page this many mm long or more than this short is not paper: its file lies about its dpi. */
static const double page_mm_min = 60, page_mm_max = 600;
/* The long side of A4, inches. */
static const double a4_long = 297 / 25.4;

void
source_page_note(struct source_page *p, const char *words)
{
	if (p->note[0] == '\0')
		snprintf(p->note, sizeof p->note, "%s", words);
}

void
source_page_damage(struct source_page *p, const char *words)
{
	p->damaged = 1;
	p->faults++;
	source_page_note(p, words);
}

void
source_page_orient(struct source_page *p, int orientation)
{
	static const struct {
		int mirror, turn;
	} table[9] = { { 0, 0 }, { 0, 0 }, { 1, 0 }, { 0, 180 }, { 1, 180 }, { 1, 270 },
		{ 0, 90 }, { 1, 90 }, { 0, 270 } };

	if (orientation < 1 || orientation > 8)
		orientation = 1;
	p->mirror = table[orientation].mirror;
	p->px.viewer_rotation = table[orientation].turn;
}

static int
plausible(int pixels, double dpi)
{
	double mm = pixels / dpi * 25.4;

	return mm > page_mm_min && mm < page_mm_max;
}

static double
page_dpi(const struct source_page *p)
{
	int side = p->w > p->h * p->repeat ? p->w : p->h * p->repeat;

	if (p->xdpi > 0 && plausible(p->w, p->xdpi) && plausible(p->h * p->repeat, p->xdpi))
		return p->xdpi;
	return side / a4_long;
}

/* Rows of a fax are 98 or 196 an inch where columns are 204. */
static int
row_repeat(const struct source_page *p)
{
	double r = p->xdpi > 0 && p->ydpi > 0 ? p->xdpi / p->ydpi : 1;

	return r > 1.5 && r < 4.5 ? (int)lround(r) : 1;
}

/* The next stored row at its place in out, or again the one before when rows are repeated. */
static int
next_line(struct source_page *p, uint8_t *out)
{
	if (p->repeat == 1)
		return p->row(p, out);
	if (p->spare == 0) {
		if (p->row(p, p->line) < 0)
			return -1;
		p->spare = p->repeat;
	}
	p->spare--;
	memcpy(out, p->line, (size_t)p->w);
	return 0;
}

static void
mean_line(const uint32_t *sums, int k, uint8_t *out, int w)
{
	uint32_t n = (uint32_t)(k * k);

	for (int x = 0; x < w; x++) {
		uint32_t s = n / 2;

		for (int i = 0; i < k; i++)
			s += sums[x * k + i];
		out[x] = (uint8_t)(s / n);
	}
}

static int
shown_row(struct source_page *p, uint8_t *out)
{
	uint8_t *wide;

	if (p->mean == 1)
		return next_line(p, out);
	wide = p->line + p->w;
	memset(p->sums, 0, (size_t)p->w * sizeof *p->sums);
	for (int i = 0; i < p->mean; i++) {
		if (next_line(p, wide) < 0)
			return -1;
		for (int x = 0; x < p->w; x++)
			p->sums[x] += wide[x];
	}
	mean_line(p->sums, p->mean, out, p->px.im.w);
	return 0;
}

static void
mirror_row(uint8_t *row, int w)
{
	for (int a = 0, b = w - 1; a < b; a++, b--) {
		uint8_t t = row[a];

		row[a] = row[b];
		row[b] = t;
	}
}

/* What could not be decoded is white, and never counted as ready. */
static int
page_ends(struct source_page *p)
{
	struct image *im = &p->px.im;

	for (int y = p->px.ready; y < im->h; y++)
		memset(im->px + (size_t)y * im->stride, 255, (size_t)im->w);
	source_page_damage(p, "image tronquée ou abîmée");
	p->ended = 1;
	if (p->px.ready < p->trusted)
		p->trusted = p->px.ready;
	return -1;
}

static int
more_rows(struct page_pixels *px, int rows)
{
	struct source_page *p = px->source;
	struct image *im = &px->im;

	if (rows > im->h)
		rows = im->h;
	while (px->ready < rows) {
		uint8_t *row = im->px + (size_t)px->ready * im->stride;
		int faults = p->faults;

		if (p->ended)
			return -1;
		if (shown_row(p, row) < 0)
			return page_ends(p);
		if (p->faults != faults && px->ready < p->trusted)
			p->trusted = px->ready;
		if (p->mirror)
			mirror_row(row, im->w);
		px->ready++;
	}
	return 0;
}

int
source_page_start(struct source_page *p)
{
	int side;

	if (p->decoded < 1)
		p->decoded = 1;
	if (p->w < 1 || p->h < 1) {
		source_page_damage(p, "image vide");
		return -1;
	}
	if (p->w > SOURCE_SIDE_MAX || p->h > SOURCE_SIDE_MAX ||
	    (uint64_t)p->w * (uint64_t)p->h > SOURCE_PIXELS_MAX) {
		source_page_damage(p, "image démesurée : numérisez à 300 points par pouce");
		return -1;
	}
	if (p->w < SOURCE_SIDE_MIN || p->h < SOURCE_SIDE_MIN)
		source_page_note(p, "image trop petite pour être une page");
	p->repeat = row_repeat(p);
	side = p->w > p->h * p->repeat ? p->w : p->h * p->repeat;
	p->mean = (side + SOURCE_SHOWN_SIDE - 1) / SOURCE_SHOWN_SIDE;
	if (p->w < p->mean || p->h * p->repeat < p->mean)
		p->mean = 1;
	p->line = mem_alloc(2 * (size_t)p->w + 64);
	p->sums = mem_alloc((size_t)p->w * sizeof *p->sums);
	image_init(&p->px.im, p->w / p->mean, p->h * p->repeat / p->mean);
	p->px.im.dpi = page_dpi(p) / p->mean;
	p->trusted = p->px.im.h;
	p->px.more = more_rows;
	p->px.source = p;
	return 0;
}

int
source_page_open(struct source *s, int n, struct source_page *p)
{
	memset(p, 0, sizeof *p);
	p->source = s;
	p->page = n;
	if (n < 1 || n > s->pages) {
		source_page_damage(p, "page absente du fichier");
		return -1;
	}
	if (s->kind->page(s, p) == 0)
		return 0;
	source_page_damage(p, "page illisible");
	return -1;
}

void
source_page_close(struct source_page *p)
{
	if (p->close != NULL)
		p->close(p);
	image_release(&p->px.im);
	free(p->line);
	free(p->sums);
	p->line = NULL;
	p->sums = NULL;
	p->close = NULL;
}

/* x' = sx x + tx, y' = sy y */
static void
map_scale(struct scan_map *map, double sx, double tx, double sy)
{
	double *m = map->m;

	m[0] = sx * m[0] + tx * m[6];
	m[1] = sx * m[1] + tx * m[7];
	m[2] = sx * m[2] + tx;
	m[3] *= sy;
	m[4] *= sy;
	m[5] *= sy;
}

void
source_stored(const struct source_page *p, struct scan_map *map)
{
	double k = p->mean * p->decoded;

	map_scale(map, p->mirror ? -k : k, p->mirror ? k * p->px.im.w : 0, k / p->repeat);
}

void
source_shown(const struct source_page *p, struct scan_map *map)
{
	double k = p->mean * p->decoded;

	map_scale(map, (p->mirror ? -1 : 1) / k, p->mirror ? p->px.im.w : 0, p->repeat / k);
}
