/*
 * What a reader said against the truth: each difference on a line, then a line of sums.
 */
#ifndef SIM_COMPARE_H
#define SIM_COMPARE_H

struct err;

/*
 * truth: as scansim writes it, one file or several joined; read: what « paraphe read --json »
 * printed.  1: every page accounted for, no wrong tag, no empty box called signed, no signature
 * called empty, and (unless tolerant, for damage past what a person would accept) every page
 * read; 0: else; -1 with e filled.
 */
int compare_files(const char *truth, const char *read, int tolerant, struct err *e);

#endif
