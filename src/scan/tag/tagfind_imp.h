/*
 * Where on a page is its tag?  Cheap attempts first: corner crops at the scale that the decoder
 * likes, the whole page last.
 */
#ifndef SCAN_TAGFIND_IMP_H
#define SCAN_TAGFIND_IMP_H

#include "scan/look_imp.h"
#include "scan/tag/tagreader_imp.h"

/* What was found so far on one page. */
struct tagfind {
	struct tagreader *reader;
	const struct look_ask *ask;
	double dpi; /* as told or guessed */
	int any_size;
	enum { CORNER_UNSEEN, CORNER_WORTH, CORNER_BARE } corner[4];
	struct codes codes; /* every different text */
	int asked; /* codes[0, asked) were asked about */
	enum scan_claim claim[CODES_MAX];
	int ours; /* index of the first of ours, -1: none yet */
	int two; /* 1: another of ours, different */
	struct scan_known known; /* of codes[ours] */
	struct scan_attempt *count; /* borrowed: what was tried so far */
};

/* any_size: the picture is no plain scan of a page, and a code on it may be of any size. */
void tagfind_init(struct tagfind *f, const struct look_ask *ask, double dpi, int any_size,
    struct scan_attempt count[SCAN_ATTEMPTS_MAX]);
void tagfind_release(struct tagfind *f);

/*
 * The corner where a page has its tag that must be turned clockwise by `turn` degrees (0, 90, 180, 270)
 * to stand upright.  1 when one of ours was found.
 */
int tagfind_corner(struct tagfind *f, const struct image *im, int turn);

/* Rows of the whole page that must be there before tagfind_corner can look. */
int tagfind_rows(const struct tagfind *f, const struct image *page, int turn);

/*
 * The corners, then the whole page, until one of ours is found.  1 or 0.  Nothing is tried where nothing
 * looks like a code.
 */
int tagfind_page(struct tagfind *f, const struct image *im);

/* Looks into every corner for a second tag, on a page where one was found. */
void tagfind_others(struct tagfind *f, const struct image *im);

#endif
