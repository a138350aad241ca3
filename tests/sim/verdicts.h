/*
 * Verdicts against the truth, by kind of ink, and how far scores are probabilities.
 */
#ifndef SIM_VERDICTS_H
#define SIM_VERDICTS_H

struct err;

/* truth and read: as for compare_files.  Prints two tables.  -1 with e filled. */
int verdicts_print(const char *truth, const char *read, struct err *e);

#endif
