/*
 * Setting type: runs of text become lines of a given width.
 */
#ifndef PDF_TYPE_IMP_H
#define PDF_TYPE_IMP_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "template/block.h"

enum face {
	FACE_SERIF,
	FACE_SERIF_BOLD,
	FACE_SERIF_ITALIC,
	FACE_SERIF_BOLD_ITALIC,
	FACE_SANS,
	FACE_SANS_BOLD,
	FACE_SANS_ITALIC,
	FACE_SANS_BOLD_ITALIC,
	FACE_COUNT
};
enum { FACE_BOLD = 1, FACE_ITALIC = 2 }; /* added to FACE_SERIF or FACE_SANS */

/* « LiberationSerif-Regular » */
const char *face_name(enum face f);

enum {
	NARROW_ADVANCE = 190, /* U+202F, drawn as a narrowed U+00A0, in thousandths */
	SPACE_STRETCH = 160, /* of a word space, in thousandths of the size */
	SPACE_SHRINK = 70
};

enum adjust { ADJUST_JUSTIFY, ADJUST_LEFT, ADJUST_CENTER, ADJUST_RIGHT };

struct type_style {
	enum face face;
	double size, lead; /* pt; lead: from a line to the next */
	enum adjust adjust;
};

/* A stretch of one line in one face. */
struct seg {
	struct seg *next;
	enum face face;
	double size;
	const uint16_t *text;
	size_t n;
	const char *url; /* borrowed from the run; NULL: no link */
};

struct line {
	struct line *next;
	struct seg *segs;
	double x; /* from the left of the measure, for lines not justified */
	double width; /* as set */
	double space; /* added at each word space */
};

struct composer;
struct err;

/*
 * Sets runs in lines of at most `width` points.  Lines live in a.  *out is NULL for an empty text.  -1:
 * a letter that the face lacks.
 */
int type_set(struct composer *c, const struct run *runs, const struct type_style *st,
    double width, struct arena *a, struct line **out, struct err *e);

/* A bare text on one line, however long; NULL with e filled as above. */
struct line *type_line(struct composer *c, const char *text, const struct type_style *st,
    struct arena *a, struct err *e);

/* The widest word and the whole text on one line, in points: for the columns of a table. */
int type_extent(struct composer *c, const struct run *runs, const struct type_style *st,
    double *word, double *whole, struct err *e);

size_t type_lines(const struct line *l);

#endif
