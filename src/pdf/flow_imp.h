/*
 * The flow: blocks become slabs, one under another, and slabs become pages.  A slab is
 * never cut: a line of text, a row of a table, a row of signature boxes.
 */
#ifndef PDF_FLOW_IMP_H
#define PDF_FLOW_IMP_H

#include "pdf/paper.h"
#include "pdf/page_imp.h"
#include "pdf/type_imp.h"

enum mark_type { MARK_LINE, MARK_RULE, MARK_FRAME, MARK_DOTS, MARK_PICTURE };

/* Something drawn. Points; x from the page's left edge, y down from the slab's top. */
struct mark {
	struct mark *next;
	enum mark_type type;
	double x, y, w, h;
	double thick; /* of a frame or of dots */
	const struct line *line; /* x, y: start of its base line */
	size_t picture; /* index in the paper */
};

/* A frame drawn around neighbouring slabs of one page. */
struct surround {
	double x, w;
	double above, below; /* room between the frame and the slabs */
	double bar; /* thickness of its left side; 0: a frame all around */
};

struct slab {
	double before; /* space above it, none at the head of a page */
	double height;
	int keep; /* no page ends after it */
	int page_break; /* a page starts with it */
	struct mark *marks;
	struct mark **tail;
	struct mark *aside; /* of a second column: read after the first one's marks */
	int beside; /* the next slab continues the same two columns */
	struct box *boxes; /* x, y in points as marks; borrowed from the arena */
	size_t boxes_n;
	const struct surround *surround;
	size_t head, head_n; /* slabs to repeat when a page starts with this one */
	int page; /* filled by flow_pages */
	double top;
};

struct picture {
	unsigned char *bytes;
	size_t size;
	int width, height; /* pixels */
};

struct flow {
	struct composer *c;
	struct arena *a;
	struct err *e;
	int failed; /* e says where */
	struct slab *at;
	size_t n, cap;
	double x, w; /* the measure at hand, points */
	double space; /* wanted after the last slab */
	const struct block *blocks; /* the paper's, first of them */
	const struct type_style *body; /* of paragraphs */
	double
	    label; /* width of the labels of known values, at least: the same all over the paper */
	int narrow; /* in one of two columns: headings are one size smaller */
	int page_break; /* asked before the next slab */
	const struct surround *surround;
	const struct block
	    *stamps; /* areas that the next signature boxes will have beside them */
	struct picture *pictures;
	size_t pictures_n, pictures_cap;
};

/* A new slab, `before` points under the last one (or more, if that one asked for more). */
struct slab *slab_add(struct flow *f, double before, double height);

struct mark *mark_add(struct flow *f, struct slab *s, enum mark_type type, double x, double y);
void mark_line(struct flow *f, struct slab *s, const struct line *l, double x, double y);
/* The same, read before what the slab has already: an item's number is known after its text. */
void mark_line_first(struct flow *f, struct slab *s, const struct line *l, double x, double y);
void mark_rule(struct flow *f, struct slab *s, double x, double y, double w, double h);
void mark_frame(struct flow *f, struct slab *s, double x, double y, double w, double h);
void mark_dots(struct flow *f, struct slab *s, double x, double y, double w);

/* Lines under one another, from y down. */
void mark_stack(struct flow *f, struct slab *s, const struct line *l,
    const struct type_style *st, double x, double y);
/* A label and dots after it, from x to x + w, at the foot of the slab. */
int mark_blank(struct flow *f, struct slab *s, const char *label, double x, double w);

/* A bare text as lines of at most w; *out is NULL for an empty one. */
int flow_words(struct flow *f, const char *text, const struct type_style *st, double w,
    const struct line **out);

/* Where the base line stands in a line of this style: the letters hang in the middle of the lead. */
double style_middle(const struct type_style *st);

enum { FORM_GAP = 8 }; /* points under what is filled in by hand */

/* Adds a box to the slab: a place that the reader will look at. */
int
slab_box(struct flow *f, struct slab *s, enum box_kind kind, const char *id, enum role role);

/* Lays out the children of b, one after another. */
int flow_children(struct flow *f, const struct block *b);
int flow_block(struct flow *f, const struct block *b);

/* One slab a line.  Ends of pages keep two lines together on each side. */
int
flow_text(struct flow *f, const struct run *runs, const struct type_style *st, double before);

/* The parts of a paper, a file each. */
int flow_table(struct flow *f, const struct block *b);
int flow_fields(struct flow *f, const struct block *b);
/* Measures the labels of all fields among b and what follows it, for f->label. */
int flow_labels(struct flow *f, const struct block *b);
int flow_lines(struct flow *f, const struct block *b);
int flow_blanks(struct flow *f, const struct block *b);
int flow_checks(struct flow *f, const struct block *b);
int flow_signatures(struct flow *f, const struct block *b);
int flow_place(struct flow *f, const struct block *b);
int flow_picture(struct flow *f, const struct block *b);
int flow_bilingual(struct flow *f, const struct block *b);

/* Keeps a copy of the picture as the last of f->pictures; name: for messages. */
int flow_picture_add(struct flow *f, const unsigned char *bytes, size_t size, const char *name);

/* The largest size with the picture's shape inside w x h. */
void picture_fit(const struct picture *p, double *w, double *h);

/*
 * Says on which page and how far down (points from the page's top) each slab stands, and how many
 * pages there are (through *pages).
 */
int flow_pages(struct flow *f, double top, double end, int *pages);

/* Once the slabs are on their pages: signature boxes take of the room left above `end`. */
void flow_signatures_grow(struct flow *f, double end);

/* The styles of the house. */
extern const struct type_style style_body, style_column, style_check, style_cell,
    style_head_cell, style_label, style_value, style_small, style_name, style_function,
    style_heading[4];

#endif
