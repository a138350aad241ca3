/*
 * Page sources: a file of scans as pages of grey rows.  One kind of file, one source_*.c; all
 * of it runs in a sandboxed worker and believes nothing that the file says.
 *
 * A page's rows come on demand, top first.  On their way they may be mirrored, averaged (a
 * 600 dpi picture is looked at in 300) or repeated (a fax has flat pixels); source_stored and
 * source_shown translate a map between the pixels shown and those stored.
 */
#ifndef SCAN_SOURCE_IMP_H
#define SCAN_SOURCE_IMP_H

#include "scan/source/input_imp.h"
#include "scan/look_imp.h"

struct buf;

enum {
	SOURCE_PAGES_MAX = 5000,
	SOURCE_PIXELS_MAX = 160 * 1000 * 1000, /* of one page; A4 at 1200 dpi has 139 million */
	SOURCE_SIDE_MAX = 65000,
	SOURCE_SIDE_MIN = 40, /* smaller is an icon, not a page */
	SOURCE_SHOWN_SIDE =
	    5000 /* A4 at 300 dpi has 3508 rows: more is averaged down to this */
};

/* Why a file can't be read at all; source_fault_words says it to people. */
enum source_fault {
	SOURCE_FINE,
	SOURCE_NOT_PICTURE,
	SOURCE_TEXT,
	SOURCE_OTHER_PICTURE, /* GIF, BMP, WebP, JPEG 2000 ... */
	SOURCE_HEIC,
	SOURCE_OFFICE, /* a word processor's file */
	SOURCE_ARCHIVE, /* ZIP, RAR, 7z, gzip */
	SOURCE_MAIL,
	SOURCE_PASSWORD,
	SOURCE_BROKEN,
	SOURCE_NO_PAGE,
	SOURCE_TOO_MANY,
	SOURCE_TOO_BIG,
	SOURCE_FAULT_COUNT
};

struct source {
	struct input in;
	const struct source_kind *kind;
	int pages;
	char signers[SCAN_SIGNERS_SIZE]; /* as scan_page.signers, of the whole file */
	void *state; /* of the kind */
};

struct source_page {
	struct page_pixels px;
	int page; /* from 1 */
	int trusted; /* shown rows before the decoder found fault, or all of them */
	int damaged; /* 1: something in it can't be trusted; note says what */
	char note[160]; /* French; the first that was noticed */

	/* what the kind fills before source_page_start */
	int w, h; /* stored pixels */
	double xdpi, ydpi; /* as the file says; 0 unknown */
	int mirror; /* 1: rows are shown from right to left */
	int decoded; /* the decoder itself reduced w and h by this factor; 1 else */
	/* The next stored row, w grey samples.  -1: no more can be had. */
	int (*row)(struct source_page *p, uint8_t *out);
	/* The page's own bytes without loss; nothing added to out: the whole file is the page. */
	void (*object)(struct source_page *p, struct buf *out, char ext[8]);
	void (*close)(struct source_page *p);
	struct source *source;
	void *state;

	/* private to source_page.c */
	int mean, repeat;
	int ended; /* 1: row() has failed */
	int faults; /* times that damage was noticed */
	int spare; /* times that `line` is still to be shown */
	uint8_t *line;
	uint32_t *sums;
};

struct source_kind {
	char type[8];
	char ext[8]; /* of the whole file as a page object */
	enum source_fault (*open)(struct source *s);
	void (*close)(struct source *s); /* called when there is a state */
	/* 0; -1: the page can't be opened, p->note says why. */
	int (*page)(struct source *s, struct source_page *p);
};

extern const struct source_kind source_pdf, source_tiff, source_jpeg, source_png, source_heif;

/*
 * Before the sandbox closes: loads what this kind of file needs beyond the program itself.  1 when
 * its decoder will start threads.
 */
int source_prepare(int fd);

/* fd is borrowed.  On SOURCE_FINE: s->pages is 1..SOURCE_PAGES_MAX; source_close. */
enum source_fault source_open(struct source *s, int fd, uint64_t size);
void source_close(struct source *s);

/* French words that follow the file's name: what it is and what to do. */
const char *source_fault_words(enum source_fault f);

/*
 * Opens page n (from 1).  0, or -1 with p->note filled; source_page_close in both cases.
 */
int source_page_open(struct source *s, int n, struct source_page *p);
void source_page_close(struct source_page *p);

/* For the kinds: checks w and h, chooses how rows are shown, makes px. 0, or -1 with p->note. */
int source_page_start(struct source_page *p);
/* Says something about the page, unless something was said before. */
void source_page_note(struct source_page *p, const char *words);
/* The same, and what its pixels do not show can't be trusted: no page is blank for want of them. */
void source_page_damage(struct source_page *p, const char *words);
/* EXIF and TIFF orientation 1..8 as mirror and viewer_rotation. */
void source_page_orient(struct source_page *p, int orientation);

/* A map from mm to the pixels shown, to one to the pixels stored, and back. */
void source_stored(const struct source_page *p, struct scan_map *map);
void source_shown(const struct source_page *p, struct scan_map *map);

/* The grey of a colour, 0..255 each. */
static inline uint8_t
source_grey(unsigned r, unsigned g, unsigned b)
{
	return (uint8_t)((r * 77 + g * 150 + b * 29 + 128) >> 8);
}

#endif
