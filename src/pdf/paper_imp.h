/*
 * A paper inside: what the writer takes from it.
 */
#ifndef PDF_PAPER_IMP_H
#define PDF_PAPER_IMP_H

#include "base/buf.h"
#include "pdf/flow_imp.h"
#include "pdf/links_imp.h"
#include "pdf/ops_imp.h"

struct paper_page {
	struct buf ops; /* all but the stamp, as PDF operators */
	struct buf text; /* the same for golden tests */
	struct link_list links;
};

struct paper {
	struct paper_page *pages;
	int n;
	struct buf
	    who; /* operators on each page: whose paper it is; the pages are like those of others */
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
