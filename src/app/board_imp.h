/*
 * Inside the board: which rows it has (board.c), and what each says (board_row.c).
 */
#ifndef APP_BOARD_IMP_H
#define APP_BOARD_IMP_H

#include "app/board.h"

struct err;
struct folded;
struct home;

/* A board being gathered; all borrowed. */
struct board_loading {
	struct home *h;
	struct board *b;
	const struct board_filter *filter;
	struct err *e;
};

/* What a row says of the document that stands on it. */
void board_row_fill(const struct board_loading *l, struct board_row *r, const struct folded *f);

/* Whether what it says should have happened by today. */
void board_row_late(const struct board_loading *l, struct board_row *r);

#endif
