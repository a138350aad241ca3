/*
 * A paper inside: what the writer takes from it.
 */
#ifndef PDF_PAPER_IMP_H
#define PDF_PAPER_IMP_H

#include "base/buf.h"
#include "pdf/flow_imp.h"
#include "pdf/ops_imp.h"

/* A place to click on: points from the page's lower left corner. */
struct link {
	double x, y, w, h;
	char *url; /* owned */
};

struct link_list {
	struct link *at;
	size_t n, cap;
};

void link_list_release(struct link_list *l);
void link_list_copy(struct link_list *to, const struct link_list *from);

struct paper_page {
	struct buf ops; /* all but the stamp, as PDF operators */
	struct buf text; /* the same for golden tests */
	struct link_list links;
};

/* Adds the links of a line whose base line starts at x, y. */
void links_find(
    struct link_list *to, const struct composer *c, const struct line *l, double x, double y);

struct paper {
	struct paper_page *pages;
	int n;
	struct box *boxes; /* in mm, in order of page */
	size_t boxes_n, boxes_cap;
	struct usage used;
	struct picture *pictures;
	size_t pictures_n;
	char *lang;
};

/*
 * Draws the slabs of f, already on their pages, and the head and foot of each.  `titled`: the
 * first page starts with the paper's title.
 */
int paper_draw(struct paper *p, struct flow *f, const struct paper_face *face, int titled);

#endif
