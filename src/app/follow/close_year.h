/*
 * The archive of a school year: one folder that can be kept elsewhere, with everything that came back
 * on paper, and nothing that needs this program to be read.
 *
 *	DIR/SIO/NGUYEN_Thi-Hanh/convention_NGUYEN_Thi-Hanh_SIO_v1.pdf	all scanned pages of a paper
 *	DIR/sans-etudiant/...	papers that are nobody's
 *	DIR/index.csv, DIR/index.pdf	every paper, its state, its pages, its file
 *
 * It holds personal data: files are 0600, folders 0700.  It appears whole or not at all.
 */
#ifndef APP_CLOSE_YEAR_H
#define APP_CLOSE_YEAR_H

#include <stddef.h>

struct err;
struct home;

struct year_archived {
	int papers, files, pages; /* in the index; PDFs written; scanned pages in them */
	int students;
	int faults; /* papers whose pages could not be read: the index says so */
};

/* section: its code; NULL: all.  dir must not exist, or be empty. */
int close_year(struct home *h, const char *year, const char *section, const char *dir,
    struct year_archived *out, struct err *e);

#endif
