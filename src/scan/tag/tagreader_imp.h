/*
 * QR codes in a grey picture (zbar behind, here only).
 */
#ifndef SCAN_TAGREADER_IMP_H
#define SCAN_TAGREADER_IMP_H

#include "scan/image.h"
#include "scan/place/map_imp.h"
#include "scan/scan.h"

enum { CODES_MAX = 8 };

struct code {
	char text[SCAN_TEXT_MAX];
	/* Of the symbol as it was printed: top left, top right, bottom right, bottom left. */
	struct pt corner[4];
};

struct codes {
	struct code at[CODES_MAX];
	int n;
};

/* Where a picture lies in the page: page pixel = origin + factor * its own pixel. */
struct place {
	double x, y, factor;
};

struct tagreader *tagreader_new(void);
void tagreader_free(struct tagreader *r);

/* The first decode loads character tables from disk: once, before a sandbox closes. */
void tagreader_start(void);

/*
 * Adds what stands in im, in page pixels; a text that is already there is not added again.
 * step 1 looks along every line, 2 along every second.  Returns how many were added.
 */
int tagreader_scan(struct tagreader *r, const struct image *im, int step, struct place where,
    struct codes *out);

#endif
