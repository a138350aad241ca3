/*
 * The stamp: what differs from one copy to another, the tag and the copy's name.
 */
#ifndef PDF_STAMP_IMP_H
#define PDF_STAMP_IMP_H

#include "pdf/ops_imp.h"
#include "pdf/paper.h"

struct stamp {
	struct composer *c;
	struct arena *a; /* room to work in */
	const struct press_copy *copy;
	int page, pages;
};

/* Adds the operators of the copy's name, the same on each of its pages; `used` gains its letters. */
int stamp_label(const struct stamp *s, struct buf *ops, struct usage *used, struct err *e);

/* Adds those of the tag of one page. */
int stamp_draw(const struct stamp *s, struct buf *ops, struct usage *used, struct err *e);

#endif
