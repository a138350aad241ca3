/*
 * What leaves the house for other programs and for people who ask: lists for spreadsheets, figures,
 * and all that is known of one student.
 */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/board.h"

struct buf;
struct err;
struct home;

enum export_format { EXPORT_CSV, EXPORT_XLSX };

/*
 * By the end of a file's name: « tableau.xlsx »; -1 with e filled (ERR_USAGE) for another.  NULL: CSV.
 */
int export_format_of(const char *path, struct err *e);

/*
 * The board, appended to out: CSV as one list; XLSX with a sheet per section, coloured as the board is.
 */
int export_board(struct home *h, const struct board_filter *f, enum export_format format,
    struct buf *out, struct err *e);

/*
 * The internships of a year, a row a period, under the names that Pronote's screens use, so that they can be
 * copied there: no public import of internships into Pronote is documented.  section NULL: all.
 */
int export_placements(struct home *h, const char *year, const char *section,
    enum export_format format, struct buf *out, struct err *e);

/*
 * Figures of a year by section, as one HTML page with plots (SVG) and nothing from elsewhere, appended to out.
 * Numbers only: nobody is named.
 */
int export_figures(struct home *h, const char *year, struct buf *out, struct err *e);

/* What export_student() wrote. */
struct exported_student {
	const char *name; /* « NGUYỄN Thị Hạnh », in the arena */
	int files, pages;
	struct arena arena;
};

/*
 * Right of access (RGPD, article 15): all that is known of the one student whose names are given, as
 * files in the folder dir: what is recorded, the history of each paper, what came back of it as PDF.
 * ERR_ABSENT: nobody, or several, of that name.  out ends in arena_release().
 */
int export_student(struct home *h, const char *name, const char *dir,
    struct exported_student *out, struct err *e);

#endif
