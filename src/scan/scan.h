/*
 * Reading scans: a file of signed paper in, one struct scan_page per page out.
 *
 * Reading changes nothing and trusts nothing.  Each file is decoded only in worker
 * processes (worker.c): rlimits, seccomp, no network, no new files, never the key.  A
 * worker gets pages of one open file, two at a time; it sends the text of each code that it finds,
 * the parent asks `resolve` (which verifies the MAC and knows the boxes) and answers with that
 * page's boxes.  When a worker dies its pages are tried again one by one: the
 * culprit is `damaged`, the others are read.
 *
 * Millimetres are those of the printed page, origin top left, x right, y down.  Pixels are
 * those of the page as stored in the file, before any turning.
 */
#ifndef SCAN_SCAN_H
#define SCAN_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "domain/words.h"

struct err;

enum { SCAN_TEXT_MAX = 256, SCAN_SIGNERS_SIZE = 96, SCAN_BOXES_MAX = 64 };

/* What a code turned out to be. */
enum scan_claim {
	SCAN_CLAIM_FOREIGN, /* not a tag of this school's key */
	SCAN_CLAIM_UNKNOWN, /* our key, but no such document, copy or page here */
	SCAN_CLAIM_KNOWN
};

/* Answer of `resolve`: the boxes of the page that the tag names (frozen when it was issued). */
struct scan_known {
	struct box boxes[SCAN_BOXES_MAX];
	size_t n_boxes;
};

struct scan_box {
	struct box box;
	enum verdict verdict;
	double score; /* probability that it is signed, 0..1 */
	double ink_mm2; /* ink that is not print, in the box and just around it */
	double extent_mm; /* longer side of what the ink spans */
	const char
	    *hint; /* French reason of a doubtful verdict, NULL else; borrowed for the call */
	unsigned char *
	    crop; /* a PNG of the box with 6 mm around, upright; NULL unless kept; owned by the page */
	size_t crop_size;
};

/* The map from page millimetres to pixels: px = (m0 x + m1 y + m2)/(m6 x + m7 y + 1), py = (m3 x + m4 y + m5)/(...). */
struct scan_map {
	double m[8];
};

/* One kind of attempt at finding a page's tag: where, at which scale, with which filter. */
enum { SCAN_ATTEMPTS_MAX = 24 };
struct scan_attempt {
	int tried; /* windows looked at */
	int found; /* of them, those that showed a code not seen before */
	int ours; /* 1: here the page's own tag was first found */
	double ms; /* CPU time */
};

/* What the i-th kind is, in the order in which they are made; NULL past the last. */
const char *scan_attempt_words(size_t i);

struct scan_page {
	int page; /* of the file, from 1 */
	enum outcome outcome; /* never OUTDATED: apply decides that one */
	char text
	    [SCAN_TEXT_MAX]; /* the code that decided the outcome (ours if any), "" if none */
	int rotation; /* degrees clockwise to turn the page, as viewers show it, upright: 0 90 180 270 */
	double
	    dpi; /* measured from the printed page where registered, else of the file; 0 unknown */
	double residual_mm; /* of the registration; -1 when not registered */
	double scale; /* printed size over true size, 1.0 = 100 %; 0 unknown */
	int registered; /* 1: map holds */
	struct scan_map map;
	struct scan_box boxes[SCAN_BOXES_MAX];
	size_t n_boxes;
	char note
	    [160]; /* French word on what was noticed: « image tronquée », « deux codes », "" */
	/* who the file says has signed it electronically, « A ; B »: declared, not verified; "": nobody */
	char signers[SCAN_SIGNERS_SIZE];
	double ms; /* CPU time of this page */
	struct scan_attempt attempts[SCAN_ATTEMPTS_MAX];
	char object_sha256[65]; /* of the page object below; "" unless kept */
	char object_ext[8]; /* "jpg", "tif", "png", "pdf" */
	unsigned char
	    *object; /* the scanner's own bytes for this page, without loss; NULL unless kept */
	size_t object_size;
	unsigned char
	    *thumb; /* a PNG of the whole page, upright, about 60 dpi, for pages that a
					   person must see (anything but read-with-clear-verdicts and blank);
					   NULL unless kept */
	size_t thumb_size;
};

struct scan_options {
	int workers; /* 0: the cores that this process may use */
	int keep; /* 1: with objects, crops of doubtful and signed boxes, and thumbs */
	/*
	 * Verifies a code and fills *known.  Called in the parent only, never at the same time
	 * from two threads.
	 */
	enum scan_claim (*resolve)(void *ctx, const char *text, struct scan_known *known);
	/*
	 * A page, in the file's order, every page exactly once.  Borrowed for the call.
	 * A value other than 0 stops the reading, and scan_file returns it.
	 */
	int (*page)(void *ctx, const struct scan_page *p);
	/*
	 * Called in each worker right after the fork, before a byte of the file is read: wipes what a
	 * worker must not hold, first of all the school's key.  May be NULL when the key lies in memory
	 * that forks empty (MADV_WIPEONFORK).
	 */
	void (*forget)(void *ctx);
	/*
	 * The tag that a person says every page of the file bears, where none can be read: such a page
	 * is placed by its corner marks alone.  NULL: nobody said.
	 */
	const char *told;
	void *ctx;
};

struct scan_file {
	char sha256[65]; /* of the whole file */
	int pages; /* how many it has */
	char type[8]; /* "pdf", "tiff", "jpeg", "png" */
};

/*
 * Reads one file.  out is filled before the first page() call.  0; what page() returned; -1 with e
 * filled when the file can't be opened at all: not a picture, a password, empty, truncated
 * beyond use (its words name the file and what to do).
 */
int
scan_file(const char *path, const struct scan_options *o, struct scan_file *out, struct err *e);

/*
 * The page objects and crops of pages that were read elsewhere (`apply`): for each of the n
 * wanted pages calls o->page with object and thumb, and the crops of the boxes given, cut by the
 * map given.  Only page, map, registered, rotation, boxes[].box of each wanted page are looked at.
 */
int scan_extract(const char *path, const struct scan_page *wanted, size_t n,
    const struct scan_options *o, struct scan_file *out, struct err *e);

#endif
