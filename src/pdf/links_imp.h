/*
 * Links: those of the template, and the addresses that stand in the text.
 */
#ifndef PDF_LINKS_IMP_H
#define PDF_LINKS_IMP_H

#include "pdf/type_imp.h"

struct link_list {
	struct link *at; /* from the page's lower left corner */
	size_t n, cap;
};

void link_list_release(struct link_list *l);
void link_list_copy(struct link_list *to, const struct link_list *from);

/* Adds the links of a line whose base line starts at x, y. */
void link_list_add(struct link_list *to, const struct line *l, double x, double y);

/* Fills the links of a line that is set; they live in a. */
void links_find(struct line *l, const struct composer *c, struct arena *a);

#endif
