/* Makes all the pages of a plan on several threads, and writes them in order. */
#ifndef SIM_RUN_H
#define SIM_RUN_H

#include "plan.h"

struct err;

/* Scans the n files into o->out and writes the truth file.  -1 with e filled. */
int run_scans(const struct options *o, char *const *files, size_t n, struct err *e);

#endif
