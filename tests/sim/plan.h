/*
 * What to make: the options of the command line, and the list of scan pages that follows from
 * them and from the seed alone.
 */
#ifndef SIM_PLAN_H
#define SIM_PLAN_H

#include <stddef.h>

#include "book.h"
#include "encode.h"
#include "rng.h"
#include "wear.h"

struct err;

enum mode { MODE_BILEVEL, MODE_GRAY, MODE_COLOR, MODE_COUNT };
enum format { FORMAT_PDF, FORMAT_TIFF, FORMAT_PNG, FORMAT_JPEG };

enum { RANDOM = -1, CHOICES_MAX = 8 };

struct options {
	uint64_t seed;
	int dpi[CHOICES_MAX], n_dpi; /* one is drawn for each page */
	enum mode mode[MODE_COUNT];
	int n_modes;
	int severity_low, severity_high;
	unsigned damage; /* as wears_parse gives it */
	int rotate; /* degrees clockwise, or RANDOM */
	int shuffle, blank_backs;
	const char *pages; /* "1-5,8" of the papers laid one after the other; NULL: all */
	enum format format;
	int lzw; /* TIFF: LZW instead of G4 and JPEG */
	int strips; /* pages in strips: 0, 1 or RANDOM */
	int ocr; /* PDF: hidden text: 0, 1 or RANDOM */
	int pdf_rotate; /* PDF: some pages are stored turned and say so in /Rotate */
	int flip; /* one letter of each code is changed */
	int quality; /* of JPEG where no damage says otherwise */
	int threads;
	const char *out, *truth;
	struct signs signs;
	struct book book;
};

/* One page to make. */
struct job {
	int print; /* how many times this page was in the stack before: another print of it */
	int source; /* page of the papers, from 0 */
	int back; /* 1: its blank back */
	int turn; /* degrees clockwise that the scan is turned */
	int viewer; /* degrees clockwise that /Rotate turns it on top */
	int dpi;
	enum mode mode;
	int severity;
	struct wears wears;
	int rows; /* in a strip; 0: whole */
	int ocr;
};

/* The n jobs for papers of that many pages; the caller frees.  NULL with e filled. */
struct job *plan_make(const struct options *o, int pages, size_t *n, struct err *e);

/* How a page's pixels are packed. */
struct encode_how plan_packing(const struct options *o, const struct job *j);

const char *mode_name(enum mode m);

#endif
