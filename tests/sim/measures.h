/*
 * How the ink judge's trees are grown: what it reads in boxes of which the truth is known.
 */
#ifndef SIM_MEASURES_H
#define SIM_MEASURES_H

struct err;

/*
 * Prints a line for each signature box of a scan that holds strokes: what was put there; 1 signed,
 * 0 not, - either; the measures of evidence_imp.h.  By tabs, their names on the first line.  book: as
 * for --boxes; truth: of the scan.  -1 with e filled.
 */
int measures_print(const char *book, const char *truth, const char *scan, struct err *e);

/* The same for each glyph (glyphs_imp.h) of the boxes that hold one sort of writing. */
int measures_print_glyphs(const char *book, const char *truth, const char *scan, struct err *e);

/* The trees that such lines suggest, as trees_imp.h has them, their names after title, on standard output. */
int measures_fit(const char *title, const char *path, struct err *e);

#endif
