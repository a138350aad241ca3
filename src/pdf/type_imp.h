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
	NARROW_ADVANCE = 165, /* U+202F, drawn as a narrowed U+00A0, in thousandths */
	SPACE_STRETCH = 140, /* of a word space, in thousandths of the size */
	SPACE_SHRINK = 70
};

enum adjust { ADJUST_JUSTIFY, ADJUST_LEFT, ADJUST_CENTER, ADJUST_RIGHT };

struct type_style {
	enum face face;
	double size, lead; /* pt; lead: from a line to the next */
	enum adjust adjust;
};

enum { NARROW_WORDS = 256 / 32 };

/* A stretch of one line in one face. */
struct seg {
	struct seg *next;
	enum face face;
	double size;
	const uint16_t *text;
	size_t n;
	const char *url; /* NULL: no link */
	uint32_t narrow[NARROW_WORDS]; /* bit set of the WinAnsi bytes that show it */
	const uint16_t *wide; /* letters of its words that have others */
	size_t wide_n;
};

/* A place to click on: points; y up from the base line, or from the page's lower edge. */
struct link {
	double x, y, w, h;
	char *url; /* owned by who holds the link */
};

/* A set line, which never changes: all that drawing it takes is written once. */
struct line {
	struct line *next;
	struct seg *segs;
	double x; /* from the left of the measure, for lines not justified */
	double width; /* as set */
	double space; /* added at each word space */
	const char *ops; /* the operators that show it, once the text matrix is set */
	size_t ops_n;
	const char *text; /* UTF-8, for golden tests */
	const struct link *links; /* from the line's start */
	size_t links_n;
};

struct composer;
struct err;

/*
 * Sets runs in lines of at most `width` points.  *out is NULL for an empty text.  -1: a letter that the
 * face lacks.  The lines are the composer's, which keeps them as long as the paper is laid out, and
 * for the papers after it: what a class's conventions have in common is set once.
 */
int type_set(struct composer *c, const struct run *runs, const struct type_style *st,
    double width, const struct line **out, struct err *e);

/* A bare text on one line, however long; NULL with e filled as above. */
const struct line *
type_line(struct composer *c, const char *text, const struct type_style *st, struct err *e);

/* The same for a text that does not come again: it lives in a. */
const struct line *type_line_once(struct composer *c, const char *text,
    const struct type_style *st, struct arena *a, struct err *e);

/* The widest word and the whole text on one line, in points: for the columns of a table. */
int type_extent(struct composer *c, const struct run *runs, const struct type_style *st,
    double *word, double *whole, struct err *e);

size_t type_lines(const struct line *l);

#endif
