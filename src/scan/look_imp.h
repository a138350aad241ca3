/*
 * Looking at one grey page: tag, registration, ink.  Pure: no files, no processes, no key.
 * Runs inside a sandboxed worker.
 */
#ifndef SCAN_LOOK_IMP_H
#define SCAN_LOOK_IMP_H

#include "scan/image.h"
#include "scan/scan.h"

/*
 * A page whose pixels come on demand, top rows first, so that a page whose tag stands upright
 * and that has no boxes is never decoded whole.
 */
struct page_pixels {
	struct image im; /* im.h: full height; rows [0, ready) hold pixels */
	int ready;
	/* Makes rows [0, rows) ready (rows is clipped to im.h).  0, or -1: damaged from `ready` on. */
	int (*more)(struct page_pixels *p, int rows);
	void *source;
	/* In steps of 90 degrees clockwise: how a viewer turns the stored picture (EXIF, /Rotate). */
	int viewer_rotation;
};

/* Asks the parent about a code. */
struct look_ask {
	enum scan_claim (*resolve)(void *ctx, const char *text, struct scan_known *known);
	void *ctx;
	const char *told; /* as scan_options has it */
	/*
	 * Degrees clockwise, 0 90 180 270, by which the pictures of the pages before had to be turned: the tag
	 * is looked for there first.  What comes of the page does not depend on it, but for a note on damage
	 * to pixels that it might have done without.
	 */
	int turn;
};

/* Once in a worker before its sandbox closes: lets libraries load what they load lazily. */
void look_start(void);

/*
 * Fills outcome, text, rotation, dpi, residual, scale, map, boxes, note.  Never fails: a page that can't be
 * understood has an outcome that says so.  With keep, also crops and thumb (malloc'd PNGs).
 */
void
look_page(struct page_pixels *px, const struct look_ask *ask, int keep, struct scan_page *out);

/* The crop of one box by a known map (for scan_extract); a malloc'd PNG. */
unsigned char *look_crop(struct page_pixels *px, const struct scan_map *map,
    const struct box *b, int rotation, size_t *size);

/* The whole page upright at about 60 dpi; a malloc'd PNG. */
unsigned char *look_thumb(struct page_pixels *px, int rotation, size_t *size);

#endif
